"""Charts as tables, for every page that shows one: data flows, and the responsibility chart of a process."""

from __future__ import annotations

from dataclasses import dataclass

from process_atlas.analysis.dataflow import DataFlow, Diagram
from process_atlas.analysis.responsibility import LETTERS, Chart
from process_atlas.analysis.supply import End
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import DataLink, Link, RoleChip


@dataclass(frozen=True, slots=True)
class EndCell:
    """One end of a data flow: a link with its number, and for an external entity its role."""

    kind: str
    link: Link
    role: RoleChip | None = None


@dataclass(frozen=True, slots=True)
class FlowRow:
    """One row of the twin of a data-flow diagram."""

    source: EndCell
    data: tuple[DataLink, ...]
    target: EndCell


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of RACI with its name and what it means."""

    letter: str
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One row of a responsibility chart: a step, and its letters for each role (a string such as `RA`, or "")."""

    step: Link
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChartTable:
    """A responsibility chart: the columns' roles, and its rows."""

    roles: tuple[RoleChip, ...]
    rows: tuple[ChartRow, ...]
    legend: tuple[Letter, ...]


def flow_rows(at: Reader, diagram: Diagram, here: str = "") -> tuple[FlowRow, ...]:
    """The flows of a diagram, one row each. `here` is the process on whose page the table stands."""
    numbers = {symbol.end: symbol.number for symbol in diagram.symbols}
    return tuple(_flow_row(at, flow, numbers, here) for flow in diagram.flows)


def chart_table(at: Reader, chart: Chart, here: bool = False) -> ChartTable:
    """The responsibility chart of a process. `here`: it stands on the page of the process."""
    rows = (
        ChartRow(at.step(chart.process, step, here), tuple(chart.letters(step, role) for role in chart.roles))
        for step in chart.steps
    )
    return ChartTable(at.roles(chart.roles), tuple(rows), legend(at))


def legend(at: Reader) -> tuple[Letter, ...]:
    """The letters of RACI in words."""
    keys = [(letter, letter.lower()) for letter in LETTERS]
    return tuple(Letter(letter, at.words(f"letter-{key}"), at.words(f"meaning-{key}")) for letter, key in keys)


def end_cell(at: Reader, end: End, number: str, here: str = "") -> EndCell:
    """An end of a data flow as a cell; the catalogue as a whole has its own title."""
    other = at.catalog.outsiders.get(end.id) if end.kind == "external" else None
    if other:
        return EndCell("process", Link(at.text(other.title), at.href(*other.key)))
    if end.kind == "external":
        role = at.role(end.id)
        return EndCell(end.kind, Link(role.title, role.href), role)
    if end.kind == "step":
        process, _, step = end.id.partition("/")
        link = at.step(process, step, here == process)
        return EndCell(end.kind, Link(link.title, link.href, number))
    if not end.id:
        return EndCell(end.kind, Link(at.text(at.catalog.manifest.title), at.href("home", "", ""), number))
    link = at.spec("data" if end.kind == "store" else "process", end.id)
    return EndCell(end.kind, Link(link.title, link.href, number))


def _flow_row(at: Reader, flow: DataFlow, numbers: dict[End, str], here: str) -> FlowRow:
    source, target = (end_cell(at, end, numbers[end], here) for end in (flow.source, flow.target))
    return FlowRow(source, tuple(at.data(ref) for ref in flow.refs), target)
