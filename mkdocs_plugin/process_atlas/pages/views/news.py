"""What changed, as pages and feeds tell it: the one list of news behind home, the page of changes and role pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from process_atlas.addresses import changes_id
from process_atlas.analysis.diff import Change, Part
from process_atlas.analysis.diff.words import capital
from process_atlas.pages.chronicle import Item
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Link

_LATELY = 2
"""The months before this one that count as lately."""
SHOWN = 4
"""How many changes of a version are told at once; the rest is folded away."""


@dataclass(frozen=True, slots=True)
class Told:
    """One change in a sentence, and where it stands today ("" if it no longer does)."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class News:
    """A version of one spec, or of several of a kind.

    `day` is its date as ISO writes it, `date` the same in words; `kind` is the kind of the one, or how many of it.
    `size` is the name of its class; `compare` leads to what changed; `begins`: nothing is known before it. `areas` and
    `roles` are ids to choose by.
    """

    day: str
    date: str
    kind: str
    specs: tuple[Link, ...]
    version: str
    size: str
    size_label: str
    note: str
    told: tuple[Told, ...]
    compare: str
    begins: bool
    areas: tuple[str, ...]
    roles: tuple[str, ...]

    @property
    def first(self) -> tuple[Told, ...]:
        """The changes that are told at once."""
        return self.told if len(self.told) <= SHOWN + 1 else self.told[:SHOWN]

    @property
    def rest(self) -> tuple[Told, ...]:
        """The others."""
        return self.told[len(self.first) :]


def news(at: Reader, items: Iterable[Item], role: str = "") -> Iterator[News]:
    """Items as news; of the changes only those that concern `role`, if one is given."""
    for item in items:
        entry, alone = item.entry, len(item.ids) == 1
        size = str(entry.size) if entry.size else ""
        yield News(
            day=item.day.isoformat(),
            date=at.words.date(item.day),
            kind=at.words(item.kind) if alone else at.words.count(item.kind, len(item.ids)),
            specs=at.specs(item.kind, item.ids),
            version=entry.version,
            size=size,
            size_label=at.words(f"compare-{size}") if size else "",
            note=at.text(entry.note),
            told=tuple(told(at, item, role)),
            compare=at.href(item.kind, changes_id(item.ids[0], entry.slug)) if entry.changes else "",
            begins=entry.begins,
            areas=tuple(sorted(item.areas)),
            roles=tuple(sorted(item.roles)),
        )


def told(at: Reader, item: Item, role: str = "") -> Iterator[Told]:
    """The changes of a version in sentences, the gravest first."""
    changes = item.entry.changes.changes if item.entry.changes else ()
    for change in sorted(changes, key=lambda each: -each.size):
        if not role or not change.roles or role in change.roles:
            yield Told(capital(change.sentence.get(at.words.lang)), _place(at, item, change))


def _place(at: Reader, item: Item, change: Change) -> str:
    """Where a change stands on the page of its spec as it is now."""
    id = item.ids[0]
    if change.part is Part.STEP and change.id in at.atlas.flows[id].steps:
        return at.href("process", id, f"step-{change.id}")
    return ""


def news_lead(at: Reader, id: str) -> str:
    """How many steps of the role changed in this month and the two before; "" where no versions can be compared."""
    compared = [(item, item.entry.changes.changes) for item in at.items_of(id) if item.entry.changes]
    if not compared:
        return ""
    months = at.settings.today.year * 12 + at.settings.today.month - 1 - _LATELY
    since = date(months // 12, months % 12 + 1, 1)
    recent = [(item, change) for item, changes in compared if item.day >= since for change in changes]
    steps = {(item.ids, each.id) for item, each in recent if each.part is Part.STEP and id in each.roles}
    told = at.words.count("step", len(steps))
    return at.words("my-changes" if steps else "no-changes-mine", n=told, day=at.words.date(since))
