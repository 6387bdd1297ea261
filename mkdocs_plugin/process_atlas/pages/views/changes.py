"""The page of all changes, the newest first, to be chosen from by area and role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from process_atlas.pages.page import Heading
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Link, RoleChip, View
from process_atlas.pages.views.news import News, news
from process_atlas.pages.views.overview import overview_head


@dataclass(frozen=True, slots=True)
class Month:
    """The changes of one month."""

    anchor: str
    title: str
    news: tuple[News, ...]


@dataclass(frozen=True, slots=True)
class ChangesView(View):
    """All changes by month. `roles` lead to what changed in the work of each, `areas` are ids and titles."""

    months: tuple[Month, ...]
    roles: tuple[RoleChip, ...]
    areas: tuple[tuple[str, str], ...]
    feeds: tuple[Link, ...]


def changes_view(at: Reader, _: str) -> ChangesView:
    """All changes by month."""
    months = tuple(_months(at))
    head = overview_head(at, "change-overview", "changes-lead", at.feeds("changes.xml", at.words("change-overview")))
    touched = {area for item in at.items for area in item.areas}
    areas = tuple((id, at.text(area.title)) for id, area in at.catalog.areas.items() if id in touched)
    return ChangesView(
        head,
        tuple(Heading(2, month.anchor, month.title) for month in months),
        months,
        tuple(at.role(id, "what-changed") for id in at.catalog.roles if at.items_of(id)),
        areas,
        tuple(each for id, title in areas for each in at.feeds(f"areas/{id}.xml", title)),
    )


def _months(at: Reader) -> Iterator[Month]:
    for month, found in groupby(news(at, at.items), key=lambda each: each.day[:7]):
        title = at.words.month(date.fromisoformat(f"{month}-01"))
        yield Month(f"month-{month}", title, tuple(found))
