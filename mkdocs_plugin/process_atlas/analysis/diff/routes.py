"""What goes another way in a process: where each step leads, whichever steps came or went in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from process_atlas.analysis.diff.change import Change
from process_atlas.analysis.diff.generic import model_changes, same, title_change
from process_atlas.analysis.diff.place import Place
from process_atlas.analysis.diff.words import both, listed, plain, quoted
from process_atlas.analysis.flow import Flow, WayKind, flow_of
from process_atlas.spec.model import Branch, Process, Step
from process_atlas.spec.values import Text

Ends = frozenset[str]
"""Where a way leads: ids of steps that stand on both sides, as the new side calls them."""


@dataclass(frozen=True, slots=True)
class Routes:
    """The ways of one side. `known` gives a step's new id if it stands on both sides; `named` its title."""

    flow: Flow
    known: Callable[[str], str]
    named: Callable[[str], Text]

    def ends(self, targets: tuple[str, ...]) -> Ends:
        """The steps of both sides that are reached from `targets` through steps that stand on one side only."""
        found, seen, left = set(), set(), list(targets)
        while left:
            id = left.pop()
            if id in seen:
                continue
            seen.add(id)
            if self.known(id):
                found.add(self.known(id))
            else:
                left += [way.target for way in self.flow.outgoing.get(id, ()) if way.kind is not WayKind.OVERDUE]
        return frozenset(found)

    def told(self, targets: tuple[str, ...]) -> Text:
        """The targets of a way in words."""
        return listed([quoted(self.named(id)) for id in targets])

    def targets(self, id: str, kind: WayKind) -> tuple[str, ...]:
        """Where the ways of a kind lead from a step."""
        return tuple(way.target for way in self.flow.outgoing.get(id, ()) if way.kind is kind)


def routes_of(process: Process, ids: Mapping[str, str], named: Callable[[Step], Text]) -> Routes:
    """The routes of one side; `ids` gives the new id of each of its steps that stands on both sides."""
    flow = flow_of(process)

    def title(id: str) -> Text:
        return named(flow.steps[id]) if id in flow.steps else plain(id)

    return Routes(flow, lambda id: ids.get(id, ""), title)


def start_changes(old: Routes, new: Routes, at: Place) -> Iterator[Change]:
    """Another step that the process begins with."""
    before, after = old.flow.starts, new.flow.starts
    if old.ends(before) != new.ends(after):
        yield at.at("steps").change("start-changed", old.told(before), new.told(after))


_WAY = {
    WayKind.NEXT: both("the way on", "下一步"),
    WayKind.OVERDUE: both("the way when it is overdue", "超时后"),
}
_KEYS = {WayKind.NEXT: "next", WayKind.OVERDUE: "overdue"}


def way_changes(old: Routes, new: Routes, before: Step, after: Step, at: Place) -> Iterator[Change]:
    """The changes of a step's ways out: what follows, outcomes, what happens when it is overdue."""
    yield from _outcome_changes(old, new, before, after, at)
    for kind, way in _WAY.items():
        was, now = old.targets(before.id, kind), new.targets(after.id, kind)
        if old.ends(was) != new.ends(now) and not (before.branches and after.branches and kind is WayKind.NEXT):
            told = "way-added" if not was else "way-removed" if not now else ""
            yield at.at(_KEYS[kind]).change("step-rerouted", old.told(was), new.told(now), told=told, way=way)


def _outcome_changes(old: Routes, new: Routes, before: Step, after: Step, at: Place) -> Iterator[Change]:
    pairs, went, came = paired_outcomes(old, new, before.branches, after.branches)
    for was, now in pairs:
        here = _branch_place(at, before, after, was, now)
        if not same(was.when, now.when):
            yield title_change("outcome-retitled", "outcome", was.when, now.when, here)
        if old.ends((was.next,)) != new.ends((now.next,)):
            yield here.at("next").change(
                "step-rerouted", old.told((was.next,)), new.told((now.next,)), way=quoted(now.when)
            )
        yield from model_changes(was, now, here, skip=("when", "next"))
    for branch in came:
        yield _branch_place(at, before, after, None, branch).change("outcome-added", None, quoted(branch.when))
    for branch in went:
        yield _branch_place(at, before, after, branch, None).change("outcome-removed", quoted(branch.when))


def paired_outcomes(
    old: Routes, new: Routes, before: tuple[Branch, ...], after: tuple[Branch, ...]
) -> tuple[list[tuple[Branch, Branch]], list[Branch], list[Branch]]:
    """Outcomes that are the same by name, else by where they lead; then those that went and those that came."""
    pairs: list[tuple[Branch, Branch]] = []
    went, came = list(before), list(after)
    tests: tuple[Callable[[Branch, Branch], bool], ...] = (
        lambda was, now: same(was.when, now.when),
        lambda was, now: bool({*was.when.by_language} & {*now.when.by_language}),
        lambda was, now: old.ends((was.next,)) == new.ends((now.next,)),
    )
    for test in tests:
        for was in tuple(went):
            now = next((each for each in came if test(was, each)), None)
            if now is not None:
                pairs.append((was, now))
                went.remove(was)
                came.remove(now)
    return pairs, went, came


def _branch_place(at: Place, before: Step, after: Step, was: Branch | None, now: Branch | None) -> Place:
    loc = (*at.loc, "branches", after.branches.index(now)) if now else (*at.loc, "branches")
    old_loc = (*at.old_loc, "branches", before.branches.index(was)) if was else (*at.old_loc, "branches")
    return replace(at, loc=loc, old_loc=old_loc)
