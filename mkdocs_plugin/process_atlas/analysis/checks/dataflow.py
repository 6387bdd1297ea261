"""Rules on the data flow: what is read was written, what is kept is used, and the levels agree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from process_atlas.analysis.balance import differences_of
from process_atlas.analysis.checks.rules import Finding, Leaning, Scope, about, is_to_be_used, named, rule
from process_atlas.analysis.checks.touches import at_touch, part_name, step_name
from process_atlas.analysis.dataflow import Difference
from process_atlas.analysis.lineage import Touch
from process_atlas.analysis.supply import End, Why
from process_atlas.diagnostics import Severity
from process_atlas.said import Said, in_a_row, listed, say
from process_atlas.spec.model import Data, Process

_MADE = frozenset({"creates", "updates", "receives"})
_USED = frozenset({"reads", "receives", "sends", "updates", "deletes"})
_FILLED = frozenset({"creates", "updates"})
_TAKEN = frozenset({"reads", "sends", "deletes"})

GROUP = "dataflow"

_NAME_AS_WRITTEN = say(
    "name it in `creates` or `updates` of the step that writes it",
    "在写入它的步骤中用 `creates` 或 `updates` 写明",
)
_LEVELS = {
    "context": say("context", "顶层图"),
    "level-0": say("level-0", "0 层图"),
    "level-1": say("level-1", "1 层图"),
}


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
        message = say("no step writes {data}", "没有步骤写入{data}", data=named(data))
        yield about(data, message, _NAME_AS_WRITTEN, "store", key=True)


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
    hint = say(
        "name it in `reads` of the step that needs it, or stop keeping it",
        "在需要它的步骤中用 `reads` 写明，或不再保存",
    )
    for data in _untouched(scope, stored=True, verbs=_TAKEN):
        message = say("no step reads {data}", "没有步骤读取{data}", data=named(data))
        yield about(data, message, hint, "store", key=True)


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
    hint = say(
        "name them in `reads` of the step that needs them, or stop asking for them",
        "在需要这些字段的步骤中用 `reads` 写明，或不再收集",
    )
    for id, touches in scope.atlas.lineage.by_structure.items():
        data = scope.catalog.data[id]
        written, taken = (
            {field for touch in touches if touch.verb in verbs for field in touch.fields} for verbs in (_FILLED, _TAKEN)
        )
        idle = written - taken
        if data.store and taken and idle and is_to_be_used(data):
            fields = [field for field in scope.catalog.parts[id].fields if field in idle]
            names = _the_first([named(scope.catalog.fields[field]) for field in fields])
            message = say(
                "no step reads {fields} of {data}", "没有步骤读取{data}中的{fields}", fields=names, data=named(data)
            )
            yield about(data, message, hint, *_place_of(data, fields[0]))


def _the_first(names: list[Said], most: int = 3) -> Said:
    """The names in a row; of many, the first of them and the number of the others."""
    if len(names) <= most:
        return listed(names)
    return say(
        "{names} and {more} more fields",
        "{names}等{count}个字段",
        names=in_a_row(names[:most]),
        more=len(names) - most,
        count=len(names),
    )


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
    hint = say(
        "name it in `creates` or `receives` of a step; data that a system keeps have a `store`",
        "在某个步骤中用 `creates` 或 `receives` 写明；由系统保存的数据要写 `store`",
    )
    for data in _untouched(scope, stored=False, verbs=_MADE):
        message = say("no step makes or receives {data}", "没有步骤产生或收到{data}", data=named(data))
        yield about(data, message, hint, "id")


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
    hint = say(
        "name it in `reads`, `receives` or `sends` of a step", "在某个步骤中用 `reads`、`receives` 或 `sends` 写明"
    )
    for data in _untouched(scope, stored=False, verbs=_USED):
        message = say("no step reads, receives or sends {data}", "没有步骤查看、收到或发出{data}", data=named(data))
        yield about(data, message, hint, "id")


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
                message = say(
                    "{step} reads {part} of {data}, which no step writes",
                    "{step}读取{data}中的{part}，但没有步骤写入它",
                    step=step_name(scope, touch),
                    part=part_name(scope, touch),
                    data=named(scope.catalog.data[structure]),
                )
                yield at_touch(scope, touch, message, _NAME_AS_WRITTEN)


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
            message = say(
                "no step before {step} makes or receives {data}",
                "在{step}之前，没有步骤产生或收到{data}",
                step=step_name(scope, loose.touch),
                data=named(scope.catalog.data[loose.touch.structure]),
            )
            hint = say("create or receive it in an earlier step", "让前面的某个步骤产生或收到它")
            yield at_touch(scope, loose.touch, message, hint)


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
        message = say(
            "data flow into {process} and none out of it",
            "有数据流入{process}，却没有数据流出",
            process=named(process),
        )
        yield about(process, message, say("say what its steps write or send", "写明各步骤写入或发出哪些数据"))


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
        message = say(
            "data flow out of {process} and none into it",
            "有数据从{process}流出，却没有数据流入",
            process=named(process),
        )
        yield about(process, message, say("say what its steps read or receive", "写明各步骤读取或收到哪些数据"))


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
    hint = say(
        "this is a fault of the program, not of the spec: please report it",
        "这是程序的错误，与规范无关，请反馈给程序的维护者",
    )
    told: set[str] = set()
    for each in differences_of(scope.atlas.dataflow):
        process = scope.catalog.processes.get(each.process)
        subject = process or next(iter(scope.catalog.processes.values()))
        if each.process not in told:
            told.add(each.process)
            yield about(subject, _unbalanced(scope, each, subject), hint, "id")


def _unbalanced(scope: Scope, difference: Difference, process: Process) -> Said:
    return say(
        "{field} of {data} crosses the border of {process} and is missing in the {level}",
        "{data}的{field}进出{process}，但{level}中没有",
        field=named(scope.catalog.fields[difference.field]),
        data=named(scope.catalog.data[difference.structure]),
        process=named(process),
        level=_LEVELS[difference.missing_in],
    )


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
