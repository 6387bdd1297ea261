"""Compares two versions of a process: steps, who does them, where they lead, their limits and their data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from process_atlas.analysis.diff.change import Change, Part
from process_atlas.analysis.diff.generic import model_changes, same, set_or_lifted
from process_atlas.analysis.diff.numbers import Size
from process_atlas.analysis.diff.place import Place
from process_atlas.analysis.diff.routes import Routes, routes_of, start_changes, way_changes
from process_atlas.analysis.diff.words import VERBS, both, key_name, listed, plain, shown, verb, word
from process_atlas.spec.model import Dispatch, Process, Receipt, Step
from process_atlas.spec.values import Duration, Text

KEYS = frozenset({"steps", "lanes", "within"})
"""The keys of a process that are compared here."""

_STEP_KEYS = frozenset(
    "id type responsible accountable consulted informed receives sends creates reads updates deletes"
    " within overdue duration next branches for".split()
)


@dataclass(frozen=True, slots=True)
class Sides:
    """Both processes, the ids of steps that stand on both (new id -> old id), and the routes of each."""

    old: Process
    new: Process
    pairs: Mapping[str, str]
    before: Routes
    after: Routes


def process_changes(old: Process, new: Process, at: Place) -> Iterator[Change]:
    """The changes of what makes a process a process."""
    sides = sides_of(old, new)
    yield from _limit_change(old.within, new.within, at.at("within"))
    yield from start_changes(sides.before, sides.after, at)
    yield from _lane_changes(sides, at)
    was = {step.id: index for index, step in enumerate(old.steps)}
    for index, step in enumerate(new.steps):
        former = was.get(sides.pairs.get(step.id, ""))
        here = _place(at, step, sides, index, former)
        if former is None:
            yield here.change("step-added", None, here.title)
        else:
            yield from _step_changes(old.steps[former], step, sides, here)
    kept = set(sides.pairs.values())
    for index, step in enumerate(old.steps):
        if step.id not in kept:
            here = _place(at, step, sides, None, index)
            yield here.change("step-removed", here.title)
    yield from _order_change(sides, at)


def sides_of(old: Process, new: Process) -> Sides:
    """Two versions of a process, ready to be compared: a step that only got a new id is on both sides."""
    before, after = ({step.id: step for step in each.steps} for each in (old, new))
    pairs = {id: id for id in after if id in before}
    gone = [step for id, step in before.items() if id not in after]
    for id, step in after.items():
        twin = next((each for each in gone if _alike(each, step)), None) if id not in before else None
        if twin:
            gone.remove(twin)
            pairs[id] = twin.id
    ids = {was: now for now, was in pairs.items()}
    return Sides(old, new, pairs, routes_of(old, ids, title_of), routes_of(new, {id: id for id in pairs}, title_of))


def _alike(old: Step, new: Step) -> bool:
    """Whether a step is the other with a new id: of the same type and title."""
    return old.type is new.type and old.title is not None and same(old.title, new.title)


def title_of(step: Step) -> Text:
    """What a step is called: its title; a gateway without one, by its type."""
    return step.title or word(step.type.value)


def _place(at: Place, step: Step, sides: Sides, index: int | None, former: int | None) -> Place:
    found = [
        *(_roles(sides.old.steps[former], sides.old) if former is not None else ()),
        *(_roles(sides.new.steps[index], sides.new) if index is not None else ()),
    ]
    roles = tuple(dict.fromkeys(found))
    here = at.at("steps").item(Part.STEP, step.id, title_of(step), new=index, old=former)
    return replace(here, roles=roles)


def _roles(step: Step, process: Process) -> Iterator[str]:
    yield from step.responsible
    yield step.accountable or process.owner
    yield from step.consulted
    yield from step.informed


def _step_changes(old: Step, new: Step, sides: Sides, at: Place) -> Iterator[Change]:
    if old.id != new.id:
        yield at.at("id").change("step-id-changed", plain(old.id), plain(new.id))
    if old.type is not new.type:
        yield at.at("type").change("step-type-changed", word(old.type.value), word(new.type.value))
    yield from _responsible_changes(old, new, at.at("responsible"))
    yield from _accountable_change(old, new, sides, at.at("accountable"))
    for key, was, now in (("consulted", old.consulted, new.consulted), ("informed", old.informed, new.informed)):
        yield from _role_changes(key, was, now, at.at(key))
    yield from way_changes(sides.before, sides.after, old, new, at)
    yield from _limit_change(old.within, new.within, at.at("within"))
    yield from _span_change("wait-changed", "for", old.for_, new.for_, at.at("for"))
    yield from _span_change("effort-changed", "duration", old.duration, new.duration, at.at("duration"))
    for key in VERBS:
        yield from _data_changes(key, old, new, at.at(key))
    yield from model_changes(old, new, at, skip=_STEP_KEYS)


def _responsible_changes(old: Step, new: Step, at: Place) -> Iterator[Change]:
    if old.responsible and new.responsible and old.responsible[0] != new.responsible[0]:
        was, now = old.responsible[0], new.responsible[0]
        shared = set(old.responsible) == set(new.responsible)
        before, after = at.names.ref("role", was), at.names.ref("role", now)
        yield at.change("step-moved", before, after, size=Size.MINOR if shared else None)
        moved = {was, now}
    else:
        moved = set()
    yield from _role_changes("responsible", old.responsible, new.responsible, at, moved)


def _role_changes(
    key: str, old: tuple[str, ...], new: tuple[str, ...], at: Place, told: set[str] | None = None
) -> Iterator[Change]:
    for role in old:
        if role not in new and role not in (told or ()):
            yield at.change(f"{key}-removed", at.names.ref("role", role))
    for role in new:
        if role not in old and role not in (told or ()):
            yield at.change(f"{key}-added", None, at.names.ref("role", role))


def _accountable_change(old: Step, new: Step, sides: Sides, at: Place) -> Iterator[Change]:
    """Another role that answers for the step; where both sides leave it to the owner, the owner's change tells it."""
    was, now = old.accountable or sides.old.owner, new.accountable or sides.new.owner
    if was != now and (old.accountable or new.accountable):
        yield at.change("accountable-changed", at.names.ref("role", was), at.names.ref("role", now))


def _limit_change(old: Duration | None, new: Duration | None, at: Place) -> Iterator[Change]:
    code = "limit-added" if old is None else "limit-removed" if new is None else "limit-changed"
    yield from _span_change(code, "within", old, new, at)


def _span_change(code: str, key: str, old: Duration | None, new: Duration | None, at: Place) -> Iterator[Change]:
    if not same(old, new):
        before, after = (shown(each) if each else None for each in (old, new))
        yield at.change(
            code, before, after, told="" if key == "within" else set_or_lifted(before, after), key=key_name(key)
        )


def _data_changes(key: str, old: Step, new: Step, at: Place) -> Iterator[Change]:
    was, now = getattr(old, key), getattr(new, key)
    for each in was:
        if each not in now:
            yield at.change("data-removed", _told(each, at), verb=verb(key))
    for each in now:
        if each not in was:
            yield at.change("data-added", None, _told(each, at), verb=verb(key))


def _told(item: str | Receipt | Dispatch, at: Place) -> Text:
    """Data in words, with who they come from or go to."""
    if isinstance(item, str):
        return at.names.ref("data-part", item)
    party = at.names.ref("party", item.to if isinstance(item, Dispatch) else item.from_)
    data = at.names.ref("data-part", item.data)
    joint = ("to", "给") if isinstance(item, Dispatch) else ("from", "来自")
    english = f"{data.get('en')} {joint[0]} {party.get('en')}"
    return both(english, f"{data.get('zh')}（{joint[1]}{party.get('zh')}）")


def _lane_changes(sides: Sides, at: Place) -> Iterator[Change]:
    """Another order of the lanes that stand on both sides."""
    before, after = sides.before.flow.lanes, sides.after.flow.lanes
    written = sides.old.lanes != sides.new.lanes
    if written and [lane for lane in before if lane in after] != [lane for lane in after if lane in before]:
        was, now = (listed([at.names.ref("role", lane) for lane in lanes]) for lanes in (before, after))
        yield at.at("lanes").change("order-changed", was, now, key=key_name("lanes"))


def _order_change(sides: Sides, at: Place) -> Iterator[Change]:
    was = [step.id for step in sides.old.steps if step.id in set(sides.pairs.values())]
    now = [sides.pairs[step.id] for step in sides.new.steps if step.id in sides.pairs]
    if was != now:
        yield at.at("steps").change("steps-reordered")
