"""Rows and columns for the steps of a chart with lanes: plain Python, in linear time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush

from process_atlas.diagrams.graph import Graph

_REACH = 4
#: What it is worth to stand in a row with a step that comes from the same one.
_WITH_KIN = 2.2


@dataclass(frozen=True, slots=True)
class Grid:
    """Where every vertex stands: its row, its column; which lane each column belongs to; which links run backwards."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    lanes: tuple[int, ...]
    back: frozenset[int] = frozenset()


def outgoing(graph: Graph) -> list[list[int]]:
    """For every vertex the indices of the links that leave it."""
    found: list[list[int]] = [[] for _ in graph.vertices]
    for index, link in enumerate(graph.links):
        found[link.source].append(index)
    return found


def back_links(graph: Graph) -> frozenset[int]:
    """Links that close a loop: those that run against the order in which the steps were written, inside a loop.

    The writer's order tells which way the work goes on, and which way it comes back; where a step is merely written
    later than one that follows it, nothing comes back, for the two are in no loop together.
    """
    loop = loops(graph)
    return frozenset(
        index
        for index, link in enumerate(graph.links)
        if link.target <= link.source and loop[link.source] == loop[link.target]
    )


def loops(graph: Graph) -> list[int]:
    """For every vertex the number of its loop: its strongly connected component (Kosaraju and Sharir)."""
    onward: list[list[int]] = [[] for _ in graph.vertices]
    backward: list[list[int]] = [[] for _ in graph.vertices]
    for link in graph.links:
        onward[link.source].append(link.target)
        backward[link.target].append(link.source)
    finished = [vertex for tree in _trees(onward, range(len(onward))) for vertex in tree]
    number = [0] * len(onward)
    for count, tree in enumerate(_trees(backward, reversed(finished))):
        for vertex in tree:
            number[vertex] = count
    return number


def _trees(reach: list[list[int]], roots: Iterable[int]) -> Iterator[list[int]]:
    """Walk depth first from every root not met before; gives each walk's vertices as they are finished with."""
    met = [False] * len(reach)
    for root in roots:
        if met[root]:
            continue
        met[root], tree = True, []
        stack = [(root, iter(reach[root]))]
        while stack:
            vertex, rest = stack[-1]
            target = next((each for each in rest if not met[each]), -1)
            if target < 0:
                tree.append(vertex)
                stack.pop()
            else:
                met[target] = True
                stack.append((target, iter(reach[target])))
        yield tree


def reading_order(graph: Graph, back: frozenset[int]) -> list[int]:
    """Vertices so that every forward link runs onward; ties keep the order in which the steps were written."""
    out = outgoing(graph)
    waiting = [0] * len(graph.vertices)
    for index, link in enumerate(graph.links):
        if index not in back:
            waiting[link.target] += 1
    ready = [v for v, count in enumerate(waiting) if count == 0]
    order: list[int] = []
    while ready:
        vertex = heappop(ready)
        order.append(vertex)
        for index in out[vertex]:
            if index in back:
                continue
            target = graph.links[index].target
            waiting[target] -= 1
            if waiting[target] == 0:
                heappush(ready, target)
    return order


@dataclass(slots=True)
class _Board:
    """The grid while it fills. Columns count from 0 in each lane and may be negative until the end."""

    graph: Graph
    back: frozenset[int]
    row: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    cells: dict[tuple[int, int, int], int] = field(default_factory=dict)
    crossed: set[tuple[int, int]] = field(default_factory=set)
    spread: dict[int, tuple[int, int]] = field(default_factory=dict)
    bottom: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    sides: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def lane(self, vertex: int) -> int:
        return self.graph.vertices[vertex].lane

    def put(self, vertex: int, row: int, column: int) -> None:
        lane = self.lane(vertex)
        self.row[vertex], self.column[vertex] = row, column
        self.cells[lane, column, row] = vertex
        low, high = self.spread.get(lane, (column, column))
        self.spread[lane] = min(low, column), max(high, column)
        self.bottom[lane] = max(self.bottom[lane], row + 1)

    def lane_free(self, lane: int, row: int) -> bool:
        low, high = self.spread.get(lane, (0, -1))
        return (lane, row) not in self.crossed and all((lane, c, row) not in self.cells for c in range(low, high + 1))


def arrange(graph: Graph) -> Grid:
    """Rows and columns for a chart with lanes.

    Work flows from row to row. A hand-over to another lane stays in its row where the way is free, so that a chart
    keeps short; branches in one lane stand side by side.
    """
    back = back_links(graph)
    count = len(graph.vertices)
    board = _Board(graph, back, [0] * count, [0] * count)
    into: list[dict[int, None]] = [{} for _ in range(count)]
    for index, link in enumerate(graph.links):
        if index not in back:
            into[link.target][link.source] = None
    for vertex in reading_order(graph, back):
        _place(board, vertex, into)
    return _finish(board)


def _place(board: _Board, vertex: int, into: list[dict[int, None]]) -> None:
    sources = list(into[vertex])
    if len(sources) == 1 and _sideways(board, sources[0], vertex):
        return
    least = max((board.row[source] + 1 for source in sources), default=0)
    lane = board.lane(vertex)
    home = [board.column[source] for source in sources if board.lane(source) == lane]
    want = min(home, key=abs) if home else 0
    row, column = _best_cell(board, into, vertex, least, want)
    if (lane, column, row) in board.cells or (lane, row) in board.crossed:
        row, column = max(least, board.bottom[lane]), want
        while (lane, row) in board.crossed:
            row += 1
    board.put(vertex, row, column)


def _best_cell(board: _Board, into: list[dict[int, None]], vertex: int, least: int, want: int) -> tuple[int, int]:
    """The row and the column with the least cost, in the lane's columns or one beside them, from row `least` down."""
    lane = board.lane(vertex)
    low, high = board.spread.get(lane, (want, want))
    columns = range(max(low - 1, high - 3, want - 2), min(high + 1, low + 3, want + 2) + 1)
    taken = {side for source in into[vertex] for side in board.sides[source]}
    best, chosen = (float("inf"), 0), (least, want)
    for row in range(least, least + _REACH):
        if best[0] < row - least - _WITH_KIN:  # what is further down costs more
            break
        beside = [board.cells[lane, c, row] for c in range(low, high + 1) if (lane, c, row) in board.cells]
        kin = any(not into[other].keys().isdisjoint(into[vertex]) for other in beside)
        for column in columns:
            if (lane, column, row) in board.cells or (lane, row) in board.crossed:
                cost = 1000.0, abs(column)
            else:
                side = 1 if column > want else -1 if column < want else 0
                away = 0.6 * abs(column - want) + 2.0 * (not low <= column <= high) + 0.7 * (side in taken)
                cost = row - least + away - _WITH_KIN * kin, int(side < 0)
            if cost < best:
                best, chosen = cost, (row, column)
    return chosen


def _sideways(board: _Board, source: int, vertex: int) -> bool:
    """Try to keep a hand-over in its row; true if the vertex was placed."""
    here, there = board.lane(source), board.lane(vertex)
    row = board.row[source]
    if here == there or source == vertex:
        return False
    side = 1 if there > here else -1
    if side in board.sides[source]:
        return False
    low, high = board.spread.get(here, (0, 0))
    beyond = range(board.column[source] + side, (high if side > 0 else low) + side, side)
    if any((here, c, row) in board.cells for c in beyond):
        return False
    if not all(board.lane_free(lane, row) for lane in range(here + side, there + side, side)):
        return False
    board.sides[source].add(side)
    board.sides[vertex].add(-side)
    board.crossed.update((lane, row) for lane in range(here + side, there, side))
    board.put(vertex, row, 0)
    return True


def _finish(board: _Board) -> Grid:
    """Empty rows closed up, columns counted from the left over all lanes."""
    used = {row: place for place, row in enumerate(sorted(set(board.row)))}
    first: list[int] = []
    lanes: list[int] = []
    for lane in range(max(1, len(board.graph.bands))):
        low, high = board.spread.get(lane, (0, 0))
        first.append(len(lanes) - low)
        lanes += [lane] * (high - low + 1)
    return Grid(
        tuple(used[row] for row in board.row),
        tuple(first[board.lane(v)] + column for v, column in enumerate(board.column)),
        tuple(lanes),
        board.back,
    )
