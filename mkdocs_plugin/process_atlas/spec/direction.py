"""Marks that turn the reading direction (UAX #9): harmless while each is closed, a disguise for what follows if not."""

from __future__ import annotations

import re

_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069\n]")
_EMBEDDING, _ISOLATE = "\u202c", "\u2069"


def leaves_direction_open(text: str) -> bool:
    """Whether a line of a text leaves an embedding, an override or an isolate open, or closes what it did not open.

    What a line leaves open turns all that a page shows behind the text.
    """
    if text.isascii():
        return False
    due: list[str] = []
    for mark in _MARKS.findall(text):
        if mark == "\n":
            if due:
                return True
        elif mark in (_EMBEDDING, _ISOLATE):
            if not due or due.pop() != mark:
                return True
        else:
            due.append(_EMBEDDING if mark <= "\u202e" else _ISOLATE)
    return bool(due)
