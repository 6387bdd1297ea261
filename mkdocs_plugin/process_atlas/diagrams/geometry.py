"""Pixels for a grid: how wide columns and channels are, where wires, symbols and lanes stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from process_atlas.diagrams.arrange import Grid
from process_atlas.diagrams.graph import Frame, Graph, Point, Route, Spot, Vertex
from process_atlas.diagrams.route import Lines, Vertexes
from process_atlas.diagrams.tracks import Tracks, Wire

PITCH, MIDDLE_PITCH = 12.0, 16.0
_EDGE, _BETWEEN, _CLEAR = 16.0, 28.0, 13.0
_ROW_GAP, _ARROW, _END = 34.0, 20.0, 18.0
_LABEL_GAP = 9.0


@dataclass(slots=True)
class Geometry:
    """The middle of every grid line and the sizes that led to it."""

    graph: Graph
    grid: Grid
    lines: Lines
    tracks: Tracks
    ways: list[Vertexes]
    xs: list[float] = field(default_factory=list)
    ys: list[float] = field(default_factory=list)
    lanes: list[Point] = field(default_factory=list)
    width: float = 0.0
    height: float = 0.0
    _column_at: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._column_at = {x: c for c, x in enumerate(self.lines.middle_x)}

    def frame(self) -> Frame:
        """The finished frame, labels not yet placed."""
        self._columns()
        self._rows()
        head = max((band.h for band in self.graph.bands), default=0.0)
        spots = tuple(self._spot(v, vertex) for v, vertex in enumerate(self.graph.vertices))
        routes = tuple(
            Route(index, self._points(index, spots), None, link.source, link.target)
            for index, link in enumerate(self.graph.links)
        )
        return Frame(spots, routes, tuple(self.lanes), head, self.width, self.height)

    def _spot(self, index: int, vertex: Vertex) -> Spot:
        x = self.xs[self.lines.middle_x[self.grid.columns[index]]]
        y = self.ys[self.lines.middle_y[self.grid.rows[index]]]
        return Spot(index, round(x - vertex.w / 2, 1), round(y - vertex.h / 2, 1), vertex.w, vertex.h)

    def _columns(self) -> None:
        """Set `xs`, lane by lane from the left."""
        wide = self._extents(
            self.grid.columns, [vertex.w for vertex in self.graph.vertices], len(self.grid.lanes), 40.0
        )
        zones = self._side_zones(wide)
        at, x = 0.0, 0
        self.xs = [0.0] * self.lines.nx
        for lane, band in enumerate(self.graph.bands or (None,)):
            widths: list[tuple[float, float]] = []
            first = x
            while x < self.lines.nx and self.lines.lane_of_x[x] == lane:
                widths.append(self._column_share(x, wide, zones))
                x += 1
            need = sum(sum(pair) for pair in widths)
            spare = max(0.0, (band.w if band else 0.0) - need)
            start, at = at, at + spare / 2
            for place, (left, right) in enumerate(widths):
                self.xs[first + place] = round(at + left, 1)
                at += left + right
            at = round(at + spare / 2, 1)
            self.lanes.append((start, at - start))
        self.width = at

    def _column_share(self, x: int, wide: list[float], zones: dict[int, tuple[float, float]]) -> tuple[float, float]:
        """The room that line `x` needs at its left and at its right."""
        if x in self._column_at:
            return wide[self._column_at[x]] / 2, wide[self._column_at[x]] / 2
        left, right = zones.get(x, (0.0, 0.0))
        wires = self.tracks.down.get(x, [])
        half = max(((wire.tracks - 1) * PITCH / 2 + _CLEAR for wire in wires), default=0.0)
        least = self._least(x) / 2
        if not wires:
            left = right = max(left, right) / 2
        return max(half, least) + left, max(half, least) + right

    def _side_zones(self, wide: list[float]) -> dict[int, tuple[float, float]]:
        """Room in channels for the labels of links that leave a symbol sideways: {line: (left part, right part)}."""
        zones: dict[int, tuple[float, float]] = {}
        for index, link in enumerate(self.graph.links):
            (x0, y0), (x1, y1) = self.ways[index][:2]
            if not link.lw or y0 != y1:
                continue
            vertex = self.graph.vertices[link.source]
            spare = (wide[self.grid.columns[link.source]] - vertex.w) / 2
            need = link.lw + 2 * _LABEL_GAP - spare - self._free_run(x0, x1, y0, wide)
            line = x0 + 1 if x1 > x0 else x0 - 1
            if need <= 0:
                continue
            left, right = zones.get(line, (0.0, 0.0))
            zones[line] = (max(left, need), right) if x1 > x0 else (left, max(right, need))
        return zones

    def _free_run(self, x0: int, x1: int, y: int, wide: list[float]) -> float:
        """The length of a leg beyond its own column that no upright line crosses, without any extra room."""
        step = 1 if x1 > x0 else -1
        length = 0.0
        for x in range(x0 + step, x1, step):
            if any(wire.low <= 2 * y <= wire.high for wire in self.tracks.down.get(x, ())):
                break
            column = self._column_at.get(x)
            length += self._least(x) if column is None else wide[column]
        return length

    def _least(self, x: int) -> float:
        """The least width of a channel: narrow at a lane's edge, wider between columns."""
        lane = self.lines.lane_of_x[x]
        edge = self.lines.lane_of_x[x - 1 : x + 2].count(lane) < 3 if x else True
        return _EDGE if edge else _BETWEEN + 24 * (self.graph.plan == "free")

    def _rows(self) -> None:
        """Set `ys` from the heads downward."""
        count = len(self.lines.middle_y)
        tall = self._extents(self.grid.rows, [vertex.h for vertex in self.graph.vertices], count, 24.0)
        zones = self._below_zones(tall)
        self.ys = [0.0] * self.lines.ny
        at = max((band.h for band in self.graph.bands), default=0.0)
        for y in range(self.lines.ny):
            if y % 2:
                self.ys[y] = round(at + tall[y // 2] / 2, 1)
                at += tall[y // 2]
                continue
            wires = self.tracks.across.get(y, [])
            core = max(((wire.tracks - 1) * PITCH for wire in wires), default=0.0)
            zone = zones.get(y, 0.0)
            ends = y in (0, self.lines.ny - 1)
            gap = max(_END if ends and not wires else _ROW_GAP, _CLEAR + core + _ARROW) + zone
            gap = max(gap - 8, _ROW_GAP) if zone and not wires else gap
            self.ys[y] = round(at + zone + (gap - zone - _ARROW + _CLEAR) / 2, 1)
            at += gap
        self.height = at

    def _below_zones(self, tall: list[float]) -> dict[int, float]:
        """Room under a row for the labels of links that leave a symbol downwards (or upwards, above it)."""
        zones: dict[int, float] = {}
        for index, link in enumerate(self.graph.links):
            (x0, y0), (x1, y1) = self.ways[index][:2]
            if not link.lh or x0 != x1:
                continue
            spare = (tall[self.grid.rows[link.source]] - self.graph.vertices[link.source].h) / 2
            line = y0 + 1 if y1 > y0 else y0 - 1
            zones[line] = max(zones.get(line, 0.0), link.lh + 6 - spare + 16 * (self.graph.plan == "free"))
        return zones

    @staticmethod
    def _extents(places: tuple[int, ...], sizes: list[float], count: int, least: float) -> list[float]:
        found = [least] * count
        for place, size in zip(places, sizes, strict=True):
            found[place] = max(found[place], size)
        return found

    def _offset(self, wire: Wire, middle: bool, across: bool) -> float:
        """How far a wire stands from its line's middle."""
        if not middle:
            return (wire.track - (wire.tracks - 1) / 2) * PITCH
        if wire.tracks == 1:
            return 0.0
        base = wire.base if wire.base >= 0 else (wire.tracks - 1) / 2
        reach = max(base, wire.tracks - 1 - base)
        pitch = MIDDLE_PITCH if self.graph.plan != "free" else 24.0 if across else 52.0
        return (wire.track - base) * min(pitch, self._half(wire, across) / reach)

    def _half(self, wire: Wire, across: bool) -> float:
        """How far from the middle a wire may meet the symbols at its ends."""
        halves = [34.0 if self.graph.plan != "free" else 90.0]
        for link, leg in wire.cluster_legs:
            ends = [self.graph.links[link].source] * (leg == 0)
            ends += [self.graph.links[link].target] * (leg == len(self.ways[link]) - 2)
            for end in ends:
                vertex = self.graph.vertices[end]
                size = vertex.h if across else vertex.w
                halves.append(size * 0.22 if vertex.outline in ("diamond", "ellipse") else size / 2 - 10)
        return max(3.0, min(halves))

    def _points(self, index: int, spots: tuple[Spot, ...]) -> tuple[Point, ...]:
        """The corner points of a link's way, from border to border."""
        way, link = self.ways[index], self.graph.links[index]
        middles = set(self.lines.middle_x), set(self.lines.middle_y)
        places: list[tuple[bool, float]] = []
        for leg, ((x0, y0), (_, y1)) in enumerate(zip(way, way[1:], strict=False)):
            wire, across = self.tracks.wire_of[index, leg], y0 == y1
            line = self.ys[y0] if across else self.xs[x0]
            middle = (y0 if across else x0) in middles[across]
            places.append((across, round(line + self._offset(wire, middle, across), 1)))
        points = [(q, p) if across else (p, q) for (across, p), (_, q) in zip(places, places[1:], strict=False)]
        first = self._border(link.source, spots, places[0], _onward(way[0], way[1]))
        last = self._border(link.target, spots, places[-1], _onward(way[-1], way[-2]))
        return (first, *points, last)

    def _border(self, vertex: int, spots: tuple[Spot, ...], place: tuple[bool, float], onward: int) -> Point:
        """Where a wire meets a symbol's outline; `onward` is +1 at its right or lower side."""
        across, at = place
        spot, outline = spots[vertex], self.graph.vertices[vertex].outline
        cx, cy = spot.x + spot.w / 2, spot.y + spot.h / 2
        near, half, reach = (cy, spot.h / 2, spot.w / 2) if across else (cx, spot.w / 2, spot.h / 2)
        share = min(1.0, abs(at - near) / half)
        if outline == "diamond":
            reach *= 1 - share
        elif outline == "ellipse":
            reach *= (1 - share * share) ** 0.5
        elif outline == "stadium" and across:
            reach -= _round_off(half, abs(at - near))
        return (round(cx + onward * reach, 1), at) if across else (at, round(cy + onward * reach, 1))


def _round_off(half: float, off: float) -> float:
    """How far a stadium's side has bent inwards `off` pixels from its middle."""
    radius = min(half, 20.0)
    beyond = max(0.0, off - (half - radius))
    return radius - float((radius * radius - beyond * beyond) ** 0.5)


def _onward(start: tuple[int, int], end: tuple[int, int]) -> int:
    return 1 if (end[0] > start[0] or end[1] > start[1]) else -1
