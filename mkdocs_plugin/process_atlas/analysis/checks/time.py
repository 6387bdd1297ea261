"""Rules on time: limits that can be kept, reviews that are held."""

from __future__ import annotations

from collections.abc import Iterator

from process_atlas.analysis.checks.rules import Finding, Leaning, Scope, about, named, rule, steps_of
from process_atlas.analysis.review import next_review
from process_atlas.diagnostics import Severity
from process_atlas.spec.model import Status
from process_atlas.spec.values import Duration

GROUP = "time"


@rule(
    "overdue-without-limit",
    Severity.WARNING,
    GROUP,
    "Where something is overdue, there is a time limit.",
    "写明超时去向的步骤都有时限。",
)
def overdue_without_limit(scope: Scope) -> Iterator[Finding]:
    """Steps that say where to go when a limit passes, without a limit."""
    for at in scope.steps:
        if at.step.overdue and not at.step.within:
            message = f"{at.name} says what happens when it is overdue, but not when that is"
            yield at.finding(message, "add `within`, such as 24 h", "overdue", key=True)


@rule(
    "limit-too-short",
    Severity.WARNING,
    GROUP,
    "The time limit of a process is not shorter than that of a step in it.",
    "流程总时限不短于其中任何步骤的时限。",
    leans_on=Leaning.SPEC,
)
def limit_too_short(scope: Scope) -> Iterator[Finding]:
    """Steps that may take longer than the whole process."""
    for process in scope.catalog.processes.values():
        for at in steps_of(process) if process.within else ():
            for key, span in (("within", at.step.within), ("for", at.step.for_)):
                if process.within and span and span.minutes > process.within.minutes:
                    message = f"{at.name} may take {said(span)}, the whole of {named(process)} {said(process.within)}"
                    yield at.finding(message, "give the process more time, or the step less", key)


@rule(
    "effort-beyond-limit",
    Severity.WARNING,
    GROUP,
    "The typical effort of a step fits into its time limit.",
    "步骤的通常用时不超过其时限。",
)
def effort_beyond_limit(scope: Scope) -> Iterator[Finding]:
    """Steps that take longer than they may."""
    for at in scope.steps:
        effort, limit = at.step.duration, at.step.within
        if effort and limit and effort.minutes > limit.minutes:
            message = f"{at.name} takes {said(effort)} and has to be done within {said(limit)}"
            yield at.finding(message, "give it more time, or say what takes it so long", "duration")


@rule(
    "review-overdue",
    Severity.WARNING,
    GROUP,
    "Every spec in force has been reviewed in time.",
    "每份生效的规范都已按期审核。",
)
def review_overdue(scope: Scope) -> Iterator[Finding]:
    """Active specs whose next review is past."""
    for spec in scope.specs:
        due = next_review(spec, scope.catalog.manifest.review_every)
        if spec.status is Status.ACTIVE and due and due < scope.today:
            key = next(key for key in ("reviewed", "approved", "effective") if getattr(spec, key))
            hint = "compare it with practice, mend it, and set `reviewed` to the day"
            yield about(spec, f"the review of {named(spec)} was due on {due.isoformat()}", hint, key)


def said(span: Duration) -> str:
    """A duration in English words."""
    plural = "" if span.amount == 1 or span.unit.value in ("min", "h") else "s"
    return f"{span.amount:g} {span.unit.value}{plural}"
