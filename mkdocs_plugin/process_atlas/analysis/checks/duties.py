"""Rules on how work is shared out: nobody checks themselves, nobody has too much, work does not wander."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from process_atlas.analysis.checks.rules import At, Finding, Leaning, Scope, about, named, rule
from process_atlas.diagnostics import Severity
from process_atlas.spec.model import StepType

GROUP = "responsibility"

_APPROVES = re.compile(
    r"\bapprov|\bauthori[sz]|\bsign(?:s|ed)? off\b|\bcountersign|审批|批准|核准|审定|会签", re.IGNORECASE
)


@rule(
    "self-approval",
    Severity.WARNING,
    GROUP,
    "Nobody approves their own work.",
    "没有人审批自己的工作。",
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
                    yield at.finding(
                        f"who did {work} decides on it in {at.name}", "let another role approve", "responsible"
                    )
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
        for key in ("consulted", "informed"):
            for index, role in enumerate(getattr(at.step, key)):
                if role in at.step.responsible:
                    message = f"{named(scope.catalog.roles[role])} does {at.name} and is {key} about it too"
                    yield at.finding(message, "name it once", key, index)


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
    for id, count in counts.items():
        role = scope.catalog.roles[id]
        if count > most and not role.external:
            message = f"{named(role)} is responsible for {count} steps; {most} can be kept in mind"
            yield about(role, message, "part the role in two, or give some of its steps to others", "id")


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
            hint = "let one role do several steps in a row"
            yield about(process, f"in {named(process)} work changes hands {count} times; {most} are many", hint, "id")
