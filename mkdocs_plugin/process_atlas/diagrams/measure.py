"""Width and wrapping of text, by a table of our own: the fonts of the building machine never matter."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import pairwise

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
_NOT_FIRST = frozenset("、。，．？！；：）］｝〕〉》」』】’”…—·)]},.;:!?%％～ー々ゝヽっッゃャゅュょョァィゥェォヵヶ")
_NOT_LAST = frozenset("（［｛〔〈《「『【‘“([{￥$#＃")
_WIDE = frozenset("WF")
_BREAK_AFTER = frozenset("-/–—_·|")


@lru_cache(maxsize=4096)
def _em(char: str) -> float:
    code = ord(char)
    if 32 <= code < 127:
        return _LATIN[code - 32] / 100
    if unicodedata.east_asian_width(char) in _WIDE:
        return 1.0
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf", "Cc"):
        return 0.0
    return 0.68 if category[0] in "LN" else 1.0


@lru_cache(maxsize=16384)
def width(text: str, size: float = TEXT, bold: bool = False) -> float:
    """The width of `text` in pixels at `size`, on the generous side."""
    return sum(map(_em, text)) * size * (_BOLD if bold else 1.0)


@lru_cache(maxsize=4096)
def _is_cjk(char: str) -> bool:
    return unicodedata.east_asian_width(char) in _WIDE


def pieces(text: str) -> list[str]:
    """`text` cut where a line may end; spaces stay at the end of the piece before them."""
    found: list[str] = []
    current = ""
    for left, right in pairwise(" ".join(text.split()) + "\0"):
        current += left
        if right == "\0" or _may_break(left, right):
            found.append(current)
            current = ""
    return found


@lru_cache(maxsize=16384)
def _may_break(left: str, right: str) -> bool:
    if right == " " or right in _NOT_FIRST or left in _NOT_LAST or _em(right) == 0:
        return False
    return left == " " or _is_cjk(left) or _is_cjk(right) or left in _BREAK_AFTER


def _chop(piece: str, limit: float, size: float, bold: bool) -> list[str]:
    """A single over-long piece, cut anywhere so that each part fits."""
    parts: list[str] = []
    current = ""
    for char in piece:
        if current and width(current + char, size, bold) > limit:
            parts.append(current)
            current = ""
        current += char
    return [*parts, current]


def _fill(parts: list[str], limits: tuple[float, ...], size: float, bold: bool) -> list[str]:
    """Lines filled greedily; the last of `limits` holds for all further lines."""
    lines = [""]
    for piece in parts:
        limit = limits[min(len(lines), len(limits)) - 1]
        if not lines[-1] or width((lines[-1] + piece).rstrip(), size, bold) <= limit:
            lines[-1] += piece
        else:
            lines[-1] = lines[-1].rstrip()
            lines.append(piece)
    return [*lines[:-1], lines[-1].rstrip()]


@lru_cache(maxsize=8192)
def wrap(
    text: str, limit: float, size: float = TEXT, bold: bool = False, most: int = 5, even: bool = True
) -> tuple[str, ...]:
    """`text` as lines no wider than `limit` pixels, at most `most` (the last then ends in an ellipsis).

    With `even` the lines are made about equally long without adding one.
    """
    parts = [
        bit
        for piece in pieces(text)
        for bit in ([piece] if width(piece.rstrip(), size, bold) <= limit else _chop(piece, limit, size, bold))
    ]
    lines = _fill(parts, (limit,), size, bold)
    if len(lines) > most:
        rest = lines[most - 1] + ("" if _is_cjk(lines[most][:1] or " ") else " ") + lines[most]
        return (*lines[: most - 1], cut(rest + "…", limit, size, bold))
    if even and len(lines) > 1:
        lines = _even(parts, lines, limit, size, bold)
    return tuple(lines)


def _even(parts: list[str], lines: list[str], limit: float, size: float, bold: bool) -> list[str]:
    low = max(width(part.rstrip(), size, bold) for part in parts)
    high = limit
    for _ in range(5):
        middle = (low + high) / 2
        trial = _fill(parts, (middle,), size, bold)
        if len(trial) <= len(lines):
            lines, high = trial, middle
        else:
            low = middle
    return lines


def wrap_into(text: str, limits: tuple[float, ...], size: float = TEXT) -> tuple[str, ...] | None:
    """`text` as exactly at most `len(limits)` lines of these widths, or None where it does not fit."""
    lines = _fill(pieces(text), limits, size, False)
    fits = len(lines) <= len(limits) and all(
        width(line, size) <= limit for line, limit in zip(lines, limits, strict=False)
    )
    return tuple(lines) if fits else None


def cut(text: str, limit: float, size: float = TEXT, bold: bool = False) -> str:
    """`text`, shortened with an ellipsis if it is wider than `limit` pixels."""
    if width(text, size, bold) <= limit:
        return text
    scale = size * (_BOLD if bold else 1.0)
    room = limit / scale - _em("…")
    for end, char in enumerate(text):
        room -= _em(char)
        if room < 0:
            return text[:end].rstrip("… ") + "…"
    return text.rstrip("… ") + "…"


def widest(lines: tuple[str, ...], size: float = TEXT, bold: bool = False) -> float:
    """The width of the widest of `lines`, in pixels."""
    return max((width(line, size, bold) for line in lines), default=0.0)
