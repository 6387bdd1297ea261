"""Rules on where ways part and meet: it is told how, why, and what for."""

from __future__ import annotations

from collections.abc import Iterator

from process_atlas.analysis.checks.rules import At, Finding, Leaning, Scope, rule, steps_of
from process_atlas.diagnostics import Severity
from process_atlas.said import Said, say
from process_atlas.spec.model import StepType

_GATEWAYS = (StepType.PARALLEL, StepType.INCLUSIVE, StepType.DECISION)


@rule(
    "implicit-split",
    Severity.WARNING,
    "flow",
    "Where the flow parts, a decision or a gateway says how.",
    "流程分叉处由判断或网关写明如何分叉。",
    apart=True,
)
def implicit_split(scope: Scope) -> Iterator[Finding]:
    """Tasks, waits and the like that several steps follow."""
    for at in scope.steps:
        if at.step.type not in _GATEWAYS and len(at.step.next or ()) > 1:
            message = say(
                "several steps follow {step}: one of them, or all?",
                "{step}之后有多个步骤：走其中一个，还是全部？",
                step=at.name,
            )
            hint = say(
                "put a decision, or a parallel or inclusive gateway, behind it",
                "在它后面加一个判断、并行网关或包容网关",
            )
            yield at.finding(message, hint, "next")


@rule(
    "unlabelled-outcome",
    Severity.WARNING,
    "flow",
    "An inclusive gateway says when each of its ways is taken.",
    "包容网关写明每条路径在什么情况下走。",
    apart=True,
)
def unlabelled_outcome(scope: Scope) -> Iterator[Finding]:
    """Inclusive gateways with several ways and no conditions."""
    for at in scope.steps:
        if at.step.type is StepType.INCLUSIVE and len(at.step.next or ()) > 1:
            message = say(
                "{gateway} does not say when which of its ways is taken",
                "{gateway}没有写明各条路径在什么情况下走",
                gateway=gateway_name(at),
            )
            hint = say("write `branches` with `when` in place of `next`", "把 `next` 改成带有 `when` 的 `branches`")
            yield at.finding(message, hint, "next", key=True)


@rule(
    "same-way",
    Severity.WARNING,
    "flow",
    "The outcomes of a decision lead different ways.",
    "判断的各个结果通向不同的路径。",
    apart=True,
)
def same_way(scope: Scope) -> Iterator[Finding]:
    """Decisions of which every outcome leads to the same step."""
    for at in scope.steps:
        branches = at.step.branches
        if at.step.type is StepType.DECISION and len(branches) > 1 and len({each.next for each in branches}) == 1:
            message = say(
                "every outcome of {step} leads to the same step", "判断{step}的所有结果都通向同一个步骤", step=at.name
            )
            hint = say("let one outcome lead elsewhere, or make it a task", "让其中一个结果通向别处，或改为任务")
            yield at.finding(message, hint, "branches")


@rule(
    "way-into-start",
    Severity.WARNING,
    "flow",
    "No way leads back into a start.",
    "没有路径通回开始步骤。",
    leans_on=Leaning.SPEC,
    apart=True,
)
def way_into_start(scope: Scope) -> Iterator[Finding]:
    """Start steps that another step leads to."""
    for process, flow in scope.flows:
        for at in steps_of(process):
            before = flow.incoming.get(at.step.id, ())
            if at.step.type is StepType.START and before:
                message = say(
                    "{source} leads back into the start {start}",
                    "{source}又通回开始步骤{start}",
                    source=scope.step(process.id, before[0].source).name,
                    start=at.name,
                )
                hint = say("lead it to the step after the start", "改为通向开始步骤之后的那一步")
                yield at.finding(message, hint)


def gateway_name(at: At) -> Said:
    """The step's title in quotes; one without a title, as most gateways are, is called a gateway."""
    return at.name if at.step.title else say("the gateway {id}", "网关{id}", id=at.name)
