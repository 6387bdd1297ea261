"""Where data are used: the steps that touch a structure or a field, and how sensitive the data are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from process_atlas.analysis.lineage import Touch
from process_atlas.pages.markdown import plain
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import DataLink, Link, RoleChip
from process_atlas.spec.model import FieldSpec, FieldType, Sensitivity, Spec, Step
from process_atlas.spec.values import party as party_of


@dataclass(frozen=True, slots=True)
class Badge:
    """How sensitive data are: the name that styles go by, the word, and what it asks of the reader."""

    name: str
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Action:
    """What a step does with data. `parts` is empty when it is the whole of what the page is about."""

    verb: str
    label: str
    parts: tuple[DataLink, ...]
    role: RoleChip | None = None
    process: Link | None = None


@dataclass(frozen=True, slots=True)
class UseRow:
    """One step that touches data, who does it, and what it does with them."""

    step: Link
    roles: tuple[RoleChip, ...]
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class UseGroup:
    """The steps of one process that touch data. `anchor` is the group's id on the page."""

    anchor: str
    process: Link
    rows: tuple[UseRow, ...]


def badge(at: Reader, sensitivity: Sensitivity) -> Badge:
    """The badge of a degree of sensitivity."""
    name = sensitivity.value
    return Badge(name, at.words(name), at.words(f"means-{name}"))


def highest(at: Reader, fields: Iterable[str]) -> Badge | None:
    """The badge of the most sensitive of some fields; None when there are none."""
    degrees = [at.catalog.fields[field].sensitivity for field in fields]
    return badge(at, max(degrees, key=lambda each: each.rank)) if degrees else None


def use_groups(at: Reader, touches: Iterable[Touch], about: str = "") -> tuple[UseGroup, ...]:
    """The steps of some touches by process, in the order of the work.

    `about` is the structure that the page shows; without it every action names the data as the step writes them.
    """
    found: dict[str, list[Touch]] = {}
    for touch in touches:
        found.setdefault(touch.process, []).append(touch)
    return tuple(_group(at, id, found[id], about) for id in sorted(found, key=at.catalog.places.__getitem__))


def _group(at: Reader, process: str, touches: list[Touch], about: str) -> UseGroup:
    found: dict[str, list[Touch]] = {step.id: [] for step in at.catalog.processes[process].steps}
    for touch in touches:
        found[touch.step].append(touch)
    rows = (_row(at, process, step, here, about) for step, here in found.items() if here)
    return UseGroup(f"process-{process}", at.numbered(process), tuple(rows))


def _row(at: Reader, process: str, step: str, touches: Sequence[Touch], about: str) -> UseRow:
    spec = at.atlas.flows[process].steps[step]
    roles = spec.responsible or (at.atlas.flows[process].lane_of[step],)
    return UseRow(at.step(process, step), at.roles(roles), tuple(actions(at, touches, about)))


def actions(at: Reader, touches: Iterable[Touch], about: str = "") -> Iterator[Action]:
    """What touches do, one action for each verb and party."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for touch in touches:
        grouped.setdefault((touch.verb, touch.party), []).append(touch.ref)
    for (verb, party), refs in grouped.items():
        parts = () if about in refs else tuple(_named(at, ref, about) for ref in dict.fromkeys(refs))
        yield _action(at, verb, party, parts)


def _named(at: Reader, ref: str, about: str) -> DataLink:
    """Data by name; on the page of their structure (`about`) the part alone is enough."""
    link = at.data(ref)
    return DataLink(link.part, "", link.href) if about else link


def example_of(at: Reader, field: FieldSpec) -> str:
    """A field's example as people say it: a choice by its title, yes or no in words."""
    example = at.text(field.example)
    titles = {each.value: at.text(each.title) for each in field.values if each.title}
    if field.type is FieldType.BOOLEAN and example in ("true", "false"):
        return at.words(f"example-{example}")
    return titles.get(example, example)


def summary_of(at: Reader, spec: Spec) -> str:
    """One line on a spec: its summary, else what its description says."""
    return at.text(spec.summary) or plain(at.text(spec.description))


def limit_of(at: Reader, step: Step) -> str:
    """A step's time limit, or how long it waits; "" for neither."""
    if step.for_:
        return at.words("waits", time=at.words.duration(step.for_))
    return at.words.duration(step.within) if step.within else ""


def _action(at: Reader, verb: str, party: str, parts: tuple[DataLink, ...]) -> Action:
    if not party:
        return Action(verb, at.words(verb), parts)
    label = at.words("receives-from" if verb == "receives" else "sends-to")
    kind, id = party_of(party)
    if kind == "process":
        return Action(verb, label, parts, process=at.numbered(id))
    return Action(verb, label, parts, role=at.role(id))
