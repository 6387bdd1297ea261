"""The flow of a process: which steps follow which, in whose lane each stands, and its number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from process_atlas.spec.model import Level, Process, Step, StepType
from process_atlas.spec.values import Text

START = "start"
"""Id of the start terminator that is drawn for a process without a start step (with `-` added while taken)."""

_UNNUMBERED = frozenset({StepType.START, StepType.END, StepType.PARALLEL, StepType.INCLUSIVE})


class WayKind(StrEnum):
    """Why the flow goes from one step to another."""

    NEXT = "next"
    BRANCH = "branch"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Way:
    """A way from one step to another; a branch has its outcome as label."""

    source: str
    target: str
    kind: WayKind = WayKind.NEXT
    label: Text | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """The flow of one process.

    `entry` is the id of the drawn start terminator when the process has no start step, else "".
    `lane_of` and `numbers` are by step id; only steps that do work have a number, in reading order from 1.
    """

    steps: Mapping[str, Step]
    entry: str
    ways: tuple[Way, ...]
    lanes: tuple[str, ...]
    lane_of: Mapping[str, str]
    numbers: Mapping[str, int]
    outgoing: Mapping[str, tuple[Way, ...]]
    incoming: Mapping[str, tuple[Way, ...]]

    @property
    def starts(self) -> tuple[str, ...]:
        """Where the flow begins: the start steps, else the first step of the list."""
        starts = tuple(id for id, step in self.steps.items() if step.type is StepType.START)
        return starts or (next(iter(self.steps)),)


def flow_of(process: Process) -> Flow:
    """Derive the flow of a process. References to steps are known to resolve."""
    steps = {step.id: step for step in process.steps}
    ways = tuple(dict.fromkeys(_ways(process)))
    has_start = any(step.type is StepType.START for step in process.steps)
    entry = "" if has_start else _free_id(START, steps)
    if entry:
        ways = (Way(entry, process.steps[0].id), *ways)
    lane_of = _lanes(process)
    if entry:
        lane_of[entry] = lane_of[process.steps[0].id]
    used = dict.fromkeys(lane_of[step.id] for step in process.steps)
    lanes = tuple(dict.fromkeys([*(lane for lane in process.lanes if lane in used), *used]))
    worked = [step.id for step in process.steps if step.type not in _UNNUMBERED]
    return Flow(
        MappingProxyType(steps),
        entry,
        ways,
        lanes,
        MappingProxyType(lane_of),
        MappingProxyType({id: number for number, id in enumerate(worked, 1)}),
        _grouped(ways, "source"),
        _grouped(ways, "target"),
    )


def _ways(process: Process) -> Iterator[Way]:
    following = [step.id for step in process.steps[1:]]
    for step, after in zip(process.steps, [*following, ""], strict=True):
        for branch in step.branches:
            yield Way(step.id, branch.next, WayKind.BRANCH, branch.when, branch.level)
        for target in _next(step, after):
            yield Way(step.id, target)
        if step.overdue:
            yield Way(step.id, step.overdue, WayKind.OVERDUE)


def _next(step: Step, after: str) -> tuple[str, ...]:
    if step.next is not None:
        return step.next
    leads_on = step.type not in (StepType.END, StepType.DECISION) and not step.branches
    return (after,) if leads_on and after else ()


def _lanes(process: Process) -> dict[str, str]:
    """The lane of each step: its first responsible role, else its neighbour's, else the owner's."""
    lane_of: dict[str, str] = {}
    current = next((step.responsible[0] for step in process.steps if step.responsible), process.owner)
    for step in process.steps:
        current = step.responsible[0] if step.responsible else current
        lane_of[step.id] = current
    return lane_of


def _free_id(wanted: str, taken: Mapping[str, object]) -> str:
    while wanted in taken:
        wanted += "-"
    return wanted


def _grouped(ways: tuple[Way, ...], end: str) -> Mapping[str, tuple[Way, ...]]:
    grouped: dict[str, list[Way]] = {}
    for way in ways:
        grouped.setdefault(getattr(way, end), []).append(way)
    return MappingProxyType({id: tuple(found) for id, found in grouped.items()})
