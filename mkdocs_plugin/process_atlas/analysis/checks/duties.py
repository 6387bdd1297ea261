"""Rules on how work is shared out: nobody checks themselves, nobody has too much, work does not wander."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from process_atlas.analysis.checks.rules import At, Finding, Leaning, Scope, about, named, rule
from process_atlas.diagnostics import Severity
from process_atlas.said import say
from process_atlas.spec.model import StepType

GROUP = "responsibility"

_ALSO = {"consulted": say("consulted", "咨询"), "informed": say("informed", "知会")}

_APPROVES = re.compile(
    r"\bapprov|\bauthori[sz]|\bsign(?:s|ed)? off\b|\bcountersign|审批|批准|核准|审定|会签", re.IGNORECASE
)


@rule(
    "self-approval",
    Severity.WARNING,
    GROUP,
    "Nobody approves their own work.",
    "没有人批准自己的工作。",
    leans_on=Leaning.SPEC,
    apart=True,
)
def self_approval(scope: Scope) -> Iterator[Finding]:
    """Steps that approve, by their title, what the very same roles did in the step before."""
    for at in scope.steps:
        if _approves(at):
            for way in scope.atlas.flows[at.process.id].incoming.get(at.step.id, ()):
                before = scope.atlas.flows[at.process.id].steps.get(way.source)
                if before and before.type is StepType.TASK and set(before.responsible) == set(at.step.responsible):
                    work = scope.step(at.process.id, before.id).name
                    message = say(
                        "who did {work} decides on it in {step}",
                        "执行{work}的岗位又在{step}中批准自己的工作",
                        work=work,
                        step=at.name,
                    )
                    yield at.finding(message, say("let another role approve", "由其他岗位批准"), "responsible")
                    break


def _approves(at: At) -> bool:
    """Whether somebody approves something in the step, as far as its title tells."""
    working = at.step.type in (StepType.TASK, StepType.DECISION) and at.step.responsible and at.step.title
    return bool(working and at.step.title and any(_APPROVES.search(text) for _, text in at.step.title.by_language))


@rule(
    "role-twice",
    Severity.INFO,
    GROUP,
    "Who does a step is not asked about it or told of it too.",
    "执行步骤的岗位不再列为咨询或知会对象。",
    apart=True,
)
def role_twice(scope: Scope) -> Iterator[Finding]:
    """Roles that are consulted or informed about what they do themselves."""
    for at in scope.steps:
        for key, part in _ALSO.items():
            for index, role in enumerate(getattr(at.step, key)):
                if role in at.step.responsible:
                    message = say(
                        "{role} does {step} and is {part} about it too",
                        "{role}执行{step}，又被列为{part}对象",
                        role=named(scope.catalog.roles[role]),
                        step=at.name,
                        part=part,
                    )
                    yield at.finding(message, say("name it once", "只写一处即可"), key, index)


@rule(
    "role-overloaded",
    Severity.INFO,
    GROUP,
    "No role has more steps than one can learn.",
    "没有岗位承担过多的步骤。",
    max_steps=40,
)
def role_overloaded(scope: Scope) -> Iterator[Finding]:
    """Roles of the firm that are responsible for very many steps."""
    counts = Counter(role for at in scope.steps for role in at.step.responsible)
    most = scope.limits["max_steps"]
    hint = say(
        "part the role in two, or give some of its steps to others", "把这个岗位一分为二，或把部分步骤交给其他岗位"
    )
    for id, count in counts.items():
        role = scope.catalog.roles[id]
        if count > most and not role.external:
            message = say(
                "{role} is responsible for {count} steps; {most} can be kept in mind",
                "{role}负责执行{count}个步骤，超过{most}个就难以记全",
                role=named(role),
                count=count,
                most=most,
            )
            yield about(role, message, hint, "id")


@rule(
    "many-handovers",
    Severity.INFO,
    GROUP,
    "Work changes hands seldom enough not to get lost.",
    "工作转手不多，不易遗漏。",
    leans_on=Leaning.SPEC,
    max_handovers=15,
)
def many_handovers(scope: Scope) -> Iterator[Finding]:
    """Processes in which work goes from role to role very often."""
    counts = Counter(place.process for cell in scope.atlas.handovers.cells.values() for place in cell.places)
    most = scope.limits["max_handovers"]
    for id, count in counts.items():
        if count > most:
            process = scope.catalog.processes[id]
            message = say(
                "in {process} work changes hands {count} times; {most} are many",
                "{process}中工作转手{count}次，{most}次已经偏多",
                process=named(process),
                count=count,
                most=most,
            )
            hint = say("let one role do several steps in a row", "让同一岗位连续完成几个步骤")
            yield about(process, message, hint, "id")
