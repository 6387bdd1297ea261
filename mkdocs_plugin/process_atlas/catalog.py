"""The catalogue: all specs with every reference resolved, and who refers to what. Frozen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from process_atlas.diagnostics import Diagnostic
from process_atlas.foreign import Foreign
from process_atlas.spec.model import KINDS, Area, Data, FieldSpec, Manifest, Process, Role, Spec, System
from process_atlas.spec.source import Document
from process_atlas.spec.values import Text, party
from process_atlas.spec.walk import Reference, references

Key = tuple[str, str]
"""`(kind, id)` of a spec."""

MANIFEST: Key = ("manifest", "")
"""The key of the manifest's document in `Catalog.documents`; it is there when a manifest was written."""

MANY = 40
"""More processes than this are too many to stand side by side, or one below the other with all there is to say."""

NO_AREA = "-"
"""Stands for the area of processes that have none; no area has this id."""

_NO_SPECS = frozenset({"step", "area"})
"""What a reference may name that is no spec."""

S = TypeVar("S", bound=Spec)


class Use(NamedTuple):
    """One place where a spec is named: by which spec, in which step (or ""), under which key."""

    by: Key
    step: str
    key: str


@dataclass(frozen=True, slots=True)
class DataPart:
    """What a reference to data means: a structure, or one of its groups or fields, and the fields in it."""

    ref: str
    structure: str
    group: str
    fields: tuple[str, ...]
    title: Text

    @property
    def whole(self) -> bool:
        """Whether it is the structure as a whole."""
        return "." not in self.ref


class Shelf(dict[str, S]):
    """Specs of a kind: goes through our own, and finds by id those that stand in for things of other catalogues too."""

    def __init__(self, own: Mapping[str, S], others: Mapping[str, S]) -> None:
        super().__init__(own)
        self._others = others

    def __missing__(self, id: str) -> S:
        return self._others[id]

    def find(self, id: str) -> S | None:
        """The spec of an id, ours or a stand-in, if there is one."""
        return self[id] if id in self or id in self._others else None


@dataclass(frozen=True)
class Catalog:
    """Linked specs. Every reference in them resolves; what could not be resolved was taken out and reported.

    `foreign` are the things of other catalogues that are named here. The mappings by id go through our own specs
    only, but find stand-ins for the foreign ones.
    """

    manifest: Manifest
    specs: Mapping[str, Mapping[str, Spec]]
    documents: Mapping[Key, Document]
    uses: Mapping[Key, tuple[Use, ...]]
    parts: Mapping[str, DataPart]
    diagnostics: tuple[Diagnostic, ...]
    foreign: Mapping[Key, Foreign] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the catalogue, the default first."""
        return self.manifest.languages

    @cached_property
    def processes(self) -> Shelf[Process]:
        """Processes by id, in the order of areas, numbers and ids."""
        return self._of(Process)

    @cached_property
    def data(self) -> Shelf[Data]:
        """Data structures by id."""
        return self._of(Data)

    @cached_property
    def fields(self) -> Shelf[FieldSpec]:
        """Fields by id."""
        return self._of(FieldSpec)

    @cached_property
    def roles(self) -> Shelf[Role]:
        """Roles by id."""
        return self._of(Role)

    @cached_property
    def everybody(self) -> Mapping[str, Role]:
        """Roles by id: our own, then those of other catalogues that are named here."""
        others = (each.spec for each in self.foreign.values())
        return MappingProxyType({**self.roles, **{each.id: each for each in others if isinstance(each, Role)}})

    @cached_property
    def outsiders(self) -> Mapping[str, Foreign]:
        """What of other catalogues, roles aside, data flow to and from: `process:CATALOGUE:ID`, or `CATALOGUE:`."""
        kinds = {"process": "process:", "home": ""}
        found = (each for each in self.foreign.values() if each.kind in kinds)
        return MappingProxyType({f"{kinds[each.kind]}{each.id}": each for each in found})

    @cached_property
    def systems(self) -> Shelf[System]:
        """Systems by id."""
        return self._of(System)

    @cached_property
    def areas(self) -> Mapping[str, Area]:
        """Areas by id, in the manifest's order."""
        return MappingProxyType({area.id: area for area in self.manifest.areas})

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each process in the order of processes."""
        return MappingProxyType({id: place for place, id in enumerate(self.processes)})

    @cached_property
    def by_area(self) -> Mapping[str, tuple[str, ...]]:
        """The processes of each area that has some, in the manifest's order; those without an area come last."""
        found: dict[str, list[str]] = {}
        for id, process in self.processes.items():
            found.setdefault(process.area or NO_AREA, []).append(id)
        order = (area for area in (*self.areas, NO_AREA) if area in found)
        return MappingProxyType({area: tuple(found[area]) for area in order})

    @property
    def is_large(self) -> bool:
        """Whether there are too many processes for one page: then each area has a page of its own."""
        return len(self.processes) > MANY

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each process in data-flow diagrams: as written, else the next that is free."""
        taken = {process.number for process in self.processes.values() if process.number}
        numbers, following = {}, 1
        for id, process in self.processes.items():
            while following in taken:
                following += 1
            numbers[id] = process.number or following
            following += 0 if process.number else 1
        return MappingProxyType(numbers)

    def get(self, kind: str, id: str) -> Spec | None:
        """The spec of a kind and id, if the catalogue has it, or has a stand-in for it."""
        own = self.specs.get(kind, {}).get(id)
        return own or (self.foreign[kind, id].spec if (kind, id) in self.foreign else None)

    def elsewhere(self, lang: str) -> Mapping[Key, str]:
        """The addresses of all foreign things for readers of `lang`; see `Foreign.address`."""
        return {key: each.address(lang, self.languages[0]) for key, each in self.foreign.items()}

    def findings(self, kind: str, id: str) -> tuple[Diagnostic, ...]:
        """What was found wrong with a spec while reading and linking."""
        return self._findings.get((kind, id), ())

    @cached_property
    def _findings(self) -> Mapping[Key, tuple[Diagnostic, ...]]:
        grouped: dict[Key, list[Diagnostic]] = defaultdict(list)
        for each in self.diagnostics:
            if each.subject:
                grouped[each.subject].append(each)
        return {key: tuple(found) for key, found in grouped.items()}

    def _of(self, model: type[S]) -> Shelf[S]:
        own = {id: spec for id, spec in self.specs[model.KIND].items() if isinstance(spec, model)}
        others = {id: each.spec for (_, id), each in self.foreign.items() if isinstance(each.spec, model)}
        return Shelf(own, others)


def catalog_of(
    specs: Iterable[Spec],
    documents: Mapping[Key, Document],
    manifest: Manifest,
    found: Iterable[Diagnostic] = (),
    foreign: Mapping[Key, Foreign] = MappingProxyType({}),
) -> Catalog:
    """A catalogue of specs whose references are known to resolve (see `link`), to `foreign` things too."""
    areas = {area.id: index for index, area in enumerate(manifest.areas)}
    by_kind: dict[str, dict[str, Spec]] = {kind: {} for kind in KINDS}
    for spec in sorted(specs, key=lambda spec: _order(spec, areas)):
        by_kind[spec.KIND][spec.id] = spec
    others = (each.spec for each in foreign.values() if isinstance(each.spec, Data))
    parts = data_parts((*by_kind["data"].values(), *others), by_kind["field"])
    uses = _uses(by_kind, parts)
    frozen = MappingProxyType({kind: MappingProxyType(each) for kind, each in by_kind.items()})
    return Catalog(manifest, frozen, documents, uses, parts, tuple(found), foreign)


def data_parts(structures: Iterable[Spec], fields: Mapping[str, Spec]) -> Mapping[str, DataPart]:
    """Every way to refer to data: `structure`, `structure.group` and `structure.field`."""
    parts: dict[str, DataPart] = {}
    for data in structures:
        if not isinstance(data, Data):
            continue
        everything = tuple(dict.fromkeys(use.field for group in data.groups for use in group.fields))
        for group in data.groups:
            for use in group.fields:
                title = fields[use.field].title if use.field in fields else group.title
                ref = f"{data.id}.{use.field}"
                parts.setdefault(ref, DataPart(ref, data.id, group.id, (use.field,), title))
        for group in data.groups:
            ref = f"{data.id}.{group.id}"
            members = tuple(use.field for use in group.fields)
            parts[ref] = DataPart(ref, data.id, group.id, members, group.title)
        parts[data.id] = DataPart(data.id, data.id, "", everything, data.title)
    return MappingProxyType(parts)


def _order(spec: Spec, areas: Mapping[str, int]) -> tuple[int, int, str]:
    """Areas in the manifest's order, numbered processes before others, then by id."""
    area = areas.get(spec.area, len(areas)) if spec.area else len(areas)
    number = (spec.number or 10_000) if isinstance(spec, Process) else 0
    return area, number, spec.id


def _uses(by_kind: Mapping[str, Mapping[str, Spec]], parts: Mapping[str, DataPart]) -> Mapping[Key, tuple[Use, ...]]:
    uses: dict[Key, dict[Use, None]] = defaultdict(dict)
    known: dict[tuple[str, str], list[Key]] = {}
    for kind, specs in by_kind.items():
        for spec in specs.values():
            by, steps = (kind, spec.id), spec.steps if isinstance(spec, Process) else ()
            for reference in references(spec):
                if reference.to in _NO_SPECS:
                    continue
                at = reference.loc[1] if reference.loc[0] == "steps" else None
                step = steps[at].id if isinstance(at, int) else ""
                use = Use(by, step, reference.key)
                name = reference.to, reference.target
                if name not in known:
                    known[name] = targets(reference, parts)
                for target in known[name]:
                    uses[target][use] = None
    return MappingProxyType({key: tuple(found) for key, found in uses.items()})


def targets(reference: Reference, parts: Mapping[str, DataPart]) -> list[Key]:
    """The specs that a reference names."""
    match reference.to:
        case "data-part":
            part = parts[reference.target]
            fields = [] if part.whole else [("field", id) for id in part.fields]
            return [("data", part.structure), *fields]
        case "party":
            return [party(reference.target)]
        case kind:
            return [] if kind in _NO_SPECS else [(kind, reference.target)]
