"""Which specs' pages are no longer right after a change: for hosts that build only what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from process_atlas.analysis.flow import Flow, flow_of
from process_atlas.analysis.responsibility import successions
from process_atlas.catalog import NO_AREA, Catalog, Key
from process_atlas.spec.model import Process, Spec, Step

_OWN = frozenset({"how", "description", "duration", "channels", "level"})
"""What of a step only the page of its process shows."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """The specs whose pages are to be made anew; whether the `overviews` are, and the `inventory`."""

    specs: frozenset[Key]
    overviews: bool = False
    inventory: bool = False


def renewal(before: Catalog, after: Catalog) -> Renewal | None:
    """What to make anew: the specs that changed, and those whose pages show what changed of them; None for everything.

    What is new, gone or tells something else of itself is shown anew by all that name it or are named by it, by the
    areas whose processes do, and by all overviews; what another catalogue tells otherwise of its things, by all that
    name them. Of a process whose steps changed, other pages show these steps alone, and overviews stay. A change can
    reach further than that, through data that pass from process to process: these are the pages that a writer looks
    at, not a proof.
    """
    if before.manifest != after.manifest or before.is_large != after.is_large:
        return None
    changed = frozenset(_changed(before, after))
    reached = {key for kind, id in changed for key in _reached(before, after, kind, id)}
    elsewhere = before.foreign.keys() | after.foreign.keys()
    moved = [key for key in elsewhere if before.foreign.get(key) != after.foreign.get(key)]
    reached |= {use.by for catalog in (before, after) for key in moved for use in catalog.uses.get(key, ())}
    pairs = [(before.get(*key), after.get(*key)) for key in changed]
    overviews = bool(moved) or not all(_differ_in_steps_alone(*pair) for pair in pairs)
    return Renewal(changed | reached, overviews, overviews or any(_titles(old) != _titles(new) for old, new in pairs))


def _changed(before: Catalog, after: Catalog) -> Iterator[Key]:
    for kind, specs in after.specs.items():
        former = before.specs.get(kind, {})
        for id, spec in specs.items():
            old = former.get(id)
            if old is not spec and old != spec:
                yield kind, id
        yield from ((kind, id) for id in former if id not in specs)


def _reached(before: Catalog, after: Catalog, kind: str, id: str) -> Iterator[Key]:
    """The specs whose pages show what changed of one."""
    old, new = before.get(kind, id), after.get(kind, id)
    if not _differ_in_steps_alone(old, new):
        for catalog in (before, after):
            users = {use.by for use in catalog.uses.get((kind, id), ())}
            yield from users
            yield from _named(catalog, kind, id)
            yield from _areas(catalog, {(kind, id), *users})
        return
    assert isinstance(old, Process)
    assert isinstance(new, Process)
    steps = _told_otherwise(old, new)
    for catalog, process in ((before, old), (after, new)) if steps else ():
        yield "area", process.area or NO_AREA
        yield "role", process.owner  # who answers for every step that names nobody else
        yield from (("role", role) for role in _partners(flow_of(process), steps))
        yield from _named(catalog, kind, id, steps)


def _named(catalog: Catalog, kind: str, id: str, steps: Iterable[str] | None = None) -> Iterator[Key]:
    """The specs that one names, all or in some steps."""
    for key, uses in catalog.uses.items():
        if any(use.by == (kind, id) and (steps is None or use.step in steps) for use in uses):
            yield key


def _areas(catalog: Catalog, keys: Iterable[Key]) -> Iterator[Key]:
    """The areas of the processes among some specs."""
    for key in keys:
        spec = catalog.get(*key)
        if isinstance(spec, Process):
            yield "area", spec.area or NO_AREA


def _titles(spec: Spec | None) -> Sequence[object]:
    """What an inventory tells of the steps of a process."""
    return [(step.id, step.title) for step in spec.steps] if isinstance(spec, Process) else ()


def _differ_in_steps_alone(old: Spec | None, new: Spec | None) -> bool:
    if not (isinstance(old, Process) and isinstance(new, Process)):
        return False
    return old.model_copy(update={"steps": ()}) == new.model_copy(update={"steps": ()})


def _told_otherwise(old: Process, new: Process) -> frozenset[str]:
    """The steps that other pages show otherwise than before, or that are new or gone."""
    before, after = _as_told(old), _as_told(new)
    return frozenset(id for id in before.keys() | after.keys() if before.get(id) != after.get(id))


def _as_told(process: Process) -> dict[str, tuple[int | None, Step]]:
    """What other pages show of each step: its number, and all of it that is not for its own page."""
    numbers, nothing = flow_of(process).numbers, dict.fromkeys(_OWN)
    return {step.id: (numbers.get(step.id), step.model_copy(update=nothing)) for step in process.steps}


def _partners(flow: Flow, steps: Iterable[str]) -> Iterator[str]:
    """Who hands work over into some steps, or takes it over from them: their pages show the steps on both sides."""
    for source, target in successions(flow):
        if source in steps or target in steps:
            yield from (flow.lane_of[source], flow.lane_of[target])
