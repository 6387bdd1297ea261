"""The systems overview and the page of a system."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from process_atlas.pages.control import control_of, head_of, links_of
from process_atlas.pages.markdown import Html
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Fact, Link, RoleChip, SpecView, View, outline
from process_atlas.pages.views.data import StructureRow, structure_row
from process_atlas.pages.views.overview import overview_head
from process_atlas.pages.views.structures import structure_link
from process_atlas.pages.views.usage import limit_of, summary_of
from process_atlas.spec.model import Step, System


@dataclass(frozen=True, slots=True)
class SystemRow:
    """A system in a list: what it keeps, how much is done in it, and who works with it."""

    link: Link
    summary: str
    keeps: tuple[Link, ...]
    steps: str
    roles: tuple[RoleChip, ...]


@dataclass(frozen=True, slots=True)
class SystemsView(View):
    """The systems overview."""

    rows: tuple[SystemRow, ...]


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A step that is done in a system."""

    step: Link
    roles: tuple[RoleChip, ...]
    limit: str


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """The steps of one process that are done in a system."""

    process: Link
    rows: tuple[WorkRow, ...]


@dataclass(frozen=True, slots=True)
class UserRow:
    """A role that works with a system, and in how many steps."""

    role: RoleChip
    steps: str


@dataclass(frozen=True, slots=True)
class SystemView(SpecView):
    """The page of a system."""

    description: Html
    facts: tuple[Fact, ...]
    keeps: tuple[StructureRow, ...]
    users: tuple[UserRow, ...]
    work: tuple[WorkGroup, ...]
    links: tuple[Link, ...]


def systems_view(at: Reader, _: str) -> SystemsView:
    """The systems overview."""
    head = overview_head(at, "system-overview", "systems-lead")
    return SystemsView(head, (), tuple(_row(at, system) for system in at.catalog.systems.values()))


def system_view(at: Reader, id: str) -> SystemView:
    """The page of the system `id`."""
    t = at.words
    system = at.catalog.systems[id]
    keeps = tuple(structure_row(at, each) for each in _kept(at, id))
    users = tuple(UserRow(at.role(role), t.count("step", steps)) for role, steps in _users(at, id).most_common())
    work, links = tuple(_work(at, id)), links_of(at, system)
    return SystemView(
        head=head_of(at, system),
        headings=outline(
            ("keeps", t("keeps"), keeps),
            ("users", t("who-uses"), users),
            ("work", t("done-here"), work),
            ("document-control", t("document-control"), True),
            ("links", t("links"), links),
        ),
        description=at.html(system.description, 3),
        facts=tuple(_facts(at, system)),
        keeps=keeps,
        users=users,
        work=work,
        control=control_of(at, system),
        links=links,
    )


def _row(at: Reader, system: System) -> SystemRow:
    steps = sum(len(found) for _, found in _steps(at, system.id))
    return SystemRow(
        link=at.spec("system", system.id),
        summary=summary_of(at, system),
        keeps=tuple(structure_link(at, id) for id in _kept(at, system.id)),
        steps=at.words.count("step", steps) if steps else "",
        roles=at.roles(role for role, _ in _users(at, system.id).most_common()),
    )


def _facts(at: Reader, system: System) -> Iterator[Fact]:
    if system.url:
        yield Fact(at.words("address"), link=Link(system.url, system.url))
    if system.owner:
        yield Fact(at.words("owner"), role=at.role(system.owner))


def _kept(at: Reader, system: str) -> tuple[str, ...]:
    return tuple(id for id, data in at.catalog.data.items() if data.store == system)


def _steps(at: Reader, system: str) -> Iterator[tuple[str, list[Step]]]:
    """Processes with those of their steps that are done in a system."""
    for id, process in at.catalog.processes.items():
        found = [step for step in process.steps if system in step.system]
        if found:
            yield id, found


def _users(at: Reader, system: str) -> Counter[str]:
    """In how many steps each role works with a system."""
    return Counter(role for _, steps in _steps(at, system) for step in steps for role in step.responsible)


def _work(at: Reader, system: str) -> Iterator[WorkGroup]:
    for process, steps in _steps(at, system):
        yield WorkGroup(at.numbered(process), tuple(_work_row(at, process, step) for step in steps))


def _work_row(at: Reader, process: str, step: Step) -> WorkRow:
    return WorkRow(at.step(process, step.id), at.roles(step.responsible), limit_of(at, step))
