"""Moves steps of a chart with lanes to free cells where their lines get straighter; rows and columns stay as many."""

from __future__ import annotations

from dataclasses import dataclass, field

from process_atlas.diagrams.arrange import Grid
from process_atlas.diagrams.graph import Graph

Cell = tuple[int, int]
_PASSES, _REACH, _MOST = 3, 4, 150
_PER_ROW, _PER_COLUMN, _GAIN = 0.04, 0.12, 0.05


def settle(graph: Graph, grid: Grid) -> Grid:
    """The grid with steps moved while that saves bends, by an estimate; a large chart is left as it is."""
    if len(graph.vertices) > _MOST:
        return grid
    board = _Board(graph, grid)
    for _ in range(_PASSES):
        moved = [vertex for vertex in range(len(graph.vertices)) if board.improve(vertex)]
        if not moved:
            break
    used = {row: place for place, row in enumerate(sorted(set(board.row)))}
    return Grid(tuple(used[row] for row in board.row), tuple(board.column), grid.lanes, grid.back)


@dataclass(slots=True)
class _Board:
    """The grid while steps move. `cost` is the estimate for each link: its bends, and a little for its length."""

    graph: Graph
    grid: Grid
    row: list[int] = field(init=False)
    column: list[int] = field(init=False)
    cells: dict[Cell, int] = field(init=False)
    joined: list[list[int]] = field(init=False)
    cost: list[float] = field(init=False)
    _columns: dict[int, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.row, self.column = list(self.grid.rows), list(self.grid.columns)
        self.cells = {cell: vertex for vertex, cell in enumerate(zip(self.column, self.row, strict=True))}
        self.joined = [[] for _ in self.row]
        for index, link in enumerate(self.graph.links):
            for end in {link.source, link.target}:
                self.joined[end].append(index)
        self._columns = {}
        for column, lane in enumerate(self.grid.lanes):
            self._columns.setdefault(lane, []).append(column)
        self.cost = [self._estimate(index) for index in range(len(self.graph.links))]

    def improve(self, vertex: int) -> bool:
        """Move a step to the free cell that saves most; whether it moved."""
        if all(self.cost[index] < 1 for index in self.joined[vertex]):
            return False
        old = self.column[vertex], self.row[vertex]
        best, least = old, -_GAIN
        for cell in self._free(vertex):
            change = self._change(vertex, old, cell)
            if change < least:
                best, least = cell, change
        if best == old:
            return False
        self._put(vertex, best)
        self.cost = [self._estimate(index) for index in range(len(self.graph.links))]
        return True

    def _free(self, vertex: int) -> list[Cell]:
        """The free cells that a step may go to: below what leads to it, above what it leads to, or beside in a row."""
        first, last = self.row[vertex] - _REACH, self.row[vertex] + _REACH
        first, last = max(first, 0), min(last, max(self.row))
        lane = self.graph.vertices[vertex].lane
        for index in self.joined[vertex]:
            link = self.graph.links[index]
            other = link.source if link.target == vertex else link.target
            if index in self.grid.back or other == vertex:
                continue
            same = self.graph.vertices[other].lane == lane
            if other == link.source:
                first = max(first, self.row[other] + same)
            else:
                last = min(last, self.row[other] - same)
        rows = range(first, last + 1)
        return [(c, row) for row in rows for c in self._columns[lane] if (c, row) not in self.cells]

    def _change(self, vertex: int, old: Cell, cell: Cell) -> float:
        """How the estimate of all links changes with a move; negative where it gets better."""
        touched = self._touched(old, cell)
        self._put(vertex, cell)
        touched |= self._touched(old, cell) | set(self.joined[vertex])
        after = sum(self._estimate(index) for index in touched)
        self._put(vertex, old)
        return after - sum(self.cost[index] for index in touched)

    def _touched(self, *cells: Cell) -> set[int]:
        """Links whose ends have one of the cells between them."""
        found = set()
        for index, link in enumerate(self.graph.links):
            x0, x1 = self.column[link.source], self.column[link.target]
            y0, y1 = self.row[link.source], self.row[link.target]
            if any(min(x0, x1) <= x <= max(x0, x1) and min(y0, y1) <= y <= max(y0, y1) for x, y in cells):
                found.add(index)
        return found

    def _put(self, vertex: int, cell: Cell) -> None:
        del self.cells[self.column[vertex], self.row[vertex]]
        self.column[vertex], self.row[vertex] = cell
        self.cells[cell] = vertex

    def _estimate(self, index: int) -> float:
        link = self.graph.links[index]
        x0, x1 = self.column[link.source], self.column[link.target]
        y0, y1 = self.row[link.source], self.row[link.target]
        return self._bends(x0, y0, x1, y1) + _PER_ROW * abs(y1 - y0) + _PER_COLUMN * abs(x1 - x0)

    def _bends(self, x0: int, y0: int, x1: int, y1: int) -> float:
        """The fewest bends that symbols in the way leave for a line from one cell to another."""
        if y0 == y1:
            return 0.0 if self._level(y0, x0, x1) else 2.0
        if y1 < y0:
            return 2.0
        down, on = self._upright(x0, y0, y1), self._upright(x1, y0, y1)
        if x0 == x1:
            return 0.0 if down else 2.0
        if on and (x1, y0) not in self.cells and self._level(y0, x0, x1):
            return 1.0
        if down and (x0, y1) not in self.cells and self._level(y1, x0, x1):
            return 1.0
        return 2.0 if down or on else 2.6

    def _level(self, y: int, x0: int, x1: int) -> bool:
        """Whether the cells of a row between two columns are free."""
        return not any((x, y) in self.cells for x in range(min(x0, x1) + 1, max(x0, x1)))

    def _upright(self, x: int, y0: int, y1: int) -> bool:
        """Whether the cells of a column between two rows are free."""
        return not any((x, y) in self.cells for y in range(min(y0, y1) + 1, max(y0, y1)))
