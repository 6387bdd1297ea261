"""Where data come from and where they go: who creates, reads, updates, deletes, receives and sends what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import TypeVar

from process_atlas.catalog import Catalog, DataPart
from process_atlas.spec.model import Process, Sensitivity, Step

CRUD = "CRUD"
"""The letters of a CRUD matrix in their order: create, read, update, delete."""

_LETTERS = {"creates": "C", "reads": "R", "updates": "U", "deletes": "D"}
_IN_MOTION = {**_LETTERS, "receives": "R", "sends": "R"}
WRITING = frozenset({"creates", "updates", "deletes"})
"""What changes a store; reading is `reads`, and `receives` and `sends` pass data on."""

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Touch:
    """One place where a step touches data.

    `verb` is the key as written (`creates` ... `sends`), `index` its place in that list, `ref` the data as written.
    `party` is whom it is received from or sent to: a role id or `process:ID`, else "".
    """

    process: str
    step: str
    verb: str
    index: int
    ref: str
    structure: str
    fields: tuple[str, ...]
    party: str = ""

    @property
    def writes(self) -> bool:
        """Whether it changes what is kept."""
        return self.verb in WRITING


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A personal or sensitive field that comes to an external role from whom the firm does not have it: a step sends
    it, or the role reads or receives it in a step of its own."""

    field: str
    role: str
    touch: Touch


@dataclass(frozen=True)
class Lineage:
    """All touches of a catalogue in reading order, and the questions that they answer."""

    catalog: Catalog
    touches: tuple[Touch, ...]

    @cached_property
    def by_structure(self) -> Mapping[str, tuple[Touch, ...]]:
        """The touches of each structure, or of parts of it."""
        return _grouped((touch.structure, touch) for touch in self.touches)

    @cached_property
    def by_step(self) -> Mapping[tuple[str, str], tuple[Touch, ...]]:
        """The touches of each `(process, step)`."""
        return _grouped(((touch.process, touch.step), touch) for touch in self.touches)

    @cached_property
    def by_process(self) -> Mapping[str, tuple[Touch, ...]]:
        """The touches of each process."""
        return _grouped((touch.process, touch) for touch in self.touches)

    @cached_property
    def structures_of(self) -> Mapping[str, tuple[str, ...]]:
        """The structures that each field stands in."""
        found = ((field, id) for id in self.catalog.data for field in self.catalog.parts[id].fields)
        return _grouped(found)

    @cached_property
    def crud(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """The letters of each `(structure, process)`; receiving or sending a document in motion counts as reading."""
        return self._letters(((touch.structure, touch.process), touch) for touch in self.touches)

    def field_lineage(self, field: str) -> tuple[Touch, ...]:
        """Every touch that has the field in it, in reading order; `touch.structure` says in which structure."""
        found = (self.by_structure.get(structure, ()) for structure in self.structures_of.get(field, ()))
        return tuple(touch for touches in found for touch in touches if field in touch.fields)

    def field_crud(self, structure: str) -> Mapping[tuple[str, tuple[str, str]], frozenset[str]]:
        """The letters of each `(field, (process, step))` of a structure."""
        touches = self.by_structure.get(structure, ())
        return self._letters(((field, (each.process, each.step)), each) for each in touches for field in each.fields)

    @cached_property
    def disclosures(self) -> tuple[Disclosure, ...]:
        """Personal and sensitive fields that go to an external role who is not where they come from."""
        givers: dict[str, set[str]] = defaultdict(set)
        for touch in self.touches:
            for field in touch.fields if touch.verb not in ("reads", "deletes") else ():
                givers[field].update((touch.party,) if touch.verb == "receives" else self._doers(touch))
        found = [
            Disclosure(field, role, touch)
            for touch in self.touches
            for role in self._reached(touch)
            for field in touch.fields
            if self._is_personal(field) and role not in givers[field]
        ]
        sent = {(each.field, each.role, each.touch.process) for each in found if each.touch.verb == "sends"}
        return tuple(
            each
            for each in found
            if each.touch.verb == "sends" or (each.field, each.role, each.touch.process) not in sent
        )

    def _reached(self, touch: Touch) -> Iterator[str]:
        """The external roles that a touch brings data to."""
        coming = {"sends": (touch.party,), "receives": self._doers(touch), "reads": self._doers(touch)}
        for party in coming.get(touch.verb, ()):
            role = self.catalog.roles.find(party)
            if role and role.external:
                yield party

    def _doers(self, touch: Touch) -> tuple[str, ...]:
        return self._responsible[touch.process, touch.step]

    @cached_property
    def _responsible(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        processes = self.catalog.processes.items()
        return {(id, step.id): step.responsible for id, process in processes for step in process.steps}

    def _is_personal(self, field: str) -> bool:
        return self.catalog.fields[field].sensitivity.rank >= Sensitivity.PERSONAL.rank

    def _letters(self, touches: Iterable[tuple[K, Touch]]) -> Mapping[K, frozenset[str]]:
        found: dict[K, set[str]] = defaultdict(set)
        for key, touch in touches:
            letters = _LETTERS if self.catalog.data[touch.structure].store else _IN_MOTION
            if touch.verb in letters:
                found[key].add(letters[touch.verb])
        return MappingProxyType({key: frozenset(each) for key, each in found.items()})


def lineage_of(catalog: Catalog, known: Mapping[str, tuple[Touch, ...]] = MappingProxyType({})) -> Lineage:
    """The lineage of a catalogue. `known` are the touches of processes that are as they were, among the same data."""
    touches = (known.get(id) or _touches(process, catalog) for id, process in catalog.processes.items())
    return Lineage(catalog, tuple(chain.from_iterable(touches)))


def overlap(one: DataPart, other: DataPart) -> DataPart | None:
    """The narrower of two parts of one structure that share a field, else None."""
    if one.structure != other.structure or set(one.fields).isdisjoint(other.fields):
        return None
    return one if len(one.fields) <= len(other.fields) else other


def _touches(process: Process, catalog: Catalog) -> Iterator[Touch]:
    for step in process.steps:
        yield from _touches_of(process, step, catalog.parts)


def _touches_of(process: Process, step: Step, parts: Mapping[str, DataPart]) -> Iterator[Touch]:
    def touch(verb: str, index: int, ref: str, party: str = "") -> Touch:
        part = parts[ref]
        return Touch(process.id, step.id, verb, index, ref, part.structure, part.fields, party)

    for index, receipt in enumerate(step.receives):
        yield touch("receives", index, receipt.data, receipt.from_)
    for verb in ("reads", "creates", "updates", "deletes"):
        for index, ref in enumerate(getattr(step, verb)):
            yield touch(verb, index, ref)
    for index, dispatch in enumerate(step.sends):
        yield touch("sends", index, dispatch.data, dispatch.to)


V = TypeVar("V")


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    grouped: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return MappingProxyType({key: tuple(found) for key, found in grouped.items()})
