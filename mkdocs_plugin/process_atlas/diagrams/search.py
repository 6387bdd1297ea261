"""The cheapest way between two cells of a grid: A* over lines, with costs for bends, crossings and shared lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from heapq import heappop, heappush
from itertools import product

#: Costs in pixels: a corner, crossing a line, sharing the middle line of symbols or a channel with another link.
BEND, CROSS, SHARE_MIDDLE, SHARE_CHANNEL = 160.0, 140.0, 30.0, 5.0
#: What a stretch costs where it joins a line to the same target, as a share of its length.
MERGED = 0.6
_LIMIT = 60_000
_FAR = 1e18

# Directions: 0 right, 1 down, 2 left, 3 up.
_DX, _DY = (1, 0, -1, 0), (0, 1, 0, -1)

Corners = tuple[tuple[int, int], ...]
Use = dict[int, list[int]]


@dataclass(slots=True)
class Field:
    """A grid of `nx` by `ny` lines that cross in numbered points (`y * nx + x`), and what is on it.

    `gap_x[i]`, `gap_y[i]`: from line i to the next. `middle_x[x]`, `middle_y[y]`: the line runs through symbols.
    `taken[axis][p]`: groups on the stretch after point p (axis 0 across, 1 down); `through[axis][p]`: groups that run
    straight through p; `blocked`: points with a symbol.
    """

    gap_x: list[float]
    gap_y: list[float]
    middle_x: list[bool]
    middle_y: list[bool]
    blocked: set[int]
    taken: tuple[Use, Use] = field(default_factory=lambda: ({}, {}))
    through: tuple[Use, Use] = field(default_factory=lambda: ({}, {}))

    @property
    def nx(self) -> int:
        """How many upright lines there are."""
        return len(self.middle_x)

    @property
    def ny(self) -> int:
        """How many level lines there are."""
        return len(self.middle_y)


def cheapest(
    grid: Field, start: int, goal: int, group: int, exits: Sequence[float], enters: Sequence[float], joining: bool
) -> Corners:
    """The corners of the cheapest way from `start` to `goal`; empty if there is none within reason.

    `exits[d]`, `enters[d]`: what it costs to set out, or to arrive, in direction d. `joining`: lines of the same
    group exist already, so that stretches may be cheaper than they are long.
    """
    search = _Search(grid, goal, group, enters, joining)
    for d in range(4):
        search.push(start, d, exits[d], -1)
    for _ in range(_LIMIT):
        if not search.heap:
            break
        _, state, cost = heappop(search.heap)
        if cost > search.best[state]:
            continue
        if state >> 2 == goal:
            return _corners(state, search.came, start, grid.nx)
        search.go_on(state, cost)
    return ()


class _Search:
    """A search under way (A*): states are `point * 4 + direction`, with the best cost and where each came from."""

    __slots__ = (
        "best",
        "came",
        "enters",
        "far_x",
        "far_y",
        "goal",
        "grid",
        "group",
        "gx",
        "gy",
        "heap",
        "nx",
        "ny",
        "turns",
    )

    def __init__(self, grid: Field, goal: int, group: int, enters: Sequence[float], joining: bool) -> None:
        self.grid, self.goal, self.group, self.enters = grid, goal, group, enters
        self.nx, self.ny = grid.nx, grid.ny
        self.gx, self.gy = goal % self.nx, goal // self.nx
        self.far_x, self.far_y = _distances(grid.gap_x, self.gx, joining), _distances(grid.gap_y, self.gy, joining)
        self.heap: list[tuple[float, int, float]] = []
        self.best: dict[int, float] = {}
        self.came: dict[int, int] = {}
        self.turns: dict[int, float] = {}

    def go_on(self, state: int, cost: float) -> None:
        """Go straight on from a state, and turn to either side."""
        at, d, group = state >> 2, state & 3, self.group
        crossed = _strange(self.grid.through[1 - (d & 1)].get(at), group)
        followed = _strange(self.grid.through[d & 1].get(at), group)
        self.push(at, d, cost + CROSS * crossed, state)
        turn = cost + BEND + 0.4 * CROSS * (crossed + followed)
        self.push(at, (d + 1) & 3, turn, state)
        self.push(at, (d + 3) & 3, turn, state)

    def push(self, at: int, d: int, cost: float, before: int) -> None:
        """Take one step from `at` in direction `d`."""
        grid, nx = self.grid, self.nx
        y, x = divmod(at, nx)
        x, y = x + _DX[d], y + _DY[d]
        to = y * nx + x
        if not (0 <= x < nx and 0 <= y < self.ny) or (to in grid.blocked and to != self.goal):
            return
        low = at if at < to else to
        cost += grid.gap_y[low // nx] if d & 1 else grid.gap_x[low % nx]
        if low in grid.taken[d & 1]:
            cost += _shared(grid, low, d & 1, self.group)
        state = to * 4 + d
        if to == self.goal:
            cost += self.enters[d]
        if cost < self.best.get(state, _FAR):
            self.best[state], self.came[state] = cost, before
            rest = 0.0 if to == self.goal else self.ahead(x, y, d)
            heappush(self.heap, (cost + rest, state, cost))

    def ahead(self, x: int, y: int, d: int) -> float:
        """The least that the rest of the way can cost for what stands at `x`, `y` and moves in direction `d`."""
        gx, gy = self.gx, self.gy
        side = d * 9 + (gx > x) * 6 + (gx == x) * 3 + (gy > y) * 2 + (gy == y)
        turns = self.turns.get(side)
        if turns is None:
            turns = self.turns[side] = _least_turns(d, (gx > x) - (gx < x), (gy > y) - (gy < y), self.enters)
        return self.far_x[x] + self.far_y[y] + turns


def _shared(grid: Field, low: int, axis: int, group: int) -> float:
    """What others on the stretch after point `low` add to its cost for a link of `group`, or take from it."""
    nx, others = len(grid.middle_x), grid.taken[axis][low]
    length = grid.gap_y[low // nx] if axis else grid.gap_x[low % nx]
    middle = grid.middle_x[low % nx] if axis else grid.middle_y[low // nx]
    joined = (1 - MERGED) * length if group in others else 0.0
    return _strange(others, group) * (SHARE_MIDDLE if middle else SHARE_CHANNEL) - joined


def _strange(groups: list[int] | None, group: int) -> int:
    return sum(other != group for other in groups) if groups else 0


def _distances(gaps: list[float], to: int, joining: bool) -> list[float]:
    """The least cost of the length between every line and line `to`."""
    places = [0.0]
    for gap in gaps:
        places.append(places[-1] + gap)
    return [abs(place - places[to]) * (MERGED if joining else 1.0) for place in places]


def _least_turns(d: int, dx: int, dy: int, enters: Sequence[float]) -> float:
    """The least cost of corners and arrival for what moves in direction `d`, the goal lying `dx`, `dy` away."""
    return min(bends * BEND + enter for bends, enter in zip(_all_bends(d, dx, dy), enters, strict=True))


@cache
def _all_bends(first: int, dx: int, dy: int) -> tuple[int, ...]:
    """The fewest corners for each direction at the end."""
    return tuple(bends_between(first, last, dx, dy) for last in range(4))


@cache
def bends_between(first: int, last: int, dx: int, dy: int) -> int:
    """The fewest corners on a way that moves in direction `first` now and `last` at its end.

    `dx` and `dy` are the signs of the distance to be covered.
    """
    for corners in range(5):
        for sides in product((1, 3), repeat=corners):
            legs = [first]
            for side in sides:
                legs.append((legs[-1] + side) % 4)
            if legs[-1] == last and _reaches(legs, dx, dy):
                return corners
    return 5


def _reaches(legs: list[int], dx: int, dy: int) -> bool:
    """Whether legs in these directions, the first perhaps without length, can cover a distance of these signs."""
    for want, steps in ((dx, _DX), (dy, _DY)):
        sure = {steps[leg] for leg in legs[1:]} - {0}
        some = sure | ({steps[legs[0]]} - {0})
        if (want and want not in some) or (not want and len(sure) == 1 and len(some) == 1):
            return False
        if want and sure == {-want} and want not in some:
            return False
    return True


def _corners(state: int, came: dict[int, int], start: int, nx: int) -> Corners:
    """The corner points of the way that ends in `state`."""
    steps = [state >> 2]
    while came[state] >= 0:
        state = came[state]
        steps.append(state >> 2)
    steps.append(start)
    points = [(at % nx, at // nx) for at in reversed(steps)]
    kept = [points[0]]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        if not (before[0] == here[0] == after[0] or before[1] == here[1] == after[1]):
            kept.append(here)
    return (*kept, points[-1])
