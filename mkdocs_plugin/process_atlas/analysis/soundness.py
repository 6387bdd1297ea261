"""Plays a process through: whether every run of it can end, with nothing left running, and every step has its turn.

The flow is read as a workflow net and its reachable states are walked (van der Aalst, 1998). A state is the set of ways
that are under way. The walk is bounded; where it has to stop, it says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from process_atlas.analysis.flow import Flow, WayKind
from process_atlas.spec.model import Step, StepType

MAX_STATES = 2_000
"""How many states of one process are looked at."""

_MANY_BRANCHES = 6
_SPLITTING = frozenset({StepType.PARALLEL, StepType.INCLUSIVE})

State = frozenset[int]
"""The ways that are under way, by their number; a way is under way once."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What playing a process through showed: ids of steps, in the order of the process.

    `stuck`: steps that may wait for ever, or turn round without a way out. `twice`: steps that may be begun again while
    they are under way. `left`: end steps that may be reached while other steps are under way. `dead`: the first step
    that never has its turn. `decided` is false when there are too many states to say.
    """

    stuck: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    dead: tuple[str, ...] = ()
    decided: bool = True


def verdict_of(flow: Flow, limit: int = MAX_STATES) -> Verdict:
    """Play a process through. What happens when a time limit passes is left aside: it breaks off what runs.

    A process that never runs two ways side by side is sound if its arrows are, and is not played. A gateway with
    several ways in and several out may join before it splits, or be come to by different ways: it counts as what works.
    """
    net = _Net(flow)
    if not net.may_split:
        return Verdict()
    verdict = _Play(net, limit).verdict()
    if verdict == Verdict() or not net.mixed:
        return verdict
    merging = _Play(_Net(flow, merging=True), limit).verdict()
    return merging if merging == Verdict() else verdict


class _Net:
    """The flow as ways with numbers. Each start step, or the first step, is begun by a way of its own."""

    def __init__(self, flow: Flow, merging: bool = False) -> None:
        self.steps: Mapping[str, Step] = flow.steps
        self.merging = merging
        ways = [way for way in flow.ways if way.kind is not WayKind.OVERDUE and way.source in flow.steps]
        self.target = [*(way.target for way in ways), *flow.starts]
        self.starts = [frozenset({len(ways) + number}) for number in range(len(flow.starts))]
        self.out: dict[str, list[int]] = defaultdict(list)
        self.into: dict[str, list[int]] = defaultdict(list)
        for number, way in enumerate(ways):
            self.out[way.source].append(number)
        for number, id in enumerate(self.target):
            self.into[id].append(number)

    @property
    def may_split(self) -> bool:
        """Whether some step begins several ways at once, or waits for several."""
        gates = (id for id, step in self.steps.items() if step.type in _SPLITTING)
        return any(len(self.out[id]) > 1 or len(self.into[id]) > 1 for id in gates)

    @property
    def mixed(self) -> bool:
        """Whether some parallel gateway has several ways in and several ways out."""
        return any(self._is_mixed(id) for id, step in self.steps.items() if step.type is StepType.PARALLEL)

    def _is_mixed(self, id: str) -> bool:
        return len(self.out[id]) > 1 and len(self.into[id]) > 1

    def moves(self, state: State) -> Iterator[tuple[str, frozenset[int], tuple[frozenset[int], ...]]]:
        """Every step that can be done: its id, the ways it takes up, and the ways it may begin."""
        for id in dict.fromkeys(self.target[way] for way in sorted(state)):
            here = [way for way in self.into[id] if way in state]
            kind = self.steps[id].type
            if kind is StepType.PARALLEL and not (self.merging and self._is_mixed(id)):
                if len(here) == len(self.reached_into[id]):
                    yield id, frozenset(here), self.choices(id)
            elif kind is StepType.INCLUSIVE:
                if self._nothing_comes(id, state, here):
                    yield id, frozenset(here), self.choices(id)
            else:
                yield from ((id, frozenset({way}), self.choices(id)) for way in here)

    def choices(self, id: str) -> tuple[frozenset[int], ...]:
        """The sets of ways that a step may begin: all at once, some of them, or one."""
        out, kind = self.out[id], self.steps[id].type
        if not out or kind is StepType.PARALLEL:
            return (frozenset(out),)
        if kind is not StepType.INCLUSIVE or len(out) == 1:
            return tuple(frozenset({way}) for way in out)
        sizes = range(1, len(out) + 1) if len(out) <= _MANY_BRANCHES else (1, 2, len(out))
        return tuple(frozenset(some) for size in sizes for some in combinations(out, size))

    @cached_property
    def reached_into(self) -> Mapping[str, list[int]]:
        """The ways into each step that come from the start at all."""
        seen, waiting = set(), [next(iter(start)) for start in self.starts]
        while waiting:
            way = waiting.pop()
            if way not in seen:
                seen.add(way)
                waiting += self.out[self.target[way]]
        return {id: [way for way in ways if way in seen] for id, ways in self.into.items()}

    def _nothing_comes(self, id: str, state: State, here: list[int]) -> bool:
        """Whether no other way under way can still lead to the gateway."""
        before = self._before(id)
        return not any(way in before for way in state if way not in here)

    def _before(self, id: str) -> set[int]:
        """The ways from which the gateway can be reached."""
        if id not in self._known:
            seen: set[int] = set()
            waiting = list(self.into[id])
            while waiting:
                way = waiting.pop()
                if way not in seen:
                    seen.add(way)
                    waiting += [each for each in self.into[self._source(way)] if self._source(way) != id]
            self._known[id] = seen
        return self._known[id]

    @cached_property
    def _known(self) -> dict[str, set[int]]:
        return {}

    def _source(self, way: int) -> str:
        return self._sources.get(way, "")

    @cached_property
    def _sources(self) -> dict[int, str]:
        return {way: id for id, ways in self.out.items() for way in ways}


class _Play:
    """One walk over the states of a net."""

    def __init__(self, net: _Net, limit: int) -> None:
        self.net, self.limit = net, limit
        self.came_from: dict[State, list[State]] = {start: [] for start in net.starts}
        self.done: set[str] = set()
        self.twice: set[str] = set()
        self.left: set[str] = set()

    def verdict(self) -> Verdict:
        """Walk, then say what was seen; what follows from the first kind of fault is not told as another."""
        if not self._walk():
            return Verdict(decided=False)
        if self.twice:
            return Verdict(twice=self._in_order(self.twice))
        if self.left:
            return Verdict(left=self._in_order(self.left))
        sound = self._can_end()
        bad = [state for state in self.came_from if state not in sound]
        waiting = {self.net.target[way] for state in bad if self._rests(state) for way in state}
        turning = {self.net.target[way] for state in bad for way in state} if bad and not waiting else set()
        reached = {id for id, ways in self.net.reached_into.items() if ways}
        dead = self._in_order(reached - self.done - waiting)
        return Verdict(stuck=self._in_order(waiting | turning), dead=dead[:1])

    def _walk(self) -> bool:
        waiting = list(self.net.starts)
        while waiting:
            state = waiting.pop()
            for id, taken, choices in self.net.moves(state):
                self.done.add(id)
                rest = state - taken
                for begun in choices:
                    after = self._after(id, rest, begun)
                    if after is None:
                        continue
                    if after not in self.came_from:
                        if len(self.came_from) >= self.limit:
                            return False
                        self.came_from[after] = []
                        waiting.append(after)
                    self.came_from[after].append(state)
        return True

    def _after(self, id: str, rest: State, begun: frozenset[int]) -> State | None:
        """The state after a step, or None where a fault ends the walk this way."""
        if rest & begun:
            self.twice.add(id)
            return None
        if not begun and rest and self.net.steps[id].type is StepType.END:
            self.left.add(id)
            return None
        return rest | begun

    def _can_end(self) -> set[State]:
        """The states from which everything can come to an end."""
        over: State = frozenset()
        seen = {over} if over in self.came_from else set()
        waiting = list(seen)
        while waiting:
            for before in self.came_from[waiting.pop()]:
                if before not in seen:
                    seen.add(before)
                    waiting.append(before)
        return seen

    def _rests(self, state: State) -> bool:
        return next(self.net.moves(state), None) is None

    def _in_order(self, ids: set[str]) -> tuple[str, ...]:
        return tuple(id for id in self.net.steps if id in ids)
