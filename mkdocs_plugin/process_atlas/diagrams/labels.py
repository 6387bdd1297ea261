"""Places for the labels of links: on their own line, near their start, clear of symbols, lines and other labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from operator import itemgetter

from process_atlas.diagrams.graph import Frame, Graph, Link, Route
from process_atlas.diagrams.scene import Box

#: How far the marks at an entity relation's ends reach.
FOOT = 14.0
_CELL = 160
_ON_SYMBOL, _ON_LABEL, _ON_LINE, _OFF_LEG, _BESIDE = 1000.0, 900.0, 60.0, 14.0, 6.0
#: How far apart the places are that are tried along a leg when the few good ones are taken, and when all those are;
#: and how far beside the leg: a label may stand a little away from its line rather than on another one.
_STEPS = (0.0, 8.0, 3.0)
_ASIDE = ((3.0,), (3.0,), (3.0, 9.0, 16.0, 26.0))


class _Field:
    """Boxes by area, so that looking for what is near costs the same on a large drawing."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[Box, int]]] = defaultdict(list)

    def add(self, box: Box, owner: int) -> None:
        for cell in _cells(box):
            self._cells[cell].append((box, owner))

    def hits(self, box: Box, gap: float, owner: int = -1) -> int:
        """How many boxes of other owners come nearer to `box` than `gap`."""
        near = (each for cell in _cells(box) for each in self._cells.get(cell, ()))
        return len({(other, name) for other, name in near if name != owner and box.overlaps(other, gap)})


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    columns = range(int(box.x - 8) // _CELL, int(box.right + 8) // _CELL + 1)
    return product(columns, range(int(box.y - 8) // _CELL, int(box.bottom + 8) // _CELL + 1))


def place_labels(graph: Graph, frame: Frame) -> Frame:
    """The frame with a place for the label of every link that has one."""
    if not any(link.lw for link in graph.links):
        return frame
    symbols, lines, labels = _Field(), _Field(), _Field()
    for spot in frame.spots:
        symbols.add(Box(spot.x, spot.y, spot.w, spot.h), -2)
    for number, route in enumerate(frame.routes):
        for box in _legs(route):
            lines.add(box, number)
    routes = list(frame.routes)
    foot = FOOT if graph.plan == "free" else 0.0
    for number, route in enumerate(frame.routes):
        link = graph.links[route.link]
        if not link.lw:
            continue
        limits = Box(0, frame.head, frame.width, frame.height - frame.head)
        box = _best(route, link, limits, (symbols, lines, labels), number, foot)
        labels.add(box, number)
        routes[number] = replace(route, label=(round(box.x, 1), round(box.y, 1)))
    return replace(frame, routes=tuple(routes))


def _best(
    route: Route, link: Link, limits: Box, fields: tuple[_Field, _Field, _Field], number: int, foot: float
) -> Box:
    """The place with the least cost: one of a few good ones, else one of all along the link, else one near it."""
    best, chosen = float("inf"), None
    for reach in range(len(_STEPS)):
        tried = sorted(_candidates(route, link.lw, link.lh, foot, reach), key=itemgetter(0))
        for rank, leg, at, shift in tried:
            if rank >= best:  # what follows cannot win any more
                break
            box = _box(route, leg, at, shift, link)
            cost = rank + _cost(box, limits, *fields, number)
            if cost < best:
                best, chosen = cost, box
        if chosen and best < _ON_LINE:
            break
    assert chosen  # a link has a leg, and a leg has places
    return chosen


def _cost(box: Box, limits: Box, symbols: _Field, lines: _Field, labels: _Field, number: int) -> float:
    cost = _ON_SYMBOL * symbols.hits(box, 1.0) + _ON_LABEL * labels.hits(box, 2.0)
    cost += _ON_LINE * lines.hits(box, 1.0, number)
    return cost + (0.0 if limits.holds(box) else _ON_SYMBOL)


def _legs(route: Route) -> Iterator[Box]:
    for (x0, y0), (x1, y1) in zip(route.points, route.points[1:], strict=False):
        yield Box(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))


def _candidates(route: Route, w: float, h: float, foot: float, reach: int) -> Iterator[tuple[float, int, float, float]]:
    """Places to try, each after what speaks against it: along every leg, on it and beside it; few, all or near.

    A place is a leg, how far along it the box's middle stands, and how far beside it.
    """
    for leg, (start, end) in enumerate(zip(route.points, route.points[1:], strict=False)):
        down = start[0] == end[0]
        length = abs(end[1] - start[1]) if down else abs(end[0] - start[0])
        along, aside = (h, w) if down else (w, h)
        arrow = foot if foot else 9.0 if leg == len(route.points) - 2 else 3.0
        tight = _OFF_LEG * (length < along + arrow + 4)
        near = along / 2 + max(5.0, foot if leg == 0 else 0.0)
        shares = (0.3, 0.5, 0.7) if foot else (0.5,)
        last = max(near, length - along / 2 - arrow - 3)
        spots = {near, last, *(max(near, length * share) for share in shares)}
        if reach:
            step = _STEPS[reach]
            spots = {near + step * n for n in range(int((last - near) / step) + 1)}
        for rank, at in enumerate(sorted(spots)):
            for shift in (0.0, *(side * (aside / 2 + far) for far in _ASIDE[reach] for side in (1, -1))):
                away = max(0.0, abs(shift) - aside / 2 - 3)
                cost = 10.0 * leg + (0.05 * at if reach else 2.0 * rank) + _BESIDE * (shift != 0) + away
                yield cost + (tight if shift == 0 else 0.0), leg, at, shift


def _box(route: Route, leg: int, at: float, shift: float, link: Link) -> Box:
    (x0, y0), (x1, y1) = route.points[leg : leg + 2]
    if x0 == x1:
        x, y = x0 + shift, y0 + (at if y1 > y0 else -at)
    else:
        x, y = x0 + (at if x1 > x0 else -at), y0 + shift
    return Box(x - link.lw / 2, y - link.lh / 2, link.lw, link.lh)
