"""What a search engine reads of a page: its headings and running text, without drawings, tables and attributes.

Search plugins parse a page's whole HTML in plain Python; most of it is tables and drawings that they leave out. One
pass of a regular expression over the tags gives them the little that counts.
"""

from __future__ import annotations

import re

EXCLUDE = "data-search-exclude"
"""The attribute of an element that search leaves out, with all that is in it."""
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
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
    hidden, depth, at = "", 0, 0
    for tag in _TAG.finditer(body):
        closing, name, attributes = tag.groups()
        if hidden:
            if name == hidden:
                depth += -1 if closing else 1
            if depth == 0:
                hidden, at = "", tag.end()
            continue
        parts.append(body[at : tag.start()])
        at = tag.end()
        if not closing and any(each in attributes for each in _UNSEEN):
            hidden, depth = name, 1
        elif name in _KEPT:
            parts.append(f"</{name}>" if closing else _opened(name, attributes))
        elif name not in _WITHIN_WORDS:
            parts.append(" ")
    parts.append("" if hidden else body[at:])
    return "".join(parts)


def _opened(name: str, attributes: str) -> str:
    id = _ID.search(attributes)
    return f'<{name} id="{id[1]}">' if id and name[0] == "h" else f"<{name}>"
