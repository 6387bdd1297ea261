"""The world of a former version: the spec as it was, among thin stand-ins for all that it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from process_atlas.analysis.atlas import Atlas
from process_atlas.analysis.dataflow import DataFlows
from process_atlas.analysis.flow import flow_of
from process_atlas.analysis.named import names_of
from process_atlas.analysis.roles import signs_of
from process_atlas.catalog import Catalog, Key, catalog_of
from process_atlas.foreign import stand_in
from process_atlas.spec.model import KINDS, Data, FieldSpec, Group, Process, Role, Spec, Step, StepType
from process_atlas.spec.values import readable


@dataclass(frozen=True)
class PastAtlas(Atlas):
    """What follows from a former version. Roles and stores look as they do at `present`.

    `gone` are the specs and parts of data that the version names and the present catalogue has no longer.
    """

    present: Atlas
    gone: tuple[Key, ...]

    @cached_property
    def tones(self) -> Mapping[str, int]:
        """The colours that roles have now."""
        return MappingProxyType({id: self.present.tones.get(id, n) for n, id in enumerate(self.catalog.roles)})

    @cached_property
    def signs(self) -> Mapping[str, Mapping[str, str]]:
        """The signs that roles have now; a role that is gone gets one as if it were there alone."""
        return MappingProxyType(
            {lang: {**signs_of(self.catalog, lang), **self.present.signs[lang]} for lang in self.catalog.languages}
        )

    @cached_property
    def dataflow(self) -> DataFlows:
        """The data flows of the present, whose stores have their numbers: those of the past are not known."""
        return self.present.dataflow


def past_atlas(spec: Spec, present: Atlas, last_known: Mapping[Key, Spec]) -> PastAtlas:
    """The atlas of a former version, whose own references to steps are known to resolve.

    `last_known` has specs that the catalogue no longer has, as they last were. What nobody knows any more is called
    by its id, made readable.
    """
    catalog = present.catalog
    names = names_of(spec)
    found: dict[Key, Spec] = {}
    for kind, id in names:
        if kind != "data-part":
            found[kind, id] = catalog.get(kind, id) or last_known.get((kind, id)) or _unknown(kind, id)
    for ref in (id for kind, id in names if kind == "data-part"):
        id, _, part = ref.partition(".")
        known = spec if (spec.KIND, spec.id) == ("data", id) else found["data", id]
        if isinstance(known, Data) and not _has_part(known, part):
            found["data", id] = _with_part(known, part, catalog, last_known)
    for data in [each for each in (spec, *found.values()) if isinstance(each, Data)]:
        for use in (use for group in data.groups for use in group.fields):
            key = ("field", use.field)
            found[key] = catalog.get(*key) or last_known.get(key) or _unknown(*key)
    subject = _placed(spec, catalog)
    specs = [subject, *(_thin(each, subject, catalog) for key, each in found.items() if key != (spec.KIND, spec.id))]
    world = catalog_of(specs, {}, catalog.manifest)
    flows = MappingProxyType({id: flow_of(process) for id, process in world.processes.items()})
    return PastAtlas(world, flows, present, tuple(key for key in names if not _is_there(key, catalog)))


def _is_there(key: Key, catalog: Catalog) -> bool:
    return key[1] in catalog.parts if key[0] == "data-part" else catalog.get(*key) is not None


def _placed(spec: Spec, catalog: Catalog) -> Spec:
    """The spec with the number it has now if it has none of its own, and without an area that is gone."""
    changed: dict[str, object] = {} if spec.area in catalog.areas else {"area": None}
    if isinstance(spec, Process) and spec.number is None:
        changed["number"] = catalog.numbers.get(spec.id)
    return spec.model_copy(update=changed)


def _thin(spec: Spec, subject: Spec, catalog: Catalog) -> Spec:
    """A spec that is only named: of a process nothing but its name counts, of the others not what they name."""
    changed: dict[str, object] = {"area": None}
    match spec:
        case Process():
            owner = subject.owner or spec.owner
            end = Step(id="end", type=StepType.END)
            number = catalog.numbers.get(spec.id)
            changed |= {"owner": owner, "lanes": (), "steps": (end,), "number": number}
        case Data():
            changed |= {"relations": ()}
        case Role():
            changed |= {"reports_to": None}
    return spec.model_copy(update=changed)


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
