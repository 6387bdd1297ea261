"""The ways through a process from start to end: the shortest, the usual, and the longest by its time limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from process_atlas.analysis.flow import Flow
from process_atlas.analysis.routes import Route, Search, length, shortness
from process_atlas.catalog import Catalog
from process_atlas.spec.model import Process, Step


@dataclass(frozen=True, slots=True)
class Paths:
    """The ways through a process; without any way to an end, `count` is 0 and there are no routes.

    `count` is how many ways there are, or `MOST_COUNTED` if they are more; `exact` tells that it is all of them and
    that none is longer or shorter than those named here. In a flow with too many loops that lead into each other, both
    are what a quick look finds.
    """

    shortest: Route | None = None
    usual: Route | None = None
    longest: Route | None = None
    count: int = 0
    exact: bool = True


def minutes_of(process: Process, catalog: Catalog) -> Mapping[str, float]:
    """How long each step may take by its limit or its wait; one without that calls a process, as long as that one."""
    return {step.id: _minutes(step, catalog) for step in process.steps}


def paths_of(flow: Flow, minutes: Mapping[str, float]) -> Paths:
    """The ways through a flow. `minutes` is how long each step takes."""
    search = Search(flow, minutes)
    found = [each for each in (search.through(start) for start in flow.starts) if each]
    if not found:
        return Paths()
    return Paths(
        min((each.shortest for each in found), key=shortness),
        found[0].usual,
        max((each.longest for each in found), key=length),
        sum(each.count for each in found),
        search.exact,
    )


def _minutes(step: Step, catalog: Catalog) -> float:
    own = [span.minutes for span in (step.within, step.for_) if span]
    called = catalog.processes.find(step.process) if step.process else None
    return max(own) if own else called.within.minutes if called and called.within else 0.0
