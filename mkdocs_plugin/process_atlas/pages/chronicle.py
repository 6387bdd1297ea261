"""All versions of all specs in the order of days, and whose work each of them concerns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType

from process_atlas.analysis.atlas import Atlas
from process_atlas.analysis.diff import Size
from process_atlas.catalog import Key
from process_atlas.history import Entry, Record
from process_atlas.spec.model import Spec


@dataclass(frozen=True, slots=True)
class Item:
    """A version of a spec, or of several of a kind that came on the same day with the same number and note.

    `roles` are those whose work it concerns, `areas` those of the specs.
    """

    day: date
    kind: str
    ids: tuple[str, ...]
    entry: Entry
    roles: frozenset[str]
    areas: frozenset[str]


@dataclass(frozen=True)
class Chronicle:
    """What changed, newest first; the same day in catalogue order."""

    atlas: Atlas
    record: Record

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Everything."""
        alike: dict[object, list[tuple[Spec, Entry]]] = {}
        for specs in self.atlas.catalog.specs.values():
            for spec in specs.values():
                for entry in self.record.of(spec) or _told(spec):
                    if entry.day:
                        alone = (spec.KIND, spec.id) if entry.changes else spec.KIND
                        alike.setdefault((entry.day, alone, entry.version, entry.note), []).append((spec, entry))
        return tuple(sorted(map(self._item, alike.values()), key=lambda each: each.day, reverse=True))

    @cached_property
    def by_role(self) -> Mapping[str, tuple[Item, ...]]:
        """What concerns each role."""
        return _grouped((role, each) for each in self.items for role in each.roles)

    @cached_property
    def by_area(self) -> Mapping[str, tuple[Item, ...]]:
        """What concerns each area."""
        return _grouped((area, each) for each in self.items for area in each.areas)

    def _item(self, found: list[tuple[Spec, Entry]]) -> Item:
        (first, entry), specs = found[0], [spec for spec, _ in found]
        assert entry.day is not None
        roles = frozenset(role for spec, each in found for role in self._roles(spec, each))
        areas = frozenset(spec.area for spec in specs if spec.area)
        return Item(entry.day, first.KIND, tuple(spec.id for spec in specs), entry, roles, areas)

    def _roles(self, spec: Spec, entry: Entry) -> frozenset[str]:
        """The roles of the changes; all that the spec concerns, where a change is of it as a whole or none is known."""
        every = self._concerned.get((spec.KIND, spec.id), frozenset())
        changes = entry.changes.changes if entry.changes else ()
        if not changes or not all(change.roles for change in changes):
            return every
        return frozenset(role for change in changes for role in change.roles) & self.atlas.catalog.everybody.keys()

    @cached_property
    def _concerned(self) -> Mapping[Key, frozenset[str]]:
        """The roles whose work a spec is part of: they take part in the process, or handle the data."""
        catalog, found = self.atlas.catalog, defaultdict[Key, set[str]](set)
        for id, chart in self.atlas.charts.items():
            found["process", id].update(chart.roles)
        for role, work in self.atlas.work.items():
            found["role", role].add(role)
            for ref in (*work.reads, *work.writes):
                part = catalog.parts[ref]
                found["data", part.structure].add(role)
                for field in part.fields:
                    found["field", field].add(role)
            for system in work.systems:
                found["system", system].add(role)
        return {key: frozenset(roles) for key, roles in found.items()}


def _told(spec: Spec) -> Iterator[Entry]:
    """The versions that a spec itself tells of."""
    for each in spec.changes:
        former = each.version != spec.version
        yield Entry(each.version, each.version, each.date, "", Size.NONE, each.note, former)


def _grouped(pairs: Iterator[tuple[str, Item]]) -> Mapping[str, tuple[Item, ...]]:
    found = defaultdict[str, list[Item]](list)
    for name, item in pairs:
        found[name].append(item)
    return MappingProxyType({name: tuple(items) for name, items in found.items()})
