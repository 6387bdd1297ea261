"""Rules on the flow: every step is reached, every way comes to an end, decisions and splits are whole."""

from __future__ import annotations

from collections.abc import Iterator

from process_atlas.analysis.checks.graphs import cycles, reached
from process_atlas.analysis.checks.rules import Finding, Leaning, Scope, named, quoted, rule, steps_of
from process_atlas.analysis.flow import Flow, WayKind
from process_atlas.diagnostics import Severity
from process_atlas.said import listed, quote, say
from process_atlas.spec.model import StepType

_QUESTION_MARKS = ("?", "？")

Stack = tuple["Stack", str] | None
"""The parallel splits that are open at a step, the innermost first."""


@rule(
    "unreachable-step",
    Severity.WARNING,
    "flow",
    "Every step can be reached from the start.",
    "每个步骤都能从起点到达。",
    leans_on=Leaning.SPEC,
    apart=True,
)
def unreachable_step(scope: Scope) -> Iterator[Finding]:
    """Steps that no way leads to."""
    for process, flow in scope.flows:
        there = _from_start(flow)
        for at in steps_of(process):
            if at.step.id not in there:
                message = say("nothing leads to the step {step}", "没有路径通向步骤{step}", step=at.name)
                hint = say("name it in the `next` of another step", "在另一个步骤的 `next` 中指向它")
                yield at.finding(message, hint)


@rule(
    "dead-end",
    Severity.WARNING,
    "flow",
    "Every way ends in an end step.",
    "每条路径都以结束步骤收尾。",
    leans_on=Leaning.SPEC,
    apart=True,
)
def dead_end(scope: Scope) -> Iterator[Finding]:
    """Steps that nothing follows, though they are no end."""
    for process, flow in scope.flows:
        for at in steps_of(process):
            if at.step.type is not StepType.END and not _following(flow, at.step.id):
                message = say(
                    "the way stops at {step}, which is no end", "路径在{step}处中断，但它不是结束步骤", step=at.name
                )
                hint = say(
                    "say what follows with `next`, or add a step of type end",
                    "用 `next` 写明下一步，或增加一个结束步骤（`type: end`）",
                )
                yield at.finding(message, hint)


@rule(
    "endless-loop",
    Severity.WARNING,
    "flow",
    "No way goes round for ever.",
    "没有走不出去的循环。",
    leans_on=Leaning.SPEC,
    apart=True,
)
def endless_loop(scope: Scope) -> Iterator[Finding]:
    """The first step of each process from which no way leads out of a loop."""
    for process, flow in scope.flows:
        there, leaving = _from_start(flow), _to_an_end(flow)
        stuck = [at for at in steps_of(process) if at.step.id in there and at.step.id not in leaving]
        if stuck:
            names = listed([at.name for at in stuck[:4]])
            some = say("{names} …", "{names}等步骤", names=names) if len(stuck) > 4 else names
            message = say("no way leads out of the loop of {some}", "{some}形成的循环没有出口", some=some)
            hint = say("give one of its decisions a way to an end step", "为其中一个判断增加通向结束步骤的路径")
            yield stuck[0].finding(message, hint)


@rule(
    "few-branches",
    Severity.WARNING,
    "flow",
    "A decision has two outcomes or more.",
    "判断至少有两个结果。",
    leans_on=Leaning.SPEC,
    apart=True,
)
def few_branches(scope: Scope) -> Iterator[Finding]:
    """Decisions that decide nothing."""
    for at in scope.steps:
        if at.step.type is StepType.DECISION and len(at.step.branches) < 2:
            message = say("the decision {step} has no second outcome", "判断{step}没有第二个结果", step=at.name)
            hint = say("add the other outcome, or make it a task", "补上另一个结果，或改为任务")
            yield at.finding(message, hint, "branches")


@rule(
    "repeated-outcome",
    Severity.WARNING,
    "flow",
    "The outcomes of a decision have different names.",
    "同一判断的各个结果名称不同。",
    apart=True,
)
def repeated_outcome(scope: Scope) -> Iterator[Finding]:
    """Branches of one step that read alike in some language."""
    for at in scope.steps:
        seen: set[tuple[str, str]] = set()
        for index, branch in enumerate(at.step.branches):
            labels = {(lang, branch.when.get(lang).casefold()) for lang in scope.catalog.languages}
            if not labels.isdisjoint(seen):
                outcome = quoted(branch.when, "")
                message = say(
                    "{step} has the outcome {outcome} twice",
                    "{step}的结果{outcome}与另一个结果重名",
                    step=at.name,
                    outcome=outcome,
                )
                hint = say("name what tells them apart", "在名称中写明两者的区别")
                yield at.finding(message, hint, "branches", index, "when")
            seen |= labels


@rule(
    "not-a-question",
    Severity.WARNING,
    "flow",
    "The title of a decision is a question.",
    "判断的标题是一个问句。",
    apart=True,
)
def not_a_question(scope: Scope) -> Iterator[Finding]:
    """Decisions whose title does not ask."""
    for at in scope.steps:
        title = at.step.title
        if at.step.type is not StepType.DECISION or title is None:
            continue
        for lang, text in title.by_language:
            if not text.endswith(_QUESTION_MARKS):
                message = say("the decision {title} is not a question", "判断{title}不是问句", title=quote(text))
                hint = say(
                    "ask, and end with a question mark: the outcomes are the answers",
                    "改成以问号结尾的问句，各个结果就是答案",
                )
                yield at.finding(message, hint, "title", *([lang] if lang else []))


@rule(
    "split-not-joined",
    Severity.WARNING,
    "flow",
    "What a parallel gateway splits, another one joins.",
    "并行网关分出的路径由另一个并行网关汇合。",
    leans_on=Leaning.SPEC,
    apart=True,
)
def split_not_joined(scope: Scope) -> Iterator[Finding]:
    """Parallel splits with a way that comes to an end before it is joined."""
    for process, flow in scope.flows:
        stacks = _open_splits(flow)
        unjoined = {stack[1] for id, stack in stacks.items() if stack and not _ways_on(flow, id)}
        for at in steps_of(process):
            if at.step.id in unjoined:
                message = say(
                    "the ways that part at {step} are never joined",
                    "在网关{step}处分出的路径始终没有汇合",
                    step=at.name,
                )
                hint = say(
                    "lead all its ways to one more step of type parallel",
                    "让这些路径都通向另一个并行网关（`type: parallel`）",
                )
                yield at.finding(message, hint)


@rule(
    "join-without-split",
    Severity.WARNING,
    "flow",
    "A parallel gateway joins only ways that run side by side.",
    "并行网关只汇合同时进行的路径。",
    leans_on=Leaning.SPEC,
    apart=True,
)
def join_without_split(scope: Scope) -> Iterator[Finding]:
    """Parallel joins that wait for ways of which only one is taken."""
    for process, flow in scope.flows:
        stacks = _open_splits(flow)
        for at in steps_of(process):
            if at.step.type is StepType.PARALLEL and _only_joins(flow, at.step.id):
                came = [stacks[source] for source in _ways_in(flow, at.step.id) if source in stacks]
                if came and not any(came):
                    message = say(
                        "{step} waits for ways of which only one is taken",
                        "网关{step}等待多条路径，但实际只会走其中一条",
                        step=at.name,
                    )
                    hint = say(
                        "several ways may simply lead to the same step; take the gateway out",
                        "多条路径可以直接通向同一个步骤，去掉这个网关即可",
                    )
                    yield at.finding(message, hint)


@rule(
    "process-cycle",
    Severity.ERROR,
    "flow",
    "No process calls itself as a sub-process, not by detours either.",
    "没有流程直接或间接地调用自己。",
)
def process_cycle(scope: Scope) -> Iterator[Finding]:
    """Cycles of sub-process calls between processes, at the call that closes them."""
    calls = {
        id: list(dict.fromkeys(step.process for step in process.steps if step.process))
        for id, process in scope.catalog.processes.items()
    }
    for cycle in cycles(calls):
        last = scope.catalog.processes[cycle[-1]]
        at = next(at for at in steps_of(last) if at.step.process == cycle[0])
        names = listed([named(scope.catalog.processes[id]) for id in cycle])
        alone = say("{names} calls itself", "流程{names}调用了自己", names=names)
        circle = say("{names} call each other in a circle", "流程{names}相互调用，形成循环", names=names)
        hint = say("name another process, or write the steps out", "改为调用其他流程，或直接写出各个步骤")
        yield at.finding(circle if len(cycle) > 1 else alone, hint, "process")


def _following(flow: Flow, id: str) -> list[str]:
    return [way.target for way in flow.outgoing.get(id, ())]


def _from_start(flow: Flow) -> set[str]:
    return reached(flow.starts, lambda id: _following(flow, id))


def _to_an_end(flow: Flow) -> set[str]:
    ends = [id for id in flow.steps if not _following(flow, id)]
    return reached(ends, lambda id: [way.source for way in flow.incoming.get(id, ())])


def _ways_on(flow: Flow, id: str) -> list[str]:
    """What follows in the ordinary way; what is overdue leaves its parallel ways behind on purpose."""
    return [way.target for way in flow.outgoing.get(id, ()) if way.kind is not WayKind.OVERDUE]


def _ways_in(flow: Flow, id: str) -> list[str]:
    return [way.source for way in flow.incoming.get(id, ()) if way.kind is not WayKind.OVERDUE]


def _only_joins(flow: Flow, id: str) -> bool:
    return len(_ways_in(flow, id)) > 1 and len(_ways_on(flow, id)) < 2


def _open_splits(flow: Flow) -> dict[str, Stack]:
    """For every step, the parallel splits that are open once it is done; found along the first way that comes by."""
    stacks: dict[str, Stack] = {}
    waiting: list[tuple[str, Stack]] = [(id, None) for id in reversed(flow.starts)]
    while waiting:
        id, stack = waiting.pop()
        if id in stacks or id not in flow.steps:
            continue
        if flow.steps[id].type is StepType.PARALLEL:
            stack = stack[0] if stack and len(_ways_in(flow, id)) > 1 else stack
            stack = (stack, id) if len(_ways_on(flow, id)) > 1 else stack
        stacks[id] = stack
        waiting += [(target, stack) for target in _ways_on(flow, id)]
    return stacks
