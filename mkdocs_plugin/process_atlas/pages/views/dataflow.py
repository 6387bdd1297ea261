"""The data-flow overview: the whole, all processes, each area, and the way to the inside of each process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from process_atlas.analysis.dataflow import Diagram
from process_atlas.catalog import NO_AREA
from process_atlas.pages.markdown import Html
from process_atlas.pages.page import Heading
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Link, View, outline
from process_atlas.pages.views.cards import AreaGroup, area_group
from process_atlas.pages.views.charts import FlowRow, flow_rows
from process_atlas.pages.views.data import StructureRow, structure_row
from process_atlas.pages.views.overview import overview_head


@dataclass(frozen=True, slots=True)
class Level:
    """One diagram with its twin."""

    anchor: str
    title: str
    lead: str
    figure: Html
    flows: tuple[FlowRow, ...]


@dataclass(frozen=True, slots=True)
class StoreRow:
    """A data store with its number, and the system that keeps it."""

    structure: StructureRow
    system: Link


@dataclass(frozen=True, slots=True)
class DataFlowView(View):
    """The data-flow overview. `symbols` are the kinds of symbols that occur. A large catalogue has `areas` in place of
    a level 0: each with its page, where its data flow and the processes in it are."""

    levels: tuple[Level, ...]
    areas: tuple[AreaGroup, ...]
    symbols: tuple[str, ...]
    processes: tuple[Link, ...]
    stores: tuple[StoreRow, ...]


def data_flow_view(at: Reader, _: str) -> DataFlowView:
    """The data-flow overview."""
    t = at.words
    large = at.catalog.is_large
    levels = tuple(level for level in _levels(at) if level.flows)
    areas = (
        tuple(area_group(at, area, cards=False) for area in at.catalog.by_area)
        if large and at.atlas.dataflow.level_0.flows
        else ()
    )
    processes = () if large else inside(at, at.catalog.processes)
    stores = tuple(_stores(at))
    return DataFlowView(
        head=overview_head(at, "data-flow-overview", "data-flow-lead"),
        headings=(
            *(Heading(2, level.anchor, level.title) for level in levels),
            *outline(
                ("level-0", t("level-0"), areas),
                ("level-1", t("level-1"), processes),
                ("stores", t("store-list"), stores),
            ),
        ),
        levels=levels,
        areas=areas,
        symbols=symbols_of(at),
        processes=processes,
        stores=stores,
    )


def _levels(at: Reader) -> Iterator[Level]:
    t = at.words
    flows = at.atlas.dataflow
    yield level_of(at, "context", t("context"), t("context-lead"), flows.context)
    if at.catalog.is_large:
        return
    yield level_of(at, "level-0", t("level-0"), t("level-0-lead"), flows.level_0)
    used = [id for id in at.catalog.by_area if id != NO_AREA]
    for area in used if len(used) > 1 else ():
        title = t("level-0-area", area=at.area_title(area))
        yield level_of(at, f"area-{area}", title, "", flows.area(area))


def symbols_of(at: Reader) -> tuple[str, ...]:
    """The kinds of symbols that data-flow diagrams of the catalogue have."""
    stores = any(data.store for data in at.catalog.data.values())
    return ("process", "store", "external", "flow") if stores else ("process", "external", "flow")


def level_of(at: Reader, anchor: str, title: str, lead: str, diagram: Diagram) -> Level:
    """A diagram with its twin."""
    return Level(anchor, title, lead, at.figure(diagram.level, diagram.subject), flow_rows(at, diagram))


def inside(at: Reader, processes: Iterable[str]) -> tuple[Link, ...]:
    """The data-flow diagrams of those processes that handle data, on their pages."""
    links = ((at.numbered(id), at.href("process", id, "data-flow")) for id in processes if _handles_data(at, id))
    return tuple(Link(link.title, href, link.number) for link, href in links)


def _handles_data(at: Reader, process: str) -> bool:
    return at.atlas.dataflow.handles_data(process)


def _stores(at: Reader) -> Iterator[StoreRow]:
    for id, data in at.catalog.data.items():
        if data.store:
            yield StoreRow(structure_row(at, id), at.spec("system", data.store))
