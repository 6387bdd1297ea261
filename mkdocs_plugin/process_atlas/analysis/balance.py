"""Whether the levels of the data-flow diagrams agree, for the whole catalogue in one pass over its flows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from process_atlas.analysis.dataflow import DataFlow, DataFlows, Diagram, Difference, balance


def differences_of(dataflow: DataFlows) -> tuple[Difference, ...]:
    """Every difference between the context and level 0, and between level 0 and the level 1 of each process."""
    parts, level_0 = dataflow.catalog.parts, dataflow.level_0
    found = [*balance(dataflow.context, level_0, parts)]
    around = _by_process(level_0.flows)
    for id in dataflow.catalog.processes:
        parent: Diagram = replace(level_0, flows=tuple(around.get(id, ())))
        found += balance(parent, dataflow.level_1(id), parts)
    return tuple(found)


def _by_process(flows: Iterable[DataFlow]) -> Mapping[str, list[DataFlow]]:
    """The flows at each process, so that no process looks at the flows of all others."""
    grouped: dict[str, list[DataFlow]] = defaultdict(list)
    for flow in flows:
        for end in {flow.source, flow.target}:
            if end.kind == "process":
                grouped[end.id].append(flow)
    return grouped
