"""An old and a new wording as one text: what stayed, what went, what came; word by word, Chinese by characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\s+|[^\W\u2e80-\u9fff]+|.", re.DOTALL)
_MOST = 3000
_ALIKE = 0.3


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text. `mark` is `added` or `removed`, "" for what stayed."""

    mark: str
    text: str


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Both wordings as one. Where they have little in common, or are very long, the old one whole, then the new one."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if len(old) + len(new) > _MOST or matcher.ratio() < _ALIKE:
        return tuple(Piece(mark, text) for mark, text in (("removed", before), ("added", after)) if text)
    found: list[Piece] = []
    for what, i0, i1, j0, j1 in matcher.get_opcodes():
        if what == "equal":
            found.append(Piece("", "".join(old[i0:i1])))
            continue
        gone, come = "".join(old[i0:i1]), "".join(new[j0:j1])
        found += [Piece(mark, text) for mark, text in (("removed", gone), ("added", come)) if text]
    return tuple(found)
