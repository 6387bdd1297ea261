"""What a search engine reads of a page: its headings and running text, without drawings, tables and attributes.

Search plugins parse a page's whole HTML in plain Python; most of it is tables and drawings that they leave out. One
pass of a regular expression over the tags gives them the little that counts.
"""

from __future__ import annotations

import re
from functools import cache

EXCLUDE = "data-search-exclude"
"""The attribute of an element that search leaves out, with all that is in it."""
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
"""A tag: whether it closes, its name, its attributes."""
_KEPT = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "p", "code", "pre", "li", "ol", "ul", "sub", "sup"))
_WITHIN_WORDS = frozenset(("a", "abbr", "b", "em", "i", "mark", "s", "strong"))
"""Elements inside running text: a word may go on where they begin or end."""
_UNSEEN = ('class="headerlink"', 'aria-hidden="true"', EXCLUDE)
_ID = re.compile(r'\sid="([^"]*)"')


def searchable(body: str) -> str:
    """The HTML of an article, reduced to what is searched: headings with their ids, paragraphs, lists and text.

    `body` is well-formed HTML as our templates write it: every element that is left out is closed by its own tag.
    """
    parts: list[str] = []
    at = 0
    while tag := TAG.search(body, at):
        closing, name, attributes = tag.groups()
        parts.append(body[at : tag.start()])
        at = tag.end()
        if not closing and any(each in attributes for each in _UNSEEN):
            at = _end(body, name, at)
        elif name in _KEPT:
            parts.append(f"</{name}>" if closing else _opened(name, attributes))
        elif name not in _WITHIN_WORDS:
            parts.append(" ")
    parts.append(body[at:])
    return "".join(parts)


def _end(body: str, name: str, at: int) -> int:
    """Where the element ends that was opened right before `at`."""
    depth = 1
    for tag in _tags_named(name).finditer(body, at):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return len(body)


@cache
def _tags_named(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){name}(?=[\s>])[^>]*>")


def _opened(name: str, attributes: str) -> str:
    id = _ID.search(attributes)
    return f'<{name} id="{id[1]}">' if id and name[0] == "h" else f"<{name}>"
