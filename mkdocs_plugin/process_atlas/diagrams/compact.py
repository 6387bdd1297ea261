"""A compact grid for symbols without lanes: neighbours in a chart come to stand side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from process_atlas.diagrams.arrange import Grid
from process_atlas.diagrams.graph import Graph

_WIDTH, _BETWEEN = 1160.0, 84.0
_ROUNDS, _MANY = 12, 90
_BEND, _BEHIND = 0.7, 1.6

Cell = tuple[int, int]


def compact(graph: Graph, order: list[int]) -> Grid:
    """Rows and columns for vertices in `order`: filled row by row, then exchanged while that shortens the links."""
    columns = _columns(graph)
    cells: list[Cell] = [(place // columns, place % columns) for place in range(len(order))]
    rows = -(-len(order) // columns)
    spare = [(row, column) for row in range(rows + 1) for column in range(columns)][len(order) :]
    board = _Board(graph, dict(zip(order, cells, strict=True)), spare)
    if len(order) <= _MANY:
        board.improve()
    return _closed(board.cell_of, columns)


def _columns(graph: Graph) -> int:
    """As many columns as fit a page, and not more than make a pleasant shape."""
    wide = max((vertex.w for vertex in graph.vertices), default=0.0) + _BETWEEN
    return max(1, min(int(_WIDTH // wide), round((len(graph.vertices) * 1.1) ** 0.5) or 1))


class _Board:
    """Vertices in cells, and what their links cost there."""

    def __init__(self, graph: Graph, cell_of: dict[int, Cell], spare: Iterable[Cell]) -> None:
        self.cell_of = cell_of
        self._at: dict[Cell, int] = {cell: vertex for vertex, cell in cell_of.items()}
        self._cells = [*cell_of.values(), *spare]
        self._links: dict[int, list[int]] = defaultdict(list)
        for link in graph.links:
            if link.source != link.target:
                self._links[link.source].append(link.target)
                self._links[link.target].append(link.source)

    def improve(self) -> None:
        """Exchange the contents of two cells while that makes the links cheaper."""
        for _ in range(_ROUNDS):
            better = False
            for one, other in combinations(self._cells, 2):
                if one in self._at or other in self._at:
                    better = self._try(one, other) or better
            if not better:
                return

    def _try(self, one: Cell, other: Cell) -> bool:
        moved = [self._at[cell] for cell in (one, other) if cell in self._at]
        if not any(self._links[vertex] for vertex in moved):
            return False
        before = self._cost(moved)
        self._exchange(one, other)
        if self._cost(moved) < before - 1e-9:
            return True
        self._exchange(one, other)
        return False

    def _exchange(self, one: Cell, other: Cell) -> None:
        first, second = self._at.pop(one, None), self._at.pop(other, None)
        for vertex, cell in ((first, other), (second, one)):
            if vertex is not None:
                self._at[cell] = vertex
                self.cell_of[vertex] = cell

    def _cost(self, vertices: list[int]) -> float:
        return sum(self._between(self.cell_of[v], self.cell_of[other]) for v in vertices for other in self._links[v])

    def _between(self, one: Cell, other: Cell) -> float:
        """The length of a link in cells, with what its corner or the symbols in its way add."""
        down, across = abs(one[0] - other[0]), abs(one[1] - other[1])
        if down and across:
            return down * 1.15 + across + _BEND
        step = ((other[0] > one[0]) - (other[0] < one[0]), (other[1] > one[1]) - (other[1] < one[1]))
        behind = sum((one[0] + k * step[0], one[1] + k * step[1]) in self._at for k in range(1, down + across))
        return down * 1.15 + across + _BEHIND * behind


def _closed(cell_of: dict[int, Cell], columns: int) -> Grid:
    """The grid with empty rows and columns taken out."""
    rows = {row: place for place, row in enumerate(sorted({row for row, _ in cell_of.values()}))}
    used = {column: place for place, column in enumerate(sorted({column for _, column in cell_of.values()}))}
    cells = [cell_of[vertex] for vertex in sorted(cell_of)]
    return Grid(tuple(rows[row] for row, _ in cells), tuple(used[c] for _, c in cells), (0,) * max(1, len(used)))
