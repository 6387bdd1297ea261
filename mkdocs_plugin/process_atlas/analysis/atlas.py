"""Everything derived from a catalogue, computed once: what pages and diagrams are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from process_atlas.analysis.dataflow import DataFlows, dataflows_of
from process_atlas.analysis.flow import Flow, flow_of
from process_atlas.analysis.glossary import Glossary
from process_atlas.analysis.lineage import Lineage, lineage_of
from process_atlas.analysis.responsibility import Chart, Handovers, Overview, chart_of, handovers_of, overview_of
from process_atlas.analysis.roles import RoleWork, Signs, concerned_of, tones_of, work_of
from process_atlas.analysis.soundness import Verdict, verdict_of
from process_atlas.catalog import Catalog
from process_atlas.spec.collecting import without_collecting


@dataclass(frozen=True)
class Atlas:
    """A catalogue and all that follows from it. `flows` are by process id; the rest is worked out when first asked."""

    catalog: Catalog
    flows: Mapping[str, Flow]

    @cached_property
    def verdicts(self) -> Mapping[str, Verdict]:
        """What playing each process through shows, by process id."""
        return MappingProxyType({id: verdict_of(flow) for id, flow in self.flows.items()})

    @cached_property
    def lineage(self) -> Lineage:
        """Who creates, reads, updates, deletes, receives and sends which data."""
        return lineage_of(self.catalog)

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
        charts = {id: chart_of(each, self.flows[id], self.catalog) for id, each in self.catalog.processes.items()}
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
    def work(self) -> Mapping[str, RoleWork]:
        """What each role does, by role id."""
        return work_of(self.catalog, self.charts, self.lineage)

    @cached_property
    def concerned(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """The roles that each `(process, step)` concerns, and under `(process, "")` those of the whole process."""
        return concerned_of(self.charts, self.flows)

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


@without_collecting()
def derive(catalog: Catalog) -> Atlas:
    """The atlas of a catalogue."""
    return Atlas(catalog, MappingProxyType({id: flow_of(process) for id, process in catalog.processes.items()}))
