"""Cuts a placed chart into sheets at row borders: heads repeated, every line that is cut named on both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from process_atlas.diagrams.scene import Box, Placed, PlacedEdge, PlacedLane, PlacedNode, Text
from process_atlas.export.connectors import Pill, box_of, crossings, depth_of, named, pills

Point = tuple[float, float]
_CLEAR, _CONNECTORS, _LEAST = 4.0, 40.0, 60.0
_FAR = 1e9


@dataclass(frozen=True, slots=True)
class Connector:
    """Where a line goes on upon another sheet: the place of its name, and the name (`A → 14` or `9 → A`)."""

    box: Box
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part of a chart that is a drawing of its own."""

    placed: Placed
    connectors: tuple[Connector, ...] = ()


def cut(placed: Placed, first: float, others: float) -> tuple[Sheet, ...]:
    """The sheets of a chart. `first` and `others` say how long a sheet may be along the flow, in the chart's pixels."""
    axis = 0 if placed.scene.direction == "right" else 1
    cuts = _cuts(placed, axis, first, others)
    sides = [(), *named([crossings(placed, axis, place) for place in cuts]), ()]
    borders = [-_FAR, *cuts, _FAR]
    size = (placed.width, placed.height)[1 - axis]
    return tuple(
        _Part(placed, axis, start, end, pills(before, axis, size, False), pills(after, axis, size, True)).sheet(number)
        for number, ((start, end), (before, after)) in enumerate(zip(pairwise(borders), pairwise(sides), strict=True))
    )


def _cuts(placed: Placed, axis: int, first: float, others: float) -> list[float]:
    """Places along the flow to cut at: as far on as a sheet reaches, heads and connectors counted."""
    head = _head(placed, axis)
    borders = list(_borders(placed, axis))
    end = (placed.width, placed.height)[axis]
    found: list[float] = []
    start, room = 0.0, first
    while end - start > room:
        reach = start + room - _CONNECTORS
        fitting = [border for border in borders if start + _LEAST < border <= reach]
        later = [border for border in borders if border > max(reach, start + _LEAST)]
        if not (fitting or later):
            break
        start = max(fitting) if fitting else min(later)
        found.append(start)
        room = others - head - _CONNECTORS
    return found


def _borders(placed: Placed, axis: int) -> Iterator[float]:
    """One place in each gap between rows: clear of symbols, labels and lines along it, where fewest lines cross."""
    along = sorted({p[axis] for edge in placed.edges for p, q in pairwise(edge.points) if p[axis] == q[axis]})
    reach = _FAR
    for low, high in sorted(_taken(placed, axis)):
        if low - reach > 2 * _CLEAR:
            events = [reach, *(place for place in along if reach < place < low), low]
            middles = [(a + b) / 2 for a, b in pairwise(events) if b - a > _CLEAR]
            if middles:
                yield min(middles, key=lambda place: (len(crossings(placed, axis, place)), -place))
        reach = high if reach == _FAR else max(reach, high)


def _taken(placed: Placed, axis: int) -> Iterator[tuple[float, float]]:
    """What no cut may go through, as stretches along the flow."""
    for node in placed.nodes:
        boxes = [node.box, *(Box(mark.x, mark.y, mark.w, mark.h) for mark in node.marks)]
        yield min(_low(box, axis) for box in boxes), max(_high(box, axis) for box in boxes)
    for edge in placed.edges:
        if edge.label:
            yield _low(edge.label, axis), _high(edge.label, axis)


@dataclass(frozen=True, slots=True)
class _Part:
    """The part of a chart between two cuts, with the connectors at either."""

    placed: Placed
    axis: int
    start: float
    end: float
    before: tuple[Pill, ...]
    after: tuple[Pill, ...]

    @property
    def shift(self) -> float:
        """How far everything moves, so that the sheet starts with the heads and the connectors below them."""
        inner = self.start > -_FAR
        return _head(self.placed, self.axis) + depth_of(self.before) + _CLEAR - self.start if inner else 0.0

    def sheet(self, number: int) -> Sheet:
        """The part as a drawing of its own."""
        placed, axis, shift = self.placed, self.axis, self.shift
        end = min(self.end, (placed.width, placed.height)[axis]) + shift
        length = end + depth_of(self.after)
        edges = tuple(piece for edge in placed.edges for piece in self._pieces(edge))
        nodes = tuple(_shifted(node, axis, shift) for node in placed.nodes if self._holds(node.box))
        lanes = tuple(_lane(lane, axis, length) for lane in placed.lanes)
        scene = replace(placed.scene, spec=f"{placed.scene.spec}~{number}") if number else placed.scene
        width, height = (placed.width, length) if axis else (length, placed.height)
        drawing = replace(placed, scene=scene, lanes=lanes, nodes=nodes, edges=edges, width=width, height=height)
        sides = ((self.before, self.start + shift, False), (self.after, end, True))
        names = (Connector(box_of(pill, axis, at, ahead), pill.text) for side, at, ahead in sides for pill in side)
        return Sheet(drawing, tuple(names))

    def _holds(self, box: Box) -> bool:
        return self.start < (_low(box, self.axis) + _high(box, self.axis)) / 2 < self.end

    def _pieces(self, edge: PlacedEdge) -> Iterator[PlacedEdge]:
        """The stretches of a line on this sheet, each reaching into the connectors; the label goes with the first."""
        label, text = (edge.label, edge.text) if edge.label and self._holds(edge.label) else (None, None)
        dx, dy = _by(self.axis, self.shift)
        for points in _within(edge.points, self.axis, self.start, self.end):
            ends = tuple(self._reached(p, points[place]) for place, p in ((1, points[0]), (-2, points[-1])))
            moved = tuple((round(x + dx, 1), round(y + dy, 1)) for x, y in (ends[0], *points[1:-1], ends[1]))
            head = edge.head if points[-1] == edge.points[-1] else "arrow"
            tail = edge.tail if points[0] == edge.points[0] else ""
            box = Box(label.x + dx, label.y + dy, label.w, label.h) if label else None
            yield replace(
                edge, points=moved, label=box, text=_moved(text, dx, dy) if text else None, head=head, tail=tail
            )
            label = text = None

    def _reached(self, point: Point, inward: Point) -> Point:
        """An end of a stretch, drawn out to its connector where it was cut."""
        axis = self.axis
        at = point[axis]
        for border, side, onward in ((self.start, self.before, -1), (self.end, self.after, 1)):
            if at == border and inward[axis] != border:
                depth = next((pill.depth for pill in side if pill.crossing.at == point[1 - axis]), 0.0)
                return _set(point, axis, border + onward * depth)
        return point


def _within(points: Sequence[Point], axis: int, start: float, end: float) -> Iterator[tuple[Point, ...]]:
    """The stretches of a line of right angles between two places along the flow."""
    stretch: list[Point] = []
    for p, q in pairwise(points):
        low, high = sorted((p[axis], q[axis]))
        if high <= start or low >= end:
            continue
        a, b = (_set(point, axis, min(max(point[axis], start), end)) for point in (p, q))
        if stretch and stretch[-1] != a:
            yield tuple(stretch)
            stretch = []
        stretch = [*(stretch or [a]), b]
    if len(stretch) > 1:
        yield tuple(stretch)


def _lane(placed: PlacedLane, axis: int, length: float) -> PlacedLane:
    band = replace(placed.band, w=length) if axis == 0 else replace(placed.band, h=length)
    return replace(placed, band=band)


def _shifted(placed: PlacedNode, axis: int, shift: float) -> PlacedNode:
    dx, dy = _by(axis, shift)
    box = replace(placed.box, x=placed.box.x + dx, y=placed.box.y + dy)
    marks = tuple(replace(mark, x=mark.x + dx, y=mark.y + dy) for mark in placed.marks)
    return replace(placed, box=box, texts=tuple(_moved(text, dx, dy) for text in placed.texts), marks=marks)


def _moved(text: Text, dx: float, dy: float) -> Text:
    return replace(text, x=text.x + dx, y=text.y + dy)


def _by(axis: int, shift: float) -> tuple[float, float]:
    return (shift, 0.0) if axis == 0 else (0.0, shift)


def _set(point: Point, axis: int, value: float) -> Point:
    return (value, point[1]) if axis == 0 else (point[0], value)


def _head(placed: Placed, axis: int) -> float:
    return max(((lane.head.w, lane.head.h)[axis] for lane in placed.lanes), default=0.0)


def _low(box: Box, axis: int) -> float:
    return box.y if axis else box.x


def _high(box: Box, axis: int) -> float:
    return box.bottom if axis else box.right
