"""Everything derived from a catalogue, computed once: what pages and diagrams are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from process_atlas.analysis.dataflow import DataFlows, dataflows_of
from process_atlas.analysis.flow import Flow, flow_of
from process_atlas.analysis.glossary import Glossary
from process_atlas.analysis.lineage import Lineage, Touch, lineage_of
from process_atlas.analysis.responsibility import Chart, Handovers, Overview, Place, chart_of, handovers_of, overview_of
from process_atlas.analysis.roles import Concerned, RoleWork, Signs, tones_of, work_of
from process_atlas.analysis.soundness import Verdict, verdict_of
from process_atlas.catalog import Catalog, DataPart
from process_atlas.spec.collecting import without_collecting
from process_atlas.spec.model import Process

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier atlas knew of single processes, for those that are still the same: nothing of it depends on
    others, but the charts depend on the order of the roles, and touches on the structures."""

    processes: Mapping[str, Process]
    flows: Mapping[str, Flow]
    verdicts: Mapping[str, Verdict]
    charts: Mapping[str, Chart]
    touches: Mapping[str, tuple[Touch, ...]]
    roles: tuple[str, ...]
    parts: Mapping[str, DataPart]


NOTHING_KNOWN = Known({}, {}, {}, {}, {}, (), {})


@dataclass(frozen=True)
class Atlas:
    """A catalogue and all that follows from it. `flows` are by process id; the rest is worked out when first asked.

    `known` is what an earlier atlas worked out already.
    """

    catalog: Catalog
    flows: Mapping[str, Flow]
    known: Known = field(default=NOTHING_KNOWN, kw_only=True)

    @cached_property
    def verdicts(self) -> Mapping[str, Verdict]:
        """What playing each process through shows, by process id."""
        before = self._same(self.known.verdicts)
        return MappingProxyType({id: before.get(id) or verdict_of(flow) for id, flow in self.flows.items()})

    @cached_property
    def lineage(self) -> Lineage:
        """Who creates, reads, updates, deletes, receives and sends which data."""
        same = self.known.parts == self.catalog.parts
        return lineage_of(self.catalog, self._same(self.known.touches) if same else {})

    @cached_property
    def dataflow(self) -> DataFlows:
        """The data-flow diagrams: `context`, `level_0`, `area(id)`, `level_1(process)`."""
        return dataflows_of(self.catalog, self.flows, self.lineage)

    @cached_property
    def store_numbers(self) -> Mapping[str, str]:
        """The numbers of stores in the data-flow diagrams (`D1`), by data id."""
        return self.dataflow.store_numbers

    @cached_property
    def glossary(self) -> Glossary:
        """The terms of the manifest and where they are named."""
        return Glossary(self.catalog)

    @cached_property
    def charts(self) -> Mapping[str, Chart]:
        """The responsibility chart of each process."""
        before = self._same(self.known.charts) if self.known.roles == tuple(self.catalog.everybody) else {}
        charts = {
            id: before.get(id) or chart_of(each, self.flows[id], self.catalog)
            for id, each in self.catalog.processes.items()
        }
        return MappingProxyType(charts)

    @cached_property
    def overview(self) -> Overview:
        """Processes x roles."""
        return overview_of(self.charts, self.catalog)

    @cached_property
    def handovers(self) -> Handovers:
        """Who hands work to whom."""
        return handovers_of(self.catalog, self.flows)

    @cached_property
    def handed_over(self) -> Mapping[str, tuple[Place, ...]]:
        """Where work changes hands in each process, by the pairs of roles in their order."""
        found: dict[str, list[Place]] = {}
        for cell in self.handovers.cells.values():
            for place in cell.places:
                found.setdefault(place.process, []).append(place)
        return MappingProxyType({id: tuple(places) for id, places in found.items()})

    @cached_property
    def work(self) -> Mapping[str, RoleWork]:
        """What each role does, by role id."""
        return work_of(self.catalog, self.charts, self.lineage)

    @cached_property
    def concerned(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """The roles that each `(process, step)` concerns, and under `(process, "")` those of the whole process."""
        return Concerned(self.charts, self.flows)

    @cached_property
    def tones(self) -> Mapping[str, int]:
        """The colour number (0 to 11) of each role."""
        return tones_of(self.catalog, self.charts)

    @cached_property
    def signs(self) -> Mapping[str, Mapping[str, str]]:
        """The short sign of each role, by language and role id; a difference may be told in any language."""
        return Signs(self.catalog)

    @cached_property
    def step_index(self) -> Mapping[tuple[str, str], int]:
        """The place of each `(process, step)` in its process's list of steps."""
        processes = self.catalog.processes.items()
        found = {(id, step.id): index for id, process in processes for index, step in enumerate(process.steps)}
        return MappingProxyType(found)

    def _same(self, known: Mapping[str, T]) -> Mapping[str, T]:
        """What was known of those processes whose flows are what they were."""
        before = self.known.flows
        return {id: each for id, each in known.items() if before[id] is self.flows.get(id)}


@without_collecting()
def derive(catalog: Catalog, before: Atlas | None = None) -> Atlas:
    """The atlas of a catalogue. What `before` knew of processes that are still the same objects is taken from there."""
    known = _known(before) if before else NOTHING_KNOWN
    flows = {
        id: known.flows[id] if known.processes.get(id) is process else flow_of(process)
        for id, process in catalog.processes.items()
    }
    return Atlas(catalog, MappingProxyType(flows), known=known)


def _known(atlas: Atlas) -> Known:
    """What an atlas has worked out by now; nothing is worked out for it."""
    catalog, worked_out = atlas.catalog, vars(atlas)
    verdicts, charts = worked_out.get("verdicts", {}), worked_out.get("charts", {})
    touches = atlas.lineage.by_process if "lineage" in worked_out else {}
    roles = tuple(catalog.everybody)
    return Known(catalog.processes, atlas.flows, verdicts, charts, touches, roles, catalog.parts)
