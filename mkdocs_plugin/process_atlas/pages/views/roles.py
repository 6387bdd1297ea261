"""The roles overview: teams, and who reports to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from process_atlas.pages.markdown import Html
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import RoleChip, View, outline
from process_atlas.pages.views.overview import overview_head
from process_atlas.pages.views.usage import summary_of
from process_atlas.spec.model import Role


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role in a list, and how much it does."""

    role: RoleChip
    summary: str
    processes: str
    does: str
    answers: str


@dataclass(frozen=True, slots=True)
class Team:
    """The roles of one team, or those outside the firm."""

    title: str
    rows: tuple[RoleRow, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A role of the organisation chart and those who report to it."""

    role: RoleChip
    reports: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class RolesView(View):
    """The roles overview."""

    teams: tuple[Team, ...]
    figure: Html
    tree: tuple[Branch, ...]


def roles_view(at: Reader, _: str) -> RolesView:
    """The roles overview."""
    t = at.words
    teams = tuple(_teams(at))
    tree = organisation(at)
    head = overview_head(at, "role-overview", "roles-lead")
    figure = at.figure("organisation") if tree else Html("")
    headings = outline(("teams", t("find-your-role"), teams), ("organisation", t("organisation"), tree))
    return RolesView(head, headings, teams, figure, tree)


def organisation(at: Reader) -> tuple[Branch, ...]:
    """Who reports to whom inside the firm; empty when nobody reports to anybody."""
    roles = at.catalog.roles
    if not any(role.reports_to for role in roles.values()):
        return ()
    tops = [id for id, role in roles.items() if not role.external and role.reports_to is None]
    return tuple(_branches(at, tops, frozenset()))


def _branches(at: Reader, ids: Iterable[str], above: frozenset[str]) -> Iterator[Branch]:
    """Branches of the tree; a role that reports to itself by a detour is shown once."""
    for id in ids:
        if id not in above:
            below = _branches(at, at.atlas.work[id].reports, above | {id})
            yield Branch(at.role(id), tuple(below))


def _teams(at: Reader) -> Iterator[Team]:
    """Teams in catalogue order, then roles without a team, then those outside the firm."""
    groups: dict[str, list[Role]] = {}
    for role in sorted(at.catalog.roles.values(), key=lambda role: (role.external, role.team is None)):
        groups.setdefault(team_of(at, role), []).append(role)
    for title, roles in groups.items():
        yield Team(title, tuple(_row(at, role) for role in roles))


def team_of(at: Reader, role: Role) -> str:
    """The name of a role's team; roles outside the firm are one of their own."""
    if role.external:
        return at.words("outside-firm")
    return at.text(role.team) or at.words("other-roles")


def _row(at: Reader, role: Role) -> RoleRow:
    work = at.atlas.work[role.id]

    def told(noun: str, amount: int) -> str:
        return at.words.count(noun, amount) if amount else ""

    return RoleRow(
        role=at.role(role.id),
        summary=summary_of(at, role),
        processes=told("process", len(work.processes)),
        does=told("step", len(work.having("R"))),
        answers=told("step", len(work.having("A"))),
    )
