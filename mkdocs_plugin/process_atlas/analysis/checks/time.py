"""Rules on time: limits that can be kept, reviews that are held."""

from __future__ import annotations

import heapq
from collections.abc import Iterator

from process_atlas.analysis.checks.rules import Finding, Leaning, Scope, about, named, rule, steps_of
from process_atlas.analysis.flow import Flow, WayKind
from process_atlas.analysis.review import next_review
from process_atlas.diagnostics import Severity
from process_atlas.spec.model import Status, Step, StepType
from process_atlas.spec.values import Duration

GROUP = "time"


@rule(
    "overdue-without-limit",
    Severity.WARNING,
    GROUP,
    "Where something is overdue, there is a time limit.",
    "写明超时去向的步骤都有时限。",
    apart=True,
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
    apart=True,
)
def limit_too_short(scope: Scope) -> Iterator[Finding]:
    """Steps that may take longer than the whole process."""
    for process in scope.processes:
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
    apart=True,
)
def effort_beyond_limit(scope: Scope) -> Iterator[Finding]:
    """Steps that take longer than they may."""
    for at in scope.steps:
        effort, limit = at.step.duration, at.step.within
        if effort and limit and effort.minutes > limit.minutes:
            message = f"{at.name} takes {said(effort)} and has to be done within {said(limit)}"
            yield at.finding(message, "give it more time, or say what takes it so long", "duration")


@rule(
    "impossible-limit",
    Severity.WARNING,
    GROUP,
    "A time limit can be kept.",
    "时限能够做到。",
    leans_on=Leaning.SPEC,
    apart=True,
)
def impossible_limit(scope: Scope) -> Iterator[Finding]:
    """Limits of nothing, and processes of which even the quickest way takes longer than the whole may take."""
    for process, flow in scope.flows:
        for at in steps_of(process):
            if at.step.within and not at.step.within.minutes:
                yield at.finding(f"nobody can do {at.name} in no time", "give it a limit that can be kept", "within")
        if process.within is None or any(_exceeds(step.for_, process.within) for step in process.steps):
            continue
        quickest = _quickest(flow)
        if quickest > process.within.minutes or not process.within.minutes:
            hours = f"{quickest / 60:.3g} h" if quickest else "more than nothing"
            message = f"the quickest way through {named(process)} takes {hours}; its limit is {said(process.within)}"
            yield about(process, message, "give the process more time, or its steps less", "within")


@rule(
    "limit-of-subprocess",
    Severity.WARNING,
    GROUP,
    "A sub-process has as much time as it may take.",
    "子流程得到的时间不少于它自己的时限。",
    leans_on=Leaning.SPEC,
)
def limit_of_subprocess(scope: Scope) -> Iterator[Finding]:
    """Steps, and processes around them, whose limit is shorter than that of the process they call."""
    for at in scope.steps:
        called = scope.catalog.processes[at.step.process] if at.step.process else None
        if called is None or called.within is None:
            continue
        may = f"{named(called)} may take {said(called.within)}"
        if at.step.within and _exceeds(called.within, at.step.within):
            yield at.finding(f"{may}, {at.name} {said(at.step.within)}", "make the two limits agree", "within")
        elif at.process.within and _exceeds(called.within, at.process.within):
            message = f"{may}, the whole of {named(at.process)} {said(at.process.within)}"
            yield at.finding(message, "make the two limits agree", "process")


@rule(
    "overdue-without-effect",
    Severity.WARNING,
    GROUP,
    "When a limit passes, something else happens than otherwise.",
    "超时后的去向与正常去向不同。",
    leans_on=Leaning.SPEC,
    apart=True,
)
def overdue_without_effect(scope: Scope) -> Iterator[Finding]:
    """Steps that go on to the same step whether they are in time or not."""
    for process, flow in scope.flows:
        for at in steps_of(process):
            ways = flow.outgoing.get(at.step.id, ())
            usual = {way.target for way in ways if way.kind is not WayKind.OVERDUE}
            if at.step.overdue and (usual == {at.step.overdue} or at.step.overdue == at.step.id):
                message = f"{at.name} goes the same way when it is overdue as when it is not"
                yield at.finding(message, "name who takes over, or leave `overdue` out", "overdue")


@rule(
    "review-overdue",
    Severity.WARNING,
    GROUP,
    "Every spec in force has been reviewed in time.",
    "每份生效的规范都已按期审核。",
    apart=True,
)
def review_overdue(scope: Scope) -> Iterator[Finding]:
    """Active specs whose next review is past."""
    for spec in scope.specs:
        due = next_review(spec, scope.catalog.manifest.review_every)
        if spec.status is Status.ACTIVE and due and due < scope.today:
            key = next(key for key in ("reviewed", "approved", "effective") if getattr(spec, key))
            hint = "compare it with practice, mend it, and set `reviewed` to the day"
            yield about(spec, f"the review of {named(spec)} was due on {due.isoformat()}", hint, key)


def _exceeds(span: Duration | None, limit: Duration) -> bool:
    return span is not None and span.minutes > limit.minutes


def _quickest(flow: Flow) -> float:
    """The minutes of the quickest way from a start to an end, by waits and typical efforts; 0 when there is none."""
    best = {id: _effort(flow.steps[id]) for id in flow.starts}
    waiting = [(minutes, id) for id, minutes in best.items()]
    while waiting:
        minutes, id = heapq.heappop(waiting)
        if flow.steps[id].type is StepType.END:
            return minutes
        for way in flow.outgoing.get(id, ()) if minutes <= best[id] else ():
            after = minutes + _effort(flow.steps[way.target])
            if way.kind is not WayKind.OVERDUE and after < best.get(way.target, float("inf")):
                best[way.target] = after
                heapq.heappush(waiting, (after, way.target))
    return 0


def _effort(step: Step) -> float:
    span = step.for_ or step.duration
    return span.minutes if span else 0


def said(span: Duration) -> str:
    """A duration in English words."""
    plural = "" if span.amount == 1 or span.unit.value in ("min", "h") else "s"
    return f"{span.amount:g} {span.unit.value}{plural}"
