"""What a site tells of former versions: each with its day, author and class, some with their text and changes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, pairwise, repeat, zip_longest
from types import MappingProxyType

from process_atlas.analysis.diff import Names, Size, SpecChanges, State, compare_specs, state_of_catalog, with_new_ids
from process_atlas.analysis.diff.numbers import raised_by
from process_atlas.analysis.named import names_of
from process_atlas.catalog import Catalog, Key
from process_atlas.history.past import History
from process_atlas.history.version import Version
from process_atlas.spec.model import Change, Manifest, Spec
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
class Compared:
    """Two versions of a spec, what other specs have to do with their changes (`called`), and the changes."""

    before: Spec
    after: Spec
    called: object
    changes: SpecChanges


@dataclass(frozen=True, slots=True)
class Row:
    """The versions of a spec, newest first: the first is the one in force. They are the same if `made_from` is."""

    entries: tuple[Entry, ...] = ()
    compared: tuple[Compared | None, ...] = ()
    made_from: object = None


@dataclass(frozen=True, slots=True)
class Record:
    """The versions of each spec of the catalogue.

    `last_known` are specs that former versions name and the catalogue has no longer. `complete` is False when git
    cannot tell everything, as in a shallow clone.
    """

    rows: Mapping[Key, Row] = field(default_factory=lambda: MappingProxyType({}))
    last_known: Mapping[Key, Spec] = field(default_factory=lambda: MappingProxyType({}))
    complete: bool = True

    def of(self, spec: Spec) -> tuple[Entry, ...]:
        """The versions of a spec, newest first; none when nothing is known."""
        return self.rows.get((spec.KIND, spec.id), _NO_ROW).entries


_NO_ROW = Row()
NO_RECORD = Record()
"""The record of a site that tells nothing of former versions."""


def record_of(history: History, catalog: Catalog, readable: int = READABLE, previous: Record = NO_RECORD) -> Record:
    """The record of a catalogue. `readable` is how many former versions get pages, in the whole catalogue: the last
    former version of each spec comes first, then the one before it, and so on. Older ones are told of, not read.

    What has not changed since the `previous` record is taken from it.
    """
    specs = {(kind, id): spec for kind, found in catalog.specs.items() for id, spec in found.items()}
    versions = {key: history.of(spec) for key, spec in specs.items()}
    texts = _called_as_now(_texts(versions, readable), history, catalog)
    last_known = _last_known((text for row in texts.values() for text in row if text), history, catalog)
    names = Names(State(MappingProxyType(last_known), Manifest(), MappingProxyType({})), state_of_catalog(catalog))
    rows = {
        key: _row(spec, versions[key], texts.get(key, ()), names, previous.rows.get(key, _NO_ROW))
        for key, spec in specs.items()
    }
    complete = all(each.code != "history-incomplete" for each in history.notes)
    return Record(MappingProxyType(rows), MappingProxyType(last_known), complete)


_Texts = Mapping[Key, tuple[Spec | None, ...]]
"""The former versions of specs, the last one first, as far as they are read; None for one that cannot be read."""


def _texts(versions: Mapping[Key, tuple[Version, ...]], limit: int) -> _Texts:
    found: dict[Key, list[Spec | None]] = defaultdict(list)
    left = limit
    for place in range(1, max(map(len, versions.values()), default=0)):
        for key, row in versions.items():
            if left <= 0:
                return {key: tuple(texts) for key, texts in found.items()}
            if place < len(row):
                found[key].append(row[place].standing)
                left -= found[key][-1] is not None
    return {key: tuple(texts) for key, texts in found.items()}


def _called_as_now(texts: _Texts, history: History, catalog: Catalog) -> _Texts:
    """The texts with what they name under the ids that it has now: a new id is no change of those that name it."""
    ids: dict[Key, str] = {}
    structures: dict[Key, Spec] = {("data", id): data for id, data in catalog.data.items()}
    for key in history.former:
        now = catalog.get(*key)
        while now and key in history.former and (key := history.former[key]) not in ids:
            ids[key] = now.id
            structures.setdefault(key, now)
    return {key: tuple(text and with_new_ids(text, structures, ids) for text in row) for key, row in texts.items()}


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


def _row(spec: Spec, versions: tuple[Version, ...], former: tuple[Spec | None, ...], names: Names, known: Row) -> Row:
    texts = spec, *former
    compared = tuple(_compared(before, after, names, known.compared) for after, before in pairwise(texts))
    made_from = versions, texts, compared
    return known if known.made_from == made_from else Row(tuple(_entries(*made_from)), compared, made_from)


def _entries(
    versions: tuple[Version, ...], texts: tuple[Spec | None, ...], compared: tuple[Compared | None, ...]
) -> Iterator[Entry]:
    spec, times = texts[0], Counter[str]()
    told = {each.version: each for each in reversed(spec.changes)} if spec else {}
    older_ones, read = (*versions[1:], None), chain(zip_longest(texts, compared), repeat((None, None)))
    for place, (each, older, (text, found)) in enumerate(zip(versions, older_ones, read, strict=False)):
        times[each.version] += 1
        own = told.get(each.version) or _own_change(text, each.version)
        yield Entry(
            version=each.version,
            slug=each.version if times[each.version] == 1 else f"{each.version}-{times[each.version]}",
            day=own.date if own else each.date,
            author=each.author,
            size=raised_by(older.version, each.version) if older else Size.NONE,
            note=own.note if own else None,
            former=place > 0,
            begins=older is None,
            spec=text,
            changes=found.changes if found else None,
        )


def _compared(
    before: Spec | None, after: Spec | None, names: Names, known: Iterable[Compared | None]
) -> Compared | None:
    """Two versions compared, as it is known already if nothing that matters has changed."""
    if before is None or after is None:
        return None
    called = _called(names, before, after)
    for each in known:
        if each and (each.before, each.after, each.called) == (before, after, called):
            return each
    return Compared(before, after, called, compare_specs(before, after, names))


def _called(names: Names, *specs: Spec) -> object:
    """What the changes between specs say of what these name: titles, and which fields must be filled in."""
    keys = dict.fromkeys(key for spec in specs for key in names_of(spec))
    areas = [names.area(spec.area) for spec in specs if spec.area]
    return areas, [_face(names, *key) for key in keys]


def _face(names: Names, kind: str, id: str) -> object:
    if kind == "data-part":
        structure, _, part = id.partition(".")
        return names.part(structure, part)
    required = kind == "field" and [names.required(state, id, None) for state in (names.old, names.new)]
    return names.spec(kind, id), required


def _own_change(text: Spec | None, version: str) -> Change | None:
    return next((each for each in text.changes if each.version == version), None) if text else None
