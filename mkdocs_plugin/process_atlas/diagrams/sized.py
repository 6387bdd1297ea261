"""What every symbol's size is made of: the box, texts and marks relative to its corner, and a few measures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from process_atlas.diagrams.measure import LEADING, MARK, TEXT, width
from process_atlas.diagrams.scene import Badge, Mark, Node, Text

#: Heights of a pill with text, of a star or level sign, and of a role's sign on its card and on its lane.
PILL, STAR, SIGN, LANE_SIGN = 17.0, 17.0, 26.0, 24.0
#: The most lines of a title.
TITLE_LINES = 5
_ICON = 14.0


@dataclass(frozen=True, slots=True)
class Sized:
    """A symbol's width and height in pixels, with texts and marks relative to its top left corner."""

    w: float
    h: float
    texts: tuple[Text, ...] = ()
    marks: tuple[Mark, ...] = ()
    outline: str = "rect"


#: Makes a symbol's size from its node, at least so many pixels wide where it may be widened.
Form = Callable[[Node, float], Sized]


def baseline(top: float, size_: float = TEXT, leading: float = LEADING) -> float:
    """The baseline of a line whose line box starts at `top`."""
    return top + leading / 2 + size_ * 0.35


def sign_width(text: str, height: float) -> float:
    """Width of a role's sign: as wide as it is high, or wider when its letters need the room."""
    return max(height, ceil(width(text, MARK, True) + 4))


def pill_width(badge: Badge) -> float:
    """Width of a pill with its icon, if its kind has one, and its text."""
    icon = _ICON if badge.kind in ("time", "wait") else 0.0
    return ceil(width(badge.text, MARK) + icon + (2 if badge.kind == "system" else 12))
