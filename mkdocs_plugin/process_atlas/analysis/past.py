"""The world of a former version: the spec as it was, among thin stand-ins for all that it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from process_atlas.analysis.atlas import Atlas
from process_atlas.analysis.flow import flow_of
from process_atlas.analysis.named import names_of
from process_atlas.analysis.roles import signs_of
from process_atlas.catalog import Catalog, Key, catalog_of
from process_atlas.foreign import Foreign, stand_in
from process_atlas.spec.base import kept
from process_atlas.spec.model import KINDS, Data, FieldSpec, Group, Manifest, Process, Role, Spec, Step, StepType
from process_atlas.spec.values import readable

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A former version, and all that its page shows of the present beside it: where this is the same, the page is.

    `named` are thin: only what is said of a spec that is named. `numbers` are those of processes, `stores` those of
    data, `tones` and `signs` (by language) those of roles, `addresses` those of things of other catalogues; each has
    what the version names. `gone` are the specs and parts of data that it names and the catalogue has no longer.
    """

    spec: Spec
    named: tuple[Spec, ...]
    gone: tuple[Key, ...]
    numbers: Mapping[str, int]
    stores: Mapping[str, str]
    tones: Mapping[str, int]
    signs: Mapping[str, Mapping[str, str]]
    addresses: Mapping[Key, Foreign]

    def has(self, kind: str, id: str) -> bool:
        """Whether what the version names is there today."""
        return (kind, id) not in self.gone


@dataclass(frozen=True)
class PastAtlas(Atlas):
    """What follows from a former version. Roles and stores look as they do in the present."""

    around: Surroundings

    @cached_property
    def tones(self) -> Mapping[str, int]:
        """The colours that roles have now."""
        return MappingProxyType({id: self.around.tones.get(id, n) for n, id in enumerate(self.catalog.roles)})

    @cached_property
    def signs(self) -> Mapping[str, Mapping[str, str]]:
        """The signs that roles have now; a role that is gone gets one as if it were there alone."""
        signs = {lang: {**signs_of(self.catalog, lang), **now} for lang, now in self.around.signs.items()}
        return MappingProxyType(signs)

    @cached_property
    def store_numbers(self) -> Mapping[str, str]:
        """The numbers that stores have now: those of the past are not known."""
        return self.around.stores


def surroundings_of(spec: Spec, present: Atlas, last_known: Mapping[Key, Spec]) -> Surroundings:
    """What the page of a version shows of the present.

    `last_known` has specs that the catalogue no longer has, as they last were. What nobody knows any more is called
    by its id, made readable.
    """
    catalog, names, own = present.catalog, names_of(spec), (spec.KIND, spec.id)
    found = _found(spec, names, catalog, last_known)
    ids = {kind: [id for of, id in (*found, own) if of == kind] for kind in KINDS}
    return Surroundings(
        _placed(spec, catalog),
        tuple(_thin(each) for key, each in found.items() if key != own),
        tuple(key for key in names if not _is_there(key, catalog)),
        _of(catalog.numbers, ids["process"]),
        _of(present.store_numbers, ids["data"]),
        _of(present.tones, ids["role"]),
        {lang: _of(present.signs[lang], ids["role"]) for lang in catalog.languages},
        _of(catalog.foreign, found),
    )


def past_atlas(around: Surroundings, manifest: Manifest) -> PastAtlas:
    """The atlas of a former version, whose own references to steps are known to resolve."""
    named = (_standing(each, around) for each in around.named)
    world = catalog_of([around.spec, *named], {}, manifest)
    flows = MappingProxyType({id: flow_of(process) for id, process in world.processes.items()})
    return PastAtlas(world, flows, around)


def _of(found: Mapping[K, V], keys: Iterable[K]) -> dict[K, V]:
    return {key: found[key] for key in keys if key in found}


def _found(spec: Spec, names: Iterable[Key], catalog: Catalog, last_known: Mapping[Key, Spec]) -> dict[Key, Spec]:
    """What a version names, and the fields among the parts of data: as it is, else as it last was, else a stand-in."""

    def known(kind: str, id: str) -> Spec:
        return catalog.get(kind, id) or last_known.get((kind, id)) or _unknown(kind, id)

    found = {(kind, id): known(kind, id) for kind, id in names if kind != "data-part"}
    for ref in (id for kind, id in names if kind == "data-part"):
        id, _, part = ref.partition(".")
        data = spec if (spec.KIND, spec.id) == ("data", id) else found["data", id]
        if isinstance(data, Data) and not _has_part(data, part):
            found["data", id] = _with_part(data, part, catalog, last_known)
        elif isinstance(data, Data) and all(group.id != part for group in data.groups):
            found["field", part] = known("field", part)
    return found


def _is_there(key: Key, catalog: Catalog) -> bool:
    return key[1] in catalog.parts if key[0] == "data-part" else catalog.get(*key) is not None


def _placed(spec: Spec, catalog: Catalog) -> Spec:
    """The spec with the number it has now if it has none of its own, and without an area that is gone."""
    changed: dict[str, object] = {} if spec.area in catalog.areas else {"area": None}
    if isinstance(spec, Process) and spec.number is None:
        changed["number"] = catalog.numbers.get(spec.id)
    return spec.model_copy(update=changed) if changed else spec


_UNSAID = {
    "area": None,
    "version": "",
    "approved": None,
    "effective": None,
    "reviewed": None,
    "tags": (),
    "links": (),
    "changes": (),
}
"""What no page says of a spec that it only names."""


@kept
def _thin(spec: Spec) -> Spec:
    """A spec that is only named: of a process nothing but its name counts, of the others not what they name."""
    changed: dict[str, object] = dict(_UNSAID)
    match spec:
        case Process():
            changed |= {"lanes": (), "steps": (Step(id="end", type=StepType.END),)}
        case Data():
            changed |= {"relations": ()}
        case Role():
            changed |= {"reports_to": None}
    return spec.model_copy(update=changed)


def _standing(spec: Spec, around: Surroundings) -> Spec:
    """A thin spec as it stands beside the version: a process has the number it has now, and an owner that is there."""
    if not isinstance(spec, Process):
        return spec
    owner = around.spec.owner or spec.owner
    return spec.model_copy(update={"owner": owner, "number": around.numbers.get(spec.id)})


def _has_part(data: Data, part: str) -> bool:
    return any(group.id == part or any(use.field == part for use in group.fields) for group in data.groups)


def _with_part(data: Data, part: str, catalog: Catalog, last_known: Mapping[Key, Spec]) -> Data:
    """The structure with a part that it has no longer, called as the field of that name if there is or was one."""
    field = catalog.get("field", part) or last_known.get(("field", part))
    group = Group.model_construct(id=part, title=field.title if field else readable(part), description=None, fields=())
    return data.model_copy(update={"groups": (*data.groups, group)})


def _unknown(kind: str, id: str) -> Spec:
    """A stand-in for a spec that nobody knows any more."""
    if ":" in id:
        return stand_in(kind, id, readable(id))
    written: dict[str, object] = {"kind": kind, "id": id, "title": readable(id), "version": "0.0.0"}
    if kind == "process":
        written |= {"owner": id, "steps": [{"id": "end", "type": "end"}]}
    elif kind == "data":
        written |= {"owner": id, "groups": [{"id": "all", "title": readable(id), "fields": [id]}]}
    elif kind == FieldSpec.KIND:
        written |= {"type": "string"}
    return KINDS[kind].model_validate(written)
