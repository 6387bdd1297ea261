"""Compares any two values of a model by what the model says of its keys; what has no rule of its own comes here."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from process_atlas.analysis.diff.change import Change
from process_atlas.analysis.diff.numbers import Size
from process_atlas.analysis.diff.place import Place
from process_atlas.analysis.diff.words import key_name, quoted, shown
from process_atlas.said import LANGUAGES
from process_atlas.spec.values import Duration, Text, Unit
from process_atlas.spec.walk import references

RECORD = frozenset("status approver approved effective reviewed review_every checks".split())
"""Keys that keep the record of a spec: they say nothing of its content, so no new version is due for them."""

_PATCH = frozenset(
    "area tags links contact sign url lanes_as number example key level maps_to feedback languages".split()
)
"""Keys that change how a thing is shown or found, not what it is."""

_CJK = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_BETWEEN_CJK = re.compile(rf"(?<={_CJK}) (?={_CJK})")


@dataclass(frozen=True, slots=True)
class _Key:
    """A key that is compared: its name, and what kind of thing it refers to, if it does."""

    name: str
    to: str

    def shown(self, value: object, at: Place) -> Text:
        """A value of the key in words."""
        if self.to and isinstance(value, str):
            return at.names.ref(self.to, value)
        if isinstance(value, BaseModel):
            title = getattr(value, "title", None)
            return quoted(title) if isinstance(title, Text) else shown(getattr(value, "id", type(value).__name__))
        return quoted(value) if isinstance(value, Text) else shown(value)

    @property
    def size(self) -> Size | None:
        """The class of a change of this key, where it is not the rule's."""
        return Size.PATCH if self.name in _PATCH else None


def model_changes(old: BaseModel, new: BaseModel, at: Place, skip: Collection[str] = ()) -> Iterator[Change]:
    """The changes between two values of the same model, but for the keys in `skip`."""
    refers = {each.key: each.to for model in (old, new) for each in references(model) if _direct(each.loc)}
    for name, info in type(new).model_fields.items():
        key = info.alias or name
        before, after = getattr(old, name), getattr(new, name)
        if key not in skip and not same(before, after):
            yield from _changes(_Key(key, refers.get(key, "")), before, after, at.at(key))


def _direct(loc: tuple[str | int, ...]) -> bool:
    return len(loc) == 1 or (len(loc) == 2 and isinstance(loc[1], int))


def _changes(key: _Key, old: Any, new: Any, at: Place) -> Iterator[Change]:
    if key.name in RECORD:
        before, after = (None if each is None else key.shown(each, at) for each in (old, new))
        yield at.change("record-changed", before, after, told=set_or_lifted(before, after), key=key_name(key.name))
    elif isinstance(old or new, Text):
        yield wording_change(key.name, old, new, at)
    elif isinstance(old, tuple) and isinstance(new, tuple):
        yield from item_changes(key, old, new, at)
    elif isinstance(old, BaseModel) and isinstance(new, BaseModel):
        yield from model_changes(old, new, at)
    else:
        yield _value_change(key, old, new, at)


def _value_change(key: _Key, old: object, new: object, at: Place) -> Change:
    before, after = (None if each is None else key.shown(each, at) for each in (old, new))
    code = set_or_lifted(before, after) or "value-changed"
    return at.change(code, before, after, size=key.size, key=key_name(key.name))


def set_or_lifted(before: Text | None, after: Text | None) -> str:
    """The rule of a value that was not there before, or is not there after; "" for one that is on both sides."""
    return "value-added" if before is None else "value-removed" if after is None else ""


def wording_change(key: str, old: Text | None, new: Text | None, at: Place) -> Change:
    """The change of a text that is not the same on both sides."""
    name = key_name(key)
    if old is None or new is None:
        return at.change("wording-added" if old is None else "wording-removed", old, new, key=name)
    if _translated(old, new):
        return at.change("translation-changed", old, new, key=name)
    if key == "title":
        return title_change("title-changed", key, old, new, at)
    return at.change("wording-changed", old, new, key=name)


def title_change(code: str, key: str, old: Text, new: Text, at: Place) -> Change:
    """The change of a short text, told with both wordings in each language that has another one now."""
    english, chinese = ("wording-changed" if old.get(lang) == new.get(lang) else code for lang in LANGUAGES)
    return at.change(code, old, new, told=(english, chinese), key=key_name(key))


def item_changes(key: _Key, old: tuple[Any, ...], new: tuple[Any, ...], at: Place) -> Iterator[Change]:
    """Items that came and went in a list; the order, when the items are the same."""
    went = [each for each in old if not _holds(new, each)]
    came = [each for each in new if not _holds(old, each)]
    for each in went:
        yield at.change("item-removed", key.shown(each, at), size=key.size, key=key_name(key.name))
    for each in came:
        yield at.change("item-added", None, key.shown(each, at), size=key.size, key=key_name(key.name))
    if not went and not came:
        yield at.change("order-changed", key=key_name(key.name))


def list_changes(key: str, to: str, old: tuple[Any, ...], new: tuple[Any, ...], at: Place) -> Iterator[Change]:
    """The changes of a list of references to `to`, or of plain values (`to` is "")."""
    if not same(old, new):
        yield from item_changes(_Key(key, to), old, new, at)


def _holds(items: tuple[Any, ...], item: object) -> bool:
    return any(same(each, item) for each in items)


def same(old: object, new: object) -> bool:
    """Whether two values mean the same: layout, the order of languages and 60 min for 1 h make no difference."""
    match old, new:
        case Text(), Text():
            return _tidied(old) == _tidied(new)
        case Duration(), Duration():
            return _length(old) == _length(new)
        case tuple(), tuple():
            return len(old) == len(new) and all(map(same, old, new))
        case BaseModel(), BaseModel():
            names = type(old).model_fields
            return type(old) is type(new) and all(same(getattr(old, n), getattr(new, n)) for n in names)
        case _:
            return old == new


def _tidied(text: Text) -> Mapping[str, str]:
    return {lang: _BETWEEN_CJK.sub("", " ".join(each.split())) for lang, each in text.by_language}


def _length(span: Duration) -> tuple[str, float]:
    """A duration in a unit that others of its sort can be told in: a month has no fixed number of days."""
    if span.unit in (Unit.MONTH, Unit.YEAR):
        return "months", span.amount * (12 if span.unit is Unit.YEAR else 1)
    return ("working days", span.amount) if span.unit is Unit.WORKING_DAY else ("minutes", span.minutes)


def _translated(old: Text, new: Text) -> bool:
    """Whether every wording that both sides could have is the same: only the languages differ."""
    before, after = _tidied(old), _tidied(new)
    common = before.keys() & after.keys()
    if common:
        return all(before[lang] == after[lang] for lang in common)
    fewer, more = sorted((set(before.values()), set(after.values())), key=len)
    return fewer <= more
