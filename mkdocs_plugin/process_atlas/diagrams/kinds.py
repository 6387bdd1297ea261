"""The table of diagram kinds: which subjects each has, the page it stands on, and what builds its scene."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from process_atlas.addresses import Href
from process_atlas.analysis.atlas import Atlas
from process_atlas.diagrams import dataflow, entity, flowchart, organisation
from process_atlas.diagrams.scene import Scene


@dataclass(frozen=True, slots=True)
class DiagramKind:
    """One kind of diagram.

    `subjects` gives the ids of what it is drawn for, or "" for the whole catalogue; `page` gives the address
    (kind, id) of the page that shows it; `build` makes the scene of a subject in a language with a page's links.
    """

    name: str
    subjects: Callable[[Atlas], Iterable[str]]
    page: Callable[[Atlas, str], tuple[str, str]]
    build: Callable[[Atlas, str, str, Href], Scene]


def _processes(atlas: Atlas) -> Iterable[str]:
    return atlas.catalog.processes


def _own_page(_: Atlas, id: str) -> tuple[str, str]:
    return "process", id


KINDS: tuple[DiagramKind, ...] = (
    DiagramKind("flowchart", _processes, _own_page, flowchart.build),
    DiagramKind("dataflow", dataflow.processes, _own_page, dataflow.build_level_1),
    DiagramKind("context", dataflow.whole, lambda *_: ("data-flow", ""), dataflow.build_context),
    DiagramKind("level-0", dataflow.areas, dataflow.page_of_area, dataflow.build_level_0),
    DiagramKind("entity", entity.subjects, lambda *_: ("data", ""), entity.build),
    DiagramKind("organisation", organisation.subjects, lambda *_: ("role", ""), organisation.build),
)
"""A new kind of diagram is one builder file and one row here."""
