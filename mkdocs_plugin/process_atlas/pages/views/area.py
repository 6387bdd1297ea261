"""The page of an area, in catalogues that are too large for one page: its processes, data flow and responsibilities."""

from __future__ import annotations

from dataclasses import dataclass

from process_atlas.catalog import Catalog
from process_atlas.pages.markdown import plain
from process_atlas.pages.page import Heading
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Head, Link, View, outline
from process_atlas.pages.views.cards import AreaGroup, area_group
from process_atlas.pages.views.dataflow import Level, inside, level_of, symbols_of
from process_atlas.pages.views.handovers import Crossings, crossings_of
from process_atlas.pages.views.responsibilities import RollUp, roll_up_of


@dataclass(frozen=True, slots=True)
class AreaView(View):
    """The page of an area: what the overviews of a small catalogue say of it. `symbols` are the kinds of symbols that
    occur in its diagram, `inside` leads to the diagrams of its processes."""

    area: AreaGroup
    level: Level
    symbols: tuple[str, ...]
    inside: tuple[Link, ...]
    roll_up: RollUp
    crossings: Crossings


def areas_with_pages(catalog: Catalog) -> tuple[str, ...]:
    """The areas of a large catalogue that have processes; none of a small one."""
    return tuple(catalog.by_area) if catalog.is_large else ()


def area_view(at: Reader, id: str) -> AreaView:
    """The page of the area `id`."""
    t, processes = at.words, at.catalog.by_area[id]
    spec = at.catalog.areas.get(id)
    about = plain(at.text(spec.description if spec else None)) or t("process-in-area", area=at.area_title(id))
    area, crossings = area_group(at, id), crossings_of(at, id)
    level = level_of(at, "data-flow", t("data-flow-overview"), "", at.atlas.dataflow.area(id))
    return AreaView(
        head=Head(area.title, about, area.description, trail=(_above(at, id),)),
        headings=(
            Heading(2, "processes", t("process-overview")),
            *outline(
                ("data-flow", level.title, level.flows),
                ("level-1", t("level-1"), level.flows),
                ("roll-up", t("roll-up"), True),
                ("handovers", t("handovers"), crossings.pairs),
                ("places", t("handover-places"), crossings.pairs),
            ),
        ),
        area=area,
        level=level,
        symbols=symbols_of(at),
        inside=inside(at, processes),
        roll_up=roll_up_of(at, processes),
        crossings=crossings,
    )


def _above(at: Reader, area: str) -> Link:
    return Link(at.words("process-overview"), at.href("process", "", area_group(at, area, cards=False).anchor))
