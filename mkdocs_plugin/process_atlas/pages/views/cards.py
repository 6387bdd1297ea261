"""Processes in lists: the cards of the home page and the rows of the overview, grouped by area."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from process_atlas.pages.control import due_fact
from process_atlas.pages.markdown import NOTHING, Html, plain
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Fact, Link, RoleChip
from process_atlas.spec.model import Process


@dataclass(frozen=True, slots=True)
class ProcessCard:
    """A process in a list. `lanes` are the roles whose lanes it has; `due` is the day of its next review."""

    link: Link
    summary: str
    lanes: tuple[RoleChip, ...]
    owner: RoleChip
    limit: str
    limit_minutes: float
    steps: int
    steps_label: str
    version: str
    status: str
    status_label: str
    due: Fact | None


@dataclass(frozen=True, slots=True)
class AreaGroup:
    """The processes of one area."""

    anchor: str
    title: str
    description: Html
    cards: tuple[ProcessCard, ...]


def area_groups(at: Reader) -> tuple[AreaGroup, ...]:
    """All areas that have processes, in the manifest's order; processes without an area come last."""
    return tuple(group for group in _groups(at) if group.cards)


def _groups(at: Reader) -> Iterator[AreaGroup]:
    processes = at.catalog.processes.values()
    for area in at.catalog.areas.values():
        cards = tuple(process_card(at, process) for process in processes if process.area == area.id)
        yield AreaGroup(f"area-{area.id}", at.text(area.title), at.html(area.description), cards)
    rest = tuple(process_card(at, process) for process in processes if process.area is None)
    title = at.words("other-area" if at.catalog.areas else "process-overview")
    yield AreaGroup("other-processes", title, NOTHING, rest)


def process_card(at: Reader, process: Process) -> ProcessCard:
    """A process in a list."""
    flow = at.atlas.flows[process.id]
    t = at.words
    return ProcessCard(
        link=at.numbered(process.id),
        summary=at.text(process.summary) or plain(at.text(process.purpose)),
        lanes=at.roles(flow.lanes),
        owner=at.role(process.owner),
        limit=t.duration(process.within) if process.within else "",
        limit_minutes=process.within.minutes if process.within else 0,
        steps=len(flow.numbers),
        steps_label=t.count("step", len(flow.numbers)),
        version=process.version,
        status=process.status.value,
        status_label=t(process.status.value),
        due=due_fact(at, process),
    )
