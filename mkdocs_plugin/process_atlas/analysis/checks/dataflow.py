"""Rules on the data flow: what is read was written, what is kept is used, and the levels agree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from process_atlas.analysis.balance import differences_of
from process_atlas.analysis.checks.rules import Finding, Leaning, Scope, about, is_to_be_used, named, rule
from process_atlas.analysis.checks.touches import at_touch, step_name
from process_atlas.analysis.lineage import Touch
from process_atlas.analysis.supply import End, Why
from process_atlas.diagnostics import Severity
from process_atlas.said import listed
from process_atlas.spec.model import Data

_MADE = frozenset({"creates", "updates", "receives"})
_USED = frozenset({"reads", "receives", "sends", "updates", "deletes"})
_FILLED = frozenset({"creates", "updates"})
_TAKEN = frozenset({"reads", "sends", "deletes"})

GROUP = "dataflow"


@rule(
    "never-written",
    Severity.WARNING,
    GROUP,
    "Every data store is filled by some step.",
    "每个数据存储都由某个步骤写入。",
    leans_on=Leaning.CATALOG,
)
def never_written(scope: Scope) -> Iterator[Finding]:
    """Stores that no step creates or updates."""
    for data in _untouched(scope, stored=True, verbs=_FILLED):
        hint = "name it in `creates` or `updates` of the step that writes it"
        yield about(data, f"no step writes {named(data)}", hint, "store", key=True)


@rule(
    "never-read",
    Severity.WARNING,
    GROUP,
    "Every data store is used by some step.",
    "每个数据存储都被某个步骤使用。",
    leans_on=Leaning.CATALOG,
)
def never_read(scope: Scope) -> Iterator[Finding]:
    """Stores that no step reads or sends."""
    for data in _untouched(scope, stored=True, verbs=_TAKEN):
        hint = "name it in `reads` of the step that needs it, or stop keeping it"
        yield about(data, f"no step reads {named(data)}", hint, "store", key=True)


@rule(
    "field-never-read",
    Severity.INFO,
    GROUP,
    "Every field that a step writes into a store is read by some step.",
    "步骤写入数据存储的每个字段都有步骤读取。",
    leans_on=Leaning.CATALOG,
)
def field_never_read(scope: Scope) -> Iterator[Finding]:
    """Fields of stores that are written and not read, though others of the same store are; one for each store."""
    for id, touches in scope.atlas.lineage.by_structure.items():
        data = scope.catalog.data[id]
        written, taken = (
            {field for touch in touches if touch.verb in verbs for field in touch.fields} for verbs in (_FILLED, _TAKEN)
        )
        idle = written - taken
        if data.store and taken and idle and is_to_be_used(data):
            fields = [field for field in scope.catalog.parts[id].fields if field in idle]
            names = [named(scope.catalog.fields[field]) for field in fields]
            told = listed(names) if len(names) < 4 else f"{', '.join(names[:3])} and {len(names) - 3} more fields"
            hint = "name them in `reads` of the step that needs them, or stop asking for them"
            yield about(data, f"no step reads {told} of {named(data)}", hint, *_place_of(data, fields[0]))


@rule(
    "never-made",
    Severity.WARNING,
    GROUP,
    "Every document is made or received by some step.",
    "每份单据都由某个步骤产生或收到。",
    leans_on=Leaning.CATALOG,
)
def never_made(scope: Scope) -> Iterator[Finding]:
    """Documents in motion that nothing makes."""
    for data in _untouched(scope, stored=False, verbs=_MADE):
        hint = "name it in `creates` or `receives` of a step; data that a system keeps have a `store`"
        yield about(data, f"no step makes or receives {named(data)}", hint, "id")


@rule(
    "never-used",
    Severity.WARNING,
    GROUP,
    "Every document is read, received or sent by some step.",
    "每份单据都有步骤查看、收到或发出。",
    leans_on=Leaning.CATALOG,
)
def never_used(scope: Scope) -> Iterator[Finding]:
    """Documents in motion that nobody does anything with."""
    for data in _untouched(scope, stored=False, verbs=_USED):
        hint = "name it in `reads`, `receives` or `sends` of a step"
        yield about(data, f"no step reads, receives or sends {named(data)}", hint, "id")


@rule(
    "nothing-to-read",
    Severity.WARNING,
    GROUP,
    "What a step reads has been written before.",
    "步骤读取的数据此前已经写入。",
    leans_on=Leaning.SPEC,
)
def nothing_to_read(scope: Scope) -> Iterator[Finding]:
    """Parts of data that are read although nothing in the catalogue writes them, but other parts of the same."""
    lineage = scope.atlas.lineage
    for structure, touches in lineage.by_structure.items():
        verbs = _FILLED if scope.catalog.data[structure].store else _MADE
        written = {field for touch in touches if touch.verb in verbs for field in touch.fields}
        for touch in touches:
            if touch.verb == "reads" and written and written.isdisjoint(touch.fields):
                title = scope.catalog.parts[touch.ref].title.get("en")
                message = f"reads '{title}' of {named(scope.catalog.data[structure])}, which no step writes"
                hint = "name it in `creates` or `updates` of the step that writes it"
                yield at_touch(scope, touch, f"{step_name(scope, touch)} {message}", hint)


@rule(
    "document-out-of-reach",
    Severity.WARNING,
    GROUP,
    "A document that a step uses has come to it.",
    "步骤使用的单据确实已经到手。",
    leans_on=Leaning.CATALOG,
)
def document_out_of_reach(scope: Scope) -> Iterator[Finding]:
    """Documents that a step reads or sends though no earlier step, and no other process, makes them."""
    for loose in scope.atlas.dataflow.loose:
        if loose.why is Why.NO_SOURCE and _is_made(scope, loose.touch):
            data = named(scope.catalog.data[loose.touch.structure])
            hint = "create or receive it in an earlier step"
            yield at_touch(
                scope, loose.touch, f"no step before {step_name(scope, loose.touch)} makes or receives {data}", hint
            )


@rule(
    "only-inputs",
    Severity.INFO,
    GROUP,
    "A process into which data flow brings some out as well.",
    "有数据流入的流程也有数据流出。",
    leans_on=Leaning.SPEC,
)
def only_inputs(scope: Scope) -> Iterator[Finding]:
    """Processes that take data and give none: black holes."""
    for id in _one_way(scope, "target"):
        process = scope.catalog.processes[id]
        yield about(process, f"data flow into {named(process)} and none out of it", "say what its steps write or send")


@rule(
    "only-outputs",
    Severity.INFO,
    GROUP,
    "A process out of which data flow takes some in as well.",
    "有数据流出的流程也有数据流入。",
    leans_on=Leaning.SPEC,
)
def only_outputs(scope: Scope) -> Iterator[Finding]:
    """Processes that give data and take none: miracles."""
    for id in _one_way(scope, "source"):
        process = scope.catalog.processes[id]
        yield about(
            process, f"data flow out of {named(process)} and none into it", "say what its steps read or receive"
        )


@rule(
    "levels-unbalanced",
    Severity.ERROR,
    GROUP,
    "The levels of the data-flow diagrams show the same flows.",
    "各层数据流图显示的数据流一致。",
    leans_on=Leaning.CATALOG,
)
def levels_unbalanced(scope: Scope) -> Iterator[Finding]:
    """Data that cross the border of a process on one level and not on the other; the first for each process."""
    told: set[str] = set()
    for each in differences_of(scope.atlas.dataflow):
        process = scope.catalog.processes.get(each.process)
        subject = process or next(iter(scope.catalog.processes.values()))
        if each.process not in told:
            told.add(each.process)
            field, data = named(scope.catalog.fields[each.field]), named(scope.catalog.data[each.structure])
            message = (
                f"{field} of {data} crosses the border of {named(subject)} and is missing in the {each.missing_in}"
            )
            yield about(subject, message, "this is a fault of the program, not of the spec: please report it", "id")


def _untouched(scope: Scope, stored: bool, verbs: frozenset[str]) -> Iterator[Data]:
    """Stores or documents that no step touches with one of the verbs; drafts and retired ones need no step."""
    by_structure = scope.atlas.lineage.by_structure
    for id, data in scope.catalog.data.items():
        touched = any(touch.verb in verbs for touch in by_structure.get(id, ()))
        if (data.store is not None) is stored and not touched and is_to_be_used(data):
            yield data


def _place_of(data: Data, field: str) -> tuple[str | int, ...]:
    """Where a field stands in its structure."""
    return next(
        ("groups", index, "fields", place)
        for index, group in enumerate(data.groups)
        for place, use in enumerate(group.fields)
        if use.field == field
    )


def _is_made(scope: Scope, touch: Touch) -> bool:
    return any(each.verb in _MADE for each in scope.atlas.lineage.by_structure[touch.structure])


def _one_way(scope: Scope, end: Literal["source", "target"]) -> Iterator[str]:
    """Processes that stand at one end of flows only."""
    flows = scope.atlas.dataflow.level_0.flows
    sources, targets = {flow.source for flow in flows}, {flow.target for flow in flows}
    only = sources - targets if end == "source" else targets - sources
    return (id for id in scope.catalog.processes if End("process", id) in only)
