"""All versions of all specs in the order of days, and whose work each of them concerns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import compress
from types import MappingProxyType

from process_atlas.analysis.atlas import Atlas
from process_atlas.analysis.diff import Size
from process_atlas.catalog import Key
from process_atlas.history import Entry, Record
from process_atlas.spec.model import Spec


@dataclass(frozen=True, slots=True)
class Item:
    """A version of a spec, or of several of a kind that came on the same day with the same number and note.

    For each of the `ids`, `whose` has the roles whose work it concerns, and `where` its area ("" for none).
    """

    day: date
    kind: str
    ids: tuple[str, ...]
    entry: Entry
    whose: tuple[frozenset[str], ...]
    where: tuple[str, ...]

    @property
    def roles(self) -> frozenset[str]:
        """Those whose work it concerns."""
        return frozenset().union(*self.whose)

    @property
    def areas(self) -> frozenset[str]:
        """Those of the specs."""
        return frozenset(self.where) - {""}

    def of_role(self, role: str) -> Item:
        """Only the specs that concern a role."""
        return self._only([role in roles for roles in self.whose])

    def of_area(self, area: str) -> Item:
        """Only the specs of an area."""
        return self._only([area == each for each in self.where])

    def _only(self, wanted: list[bool]) -> Item:
        if all(wanted):
            return self
        ids, whose, where = compress(self.ids, wanted), compress(self.whose, wanted), compress(self.where, wanted)
        return replace(self, ids=tuple(ids), whose=tuple(whose), where=tuple(where))


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
        """What concerns each role: of specs that changed alike only those that do."""
        return _grouped((role, each.of_role(role)) for each in self.items for role in each.roles)

    @cached_property
    def by_area(self) -> Mapping[str, tuple[Item, ...]]:
        """What concerns each area, as for roles."""
        return _grouped((area, each.of_area(area)) for each in self.items for area in each.areas)

    def _item(self, found: list[tuple[Spec, Entry]]) -> Item:
        (first, entry), specs = found[0], [spec for spec, _ in found]
        assert entry.day is not None
        whose = tuple(self._roles(spec, each) for spec, each in found)
        where = tuple(spec.area or "" for spec in specs)
        return Item(entry.day, first.KIND, tuple(spec.id for spec in specs), entry, whose, where)

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
