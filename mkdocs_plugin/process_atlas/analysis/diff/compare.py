"""Compares specs and catalogues: which changes lie between two states, whatever the order or layout of the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from process_atlas.analysis.diff.change import CatalogChanges, Change, Part, SpecChanges
from process_atlas.analysis.diff.dictionary import DATA_KEYS, FIELD_KEYS, data_changes, field_changes
from process_atlas.analysis.diff.generic import model_changes
from process_atlas.analysis.diff.place import Place
from process_atlas.analysis.diff.process import KEYS, process_changes
from process_atlas.analysis.diff.state import NO_STATE, Names, State
from process_atlas.analysis.diff.twins import aligned, twins_of, uncompared_of
from process_atlas.analysis.diff.words import key_name, plain, shown, word
from process_atlas.catalog import MANIFEST, Key
from process_atlas.spec.model import KINDS, Data, FieldSpec, Manifest, Process, Role, Spec

_HERE = frozenset({"kind", "id", "version", "changes", "owner"})


def compare_states(old: State, new: State) -> CatalogChanges:
    """All that changed between two states of a catalogue."""
    old = aligned(old, new)
    names, uncompared, twins = Names(old, new), uncompared_of(old, new), twins_of(old, new)
    found = [*_manifest_changes(old, new, names)]
    for key in sorted({*new.specs, *old.specs} - uncompared - set(twins.values()), key=_order):
        changes = compare_specs(old.specs.get(twins.get(key, key)), new.specs.get(key), names)
        if changes.changes:
            found.append(changes)
    return CatalogChanges(tuple(found), tuple(sorted(uncompared, key=_order)))


def compare_specs(old: Spec | None, new: Spec | None, names: Names | None = None) -> SpecChanges:
    """The changes between two versions of a spec; None stands for a spec that is not there.

    `names` say what ids in it are called; without them ids stand for themselves. Raises ValueError for two kinds.
    """
    either = new or old
    if either is None or (old and new and old.KIND != new.KIND):
        raise ValueError("two versions of one spec are compared")
    at = Place(names or Names(NO_STATE, NO_STATE))
    versions = (old.version if old else "", new.version if new else "")
    changes = tuple(_all_changes(old, new, at) if old and new else _single(old, new, at))
    return SpecChanges(either.KIND, either.id, either.title, *versions, changes)


def _single(old: Spec | None, new: Spec | None, at: Place) -> Iterator[Change]:
    if new:
        yield at.change("spec-added", None, new.title, kind=word(new.KIND), title=new.title)
    elif old:
        yield at.change("spec-removed", old.title, kind=word(old.KIND), title=old.title)


def _all_changes(old: Spec, new: Spec, at: Place) -> Iterator[Change]:
    if old.id != new.id:
        yield at.at("id").change("spec-id-changed", plain(old.id), plain(new.id))
    yield from _owner_change(old, new, at.at("owner"))
    handled: frozenset[str] = frozenset()
    match old, new:
        case Process(), Process():
            handled = KEYS
            special = process_changes(old, new, at)
        case Data(), Data():
            handled = DATA_KEYS
            special = data_changes(old, new, at)
        case FieldSpec(), FieldSpec():
            handled = FIELD_KEYS
            special = field_changes(old, new, at)
        case Role(), Role():
            handled = frozenset({"external"})
            special = _role_changes(old, new, at)
        case _:
            special = iter(())
    yield from model_changes(old, new, at, skip=_HERE | handled)
    yield from special


def _owner_change(old: Spec, new: Spec, at: Place) -> Iterator[Change]:
    before, after = (at.names.ref("role", each.owner) if each.owner else None for each in (old, new))
    if old.owner != new.owner:
        here = replace(at, roles=tuple(each for each in (old.owner, new.owner) if each))
        yield here.change("owner-changed" if before else "owner-added", before, after)


def _role_changes(old: Role, new: Role, at: Place) -> Iterator[Change]:
    if old.external is not new.external:
        values = shown(old.external), shown(new.external)
        yield at.at("external").change("meaning-changed", *values, key=key_name("external"))


def _order(key: Key) -> tuple[int, str]:
    return list(KINDS).index(key[0]) if key[0] in KINDS else len(KINDS), key[1]


def _manifest_changes(old: State, new: State, names: Names) -> Iterator[SpecChanges]:
    if MANIFEST not in old.documents or MANIFEST not in new.documents:
        return
    at = Place(names)
    before, after = old.manifest, new.manifest
    changes = (*model_changes(before, after, at, skip=("format", "areas")), *_area_changes(before, after, at))
    if changes:
        yield SpecChanges(*MANIFEST, after.title, "", "", changes)


def _area_changes(old: Manifest, new: Manifest, at: Place) -> Iterator[Change]:
    was = {area.id: index for index, area in enumerate(old.areas)}
    now = {area.id: index for index, area in enumerate(new.areas)}
    for id in (*now, *(id for id in was if id not in now)):
        area = new.areas[now[id]] if id in now else old.areas[was[id]]
        here = at.at("areas").item(Part.AREA, id, area.title, new=now.get(id), old=was.get(id))
        if id in now and id in was:
            yield from model_changes(old.areas[was[id]], area, here, skip=("id",))
        else:
            code = "area-added" if id in now else "area-removed"
            yield here.change(code, None if id in now else area.title, area.title if id in now else None)
