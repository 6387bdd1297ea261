"""The page of a process: what it is for, who takes part, its chart, steps, data flow, responsibilities, control."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from process_atlas.analysis.checks.settings import least_limit
from process_atlas.analysis.roles import Duty
from process_atlas.pages.control import control_of, head_of, links_of
from process_atlas.pages.markdown import Html
from process_atlas.pages.page import Heading
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import DataLink, Link, RoleChip, SpecView, outline
from process_atlas.pages.views.brief import Brief, brief_of, step_headings
from process_atlas.pages.views.charts import ChartTable, FlowRow, chart_table, flow_rows
from process_atlas.pages.views.steps import StepCard, step_cards
from process_atlas.pages.views.walk import Walk, walk_view
from process_atlas.spec.model import Process


@dataclass(frozen=True, slots=True)
class Part:
    """What a role does in the process, in words."""

    role: RoleChip
    does: str


@dataclass(frozen=True, slots=True)
class Partner:
    """Another process, with the data that pass between both or the steps in which one calls the other."""

    process: Link
    data: tuple[DataLink, ...] = ()
    steps: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Connection:
    """One way in which the process goes together with others."""

    label: str
    partners: tuple[Partner, ...]


@dataclass(frozen=True, slots=True)
class ProcessView(SpecView):
    """The page of a process."""

    brief: Brief
    parts: tuple[Part, ...]
    others: tuple[RoleChip, ...]
    walk: Walk
    too_large: str
    flowchart: Html
    steps: tuple[StepCard, ...]
    data_flow: Html
    flows: tuple[FlowRow, ...]
    chart: ChartTable
    connections: tuple[Connection, ...]
    links: tuple[Link, ...]


def process_view(at: Reader, id: str) -> ProcessView:
    """The page of the process `id`."""
    process = at.catalog.processes[id]
    cards = step_cards(at, process)
    flows = flow_rows(at, at.atlas.dataflow.level_1(id), here=id)
    chart = chart_table(at, at.atlas.charts[id], here=True)
    connections = tuple(_connections(at, process, flows))
    links = links_of(at, process)
    control = control_of(at, process)
    content = {
        "flowchart": True,
        "steps": cards,
        "data-flow": flows,
        "responsibilities": chart.rows,
        "connections": connections,
        "document-control": control.facts,
        "links": links,
    }
    return ProcessView(
        head=head_of(at, process),
        headings=_headings(at, content, cards),
        brief=brief_of(at, process),
        parts=tuple(_parts(at, process)),
        others=at.roles(role for role in at.catalog.roles if role not in at.atlas.charts[id].roles),
        walk=walk_view(at, process),
        too_large=_too_large(at, process),
        flowchart=at.figure("flowchart", id),
        steps=cards,
        data_flow=at.figure("dataflow", id),
        flows=flows,
        chart=chart,
        connections=connections,
        control=control,
        links=links,
    )


def _headings(at: Reader, content: Mapping[str, object], cards: tuple[StepCard, ...]) -> tuple[Heading, ...]:
    """The sections that have content, in this order, with the steps' cards below theirs."""
    steps = step_headings(cards)
    return outline(*((id, at.words(id), found, steps if id == "steps" else ()) for id, found in content.items()))


def _too_large(at: Reader, process: Process) -> str:
    """A kind word on a flowchart with more steps than a reader takes in; the check of that name sets how many."""
    if len(process.steps) <= least_limit(at.catalog, "flowchart-too-large", "max_steps"):
        return ""  # most are small, and need not ask all that the checks found
    subject = ("process", process.id)
    large = any(each.code == "flowchart-too-large" and each.subject == subject for each in at.findings)
    return at.words("too-large", steps=at.words.count("step", len(process.steps))) if large else ""


def _parts(at: Reader, process: Process) -> Iterator[Part]:
    """Every role with what it does: the lanes in their order, then the rest."""
    for role in at.atlas.charts[process.id].roles:
        duties = at.atlas.work[role].in_process(process.id)
        yield Part(at.role(role), _in_words(at, duties))


def _in_words(at: Reader, duties: Iterable[Duty]) -> str:
    t = at.words
    counts = {letter: sum(letter in duty.letters for duty in duties) for letter in "RACI"}
    told = {"A": "part-answers", "C": "part-asked", "I": "part-told"}
    does = [t("part-does", n=counts["R"], steps=t.count("step", counts["R"]))] if counts["R"] else []
    return t("between").join([*does, *(t(key, n=counts[letter]) for letter, key in told.items() if counts[letter])])


def _connections(at: Reader, process: Process, flows: tuple[FlowRow, ...]) -> Iterator[Connection]:
    """Who hands over to this process, whom it hands over to, what it calls and what calls it."""
    t = at.words
    gets = [Partner(row.source.link, row.data) for row in flows if row.source.kind == "process"]
    hands = [Partner(row.target.link, row.data) for row in flows if row.target.kind == "process"]
    calls = [(step.process, at.step(process.id, step.id, True)) for step in process.steps if step.process]
    callers = [
        (use.by[1], at.step(use.by[1], use.step))
        for use in at.catalog.uses.get(("process", process.id), ())
        if use.key == "process"
    ]
    found = {"gets-from": gets, "hands-to": hands, "calls": _in_steps(at, calls), "called-by": _in_steps(at, callers)}
    return (Connection(t(label), tuple(partners)) for label, partners in found.items() if partners)


def _in_steps(at: Reader, found: list[tuple[str, Link]]) -> list[Partner]:
    """One partner for each process, with all the steps in which it is called or calls."""
    return [
        Partner(at.numbered(other), steps=tuple(step for id, step in found if id == other))
        for other in dict.fromkeys(id for id, _ in found)
    ]
