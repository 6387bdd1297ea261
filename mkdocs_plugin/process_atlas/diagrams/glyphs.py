"""Symbols and small marks as SVG text: what each shape looks like inside its box."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape

from process_atlas.diagrams.scene import Box, Mark, PlacedNode

_XML_LACKS = "\\0-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufffe\\uffff"
"""Characters that XML cannot hold, and controls that it should not."""
_FORBIDDEN, _SPECIAL = re.compile(f"[{_XML_LACKS}]"), re.compile(f"[{_XML_LACKS}&<>\"']")


@lru_cache(maxsize=1 << 15)
def num(value: float) -> str:
    """A coordinate with at most one decimal, as short as it can be written."""
    text = f"{value:.1f}"
    if text.endswith(".0"):
        text = text[:-2]
    return "0" if text == "-0" else text


def clean(text: str) -> str:
    """Text made safe for an attribute or an element, without characters that XML forbids."""
    return escape(_FORBIDDEN.sub("", text), quote=True) if _SPECIAL.search(text) else text


def rect(box: Box, radius: float = 0.0, css: str = "") -> str:
    """A rectangle."""
    corner = f' rx="{num(radius)}"' if radius else ""
    name = f' class="{css}"' if css else ""
    return f'<rect{name} x="{num(box.x)}" y="{num(box.y)}" width="{num(box.w)}" height="{num(box.h)}"{corner}/>'


def path(d: str, css: str = "") -> str:
    """A path."""
    name = f' class="{css}"' if css else ""
    return f'<path{name} d="{d}"/>'


def _line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"M{num(x0)} {num(y0)}L{num(x1)} {num(y1)}"


def _process(b: Box) -> str:
    return rect(b, 6, "shape")


def _stadium(b: Box) -> str:
    return rect(b, min(b.h / 2, 20), "shape")


def _subprocess(b: Box) -> str:
    bars = _line(b.x + 8, b.y, b.x + 8, b.bottom) + _line(b.right - 8, b.y, b.right - 8, b.bottom)
    return rect(b, 4, "shape") + path(bars, "detail")


def _diamond(b: Box) -> str:
    w, h = num(b.w / 2), num(b.h / 2)
    return path(f"M{num(b.x + b.w / 2)} {num(b.y)}l{w} {h}l-{w} {h}l-{w} -{h}z", "shape")


def _parallel(b: Box) -> str:
    x, y, r = b.x + b.w / 2, b.y + (b.h / 2 if b.h < 50 else 16), 8.0 if b.h < 50 else 6.0
    return _diamond(b) + path(_line(x - r, y, x + r, y) + _line(x, y - r, x, y + r), "sign")


def _inclusive(b: Box) -> str:
    x, y, r = b.x + b.w / 2, b.y + (b.h / 2 if b.h < 50 else 16), 8.0 if b.h < 50 else 6.0
    return _diamond(b) + f'<circle class="sign" cx="{num(x)}" cy="{num(y)}" r="{num(r)}"/>'


def _document(b: Box) -> str:
    foot, w = b.bottom - 6, b.w
    wave = f"q-{num(w / 4)} -12 -{num(w / 2)} 0t-{num(w / 2)} 0"
    return path(f"M{num(b.x)} {num(b.y)}h{num(w)}V{num(foot)}{wave}z", "shape")


def _data(b: Box) -> str:
    lean = 14.0
    return path(
        f"M{num(b.x + lean)} {num(b.y)}H{num(b.right)}L{num(b.right - lean)} {num(b.bottom)}H{num(b.x)}z", "shape"
    )


def _wait(b: Box) -> str:
    bend = min(22.0, b.h / 2)
    edge = f"H{num(b.right - bend)}q{num(bend)} 0 {num(bend)} {num(b.h / 2)}t-{num(bend)} {num(b.h / 2)}H{num(b.x)}"
    return path(f"M{num(b.x)} {num(b.y)}{edge}z", "shape")


def _strip(b: Box) -> str:
    head = f"M{num(b.x)} {num(b.y + 21)}v-13q0 -8 8 -8H{num(b.right - 8)}q8 0 8 8v13z"
    return rect(b, 8, "shape") + path(head, "strip")


def _ellipse(b: Box) -> str:
    return (
        f'<ellipse class="shape" cx="{num(b.x + b.w / 2)}" cy="{num(b.y + b.h / 2)}" '
        f'rx="{num(b.w / 2)}" ry="{num(b.h / 2)}"/>'
    )


def _store(b: Box) -> str:
    frame = f"M{num(b.right)} {num(b.y)}H{num(b.x)}V{num(b.bottom)}H{num(b.right)}"
    return rect(b, 0, "shape bare") + path(frame, "frame")


def _open_store(b: Box) -> str:
    return rect(b, 0, "shape bare") + path(
        _line(b.x, b.y, b.right, b.y) + _line(b.x, b.bottom, b.right, b.bottom), "frame"
    )


def _external(b: Box) -> str:
    shadow = f"M{num(b.x + 4)} {num(b.y)}v-4H{num(b.right + 4)}V{num(b.bottom - 4)}h-4"
    return rect(b, 0, "shape") + path(shadow, "shadow")


def _plain(b: Box) -> str:
    return rect(b, 0, "shape")


def _card(b: Box) -> str:
    return rect(b, 8, "shape")


#: The drawing of every shape; the first element is the shape itself.
SHAPES: dict[str, Callable[[Box], str]] = {
    "process": _process,
    "subprocess": _subprocess,
    "document": _document,
    "data": _data,
    "wait": _wait,
    "terminator": _stadium,
    "decision": _diamond,
    "parallel": _parallel,
    "inclusive": _inclusive,
    "dfd-process": _strip,
    "bubble": _ellipse,
    "store": _store,
    "open-store": _open_store,
    "external": _external,
    "plain-external": _plain,
    "outside": _card,
    "entity": _card,
    "person": _card,
}

_LEVELS = {
    "success": "m4.6 8.9l2.6 2.7l5.2 -6",
    "warning": "m8.5 4.3v5.2m0 2.6v.2",
    "danger": "m6.4 4.3v5.2m0 2.6v.2m4.2 -8v5.2m0 2.6v.2",
    "info": "m8.5 4.7v.2m0 2.9v4.6",
}


def level_sign(level: str, x: float, y: float, css: str = "badge") -> str:
    """The sign of a level, 17 pixels wide: a tick, one or two exclamation marks, or an i, each in a form of its own."""
    start = f"M{num(x)} {num(y)}"
    if level == "warning":
        form = f'<path class="{css} disc" d="{start}m8.5 .5l8.5 15.5h-17z"/>'
        return form + path(f"{start}m8.5 6v4.8m0 2.2v.2", f"{css} stroke")
    if level == "danger":
        form = f'<path class="{css} disc" d="{start}m5 0h7l5 5v7l-5 5h-7l-5 -5v-7z"/>'
    elif level == "info":
        form = f'<rect class="{css} disc" x="{num(x)}" y="{num(y)}" width="17" height="17" rx="4"/>'
    else:
        form = f'<circle class="{css} disc" cx="{num(x + 8.5)}" cy="{num(y + 8.5)}" r="8.5"/>'
    return form + path(start + _LEVELS.get(level, _LEVELS["info"]), f"{css} stroke")


_CHANGES = {
    "added": "m8.5 4.2v8.6m-4.3 -4.3h8.6",
    "removed": "m4.2 8.5h8.6",
    "changed": "m3.8 9.6q2.3 -4 4.7 -1.1t4.7 -1.1",
    "moved": "m6 4l-2 2l2 2m-2 -2h8.5m-1.5 3l2 2l-2 2m2 -2h-8.5",
}


def change_sign(change: str, x: float, y: float) -> str:
    """The sign of a change, 17 pixels wide: plus, minus, a wave or two arrows, each on a ground of its own form."""
    start = f"M{num(x)} {num(y)}"
    grounds = {
        "added": f'<circle class="badge ground" cx="{num(x + 8.5)}" cy="{num(y + 8.5)}" r="8.5"/>',
        "removed": f'<rect class="badge ground" x="{num(x)}" y="{num(y)}" width="17" height="17" rx="1.5"/>',
        "changed": f'<path class="badge ground" d="{start}m8.5 -1l9.5 9.5l-9.5 9.5l-9.5 -9.5z"/>',
    }
    ground = grounds.get(change) or rect(Box(x, y, 17, 17), 6, "badge ground")
    return f'<g class="change-sign">{ground}{path(start + _CHANGES[change], "badge stroke")}</g>'


def _change(m: Mark) -> str:
    return change_sign(m.text, m.x, m.y)


def mark(m: Mark) -> str:
    """One mark with its text. Its class names its kind."""
    return _MARKS.get(m.kind, _pill)(m)


def _level(m: Mark) -> str:
    return f'<g class="level level-{clean(m.text)}">{level_sign(m.text, m.x, m.y)}</g>'


def _key(m: Mark) -> str:
    star = "l2.5 5.4 5.9 .7-4.4 4 1.2 5.8-5.2-2.9-5.2 2.9 1.2-5.8-4.4-4 5.9-.7z"
    return f'<g class="mark-key">{_tip(m.tip)}{path(f"M{num(m.x + m.w / 2)} {num(m.y)}{star}", "badge")}</g>'


def _row_key(m: Mark) -> str:
    return path(f"M{num(m.x + 6)} {num(m.y + 1)}l5 5l-5 5l-5 -5z", "badge mark-row-key")


def _row_required(m: Mark) -> str:
    return path(f"M{num(m.x + 6)} {num(m.y + 2)}v8m-3.5 -6l7 4m0 -4l-7 4", "badge mark-row-required")


def _cell(m: Mark) -> str:
    return path(_line(m.x + m.w, m.y, m.x + m.w, m.y + m.h), "badge frame")


def _head(m: Mark) -> str:
    side = num(m.h - 8)
    return path(f"M{num(m.x)} {num(m.y + m.h)}v-{side}q0 -8 8 -8h{num(m.w - 16)}q8 0 8 8v{side}z", "badge strip")


def role_sign(box: Box, text: str) -> str:
    """A role's short sign: a disc, or a pill round more letters than a disc has room for."""
    x, y = num(box.x + box.w / 2), num(box.y + box.h / 2 + 4)
    return rect(box, box.h / 2, "badge sign") + f'<text class="badge sign-text" x="{x}" y="{y}">{clean(text)}</text>'


def _sign(m: Mark) -> str:
    return role_sign(Box(m.x, m.y, m.w, m.h), m.text)


def _tip(text: str) -> str:
    return f"<title>{clean(text)}</title>" if text else ""


def _pill(m: Mark) -> str:
    box = Box(m.x, m.y, m.w, m.h)
    icon = ""
    middle = m.x if m.kind == "system" else m.x + m.w / 2
    if m.kind == "time":
        icon = path(f"M{num(m.x + 11)} {num(m.y + 4)}a4.5 4.5 0 1 0 .1 0zv4.6l2.6 1.4", "badge icon")
    elif m.kind == "wait":
        icon = path(f"M{num(m.x + 7)} {num(m.y + 4)}h8l-8 9h8z", "badge icon")
    if icon:
        middle += 7
    tip = m.tip if m.tip != m.text else ""
    form = "" if m.kind == "system" else rect(box, 4 if m.kind == "number" else m.h / 2, "badge")
    text = f'<text class="badge" x="{num(middle)}" y="{num(m.y + m.h / 2 + 3.9)}">{clean(m.text)}</text>'
    return f'<g class="mark mark-{clean(m.kind)}">{_tip(tip)}{form}{icon}{text}</g>'


_MARKS: dict[str, Callable[[Mark], str]] = {
    "change": _change,
    "level": _level,
    "key": _key,
    "row-key": _row_key,
    "row-required": _row_required,
    "cell": _cell,
    "head": _head,
    "sign": _sign,
}


def shape(placed: PlacedNode) -> str:
    """A node's shape, and the stroke across its lower left corner if the symbol is repeated."""
    drawn = SHAPES[placed.node.shape](placed.box)
    if placed.copies > 1:
        b = placed.box
        across = (b.right - 12, b.bottom, b.right, b.bottom - 12) if "external" in placed.node.shape else None
        across = across or (b.x + 5, b.bottom, b.x, b.bottom - 8)
        drawn += path(_line(*across), "repeat")
    return drawn
