"""Sizes of the symbols of data-flow diagrams, entity diagrams and organisation charts."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from process_atlas.diagrams.measure import LEADING, MARK, MARK_LEADING, TEXT, cut, widest, width, wrap
from process_atlas.diagrams.scene import Mark, Node, Text
from process_atlas.diagrams.sized import SIGN, TITLE_LINES, Form, Sized, baseline, sign_width


def _strip(node: Node, least: float) -> Sized:
    """A Gane-Sarson process: number strip, title, and who does it below."""
    lines = wrap(node.title, max(128.0, least - 24), TEXT, False, TITLE_LINES)
    foot = wrap(node.subtitle, max(128.0, least - 20), MARK, False, 2) if node.subtitle else ()
    w = max(least, 132.0, ceil(max(widest(lines) + 24, widest(foot, MARK) + 20, width(node.number, MARK, True) + 24)))
    body = len(lines) * LEADING + 16
    h = 21 + body + (len(foot) * MARK_LEADING + 7 if foot else 0)
    texts = [
        Text(w / 2, baseline(2, MARK), (node.number,), "number", "middle"),
        Text(w / 2, baseline(29), lines, anchor="middle", full=node.title),
    ]
    if foot:
        texts.append(Text(w / 2, baseline(21 + body + 3, MARK, MARK_LEADING), foot, "sub", "middle", node.subtitle))
    return Sized(w, ceil(h), tuple(texts), (), "rect")


def _ellipse(node: Node, least: float) -> Sized:
    lines = wrap(node.title, 108.0, TEXT, False, TITLE_LINES)
    count = len(lines) + bool(node.number)
    w = max(least, 112.0, ceil(widest(lines) * 1.2 + 34))
    h = max(76.0, ceil(count * LEADING * 1.42 + 20))
    top = h / 2 - count * LEADING / 2
    number = (Text(w / 2, baseline(top), (node.number,), "number", "middle"),) if node.number else ()
    title = Text(w / 2, baseline(top + LEADING * bool(node.number)), lines, anchor="middle", full=node.title)
    return Sized(w, h, (*number, title), (), "ellipse")


def _store(node: Node, least: float) -> Sized:
    """A data store: its D-number in the cell at the left, the name beside it."""
    cell = max(34.0, ceil(width(node.number, MARK, True) + 14)) if node.number else 0.0
    lines = wrap(node.title, max(130.0, least - cell - 20), TEXT, False, 3)
    w = max(least, ceil(cell + widest(lines) + 20))
    h = max(32.0, len(lines) * LEADING + 12)
    title = Text(cell + 10, baseline((h - len(lines) * LEADING) / 2), lines, full=node.title)
    number = (Text(cell / 2, baseline((h - LEADING) / 2, MARK), (node.number,), "number", "middle"),) if cell else ()
    return Sized(w, ceil(h), (*number, title), (Mark("cell", 0, 0, cell, ceil(h)),) if cell else ())


def _external(node: Node, least: float) -> Sized:
    lines = wrap(node.title, max(104.0, least - 28), TEXT, False, 4)
    w = max(least, 96.0, ceil(widest(lines) + 28))
    h = max(48.0, len(lines) * LEADING + 24)
    text = Text(w / 2, baseline((h - len(lines) * LEADING) / 2), lines, anchor="middle", full=node.title)
    return Sized(w, ceil(h), (text,))


def _outside(node: Node, least: float) -> Sized:
    """A process of the surroundings: its number and its title."""
    return _external(replace(node, title=f"{node.number} {node.title}"), least)


def _entity(node: Node, least: float) -> Sized:
    """A data structure: its name in the head, its fields below with marks for key and required."""
    lines = wrap(node.title, 176.0, TEXT, True, 3)
    names = [cut(row.text, 150.0, 12.0) for row in node.rows]
    details = [cut(row.detail, 64.0, MARK) for row in node.rows]
    body = max(
        (width(a, 12.0) + width(b, MARK) + 12 * bool(b) for a, b in zip(names, details, strict=True)), default=0.0
    )
    w = max(least, 132.0, ceil(max(widest(lines, TEXT, True) + 24, body + 38, width(node.subtitle, MARK) + 24)))
    y = 8 + len(lines) * LEADING + (MARK_LEADING if node.subtitle else 0) + 7
    texts = [Text(12, baseline(8), lines, "head", full=node.title)]
    if node.subtitle:
        texts.append(Text(12, baseline(8 + len(lines) * LEADING, MARK, MARK_LEADING), (node.subtitle,), "sub"))
    marks = [Mark("head", 0, 0, w, y)]
    for row, name, detail in zip(node.rows, names, details, strict=True):
        y += 1 if row is node.rows[0] else 0
        texts.append(Text(26, baseline(y + 1, 12.0, 18.0), (name,), "row", full=row.text))
        if detail:
            texts.append(Text(w - 10, baseline(y + 1, MARK, 18.0), (detail,), "sub", "end", row.detail))
        if row.mark in ("key", "required"):
            marks.append(Mark(f"row-{row.mark}", 9, y + 4, 12, 12))
        y += 18.0
    return Sized(w, ceil(y + (6 if node.rows else 0)), tuple(texts), tuple(marks))


def _person(node: Node, least: float) -> Sized:
    """An organisation card: the role's sign, its title and its team."""
    sign = sign_width(node.sign, SIGN)
    left = 20 + sign
    room = max(132.0, least - left - 12)
    lines = wrap(node.title, room, TEXT, True, 4)
    sub = cut(node.subtitle, room, MARK)
    w = max(least, 140.0, ceil(left + max(widest(lines, TEXT, True), width(sub, MARK)) + 12))
    body = len(lines) * LEADING + (MARK_LEADING if sub else 0)
    h = max(48.0, body + 20)
    top = (h - body) / 2
    texts = [Text(left, baseline(top), lines, "head", full=node.title)]
    if sub:
        texts.append(Text(left, baseline(top + len(lines) * LEADING, MARK, MARK_LEADING), (sub,), "sub"))
    return Sized(w, ceil(h), tuple(texts), (Mark("sign", 11, h / 2 - SIGN / 2, sign, SIGN, node.sign),))


FORMS: dict[str, Form] = {
    "dfd-process": _strip,
    "bubble": _ellipse,
    "store": _store,
    "open-store": _store,
    "external": _external,
    "plain-external": _external,
    "outside": _outside,
    "entity": _entity,
    "person": _person,
}
"""The forms of these symbols, by shape; `bubble`, `open-store` and `plain-external` are Yourdon and DeMarco's."""
