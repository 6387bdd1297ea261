"""Processes in lists: the cards of the home page and the rows of the overview, grouped by area."""

from __future__ import annotations

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
    """The processes of one area. In a large catalogue the area has a page of its own: `href` leads there, `count` says
    how many they are, and overviews have no cards but `links`."""

    anchor: str
    title: str
    description: Html
    cards: tuple[ProcessCard, ...]
    href: str = ""
    count: str = ""
    links: tuple[Link, ...] = ()


def area_groups(at: Reader) -> tuple[AreaGroup, ...]:
    """All areas that have processes, in the manifest's order; processes without an area come last."""
    return tuple(area_group(at, area, not at.catalog.is_large) for area in at.catalog.by_area)


def area_group(at: Reader, area: str, cards: bool = True) -> AreaGroup:
    """The processes of an area, as cards or as links."""
    processes = at.catalog.by_area[area]
    found = at.catalog.areas.get(area)
    return AreaGroup(
        anchor=f"area-{area}" if found else "other-processes",
        title=at.area_title(area),
        description=at.html(found.description) if found else NOTHING,
        cards=tuple(process_card(at, at.catalog.processes[id]) for id in processes) if cards else (),
        href="" if cards else at.href("area", area),
        count=at.words.count("process", len(processes)),
        links=() if cards else tuple(at.numbered(id) for id in processes),
    )


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
