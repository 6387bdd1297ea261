"""Ways for links over the lines of a grid: the cheapest in bends, crossings and length, found by A*."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from process_atlas.diagrams.arrange import Grid
from process_atlas.diagrams.graph import FAMILIES, Graph
from process_atlas.diagrams.search import Field, cheapest

# Costs in pixels of leaving a symbol to the right, downwards, to the left or upwards, and of arriving that way.
_EXIT = {"diamond": (12.0, 0.0, 12.0, 60.0)}
_EXIT_PLAIN = (20.0, 0.0, 20.0, 60.0)
_ENTER = (10.0, 0.0, 10.0, 40.0)
_EXIT_AGAIN, _ENTER_AGAIN, _MIXED = 110.0, 60.0, 50.0
_FREE_AGAIN = 26.0
_BESIDE = 400.0

K = TypeVar("K", int, tuple[int, int])
Vertexes = tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Lines:
    """The lines that ways may use: column and row middles, and the channels between them, with rough distances.

    `middle_x[c]`, `middle_y[r]` give the index of a column's or row's middle line.
    """

    middle_x: list[int]
    middle_y: list[int]
    gap_x: list[float]
    gap_y: list[float]
    lane_of_x: list[int]

    @property
    def nx(self) -> int:
        """How many vertical lines there are."""
        return len(self.gap_x) + 1

    @property
    def ny(self) -> int:
        """How many horizontal lines there are."""
        return len(self.gap_y) + 1


def lines_of(graph: Graph, grid: Grid) -> Lines:
    """The lines of a grid. Every lane has a channel at both of its sides and between its columns."""
    wide = [120.0] * len(grid.lanes)
    tall = [40.0] * (max(grid.rows, default=0) + 1)
    for v, vertex in enumerate(graph.vertices):
        wide[grid.columns[v]] = max(wide[grid.columns[v]], vertex.w)
        tall[grid.rows[v]] = max(tall[grid.rows[v]], vertex.h)
    middle_x: list[int] = []
    gap_x: list[float] = []
    lane_of_x: list[int] = []
    for column, lane in enumerate(grid.lanes):
        if column == 0 or grid.lanes[column - 1] != lane:
            gap_x += [24.0] if column else []
            lane_of_x.append(lane)
        middle_x.append(len(lane_of_x))
        gap_x += [wide[column] / 2 + 14, wide[column] / 2 + 14]
        lane_of_x += [lane, lane]
    gap_y = [tall[row // 2] / 2 + 18 for row in range(2 * len(tall))]
    return Lines(middle_x, [2 * row + 1 for row in range(len(tall))], gap_x, gap_y, lane_of_x)


@dataclass(slots=True)
class Router:
    """Finds ways one after the other and remembers which lines are taken, so that later ones keep clear."""

    graph: Graph
    grid: Grid
    lines: Lines
    ways: list[Vertexes] = field(default_factory=list)
    _groups: set[int] = field(default_factory=set)
    _exits: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    _entries: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    _field: Field = field(init=False)

    def __post_init__(self) -> None:
        lines, xs, ys = self.lines, set(self.lines.middle_x), set(self.lines.middle_y)
        blocked = {self._cell(vertex) for vertex in range(len(self.grid.rows))}
        middles = [x in xs for x in range(lines.nx)], [y in ys for y in range(lines.ny)]
        self._field = Field(lines.gap_x, lines.gap_y, *middles, blocked)

    def run(self) -> list[Vertexes]:
        """A way for every link, as grid vertices from the source's cell to the target's cell."""
        self.ways = [()] * len(self.graph.links)
        order = sorted(range(len(self.graph.links)), key=self._urgency)
        for index in order:
            self._route(index)
        for index in order:
            if len(self.ways[index]) > 2 or index in self.grid.back:
                self._forget(index)
                self._route(index)
        return self.ways

    def _cell(self, vertex: int) -> int:
        grid, lines = self.grid, self.lines
        return lines.middle_y[grid.rows[vertex]] * lines.nx + lines.middle_x[grid.columns[vertex]]

    def _urgency(self, index: int) -> tuple[bool, int, int]:
        link = self.graph.links[index]
        rows, columns = self.grid.rows, self.grid.columns
        far = abs(rows[link.source] - rows[link.target]) + 2 * abs(columns[link.source] - columns[link.target])
        return index in self.grid.back, far, index

    def group(self, index: int) -> int:
        """Links of one group may share a line: those with the same target and family."""
        link = self.graph.links[index]
        return -1 - index if self.graph.plan == "free" else link.target * FAMILIES + link.family

    def _route(self, index: int) -> None:
        way = self._direct(index) or self._search(index)
        self.ways[index] = way
        self._groups.add(self.group(index))
        self._record(index, way, True)

    def _forget(self, index: int) -> None:
        self._record(index, self.ways[index], False)

    def _record(self, index: int, way: Vertexes, add: bool) -> None:
        """Note (or take back) which lines, crossings and sides a way uses."""
        nx, group = self.lines.nx, self.group(index)
        change = _append if add else _remove
        link = self.graph.links[index]
        for place, ((x0, y0), (x1, y1)) in enumerate(zip(way, way[1:], strict=False)):
            across = y0 == y1
            step = 1 if across else nx
            low, high = sorted((y0 * nx + x0, y1 * nx + x1))
            for at in range(low, high, step):
                change(self._field.taken[not across], at, group)
                if at > low:
                    change(self._field.through[not across], at, group)
            direction = (0 if x1 > x0 else 2) if across else (1 if y1 > y0 else 3)
            if place == 0:
                change(self._exits, (link.source, direction), group)
            if place == len(way) - 2:
                change(self._entries, (link.target, (direction + 2) % 4), group)

    def _direct(self, index: int) -> Vertexes:
        """The straight way down, or across to a neighbouring lane, if nothing is in it; otherwise empty."""
        link, nx = self.graph.links[index], self.lines.nx
        start, goal = self._cell(link.source), self._cell(link.target)
        across = start // nx == goal // nx
        if start == goal or not (across or (start % nx == goal % nx and start < goal)):
            return ()
        side = (0 if goal > start else 2) if across else 1
        step = 1 if across else nx
        used = self._field.taken[not across], self._field.through[across], self._field.through[not across]
        cells = range(min(start, goal), max(start, goal), step)
        if not self._field.blocked.isdisjoint(cells[1:]) or any(at in table for table in used for at in cells):
            return ()
        enter = (link.target, (side + 2) % 4)
        if any(key in table for key in ((link.source, side), enter) for table in (self._exits, self._entries)):
            return ()
        return (start % nx, start // nx), (goal % nx, goal // nx)

    def _exit_cost(self, vertex: int, side: int) -> float:
        if self.graph.plan == "free":
            return _FREE_AGAIN * self._at_side(vertex, side)
        outline = self.graph.vertices[vertex].outline
        cost = _EXIT.get(outline, _EXIT_PLAIN)[side]
        cost += _EXIT_AGAIN * len(self._exits.get((vertex, side), ()))
        return cost + _MIXED * len(self._entries.get((vertex, side), ()))

    def _at_side(self, vertex: int, side: int) -> int:
        return len(self._exits.get((vertex, side), ())) + len(self._entries.get((vertex, side), ()))

    def _enter_cost(self, group: int, vertex: int, side: int) -> float:
        if self.graph.plan == "free":
            return _FREE_AGAIN * self._at_side(vertex, side)
        cost = _ENTER[(side + 2) % 4] + _MIXED * len(self._exits.get((vertex, side), ()))
        return cost + _ENTER_AGAIN * sum(other != group for other in self._entries.get((vertex, side), ()))

    def _search(self, index: int) -> Vertexes:
        link, group = self.graph.links[index], self.group(index)
        exits = [self._exit_cost(link.source, side) for side in range(4)]
        enters = [self._enter_cost(group, link.target, (side + 2) % 4) for side in range(4)]
        start, goal = self._cell(link.source), self._cell(link.target)
        if start % self.lines.nx == goal % self.lines.nx and self.graph.plan != "free":
            exits[3] += _BESIDE  # straight up beside the way down there is no room for labels
        way = cheapest(self._field, start, goal, group, exits, enters, group in self._groups)
        return way or self._plain_way(link.source, link.target)

    def _plain_way(self, source: int, target: int) -> Vertexes:
        """A way that exists on every grid: down, along channels, and in from above."""
        lines, grid = self.lines, self.grid
        sx, sy = lines.middle_x[grid.columns[source]], lines.middle_y[grid.rows[source]]
        tx, ty = lines.middle_x[grid.columns[target]], lines.middle_y[grid.rows[target]]
        return ((sx, sy), (sx, sy + 1), (tx + 1, sy + 1), (tx + 1, ty - 1), (tx, ty - 1), (tx, ty))


def _append(table: dict[K, list[int]], key: K, value: int) -> None:
    table.setdefault(key, []).append(value)


def _remove(table: dict[K, list[int]], key: K, value: int) -> None:
    table[key].remove(value)
    if not table[key]:
        del table[key]
