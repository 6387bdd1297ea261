"""Where the work of a process parts into ways that run side by side, and where these come together again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from process_atlas.analysis.flow import Flow, Way, WayKind
from process_atlas.spec.model import StepType

LIMIT = 50_000
"""How many ways are followed at most to find the joins of one process: dense graphs are not worth more."""


def side_by_side(flow: Flow, id: str) -> tuple[Way, ...]:
    """The ways out of a step of which several may be taken; empty where only one is."""
    step = flow.steps[id]
    ways = tuple(way for way in flow.outgoing.get(id, ()) if way.kind is not WayKind.OVERDUE)
    several = step.type is StepType.INCLUSIVE or all(way.kind is WayKind.NEXT for way in ways)
    return ways if several and len(ways) > 1 else ()


def splits_of(flow: Flow) -> Mapping[str, str]:
    """Each step where work parts, with the step where it comes together: "" where every way ends for itself.

    A gateway is joined by the nearest gateway of its type that all its ways reach, else by the nearest such step.
    In a graph too dense to search, splits are left out; the work then seems to go one way or another.
    """
    found: dict[str, str] = {}
    left = LIMIT
    for id in flow.steps:
        ways = side_by_side(flow, id)
        if not ways:
            continue
        distances = []
        for way in ways:
            distance, cost = _distances(flow, way.target, id, left)
            left -= cost
            distances.append(distance)
        if left <= 0:
            break
        found[id] = _join(flow, id, distances)
    return MappingProxyType(found)


def _distances(flow: Flow, start: str, split: str, limit: int) -> tuple[dict[str, int], int]:
    """How far every step is from `start`, not going through the split again, and how many ways were followed."""
    distance = {start: 0}
    waiting, cost = [start], 0
    for id in waiting:
        for way in flow.outgoing.get(id, ()):
            cost += 1
            if way.kind is not WayKind.OVERDUE and way.target not in distance and way.target != split:
                distance[way.target] = distance[id] + 1
                waiting.append(way.target)
        if cost > limit:
            break
    return distance, cost


def _join(flow: Flow, split: str, distances: Iterable[Mapping[str, int]]) -> str:
    first, *others = distances
    common = [id for id in flow.steps if id in first and all(id in other for other in others)]
    kind = flow.steps[split].type
    alike = [id for id in common if flow.steps[id].type is kind and len(flow.incoming.get(id, ())) > 1]
    gateway = kind in (StepType.PARALLEL, StepType.INCLUSIVE)
    candidates = alike if gateway and alike else common
    return min(candidates, key=lambda id: max(each[id] for each in (first, *others)), default="")
