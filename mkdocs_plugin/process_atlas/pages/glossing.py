"""Terms of the glossary explained where they are read: the first mention in a piece of safe HTML becomes a link."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape

from process_atlas.pages.markdown import Html

_TAG = re.compile(r"""(<(?:[^>"']|"[^"]*"|'[^']*')*>)""")
_LEFT_ALONE = frozenset({"a", "code", "pre"})


def glossed(
    html: Html, pattern: re.Pattern[str], index_of: Mapping[str, int], explain: Callable[[int], tuple[str, str]]
) -> Html:
    """The HTML with the first mention of each term linked. `explain` gives a term's address and its meaning.

    Links, code and the insides of tags are left alone: the HTML was made by our Markdown, which escapes every `<`.
    """
    if not pattern.search(unescape(html.source)):
        return html
    told: set[int] = set()

    def link(match: re.Match[str]) -> str:
        index = index_of[match[0]]
        if index in told:
            return escape(match[0])
        told.add(index)
        href, meaning = explain(index)
        return f'<a class="atlas-term" href="{escape(href)}" title="{escape(meaning)}">{escape(match[0])}</a>'

    return Html("".join(_parts(html.source, lambda text: _replaced(text, pattern, link))))


def _parts(source: str, change: Callable[[str], str]) -> list[str]:
    """The tags as they are, and the texts between them changed, but for those inside of what is left alone."""
    parts, closing = [], ""
    for part in _TAG.split(source):
        if part.startswith("<"):
            name = part.strip("</> ").partition(" ")[0]
            if not closing and name in _LEFT_ALONE:
                closing = f"</{name}>"
            elif part == closing:
                closing = ""
            parts.append(part)
        else:
            parts.append(part if closing or not part else change(part))
    return parts


def _replaced(text: str, pattern: re.Pattern[str], link: Callable[[re.Match[str]], str]) -> str:
    """A text of HTML with the terms in it replaced, everything else escaped as it was."""
    plain = unescape(text)
    parts, end = [], 0
    for match in pattern.finditer(plain):
        parts += [escape(plain[end : match.start()]), link(match)]
        end = match.end()
    return "".join([*parts, escape(plain[end:])]) if parts else text
