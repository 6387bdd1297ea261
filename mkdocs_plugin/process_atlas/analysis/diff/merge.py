"""Two versions of a process as one: every step, lane and way of either, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from process_atlas.analysis.diff.change import Change, Part, SpecChanges
from process_atlas.analysis.diff.generic import same
from process_atlas.analysis.diff.process import sides_of
from process_atlas.analysis.diff.ways import WayPairs
from process_atlas.analysis.flow import START, Flow, Way, WayKind, flow_of
from process_atlas.spec.model import Process

WAY_CODES = frozenset({"step-rerouted", "outcome-added", "outcome-removed", "outcome-retitled"})
"""Changes of a step that are about a way out of it."""


class Mark(StrEnum):
    """What became of a part; a part that stayed as it was has none."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class MergedStep:
    """A step of either version, or the start that is drawn where no step is one.

    `id` is its id in the whole; `old` and `new` are its ids in the versions, "" where it is not there. `lane` is where
    it stands, `was` the lane that it left if it moved. `changes` are those of the step itself, not of its ways.
    """

    id: str
    old: str
    new: str
    lane: str
    mark: Mark | None
    was: str = ""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class MergedWay:
    """A way of either version, between steps of the whole."""

    source: str
    target: str
    old: Way | None
    new: Way | None
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Merged:
    """Both versions as one. Steps and lanes keep the order of the new version; what is gone stands where it was."""

    lanes: tuple[str, ...]
    steps: tuple[MergedStep, ...]
    ways: tuple[MergedWay, ...]


def merge(old: Process | None, new: Process | None, changes: SpecChanges) -> Merged:
    """Both versions of a process as one; None for a version that is not there. Raises ValueError without either.

    A way that only got longer, because a step was put in between, is not gone: it is not in the whole twice.
    """
    if old and new:
        return _Merge(old, new, changes).whole()
    either = new or old
    if either is None:
        raise ValueError("a process has at least one version")
    return _one_sided(flow_of(either), Mark.ADDED if new else Mark.REMOVED)


def is_of_way(change: Change) -> bool:
    """Whether a change is about a way out of a step."""
    return change.code in WAY_CODES or (change.part is Part.STEP and "branches" in change.loc[:3])


def woven(new: Sequence[str], old: Sequence[str]) -> tuple[str, ...]:
    """The items of both in the order of `new`; one of `old` alone comes after the one that it followed there."""
    found = list(new)
    for place, each in enumerate(old):
        if each not in found:
            found.insert(found.index(old[place - 1]) + 1 if place else 0, each)
    return tuple(found)


def _one_sided(flow: Flow, mark: Mark) -> Merged:
    """All of a process that came or went as a whole."""
    came = mark is Mark.ADDED
    steps = (MergedStep(id, "" if came else id, id if came else "", flow.lane_of[id], mark) for id in _listed(flow))
    ways = (MergedWay(way.source, way.target, None if came else way, way if came else None, mark) for way in flow.ways)
    return Merged(flow.lanes, tuple(steps), tuple(ways))


def _listed(flow: Flow) -> list[str]:
    """The steps in the order in which they are drawn."""
    return [*filter(None, [flow.entry]), *flow.steps]


class _Merge:
    """Two versions that are both there, on their way to one."""

    def __init__(self, old: Process, new: Process, changes: SpecChanges) -> None:
        self._sides = sides_of(old, new)
        self._old, self._new = self._sides.before.flow, self._sides.after.flow
        self._changes = changes.changes
        self._entry = START
        while self._entry in self._old.steps or self._entry in self._new.steps:
            self._entry += "-"
        self._was = dict(self._sides.pairs)
        if self._old.entry:
            self._was[self._entry] = self._old.entry
        self._now = {was: now for now, was in self._was.items()}

    def whole(self) -> Merged:
        """Both versions as one."""
        now = [self._of_new(id) for id in _listed(self._new)]
        order = woven(now, [self._of_old(id) for id in _listed(self._old)])
        steps = tuple(self._step(id, id in now) for id in order)
        return Merged(woven(self._new.lanes, self._old.lanes), steps, tuple(self._ways(order)))

    def _of_old(self, id: str) -> str:
        return self._entry if id == self._old.entry else self._now.get(id, id)

    def _of_new(self, id: str) -> str:
        return self._entry if id == self._new.entry else id

    def _step(self, id: str, stands: bool) -> MergedStep:
        new = "" if not stands else self._new.entry if id == self._entry else id
        old = self._was.get(id, "" if stands else id)
        if not new:
            return MergedStep(id, old, "", self._old.lane_of[old], Mark.REMOVED)
        if not old:
            return MergedStep(id, "", new, self._new.lane_of[new], Mark.ADDED)
        lane, was = self._new.lane_of[new], self._old.lane_of[old]
        changes = tuple(self._changes_of(id))
        if was != lane and any(_moves(each) for each in changes):
            return MergedStep(id, old, new, lane, Mark.MOVED, was, changes)
        return MergedStep(id, old, new, lane, Mark.CHANGED if changes else None, "", changes)

    def _changes_of(self, id: str) -> Iterator[Change]:
        """The changes of a step that stands on both sides; the start that is drawn says when the process starts."""
        for each in self._changes:
            of_step = each.part is Part.STEP and each.id == id and not is_of_way(each)
            if of_step or (id == self._entry and each.part is Part.WHOLE and each.loc == ("starts_when",)):
                yield each

    def _ways(self, order: Sequence[str]) -> Iterator[MergedWay]:
        """The ways out of each step: those of the new version, then those that are gone."""
        for source in order:
            before = self._old.outgoing.get(self._was.get(source, source), ())
            after = self._new.outgoing.get(self._new.entry if source == self._entry else source, ())
            pairs = WayPairs(self._sides, before, after, self._of_old, self._of_new)
            for way in after:
                was = pairs.was(way)
                mark = Mark.ADDED if was is None else Mark.CHANGED if self._differ(was, way) else None
                yield MergedWay(source, self._of_new(way.target), was, way, mark)
            for way in pairs.gone():
                yield MergedWay(source, self._of_old(way.target), way, None, Mark.REMOVED)

    def _differ(self, was: Way, way: Way) -> bool:
        """Whether a way says something else now."""
        if way.kind is WayKind.OVERDUE:
            return not same(self._old.steps[was.source].within, self._new.steps[way.source].within)
        return not same(was.label, way.label) or was.level is not way.level


def _moves(change: Change) -> bool:
    return change.code == "step-moved" or change.code.startswith("responsible-")
