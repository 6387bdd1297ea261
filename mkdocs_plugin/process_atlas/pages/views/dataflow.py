"""The data-flow overview: the whole, all processes, each area, and the way to the inside of each process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from process_atlas.analysis.dataflow import Diagram
from process_atlas.pages.markdown import Html
from process_atlas.pages.page import Heading
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Link, View, outline
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
    """The data-flow overview. `symbols` are the kinds of symbols that occur."""

    levels: tuple[Level, ...]
    symbols: tuple[str, ...]
    processes: tuple[Link, ...]
    stores: tuple[StoreRow, ...]


def data_flow_view(at: Reader, _: str) -> DataFlowView:
    """The data-flow overview."""
    t = at.words
    levels = tuple(level for level in _levels(at) if level.flows)
    processes, stores = tuple(_inside(at)), tuple(_stores(at))
    return DataFlowView(
        head=overview_head(at, "data-flow-overview", "data-flow-lead"),
        headings=(
            *(Heading(2, level.anchor, level.title) for level in levels),
            *outline(("level-1", t("level-1"), processes), ("stores", t("store-list"), stores)),
        ),
        levels=levels,
        symbols=("process", "store", "external", "flow") if stores else ("process", "external", "flow"),
        processes=processes,
        stores=stores,
    )


def _levels(at: Reader) -> Iterator[Level]:
    t = at.words
    flows = at.atlas.dataflow
    yield _level(at, "context", t("context"), t("context-lead"), flows.context)
    yield _level(at, "level-0", t("level-0"), t("level-0-lead"), flows.level_0)
    taken = {each.area for each in at.catalog.processes.values()}
    used = [id for id in at.catalog.areas if id in taken]
    for area in used if len(used) > 1 else ():
        title = t("level-0-area", area=at.text(at.catalog.areas[area].title))
        yield _level(at, f"area-{area}", title, "", flows.area(area))


def _level(at: Reader, anchor: str, title: str, lead: str, diagram: Diagram) -> Level:
    return Level(anchor, title, lead, at.figure(diagram.level, diagram.subject), flow_rows(at, diagram))


def _inside(at: Reader) -> Iterator[Link]:
    """The processes whose page has a data-flow diagram."""
    for id in at.catalog.processes:
        if at.atlas.dataflow.handles_data(id):
            link = at.numbered(id)
            yield Link(link.title, at.href("process", id, "data-flow"), link.number)


def _stores(at: Reader) -> Iterator[StoreRow]:
    for id, data in at.catalog.data.items():
        if data.store:
            yield StoreRow(structure_row(at, id), at.spec("system", data.store))
