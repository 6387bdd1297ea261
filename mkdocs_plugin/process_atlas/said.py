"""Sentences that the program says about specs: written in English and in Chinese at one place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

LANGUAGES = ("en", "zh")
"""The languages that sentences know themselves in."""


class Said(str):
    """A sentence in English, which is what it is as a plain text, that knows itself in Chinese too."""

    __slots__ = ("_zh",)
    _zh: str

    def __new__(cls, en: str, zh: str) -> Said:
        """A sentence in both languages."""
        said = super().__new__(cls, en)
        said._zh = zh
        return said

    def __reduce__(self) -> tuple[type[Said], tuple[str, str]]:
        return Said, (str(self), self._zh)

    def get(self, lang: str, /) -> str:
        """The sentence for a reader of `lang`; English where it is not known in that language."""
        return self._zh if lang.partition("-")[0].lower() == "zh" else str(self)

    def each(self, change: Callable[[str], str]) -> Said:
        """The sentence changed in the same way in every language."""
        return Said(change(str(self)), change(self._zh))


def say(en: str, zh: str, **parts: object) -> Said:
    """A sentence with its `{parts}` filled in: those that have words in several languages, in each with its own.

    What a part holds is never looked through for braces, so anything that somebody wrote may be one.
    """
    return Said(en.format(**_told(parts, "en")), spaced(zh, _told(parts, "zh"))) if parts else Said(en, zh)


def _told(parts: Mapping[str, object], lang: str) -> dict[str, str]:
    return {name: _told_one(each, lang) for name, each in parts.items()}


def _told_one(part: object, lang: str) -> str:
    """What has words in several languages, such as a text of a spec or another sentence, gives those of `lang`."""
    words = getattr(part, "get", None)
    return words(lang) if words else str(part)


def spaced(template: str, values: Mapping[str, str]) -> str:
    """The template with its values filled in; a Latin letter or a digit keeps its distance from Chinese ones."""
    text = template.format(**{name: f"\0{value}\0" for name, value in values.items()})
    return _SEAM.sub(" ", text).replace("\0", "")


_SEAM = re.compile(r"(?<=[\u4e00-\u9fff])\0+(?=[A-Za-z0-9`])|(?<=[A-Za-z0-9`])\0+(?=[\u4e00-\u9fff])")


NOTHING = Said("", "")
"""Nothing to say."""


def quote(words: object) -> Said:
    """Somebody's words, or a key or value of a spec, in quotation marks."""
    return say("'{words}'", "“{words}”", words=words)


def listed(names: Sequence[object]) -> Said:
    """Several things in a row: `a, b and c`, `a、b和c`."""
    if len(names) < 2:
        return say("{only}", "{only}", only=names[0]) if names else NOTHING
    *first, last = names
    return say("{first} and {last}", "{first}和{last}", first=in_a_row(first), last=last)


def in_a_row(names: Sequence[object]) -> Said:
    """Several things with commas between them, none of them the last."""
    return Said(*(comma.join(_told_one(name, lang) for name in names) for comma, lang in ((", ", "en"), ("、", "zh"))))
