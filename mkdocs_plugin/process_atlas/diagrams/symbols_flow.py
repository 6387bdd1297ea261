"""Sizes of the symbols of flowcharts (ISO 5807): cards, terminators and diamonds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from math import ceil
from typing import NamedTuple

from process_atlas.diagrams.measure import LEADING, MARK, TEXT, cut, widest, width, wrap, wrap_into
from process_atlas.diagrams.scene import Badge, Mark, Node, Text
from process_atlas.diagrams.sized import PILL, STAR, TITLE_LINES, Form, Sized, baseline, pill_width

#: The widest text of a card's title before it is wrapped.
TITLE_WIDTH = 108.0


def _pills(badges: list[Badge], x: float, y: float, room: float) -> tuple[list[Mark], float]:
    """Pills set in rows no wider than `room`; their marks and the height they take."""
    marks: list[Mark] = []
    left, top = x, y
    for badge in badges:
        bare = pill_width(Badge(badge.kind, ""))
        shown = Badge(badge.kind, cut(badge.text, room - bare, MARK), badge.tip)
        w = pill_width(shown)
        if left > x and left + w > x + room:
            left, top = x, top + PILL + 4
        marks.append(Mark(badge.kind, left, top, w, PILL, shown.text, badge.tip or badge.text))
        left += w + 4
    return marks, (top + PILL - y if badges else 0.0)


def _hung(node: Node, w: float) -> list[Mark]:
    """Marks that sit on the upper border near the right corner: the key star and the level's sign."""
    kinds = ["level"] * bool(node.level) + ["key"] * any(badge.kind == "key" for badge in node.badges)
    tips = {badge.kind: badge.tip or badge.text for badge in node.badges}
    return [
        Mark(kind, w - 10 - STAR * (place + 1) - 3 * place, -STAR / 2, STAR, STAR, node.level, tips.get(kind, ""))
        for place, kind in enumerate(reversed(kinds))
    ]


def _footer(node: Node) -> list[Badge]:
    return [badge for badge in node.badges if badge.kind in ("time", "wait", "system", "count", "channel", "note")]


def _number(node: Node) -> float:
    return max(20.0, ceil(width(node.number, MARK, True) + 8)) if node.number else 0.0


class _Card(NamedTuple):
    """What a card keeps free at its left, its right and its foot, in pixels."""

    left: float = 9.0
    right: float = 10.0
    foot: float = 0.0


def _text_left(node: Node, card: _Card) -> float:
    tab = _number(node)
    return card.left + (tab + 7 if tab else 2)


def _card_width(node: Node, card: _Card, room: float = TITLE_WIDTH) -> float:
    """The width of a card that nothing else widens, its title being wrapped into `room`."""
    most = TITLE_WIDTH + (10 if node.number else 0)
    inner = max(widest(wrap(node.title, room, TEXT, False, TITLE_LINES)), 60.0)
    inner = max(inner, *(min(pill_width(badge), most) for badge in _footer(node)), 0.0)
    return ceil(_text_left(node, card) + inner + card.right)


def _card(node: Node, least: float, card: _Card) -> Sized:
    """Number tab at the top left, title beside it, time limit and system below."""
    x, tab = _text_left(node, card), _number(node)
    title_room = max(TITLE_WIDTH, least - x - card.right)
    lines = wrap(node.title, title_room, TEXT, False, TITLE_LINES)
    w = max(least, _card_width(node, card, title_room))
    top = 9.0
    marks = [Mark("number", card.left, top, tab, LEADING, node.number)] if tab else []
    pills, taken = _pills(_footer(node), x, top + len(lines) * LEADING + 5, w - x - card.right)
    body = len(lines) * LEADING + (taken + 6 if taken else 0)
    h = max(42.0 + card.foot, top + body + 9 + card.foot)
    shift = (h - card.foot - body) / 2 - top
    marks = [Mark(m.kind, m.x, m.y + shift, m.w, m.h, m.text, m.tip) for m in (*marks, *pills)]
    text = Text(x, baseline(top + shift), lines, full=node.title)
    return Sized(w, ceil(h), (text,), (*marks, *_hung(node, w)))


def _terminator(node: Node, least: float) -> Sized:
    """A stadium; the entry channels stand in it as chips below the title."""
    chips = [badge for badge in node.badges if badge.kind in ("channel", "time", "count", "note")]
    lines = wrap(node.title, 132.0, TEXT, False, 4)
    wide = sum(pill_width(chip) + 4 for chip in chips) - 4
    room = min(max(wide, 52.0), max(158.0, *(min(pill_width(chip), 170.0) for chip in chips))) if chips else 0.0
    w = ceil(max(widest(lines) + 40, room + 26, 92.0))
    top = 10.0
    y = top + len(lines) * LEADING + 6
    marks, taken = _pills(chips, 13.0, y, w - 26.0)
    h = top + len(lines) * LEADING + (taken + 6 if taken else 0) + top
    h = max(h, 38.0)
    first = top if taken else (h - len(lines) * LEADING) / 2
    text = Text(w / 2, baseline(first), lines, anchor="middle", full=node.title)
    return Sized(w, ceil(h), (text,), (*_centred(marks, w), *_hung(node, w - 6)), "stadium")


def _centred(marks: list[Mark], w: float) -> list[Mark]:
    """Rows of chips moved to the middle of a box `w` wide."""
    rows: dict[float, list[Mark]] = {}
    for mark in marks:
        rows.setdefault(mark.y, []).append(mark)
    moved: list[Mark] = []
    for row in rows.values():
        shift = (w - (row[-1].x + row[-1].w - row[0].x)) / 2 - row[0].x
        moved += [replace(mark, x=mark.x + shift) for mark in row]
    return moved


def _room(w: float, h: float, lines: int, lift: float) -> tuple[float, ...]:
    """Widths of the lines of a text block centred in a diamond, `lift` pixels below its middle."""
    first = -lines * LEADING / 2 + lift
    edges = [(abs(first + i * LEADING), abs(first + (i + 1) * LEADING)) for i in range(lines)]
    return tuple(max(0.0, w * (1 - max(a, b) * 2 * 0.94 / h) - 10) for a, b in edges)


def _diamond_fit(title: str, lift: float, least: float) -> tuple[float, float, tuple[str, ...]]:
    """The smallest pleasant diamond, at least `least` wide, that holds `title`."""
    for w, h, most in (
        (124, 66, 2),
        (140, 74, 2),
        (156, 84, 3),
        (172, 96, 3),
        (190, 110, 4),
        (214, 128, 5),
        (250, 150, 6),
    ):
        if w < least:
            continue
        for count in range(1, most + 1):
            lines = wrap_into(title, _room(w, h, count, lift))
            if lines is not None and len(lines) == count:
                return w, h, lines
    lines = wrap(title, _room(270, 170, 5, lift)[0], TEXT, False, 5, False)
    return 270, 170, lines


def _decision(node: Node, least: float) -> Sized:
    sign = node.shape in ("parallel", "inclusive")
    if sign and not node.title and not any(badge.kind in ("time", "wait") for badge in node.badges):
        return Sized(42, 42, (), tuple(_corner_marks(node, 42, 42)), "diamond")
    lift = 8.0 if sign else 0.0
    limits = [pill_width(badge) for badge in node.badges if badge.kind in ("time", "wait")]
    w, h, lines = _diamond_fit(node.title, lift, 2 * (max(limits, default=0.0) - 10))
    text = Text(w / 2, baseline(h / 2 - len(lines) * LEADING / 2 + lift), lines, anchor="middle", full=node.title)
    return Sized(w, h, (text,), tuple(_corner_marks(node, w, h)), "diamond")


def _corner_marks(node: Node, w: float, h: float) -> list[Mark]:
    """Number, signs and time limit around a diamond, in the corners that it leaves free."""
    tab = _number(node)
    marks: list[Mark] = []
    if tab:
        near = 4 if w > 60 else -1
        marks.append(Mark("number", w / 4 - tab + near, h / 4 - LEADING + near - 1, tab, LEADING, node.number))
    marks += [
        replace(mark, x=min(w * 0.75 - 4 + place * (STAR + 3), w - STAR), y=h / 4 - STAR + 4)
        for place, mark in enumerate(reversed(_hung(node, w)))
    ]
    times = [badge for badge in node.badges if badge.kind in ("time", "wait")][:1]
    for badge in times:
        pw = pill_width(badge)
        marks.append(
            Mark(
                badge.kind,
                w / 2 + 4 if pw > w / 4 + 22 else w * 0.75 - 8,
                h * 0.75 - 2,
                pw,
                PILL,
                badge.text,
                badge.tip or badge.text,
            )
        )
    return marks


_CARDS = {
    "process": _Card(),
    "subprocess": _Card(16.0, 16.0),
    "document": _Card(foot=10.0),
    "data": _Card(20.0, 20.0),
    "wait": _Card(right=24.0),
}
WIDTHS: dict[str, Callable[[Node], float]] = {shape: partial(_card_width, card=card) for shape, card in _CARDS.items()}
"""How wide a symbol is by itself, for shapes where that is quicker to tell than its whole form."""
FORMS: dict[str, Form] = {
    **{shape: partial(_card, card=card) for shape, card in _CARDS.items()},
    "terminator": _terminator,
    "decision": _decision,
    "parallel": _decision,
    "inclusive": _decision,
}
"""The forms of flowchart symbols, by shape."""
