"""The responsibilities overview: processes x roles, and where work passes from one role to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from process_atlas.analysis.responsibility import in_order
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Link, RoleChip, View, outline
from process_atlas.pages.views.charts import Letter, legend
from process_atlas.pages.views.handovers import Crossings, crossings_of
from process_atlas.pages.views.overview import overview_head


@dataclass(frozen=True, slots=True)
class RollUpRow:
    """One process or area: its letters for each role, such as `RA`. `chart` leads to what is rolled up."""

    subject: Link
    chart: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RollUp:
    """Processes or areas x roles; `column` is what the rows are."""

    column: str
    lead: str
    roles: tuple[RoleChip, ...]
    rows: tuple[RollUpRow, ...]
    legend: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class ResponsibilitiesView(View):
    """The responsibilities overview."""

    roll_up: RollUp
    crossings: Crossings
    organisation: str


def responsibilities_view(at: Reader, _: str) -> ResponsibilitiesView:
    """The responsibilities overview. Of a large catalogue it rolls up areas, whose pages have the processes."""
    t = at.words
    large = at.catalog.is_large
    roll_up, crossings = roll_up_of_areas(at) if large else roll_up_of(at, at.catalog.processes), crossings_of(at)
    reporting = any(role.reports_to for role in at.catalog.roles.values())
    return ResponsibilitiesView(
        head=overview_head(at, "responsibilities", "responsibilities-lead"),
        headings=outline(
            ("roll-up", t("roll-up-areas" if large else "roll-up"), roll_up.rows),
            ("handovers", t("handovers"), crossings.pairs),
            ("places", t("handover-places"), crossings.pairs),
        ),
        roll_up=roll_up,
        crossings=crossings,
        organisation=at.href("role", "", "organisation") if reporting else "",
    )


def roll_up_of(at: Reader, processes: Iterable[str]) -> RollUp:
    """Some processes, and the roles that have a part in them."""
    overview, processes = at.atlas.overview, tuple(processes)
    roles = tuple(role for role in overview.roles if any((id, role) in overview.cells for id in processes))
    rows = (
        RollUpRow(
            at.numbered(id),
            at.href("process", id, "responsibilities"),
            tuple(overview.letters(id, role) for role in roles),
        )
        for id in processes
    )
    return RollUp(at.words("process"), at.words("roll-up-lead"), at.roles(roles), tuple(rows), legend(at))


def roll_up_of_areas(at: Reader) -> RollUp:
    """All areas, and all that a role is in any process of an area."""
    roles = at.atlas.overview.roles
    rows = (
        RollUpRow(
            Link(at.area_title(area), at.href("area", area)),
            at.href("area", area, "roll-up"),
            tuple(_letters(at, roles, processes)),
        )
        for area, processes in at.catalog.by_area.items()
    )
    return RollUp(at.words("area"), at.words("roll-up-areas-lead"), at.roles(roles), tuple(rows), legend(at))


def _letters(at: Reader, roles: Iterable[str], processes: Iterable[str]) -> Iterator[str]:
    cells = at.atlas.overview.cells
    for role in roles:
        yield in_order(frozenset().union(*(cells.get((id, role), frozenset()) for id in processes)))
