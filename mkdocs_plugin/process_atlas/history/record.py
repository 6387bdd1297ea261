"""What a site tells of former versions: each with its day, author and class, some with their text and changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from process_atlas.analysis.diff import Names, Size, SpecChanges, State, compare_specs, state_of_catalog, with_new_ids
from process_atlas.analysis.diff.numbers import raised_by
from process_atlas.analysis.named import names_of
from process_atlas.catalog import Catalog, Key
from process_atlas.history.past import History
from process_atlas.history.version import Version
from process_atlas.link import without_loose_ends
from process_atlas.spec.model import Change, Data, FieldSpec, Manifest, Spec
from process_atlas.spec.values import Text

READABLE = 100
"""How many former versions of a catalogue get a page of their own, if nothing else is said."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A version of a spec.

    `slug` is its number as addresses have it: a number that was given twice has `-2` the second time. `size` is the
    class that its number stands for, NONE for the first version. `day` and `note` are those of its entry in `changes`;
    without one the day is that of its commit. `spec` is the spec as it was, None where it is not read. `former` tells
    that it is not in force any more, `begins` that no older one is known. `changes` is what changed since the version
    before, where both are read.
    """

    version: str
    slug: str
    day: date | None
    author: str
    size: Size
    note: Text | None
    former: bool
    begins: bool = False
    spec: Spec | None = None
    changes: SpecChanges | None = None

    @property
    def readable(self) -> bool:
        """Whether it is a former version that has a page of its own."""
        return self.former and self.spec is not None


@dataclass(frozen=True, slots=True)
class Record:
    """The versions of each spec of the catalogue, newest first: the first is the one in force.

    `last_known` are specs that former versions name and the catalogue has no longer. `complete` is False when git
    cannot tell everything, as in a shallow clone. `called` is what the words of changes go by: when it is the same,
    they are.
    """

    entries: Mapping[Key, tuple[Entry, ...]] = field(default_factory=lambda: MappingProxyType({}))
    last_known: Mapping[Key, Spec] = field(default_factory=lambda: MappingProxyType({}))
    complete: bool = True
    called: Mapping[Key, object] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, spec: Spec) -> tuple[Entry, ...]:
        """The versions of a spec; none when nothing is known."""
        return self.entries.get((spec.KIND, spec.id), ())


NO_RECORD = Record()
"""The record of a site that tells nothing of former versions."""


def record_of(history: History, catalog: Catalog, readable: int = READABLE, previous: Record = NO_RECORD) -> Record:
    """The record of a catalogue. `readable` is how many former versions get pages, in the whole catalogue: the last
    former version of each spec comes first, then the one before it, and so on. Older ones are told of, not read.

    What has not changed since the `previous` record is taken from it.
    """
    specs = [spec for found in catalog.specs.values() for spec in found.values()]
    versions = {(spec.KIND, spec.id): history.of(spec) for spec in specs}
    texts = _called_as_now(_texts(versions, readable), history, catalog)
    last_known = _last_known(texts.values(), history, catalog)
    gone = State(MappingProxyType(last_known), Manifest(), MappingProxyType({}))
    names = Names(gone, state_of_catalog(catalog))
    called = {key: _called(spec) for key, spec in {**last_known, **names.new.specs}.items()}
    known = previous.entries if called == previous.called else {}
    rows = {
        key: tuple(_entries(names.new.specs[key], row, texts, names, known.get(key, ())))
        for key, row in versions.items()
    }
    incomplete = any(each.code == "history-incomplete" for each in history.notes)
    return Record(MappingProxyType(rows), MappingProxyType(last_known), not incomplete, MappingProxyType(called))


def _called(spec: Spec) -> object:
    """What other specs' changes say of a spec: its title, its parts', and whether it must be filled in."""
    parts = tuple((group.id, group.title) for group in spec.groups) if isinstance(spec, Data) else ()
    return spec.title, parts, isinstance(spec, FieldSpec) and spec.required


_Texts = Mapping[tuple[Key, int], Spec]
"""The former versions that are read, by spec and place in its row of versions."""


def _texts(versions: Mapping[Key, tuple[Version, ...]], limit: int) -> _Texts:
    found: dict[tuple[Key, int], Spec] = {}
    deepest = max(map(len, versions.values()), default=0)
    for place in range(1, deepest):
        for key, row in versions.items():
            if len(found) >= limit:
                return found
            loaded = row[place].loaded if place < len(row) and row[place].revisions else None
            spec = without_loose_ends(loaded) if loaded else None
            if spec:
                found[key, place] = spec
    return found


def _called_as_now(texts: _Texts, history: History, catalog: Catalog) -> _Texts:
    """The texts with what they name under the ids that it has now: a new id is no change of those that name it."""
    ids: dict[Key, str] = {}
    structures: dict[Key, Spec] = {("data", id): data for id, data in catalog.data.items()}
    for key in history.former:
        now = catalog.get(*key)
        while now and key in history.former and (key := history.former[key]) not in ids:
            ids[key] = now.id
            structures.setdefault(key, now)
    return {place: with_new_ids(spec, structures, ids) for place, spec in texts.items()}


def _last_known(texts: Iterable[Spec], history: History, catalog: Catalog) -> dict[Key, Spec]:
    """Specs that are named in some texts and are gone, as they last were; with the fields of structures."""
    known: dict[Key, Spec] = {}
    waiting = list(texts)
    while waiting:
        for key in names_of(waiting.pop()):
            kind, id = ("field", key[1].partition(".")[2]) if key[0] == "data-part" else key
            if (kind, id) in known or catalog.get(kind, id):
                continue
            spec = next((each.spec for each in history.kept(kind, id) if each.spec), None)
            if spec:
                known[kind, id] = spec
                waiting.append(spec)
    return known


def _entries(
    spec: Spec, row: tuple[Version, ...], texts: _Texts, names: Names, known: tuple[Entry, ...]
) -> Iterator[Entry]:
    key, times = (spec.KIND, spec.id), Counter[str]()
    told = {each.version: each for each in reversed(spec.changes)}
    for place, each in enumerate(row):
        times[each.version] += 1
        text = texts.get((key, place)) if place else spec
        before = texts.get((key, place + 1))
        own = told.get(each.version) or _own_change(text, each.version)
        yield Entry(
            version=each.version,
            slug=each.version if times[each.version] == 1 else f"{each.version}-{times[each.version]}",
            day=own.date if own else each.date,
            author=each.author,
            size=raised_by(row[place + 1].version, each.version) if place + 1 < len(row) else Size.NONE,
            note=own.note if own else None,
            former=place > 0,
            begins=place + 1 == len(row),
            spec=text,
            changes=_compared(before, text, names, known) if before and text else None,
        )


def _compared(before: Spec, after: Spec, names: Names, known: tuple[Entry, ...]) -> SpecChanges:
    """The changes between two versions, from what is known already if both were compared before."""
    for newer, older in zip(known, known[1:], strict=False):
        if newer.changes and _is_same(older.spec, before) and _is_same(newer.spec, after):
            return newer.changes
    return compare_specs(before, after, names)


def _is_same(known: Spec | None, spec: Spec) -> bool:
    return known is spec or known == spec


def _own_change(text: Spec | None, version: str) -> Change | None:
    return next((each for each in text.changes if each.version == version), None) if text else None
