"""The search for ways through a flow from one step to another: the shortest, the usual, the longest.

No step comes twice: of a loop, every way takes the body once. What runs side by side is one leg with several arms: its
steps add up, its time is that of the slowest arm. One walk in depth leaves out the ways back; then every step knows the
best way on from those that follow it. That is linear in steps and ways, and exact unless a loop can be entered at
several steps; then every way is tried, as long as there are not too many.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import prod
from typing import Literal

from process_atlas.analysis.flow import Flow, Way, WayKind
from process_atlas.analysis.splits import side_by_side, splits_of
from process_atlas.spec.model import Level, StepType

TRIES = 10_000
"""How many steps are taken at most, in one flow, to try every way."""
DEEPEST = 20
"""How deep splits may stand in each other; deeper ones are taken as a choice between their ways."""
MOST_COUNTED = 2**256
"""Ways are counted up to this many: splits in loops multiply them to numbers too long to be worked with."""
MOST_LOOPS = 20
"""How many loops are looked at for a second entry; where there are more, every way is tried."""

_END = ""


@dataclass(frozen=True, slots=True)
class Route:
    """One way through: the steps in the order walked (arms one after another), the ways between, and the time.

    `minutes` adds up waits and time limits; `work` is how many of the steps have a number; `overdue` is how often
    a limit passes.
    """

    start: str
    ways: tuple[Way, ...] = ()
    minutes: float = 0
    work: int = 0
    overdue: int = 0

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps on the way, each once."""
        return tuple(dict.fromkeys((self.start, *(way.target for way in self.ways))))


def shortness(route: Route) -> tuple[float, ...]:
    """Sorts the ways on which nothing is overdue and the fewest steps are done first."""
    return route.overdue, route.work, route.minutes


def length(route: Route) -> tuple[float, ...]:
    """Sorts by time; of ways that take as long, those last on which less is overdue and more is done."""
    return route.minutes, -route.overdue, route.work


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways from one step to another: the best of them, and how many there are."""

    shortest: Route
    usual: Route
    longest: Route
    count: int


@dataclass(frozen=True, slots=True)
class _Leg:
    """From a step to the one after it, or past all that runs side by side to where it comes together."""

    target: str
    ways: Ways


_Found = tuple[list[_Leg], list[_Leg], int]
"""The legs of the shortest and of the longest way, and how many ways there are."""


@dataclass(frozen=True, slots=True)
class _Best:
    """The best ways on from a step: what they sum up to, and the first leg of each."""

    shortness: tuple[float, ...]
    shortest: _Leg | None
    length: tuple[float, ...]
    longest: _Leg | None
    count: int


@dataclass(slots=True)
class _Walk:
    """What one walk in depth finds: legs that lead on, steps in the order they were done, ways back, the usual way."""

    forward: dict[str, list[_Leg]] = field(default_factory=dict)
    done: dict[str, None] = field(default_factory=dict)
    back: dict[str, list[str]] = field(default_factory=dict)
    usual: list[_Leg] | None = None


class Search:
    """A search in one flow; `minutes` is how long each step takes. `exact` turns false when ways may be missing."""

    def __init__(self, flow: Flow, minutes: Mapping[str, float]) -> None:
        self.exact = True
        self._flow, self._minutes, self._splits = flow, minutes, splits_of(flow)
        self._tries = TRIES
        self._open: set[str] = set()
        self._known: dict[str, list[_Leg]] = {}

    def through(self, start: str, goal: str = _END) -> Ways | None:
        """The ways from a step to another, or to any end; None when there is none."""
        if start == goal:
            here = Route(start)
            return Ways(here, here, here, 1)
        walk = self._walk(start, goal)
        if walk.usual is None:
            return None
        plain = _is_plain(walk, start)
        every = None if plain else self._every(start, goal)
        self.exact = self.exact and (plain or every is not None)
        shortest, longest, count = every or _best(walk, start, goal)
        return Ways(
            _joined(start, (leg.ways.shortest for leg in shortest)),
            _joined(start, (leg.ways.usual for leg in walk.usual)),
            _joined(start, (leg.ways.longest for leg in longest)),
            count,
        )

    def _walk(self, start: str, goal: str) -> _Walk:
        walk = _Walk()
        path = {start: iter(self._legs(start))}
        while path:
            id, following = next(reversed(path.items()))
            leg = next(following, None)
            if leg is None:
                walk.done[id] = None
                del path[id]
            elif leg.target in path:
                walk.back.setdefault(leg.target, []).append(id)
            else:
                walk.forward.setdefault(id, []).append(leg)
                if leg.target == goal:
                    walk.usual = walk.usual or [walk.forward[each][-1] for each in path]
                elif leg.target not in walk.done and leg.target != _END:
                    path[leg.target] = iter(self._legs(leg.target))
        return walk

    def _every(self, start: str, goal: str) -> _Found | None:
        """The best of all ways without repetition, by trying each; None where there are too many."""
        path = {start: iter(self._legs(start))}
        legs: list[_Leg] = []
        shortest: list[_Leg] = []
        longest: list[_Leg] = []
        count = 0
        while self._tries:
            self._tries -= 1
            leg = next(next(reversed(path.values())), None)
            if leg is None:
                path.popitem()
                if not path:
                    return shortest, longest, count
                legs.pop()
            elif leg.target == goal:
                way = [*legs, leg]
                count = min(count + prod(each.ways.count for each in way), MOST_COUNTED)
                shortest = min(shortest or way, way, key=_shortness_of)
                longest = max(longest or way, way, key=_length_of)
            elif leg.target not in path and leg.target != _END:
                path[leg.target] = iter(self._legs(leg.target))
                legs.append(leg)
        return None

    def _legs(self, id: str) -> list[_Leg]:
        """The legs from a step, the usual one first."""
        if id in self._known:
            return self._known[id]
        ways = sorted(self._flow.outgoing.get(id, ()), key=_rank)
        block = self._block(id) if id in self._splits else None
        rest = [way for way in ways if way.kind is WayKind.OVERDUE] if block else ways
        legs = [*([block] if block else []), *(_Leg(way.target, self._alone(id, way)) for way in rest)]
        legs = legs or [_Leg(_END, self._alone(id, None))]
        if id not in self._open:
            self._known[id] = legs
        return legs

    def _alone(self, id: str, way: Way | None) -> Ways:
        overdue = way is not None and way.kind is WayKind.OVERDUE
        route = Route(id, (way,) if way else (), self._minutes.get(id, 0), id in self._flow.numbers, overdue)
        return Ways(route, route, route, 1)

    def _block(self, id: str) -> _Leg | None:
        """All that runs side by side from a split to its join, as one leg; None where it is a choice."""
        inclusive = self._flow.steps[id].type is StepType.INCLUSIVE
        if inclusive or id in self._open or len(self._open) == DEEPEST:
            return None
        self._open.add(id)
        ways, join = side_by_side(self._flow, id), self._splits[id]
        arms = [(way, self.through(way.target, join)) for way in ways]
        self._open.discard(id)
        found = [(way, arm) for way, arm in arms if arm]
        if len(found) < len(arms) or self._tangled(arm.longest for _, arm in found):
            return None
        count = min(prod(arm.count for _, arm in found), MOST_COUNTED)
        shortest = self._beside(id, ((way, arm.shortest) for way, arm in found))
        usual = self._beside(id, ((way, arm.usual) for way, arm in found))
        longest = self._beside(id, ((way, arm.longest) for way, arm in found))
        return _Leg(join, Ways(shortest, usual, longest, count))

    def _tangled(self, arms: Iterable[Route]) -> bool:
        """Whether arms share more than they could if each ran for itself: their sum would grow without bounds."""
        return sum(len(arm.ways) for arm in arms) > len(self._flow.ways)

    def _beside(self, id: str, arms: Iterable[tuple[Way, Route]]) -> Route:
        """One route of several that run side by side: it takes as long as the slowest."""
        arms = list(arms)
        ways = tuple(each for way, route in arms for each in (way, *route.ways))
        minutes = self._minutes.get(id, 0) + max(route.minutes for _, route in arms)
        work = sum((route.work for _, route in arms), start=int(id in self._flow.numbers))
        return Route(id, ways, minutes, work, sum(route.overdue for _, route in arms))


def _rank(way: Way) -> tuple[bool, bool]:
    """What usually happens comes first: what is graded a success, then as it is written; what is overdue comes last."""
    return way.kind is WayKind.OVERDUE, way.level is not Level.SUCCESS


def _best(walk: _Walk, start: str, goal: str) -> _Found:
    """The best of all ways that no loop takes back, each step knowing the best way on from those after it."""
    best = {goal: _Best((0, 0, 0), None, (0, 0, 0), None, 1)}
    for id in walk.done:
        legs = [leg for leg in walk.forward.get(id, ()) if leg.target in best]
        if legs:
            short = min(legs, key=lambda leg: _plus(shortness(leg.ways.shortest), best[leg.target].shortness))
            long = max(legs, key=lambda leg: _plus(length(leg.ways.longest), best[leg.target].length))
            best[id] = _Best(
                _plus(shortness(short.ways.shortest), best[short.target].shortness),
                short,
                _plus(length(long.ways.longest), best[long.target].length),
                long,
                min(sum(leg.ways.count * best[leg.target].count for leg in legs), MOST_COUNTED),
            )
    return list(_chain(best, start, "shortest")), list(_chain(best, start, "longest")), best[start].count


def _plus(one: tuple[float, ...], other: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _chain(best: Mapping[str, _Best], start: str, which: Literal["shortest", "longest"]) -> Iterator[_Leg]:
    leg: _Leg | None = getattr(best[start], which)
    while leg:
        yield leg
        leg = getattr(best[leg.target], which)


def _joined(start: str, routes: Iterable[Route]) -> Route:
    """One route of several that follow each other."""
    parts = list(routes)
    return Route(
        start,
        tuple(way for part in parts for way in part.ways),
        sum(part.minutes for part in parts),
        sum(part.work for part in parts),
        sum(part.overdue for part in parts),
    )


def _shortness_of(legs: list[_Leg]) -> tuple[float, ...]:
    return tuple(map(sum, zip(*(shortness(leg.ways.shortest) for leg in legs), strict=True)))


def _length_of(legs: list[_Leg]) -> tuple[float, ...]:
    return tuple(map(sum, zip(*(length(leg.ways.longest) for leg in legs), strict=True)))


def _is_plain(walk: _Walk, start: str) -> bool:
    """Whether every loop is entered at one step only, so that no way without repetition takes a way back."""
    if len(walk.back) > MOST_LOOPS:
        return False
    return not any(_sidesteps(walk, start, entry, sources) for entry, sources in walk.back.items())


def _sidesteps(walk: _Walk, start: str, entry: str, sources: list[str]) -> bool:
    if start == entry:
        return False
    seen = {start, entry}
    waiting = [start]
    while waiting:
        for leg in walk.forward.get(waiting.pop(), ()):
            if leg.target not in seen:
                seen.add(leg.target)
                waiting.append(leg.target)
    return not seen.isdisjoint(set(sources) - {entry})
