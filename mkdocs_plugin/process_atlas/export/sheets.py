"""Drawings for paper: whole and scaled while their text stays legible, else cut into sheets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from process_atlas.diagrams.glyphs import clean, num, rect
from process_atlas.diagrams.scene import Placed
from process_atlas.diagrams.svg import draw
from process_atlas.export.connectors import SIZE
from process_atlas.export.cut import Connector, Sheet, cut
from process_atlas.export.page_size import ASIDE, LEAST, UPRIGHT, Paper
from process_atlas.export.words import say

_MARGIN = 24.0  # what a drawing has around it, on both sides together
_CAPTION = 34.0
# Scales of a chart that has to be cut anyway: the largest that saves no sheet.
_SCALES = tuple(n / 100 for n in range(90, round(100 * LEAST) - 1, -2))
_SIZE = re.compile(r'width="[\d.]+" height="[\d.]+" viewBox')


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing as HTML, and whether its pages lie on their side."""

    html: str
    aside: bool


def on_paper(placed: Placed, lang: str, headed: bool = False) -> Drawing:
    """The figures of a drawing. `headed`: it begins below a chapter's title; charts alone are cut, others shrink."""
    w, h = placed.width + _MARGIN, placed.height + _MARGIN
    aside = w * LEAST > UPRIGHT.width
    paper = ASIDE if aside else UPRIGHT
    first = paper.height - (paper.head if headed else _CAPTION)
    whole = min(1.0, paper.width / w, first / h)
    if whole >= LEAST or not placed.scene.lanes:
        return Drawing(_figure(Sheet(placed), whole), aside)
    sheets, scale = _fewest(placed, paper, first)
    figures = [_captioned(_figure(sheet, scale), lang, place, len(sheets)) for place, sheet in enumerate(sheets, 1)]
    return Drawing("\n".join(figures), aside)


def _fewest(placed: Placed, paper: Paper, first: float) -> tuple[tuple[Sheet, ...], float]:
    """The sheets of a chart, as few as its least scale allows, and the largest scale at which they are as few."""
    right = placed.scene.direction == "right"
    across = (first - _CAPTION) / (placed.height + _MARGIN) if right else paper.width / (placed.width + _MARGIN)
    tried = []
    for scale in dict.fromkeys(min(each, across) for each in _SCALES):
        lengths = (paper.width, paper.width) if right else (first - _CAPTION, paper.height - _CAPTION)
        tried.append((cut(placed, *(length / scale - _MARGIN for length in lengths)), scale))
    return min(tried, key=lambda each: (len(each[0]), -each[1]))


def _captioned(figure: str, lang: str, n: int, count: int) -> str:
    if count == 1:
        return figure
    words = (
        f"{say(lang, 'sheet', n=n, all=count)}. {say(lang, 'letters')}"
        if n == 1
        else say(lang, "sheet", n=n, all=count)
    )
    return figure.replace("</figure>", f"<figcaption>{words}</figcaption></figure>")


def _figure(sheet: Sheet, scale: float) -> str:
    names = "".join(_connector(each) for each in sheet.connectors)
    w, h = ((size + _MARGIN) * scale for size in (sheet.placed.width, sheet.placed.height))
    figure = draw(sheet.placed).replace("</svg></figure>", f"{names}</svg></figure>")
    return _SIZE.sub(f'width="{num(w)}" height="{num(h)}" viewBox', figure, count=1)


def _connector(each: Connector) -> str:
    box = each.box
    x, y = num(box.x + box.w / 2), num(box.y + box.h / 2 + SIZE * 0.36)
    text = f'<text class="label mid" x="{x}" y="{y}">{clean(each.text)}</text>'
    return f'<g class="connector">{rect(box, box.h / 2, "pill")}{text}</g>'
