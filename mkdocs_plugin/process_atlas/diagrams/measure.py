"""Width and wrapping of text, by a table of our own: the fonts of the building machine never matter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

#: Sizes in pixels of the two kinds of text, and the distance of their lines.
TEXT, MARK = 13.0, 11.0
LEADING, MARK_LEADING = 17.0, 15.0

# Widths of U+0020 to U+007E in hundredths of an em: the widest of Arial, Noto Sans and a slightly condensed DejaVu.
_LATIN = (
    31, 38, 44, 80, 61, 90, 74, 26, 37, 37, 48, 80, 31, 34, 31, 32, 61, 61, 61, 61, 61, 61, 61, 61,
    61, 61, 32, 32, 80, 80, 80, 56, 102, 67, 67, 72, 73, 67, 61, 78, 73, 30, 50, 67, 56, 83, 72, 78,
    67, 78, 72, 67, 61, 72, 67, 94, 67, 67, 66, 37, 32, 37, 80, 56, 48, 58, 60, 52, 60, 59, 33, 60,
    60, 27, 27, 55, 27, 92, 60, 58, 60, 60, 39, 50, 37, 60, 56, 78, 56, 56, 50, 61, 32, 61, 80,
)  # fmt: skip
_BOLD = 1.07
_SPACE = _LATIN[0]
_NOT_FIRST = frozenset("、。，．？！；：）］｝〕〉》」』】’”…—·)]},.;:!?%％～ー々ゝヽっッゃャゅュょョァィゥェォヵヶ")
_NOT_LAST = frozenset("（［｛〔〈《「『【‘“([{￥$#＃")
_WIDE = frozenset("WF")
_BREAK_AFTER = frozenset("-/–—_·|")


@lru_cache(maxsize=4096)
def _units(char: str) -> int:
    """The width of a character in hundredths of an em: whole numbers, so that sums are exact in any order."""
    code = ord(char)
    if 32 <= code < 127:
        return _LATIN[code - 32]
    if _is_cjk(char):
        return 100
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 68 if category[0] in "LN" else 100


@lru_cache(maxsize=16384)
def _length(text: str) -> int:
    """The width of `text` in hundredths of an em."""
    return sum(map(_units, text))


def _scale(size: float, bold: bool) -> float:
    """Pixels in a hundredth of an em."""
    return size * (_BOLD if bold else 1.0) / 100


def width(text: str, size: float = TEXT, bold: bool = False) -> float:
    """The width of `text` in pixels at `size`, on the generous side."""
    return _length(text) * _scale(size, bold)


@lru_cache(maxsize=4096)
def _is_cjk(char: str) -> bool:
    return unicodedata.east_asian_width(char) in _WIDE


class Piece(NamedTuple):
    """A part of a text after which a line may end: its width in hundredths of an em, with the spaces at its end and
    `bare` without."""

    text: str
    full: int
    bare: int


def _piece(text: str) -> Piece:
    return Piece(text, _length(text), _length(text.rstrip()))


@lru_cache(maxsize=4096)
def pieces(text: str) -> tuple[Piece, ...]:
    """`text` cut where a line may end; spaces stay at the end of the piece before them."""
    whole = " ".join(text.split())
    ends = [at for at, (left, right) in enumerate(pairwise(whole), 1) if _may_break(left, right)]
    return tuple(_piece(whole[start:end]) for start, end in pairwise((0, *ends, len(whole))) if whole)


@lru_cache(maxsize=16384)
def _may_break(left: str, right: str) -> bool:
    if right == " " or right in _NOT_FIRST or left in _NOT_LAST or _units(right) == 0:
        return False
    return left == " " or _is_cjk(left) or _is_cjk(right) or left in _BREAK_AFTER


def _chopped(piece: Piece, room: float) -> Iterator[Piece]:
    """A single piece; if it is over-long, cut anywhere so that each part fits."""
    current = ""
    for char in piece.text if piece.bare > room else ():
        if current and _length(current + char) > room:
            yield _piece(current)
            current = ""
        current += char
    yield _piece(current) if current else piece


def _starts(parts: Sequence[Piece], rooms: tuple[float, ...]) -> list[int]:
    """Which pieces start a line if lines are filled greedily; the last of `rooms` holds for all further lines."""
    starts, length = [0], 0
    for at, piece in enumerate(parts):
        if at > starts[-1] and length + piece.bare > rooms[min(len(starts), len(rooms)) - 1]:
            starts.append(at)
            length = 0
        length += piece.full
    return starts


def _lines(parts: Sequence[Piece], starts: list[int]) -> tuple[str, ...]:
    return tuple(
        "".join(piece.text for piece in parts[start:end]).rstrip() for start, end in pairwise((*starts, len(parts)))
    )


@lru_cache(maxsize=8192)
def wrap(
    text: str, limit: float, size: float = TEXT, bold: bool = False, most: int = 5, even: bool = True
) -> tuple[str, ...]:
    """`text` as lines no wider than `limit` pixels, at most `most` (the last then ends in an ellipsis).

    With `even` the lines are made about equally long without adding one.
    """
    room = limit / _scale(size, bold)
    parts = [bit for piece in pieces(text) for bit in _chopped(piece, room)]
    starts = _starts(parts, (room,))
    if len(starts) > most:
        lines = _lines(parts, starts)
        rest = lines[most - 1] + ("" if _is_cjk(lines[most][:1] or " ") else " ") + lines[most]
        return (*lines[: most - 1], cut(rest + "…", limit, size, bold))
    return _lines(parts, _evened(parts, starts, room) if even and len(starts) > 1 else starts)


def _evened(parts: list[Piece], starts: list[int], room: float) -> list[int]:
    """The narrowest lines that are as few, by halving the range five times."""
    low, high = float(max(piece.bare for piece in parts)), room
    for _ in range(5):
        middle = (low + high) / 2
        trial = _starts(parts, (middle,))
        if len(trial) <= len(starts):
            starts, high = trial, middle
        else:
            low = middle
    return starts


def wrap_into(text: str, limits: tuple[float, ...], size: float = TEXT) -> tuple[str, ...] | None:
    """`text` as at most `len(limits)` lines of these widths, or None where it does not fit."""
    rooms, parts = tuple(limit / _scale(size, False) for limit in limits), pieces(text)
    if sum(piece.full for piece in parts[:-1]) > sum(rooms) + _SPACE * len(rooms):  # a line may end in a space
        return None
    starts = _starts(parts, rooms)
    if len(starts) > len(rooms):
        return None
    lines = _lines(parts, starts)
    return lines if all(_length(line) <= room for line, room in zip(lines, rooms, strict=False)) else None


def cut(text: str, limit: float, size: float = TEXT, bold: bool = False) -> str:
    """`text`, shortened with an ellipsis if it is wider than `limit` pixels."""
    if width(text, size, bold) <= limit:
        return text
    room = limit / _scale(size, bold) - _units("…")
    for end, char in enumerate(text):
        room -= _units(char)
        if room < 0:
            return text[:end].rstrip("… ") + "…"
    return text.rstrip("… ") + "…"


def widest(lines: tuple[str, ...], size: float = TEXT, bold: bool = False) -> float:
    """The width of the widest of `lines`, in pixels."""
    return max(map(_length, lines), default=0) * _scale(size, bold)
