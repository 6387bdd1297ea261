"""The paper: A4 upright and on its side, in CSS pixels, and the least scale at which text is read with ease."""

from __future__ import annotations

from dataclasses import dataclass

LEAST = 0.7
"""The least scale of a drawing: its text of 13 px becomes 6.8 pt."""
TOP, SIDE, FOOT = 14, 14, 18
"""Margins in millimetres; the foot stands in the lower one."""
_MM = 96 / 25.4


@dataclass(frozen=True, slots=True)
class Paper:
    """What a page holds within its margins, in pixels; `head` is what a chapter's title may take of the first one."""

    width: float
    height: float
    head: float


UPRIGHT = Paper((210 - 2 * SIDE) * _MM, (297 - TOP - FOOT) * _MM, 200.0)
ASIDE = Paper((297 - 2 * SIDE) * _MM, (210 - TOP - FOOT) * _MM, 150.0)
