"""Rules on soundness: every run can end, nothing is left running, no step is dead. See `analysis/soundness.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from process_atlas.analysis.checks import flow as arrows
from process_atlas.analysis.checks.gateways import gateway_name
from process_atlas.analysis.checks.rules import Finding, Leaning, Scope, about, named, rule
from process_atlas.analysis.soundness import MAX_STATES, Verdict
from process_atlas.diagnostics import Severity
from process_atlas.said import Said, say

_FIRST = (
    arrows.unreachable_step,
    arrows.dead_end,
    arrows.endless_loop,
    arrows.split_not_joined,
    arrows.join_without_split,
)
"""What makes a run fail for a plainer reason; a process in which one of them finds something is not played."""


@rule(
    "can-get-stuck",
    Severity.WARNING,
    "flow",
    "Every run of a process can come to its end.",
    "流程的每一次运行都能走到终点。",
    leans_on=Leaning.SPEC,
)
def can_get_stuck(scope: Scope) -> Iterator[Finding]:
    """Steps that may wait for ever for ways that nobody takes, and rounds without a way out."""
    hint = say(
        "lead to it only ways that run side by side, or join with the kind of gateway that split",
        "只让同时进行的路径通向它，或用与分叉处同类的网关来汇合",
    )
    yield from _told(
        scope,
        lambda verdict: verdict.stuck,
        "{step} may wait for ever: not all its ways are always taken",
        "{step}可能一直等下去：通向它的各条路径并非每次都会走",
        hint,
    )


@rule(
    "runs-twice",
    Severity.WARNING,
    "flow",
    "No step is begun again while it is under way.",
    "步骤未完成时不会再次启动。",
    leans_on=Leaning.SPEC,
)
def runs_twice(scope: Scope) -> Iterator[Finding]:
    """Steps that two ways of a parallel block lead to, so that the work is done twice."""
    hint = say("join the ways with a gateway before it", "在它之前用网关汇合各条路径")
    yield from _told(
        scope,
        lambda verdict: verdict.twice,
        "{step} may be begun twice in one run",
        "{step}在一次运行中可能启动两次",
        hint,
    )


@rule(
    "left-running",
    Severity.WARNING,
    "flow",
    "When a process ends, none of its steps is under way.",
    "流程结束时没有仍在进行的步骤。",
    leans_on=Leaning.SPEC,
)
def left_running(scope: Scope) -> Iterator[Finding]:
    """End steps that one way of a parallel or inclusive block reaches while another goes on."""
    hint = say("join the ways of the block before the end", "先汇合分出的各条路径，再通向结束步骤")
    yield from _told(
        scope,
        lambda verdict: verdict.left,
        "{step} may be reached while other steps are under way",
        "到达{step}时，可能还有步骤正在进行",
        hint,
    )


@rule(
    "dead-step",
    Severity.WARNING,
    "flow",
    "Every step is done in some run of the process.",
    "每个步骤在某次运行中都会执行到。",
    leans_on=Leaning.SPEC,
)
def dead_step(scope: Scope) -> Iterator[Finding]:
    """Steps that arrows lead to, and no run ever comes to."""
    hint = say(
        "see what stands before it; ways that exclude each other never meet",
        "检查它前面的步骤；互斥的路径永远不会汇合",
    )
    yield from _told(
        scope,
        lambda verdict: verdict.dead,
        "no run of the process comes to {step}",
        "流程无论怎样运行都到不了{step}",
        hint,
    )


@rule(
    "flow-undecided",
    Severity.INFO,
    "flow",
    "A process is small enough to be played through.",
    "流程规模适中，可以完整推演。",
    leans_on=Leaning.SPEC,
)
def flow_undecided(scope: Scope) -> Iterator[Finding]:
    """Processes with too many states to say whether every run can end."""
    for process, verdict in _played(scope):
        if not verdict.decided:
            message = say(
                "{process} has more than {most} states: it was not played to the end",
                "{process}可能出现的状态超过{most}种，未能完整推演",
                process=named(scope.catalog.processes[process]),
                most=f"{MAX_STATES:,}",
            )
            hint = say(
                "fewer ways side by side, or a part in a process of its own, make it clear to readers too",
                "减少同时进行的路径，或把一部分拆为独立的流程，读者也更容易看懂",
            )
            yield about(scope.catalog.processes[process], message, hint, "id")


def _told(scope: Scope, steps: Callable[[Verdict], Sequence[str]], en: str, zh: str, hint: Said) -> Iterator[Finding]:
    for process, verdict in _played(scope):
        for step in steps(verdict):
            at = scope.step(process, step)
            yield at.finding(say(en, zh, step=gateway_name(at)), hint)


def _played(scope: Scope) -> Iterator[tuple[str, Verdict]]:
    """The verdicts worth telling: faulty ones of processes without a plainer fault."""
    faulty = {id: verdict for id, verdict in scope.atlas.verdicts.items() if verdict != Verdict()}
    plain = {found.subject[1] for check in _FIRST for found in check(scope)} if faulty else set()
    return ((id, verdict) for id, verdict in faulty.items() if id not in plain)
