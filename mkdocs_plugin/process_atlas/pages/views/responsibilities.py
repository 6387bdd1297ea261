"""The responsibilities overview: processes x roles, and where work passes from one role to another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from process_atlas.analysis.responsibility import Handover
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Link, RoleChip, View, outline
from process_atlas.pages.views.charts import Letter, legend
from process_atlas.pages.views.handovers import PlaceRow, place_rows
from process_atlas.pages.views.overview import overview_head

_HEATS = 4


@dataclass(frozen=True, slots=True)
class RollUpRow:
    """One process: its letters for each role, such as `RA`. `chart` leads to the process's own chart."""

    process: Link
    chart: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeatCell:
    """How often one role hands work to another; `heat` is 0 for never, else 1 (few) to 4 (many)."""

    count: int
    heat: int
    crosses: bool
    external: bool
    spoken: str
    href: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One role that hands work over; None is the cell of the role itself."""

    role: RoleChip
    cells: tuple[HeatCell | None, ...]


@dataclass(frozen=True, slots=True)
class PairRow:
    """All places where one role hands work to another."""

    anchor: str
    source: RoleChip
    target: RoleChip
    count: int
    mark: str
    places: tuple[PlaceRow, ...]


@dataclass(frozen=True, slots=True)
class ResponsibilitiesView(View):
    """The responsibilities overview."""

    roles: tuple[RoleChip, ...]
    rows: tuple[RollUpRow, ...]
    legend: tuple[Letter, ...]
    givers: tuple[HeatRow, ...]
    takers: tuple[RoleChip, ...]
    heats: tuple[int, ...]
    pairs: tuple[PairRow, ...]
    organisation: str


def responsibilities_view(at: Reader, _: str) -> ResponsibilitiesView:
    """The responsibilities overview."""
    t = at.words
    overview, handovers = at.atlas.overview, at.atlas.handovers
    rows, pairs = tuple(_rows(at)), tuple(_pair(at, each) for each in handovers.cells.values())
    takers = tuple(id for id in handovers.roles if any(target == id for _, target in handovers.cells))
    reporting = any(role.reports_to for role in at.catalog.roles.values())
    return ResponsibilitiesView(
        head=overview_head(at, "responsibilities", "responsibilities-lead"),
        headings=outline(
            ("roll-up", t("roll-up"), rows),
            ("handovers", t("handovers"), pairs),
            ("places", t("handover-places"), pairs),
        ),
        roles=at.roles(overview.roles),
        rows=rows,
        legend=legend(at),
        givers=tuple(_givers(at, takers)),
        takers=at.roles(takers),
        heats=tuple(range(1, _HEATS + 1)),
        pairs=pairs,
        organisation=at.href("role", "", "organisation") if reporting else "",
    )


def _rows(at: Reader) -> Iterator[RollUpRow]:
    overview = at.atlas.overview
    for id in overview.processes:
        cells = tuple(overview.letters(id, role) for role in overview.roles)
        yield RollUpRow(at.numbered(id), at.href("process", id, "responsibilities"), cells)


def _givers(at: Reader, takers: tuple[str, ...]) -> Iterator[HeatRow]:
    handovers = at.atlas.handovers
    most = max((each.count for each in handovers.cells.values()), default=1)
    for giver in handovers.roles:
        if any(source == giver for source, _ in handovers.cells):
            found = (handovers.cells.get((giver, taker)) for taker in takers)
            cells = (_cell(at, each, most) if each else None for each in found)
            yield HeatRow(at.role(giver), tuple(cells))


def _cell(at: Reader, handover: Handover, most: int) -> HeatCell:
    source, target = at.role(handover.source), at.role(handover.target)
    spoken = f"{source.title} → {target.title}: {at.words.count('handover', handover.count)}"
    heat = -(-handover.count * _HEATS // most)
    mark = _mark(at, handover)
    return HeatCell(
        count=handover.count,
        heat=heat,
        crosses=handover.crosses_teams,
        external=handover.external,
        spoken=f"{spoken}, {mark}" if mark else spoken,
        href=f"#{_anchor(handover)}",
    )


def _pair(at: Reader, handover: Handover) -> PairRow:
    return PairRow(
        anchor=_anchor(handover),
        source=at.role(handover.source),
        target=at.role(handover.target),
        count=handover.count,
        mark=_mark(at, handover),
        places=place_rows(at, handover),
    )


def _mark(at: Reader, handover: Handover) -> str:
    if handover.external:
        return at.words("handover-external")
    return at.words("crosses-teams") if handover.crosses_teams else ""


def _anchor(handover: Handover) -> str:
    return f"from-{handover.source}-to-{handover.target}"
