"""The first page: find your role, all processes by area, what is new, and the way in for process owners."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from process_atlas.pages.markdown import plain
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Head, Link, RoleChip, View, outline
from process_atlas.pages.views.cards import AreaGroup, area_groups
from process_atlas.pages.views.news import News, news
from process_atlas.spec.model import Role

_NEWS = 8
_COUNTED = ("process", "role", "data", "field", "system")


@dataclass(frozen=True, slots=True)
class RoleCard:
    """A role to find oneself in: its chip, and its team and the number of processes that it takes part in."""

    role: RoleChip
    about: str


@dataclass(frozen=True, slots=True)
class HomeView(View):
    """The first page. `counts` say how many specs of each kind there are, each leading to their overview; `changes` is
    the address of the page of all changes."""

    counts: tuple[Link, ...]
    roles: tuple[RoleCard, ...]
    areas: tuple[AreaGroup, ...]
    news: tuple[News, ...]
    changes: str
    ways_in: tuple[Link, ...]


def home_view(at: Reader, _: str) -> HomeView:
    """The first page."""
    t = at.words
    manifest = at.catalog.manifest
    roles, areas, latest = _role_cards(at), area_groups(at), tuple(news(at, at.items[:_NEWS]))
    about = at.text(manifest.description)
    feeds = at.feeds("changes.xml", t("change-overview"))
    return HomeView(
        head=Head(at.text(manifest.title), plain(about), at.html(manifest.description), feeds=feeds),
        headings=outline(
            ("roles", t("find-your-role"), roles),
            ("processes", t("process-overview"), areas),
            ("news", t("whats-new"), latest),
            ("owners", t("for-owners"), True),
        ),
        counts=tuple(_counts(at)),
        roles=roles,
        areas=areas,
        news=latest,
        changes=at.href("change", "", ""),
        ways_in=tuple(_ways_in(at)),
    )


def _counts(at: Reader) -> Iterator[Link]:
    for kind in _COUNTED:
        amount = len(at.catalog.specs[kind])
        if amount:
            yield Link(at.words.count(kind, amount), at.href(kind, "", ""))


def _role_cards(at: Reader) -> tuple[RoleCard, ...]:
    """Roles in the order in which processes need them, team by team; those outside the firm come last."""
    appearing = dict.fromkeys(role for chart in at.atlas.charts.values() for role in chart.roles)
    roles = [at.catalog.roles[id] for id in dict.fromkeys([*appearing, *at.catalog.roles])]
    teams = list(dict.fromkeys(_team(at, role) for role in roles))
    ordered = sorted(roles, key=lambda role: (role.external, teams.index(_team(at, role))))
    return tuple(_role_card(at, role) for role in ordered)


def _role_card(at: Reader, role: Role) -> RoleCard:
    processes = len(at.atlas.work[role.id].processes)
    about = (_team(at, role), at.words.count("process", processes) if processes else "")
    return RoleCard(at.role(role.id), " · ".join(filter(None, about)))


def _team(at: Reader, role: Role) -> str:
    return at.words("external-role") if role.external else at.text(role.team)


def _ways_in(at: Reader) -> Iterator[Link]:
    for phrase, kind, there in (
        ("look-quality", "quality", True),
        ("look-changes", "change", True),
        ("look-data-flow", "data-flow", at.catalog.data),
        ("look-responsibilities", "responsibility", at.catalog.processes),
    ):
        if there:
            yield Link(at.words(phrase), at.href(kind, "", ""))
