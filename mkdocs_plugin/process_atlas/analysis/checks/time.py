"""Rules on time: limits that can be kept, reviews that are held."""

from __future__ import annotations

import heapq
from collections.abc import Iterator

from process_atlas.analysis.checks.rules import Finding, Leaning, Scope, about, named, rule, steps_of
from process_atlas.analysis.diff.words import shown
from process_atlas.analysis.flow import Flow, WayKind
from process_atlas.analysis.review import next_review
from process_atlas.diagnostics import Severity
from process_atlas.said import Said, say
from process_atlas.spec.model import Process, Status, Step, StepType
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
            message = say(
                "{step} says what happens when it is overdue, but not when that is",
                "步骤{step}写明了超时去向，却没有时限",
                step=at.name,
            )
            hint = say("add `within`, such as 24 h", "补上 `within`，例如 24 h")
            yield at.finding(message, hint, "overdue", key=True)


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
                    message = say(
                        "{step} may take {span}, the whole of {process} {limit}",
                        "步骤{step}最长{span}，整个流程{process}却只有{limit}",
                        step=at.name,
                        span=shown(span),
                        process=named(process),
                        limit=shown(process.within),
                    )
                    hint = say("give the process more time, or the step less", "延长流程的时限，或缩短步骤的时间")
                    yield at.finding(message, hint, key)


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
            message = say(
                "{step} takes {effort} and has to be done within {limit}",
                "步骤{step}通常用时{effort}，却须在{limit}内完成",
                step=at.name,
                effort=shown(effort),
                limit=shown(limit),
            )
            hint = say("give it more time, or say what takes it so long", "延长时限，或说明为何需要这么久")
            yield at.finding(message, hint, "duration")


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
                message = say("nobody can do {step} in no time", "步骤{step}的时限为零，没有人能做到", step=at.name)
                yield at.finding(message, say("give it a limit that can be kept", "设定能够做到的时限"), "within")
        limit = process.within
        if limit is None or any(_exceeds(step.for_, limit) for step in process.steps):
            continue
        quickest = _quickest(flow)
        if quickest > limit.minutes or not limit.minutes:
            hint = say("give the process more time, or its steps less", "延长流程的时限，或缩短步骤的时间")
            yield about(process, _too_quick(process, limit, quickest), hint, "within")


def _too_quick(process: Process, limit: Duration, quickest: float) -> Said:
    hours = say("{hours} h", "{hours}小时", hours=f"{quickest / 60:.3g}")
    return say(
        "the quickest way through {process} takes {time}; its limit is {limit}",
        "流程{process}最快也要{time}，时限却是{limit}",
        process=named(process),
        time=hours if quickest else say("more than nothing", "一定时间"),
        limit=shown(limit),
    )


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
        hint = say("make the two limits agree", "使两个时限相符")
        if at.step.within and _exceeds(called.within, at.step.within):
            step = say("{step}", "步骤{step}", step=at.name)
            yield at.finding(_longer(called, called.within, step, at.step.within), hint, "within")
        elif at.process.within and _exceeds(called.within, at.process.within):
            whole = say("the whole of {process}", "整个流程{process}", process=named(at.process))
            yield at.finding(_longer(called, called.within, whole, at.process.within), hint, "process")


def _longer(called: Process, span: Duration, around: Said, limit: Duration) -> Said:
    return say(
        "{called} may take {span}, {around} {limit}",
        "子流程{called}最长{span}，{around}却只有{limit}",
        called=named(called),
        span=shown(span),
        around=around,
        limit=shown(limit),
    )


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
                message = say(
                    "{step} goes the same way when it is overdue as when it is not",
                    "步骤{step}无论是否超时，去向都一样",
                    step=at.name,
                )
                hint = say("name who takes over, or leave `overdue` out", "写明超时后由谁接手，或删去 `overdue`")
                yield at.finding(message, hint, "overdue")


@rule(
    "review-overdue",
    Severity.WARNING,
    GROUP,
    "Every spec in force has been reviewed in time.",
    "每份生效的规范都已按期评审。",
    apart=True,
)
def review_overdue(scope: Scope) -> Iterator[Finding]:
    """Active specs whose next review is past."""
    for spec in scope.specs:
        due = next_review(spec, scope.catalog.manifest.review_every)
        if spec.status is Status.ACTIVE and due and due < scope.today:
            key = next(key for key in ("reviewed", "approved", "effective") if getattr(spec, key))
            message = say(
                "the review of {spec} was due on {day}", "{spec}应在{day}前评审，现已逾期", spec=named(spec), day=due
            )
            hint = say(
                "compare it with practice, mend it, and set `reviewed` to the day",
                "对照实际做法加以修订，并把 `reviewed` 改为评审当天的日期",
            )
            yield about(spec, message, hint, key)


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
