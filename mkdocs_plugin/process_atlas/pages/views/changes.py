"""All changes of all specs, the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from process_atlas.pages.page import Heading
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Link, View
from process_atlas.pages.views.overview import overview_head


@dataclass(frozen=True, slots=True)
class News:
    """A change, of one spec or of several of a kind that say the same on the same day.

    `day` is its date as ISO writes it, `date` the same in words; `kind` is the kind of the one, or how many of it.
    """

    day: str
    date: str
    kind: str
    specs: tuple[Link, ...]
    version: str
    note: str


@dataclass(frozen=True, slots=True)
class Month:
    """The changes of one month."""

    anchor: str
    title: str
    news: tuple[News, ...]


@dataclass(frozen=True, slots=True)
class ChangesView(View):
    """All changes by month."""

    months: tuple[Month, ...]


def changes_view(at: Reader, _: str) -> ChangesView:
    """All changes by month."""
    months = tuple(_months(at))
    head = overview_head(at, "change-overview", "changes-lead")
    return ChangesView(head, tuple(Heading(2, month.anchor, month.title) for month in months), months)


def news(at: Reader) -> Iterator[News]:
    """All changes of all specs, newest first; those of the same day in catalogue order."""
    alike: dict[tuple[date, str, str, str], list[str]] = {}
    for kind, specs in at.catalog.specs.items():
        for spec in specs.values():
            for change in spec.changes:
                same = (change.date, kind, change.version, at.text(change.note))
                alike.setdefault(same, []).append(spec.id)
    for (day, kind, version, note), ids in sorted(alike.items(), key=lambda each: each[0][0], reverse=True):
        label = at.words(kind) if len(ids) == 1 else at.words.count(kind, len(ids))
        yield News(day.isoformat(), at.words.date(day), label, at.specs(kind, ids), version, note)


def _months(at: Reader) -> Iterator[Month]:
    for month, found in groupby(news(at), key=lambda each: each.day[:7]):
        title = at.words.month(date.fromisoformat(f"{month}-01"))
        yield Month(f"month-{month}", title, tuple(found))
