"""Data-flow diagrams at three levels, lifted from the same elementary flows, and the proof that they balance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from process_atlas.analysis.flow import Flow
from process_atlas.analysis.lineage import Lineage
from process_atlas.analysis.supply import End, Loose, Supply, supplies_of
from process_atlas.catalog import NO_AREA, Catalog, DataPart

Level = Literal["context", "level-0", "level-1"]

WHOLE = End("process", "")
"""The catalogue as one process, number 0 of the context diagram."""


@dataclass(frozen=True, slots=True)
class DataFlow:
    """Data on their way. `refs` are data parts (wider ones stand for those they hold); `steps` cause the flow."""

    source: End
    target: End
    refs: tuple[str, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol of a diagram with its number (`0`, `3`, `3.2`, `D1`; "" for externals, starts and ends).

    `outside` marks a process that belongs to the surroundings of what the diagram shows.
    """

    end: End
    number: str
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Diagram:
    """A data-flow diagram. `subject` is the area of a level 0 or the process of a level 1, else ""."""

    level: Level
    subject: str
    symbols: tuple[Symbol, ...]
    flows: tuple[DataFlow, ...]

    def of_kind(self, kind: str) -> tuple[Symbol, ...]:
        """The symbols of a kind of end, in catalogue and reading order."""
        return tuple(symbol for symbol in self.symbols if symbol.end.kind == kind)

    @property
    def processes(self) -> tuple[Symbol, ...]:
        """Processes, those in the surroundings too."""
        return self.of_kind("process")

    @property
    def steps(self) -> tuple[Symbol, ...]:
        """The steps of a level 1 that handle data."""
        return self.of_kind("step")

    @property
    def stores(self) -> tuple[Symbol, ...]:
        """Data stores."""
        return self.of_kind("store")

    @property
    def externals(self) -> tuple[Symbol, ...]:
        """External entities."""
        return self.of_kind("external")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that crosses the border of a process on one diagram and not on the other.

    `inward`: it goes into the process; `other` is what stands at the other end; `missing_in` names the level.
    """

    process: str
    other: End
    inward: bool
    structure: str
    field: str
    missing_in: Level


@dataclass(frozen=True)
class DataFlows:
    """All elementary flows of a catalogue, and the diagrams lifted from them."""

    catalog: Catalog
    flows: Mapping[str, Flow]
    supplies: tuple[Supply, ...]
    loose: tuple[Loose, ...]

    @cached_property
    def store_numbers(self) -> Mapping[str, str]:
        """D1 ... for every structure that a system keeps, the same on every diagram."""
        stores = (id for id, data in self.catalog.data.items() if data.store)
        return MappingProxyType({id: f"D{number}" for number, id in enumerate(stores, 1)})

    @cached_property
    def context(self) -> Diagram:
        """The catalogue as one process among its external entities."""
        flows = self._lifted(self.supplies, lambda end: WHOLE if end.kind in ("step", "store") else end)
        return self._diagram("context", "", flows, (WHOLE,))

    @cached_property
    def level_0(self) -> Diagram:
        """All processes of the catalogue."""
        return self._diagram("level-0", "", self._process_flows, self._ends(self.catalog.processes))

    def area(self, area: str) -> Diagram:
        """The level 0 of one area, or of NO_AREA; processes of other areas are its surroundings."""
        inside = self._ends(self.catalog.by_area.get(area, ()))
        return self._diagram("level-0", area, self._by_area.get(area, ()), inside)

    def level_1(self, process: str) -> Diagram:
        """The steps of one process that handle data; other processes are its surroundings."""
        known = self._levels_1.get(process)
        if known is None:
            known = self._levels_1[process] = self._level_1(process)
        return known

    def handles_data(self, process: str) -> bool:
        """Whether the level 1 of a process has any flow."""
        return process in self._by_process

    @cached_property
    def _levels_1(self) -> dict[str, Diagram]:
        return {}

    def _level_1(self, process: str) -> Diagram:
        def lift(end: End) -> End:
            return End("process", end.process) if end.process not in ("", process) else end

        flows = self._lifted(self._by_process.get(process, ()), lift)
        inside = (End("step", f"{process}/{step.id}") for step in self.catalog.processes[process].steps)
        touched = {end for flow in flows for end in (flow.source, flow.target)}
        return self._diagram("level-1", process, flows, tuple(end for end in inside if end in touched))

    @cached_property
    def _process_flows(self) -> tuple[DataFlow, ...]:
        return self._lifted(self.supplies, lambda end: End("process", end.process) if end.process else end)

    @cached_property
    def _by_area(self) -> Mapping[str, list[DataFlow]]:
        """The flows from, to and within each area."""
        found: dict[str, list[DataFlow]] = defaultdict(list)
        for flow in self._process_flows:
            ends = (end.id for end in (flow.source, flow.target) if end.kind == "process" and end.id)
            for area in dict.fromkeys(self.catalog.processes[id].area for id in ends):
                found[area or NO_AREA].append(flow)
        return found

    @cached_property
    def _by_process(self) -> Mapping[str, list[Supply]]:
        found: dict[str, list[Supply]] = {}
        for supply in self.supplies:
            for process in {supply.source.process, supply.target.process} - {""}:
                found.setdefault(process, []).append(supply)
        return found

    @cached_property
    def _order(self) -> Mapping[End, int]:
        """Every end in catalogue and reading order."""
        catalog = self.catalog
        steps = (End("step", f"{id}/{step.id}") for id, process in catalog.processes.items() for step in process.steps)
        stores = (End("store", id) for id in catalog.data)
        externals = (End("external", id) for id in (*catalog.everybody, *catalog.outsiders))
        ends = (WHOLE, *self._ends(catalog.processes), *steps, *stores, *externals)
        return {end: index for index, end in enumerate(ends)}

    @staticmethod
    def _ends(processes: Iterable[str]) -> tuple[End, ...]:
        return tuple(End("process", id) for id in processes)

    def _lifted(self, supplies: Iterable[Supply], lift: Callable[[End], End]) -> tuple[DataFlow, ...]:
        """Supplies between lifted ends, one flow for each pair; what stays inside one end is left out."""
        merged: dict[tuple[End, End], list[Supply]] = {}
        for supply in supplies:
            source, target = lift(supply.source), lift(supply.target)
            if source != target:
                merged.setdefault((source, target), []).append(supply)
        order = self._order
        pairs = sorted(merged, key=lambda pair: (order[pair[0]], order[pair[1]]))
        return tuple(self._flow(*pair, merged[pair]) for pair in pairs)

    def _flow(self, source: End, target: End, supplies: list[Supply]) -> DataFlow:
        refs = widest((supply.ref for supply in supplies), self.catalog.parts)
        steps = dict.fromkeys(f"{supply.touch.process}/{supply.touch.step}" for supply in supplies)
        return DataFlow(source, target, refs, tuple(steps))

    def _diagram(self, level: Level, subject: str, flows: Iterable[DataFlow], inside: tuple[End, ...]) -> Diagram:
        flows = tuple(flows)
        members = set(inside)
        ends = members | {end for flow in flows for end in (flow.source, flow.target)}
        symbols = (
            Symbol(end, self._number(end), end.kind == "process" and end not in members)
            for end in sorted(ends, key=self._order.__getitem__)
        )
        return Diagram(level, subject, tuple(symbols), flows)

    def _number(self, end: End) -> str:
        match end.kind:
            case "process":
                return str(self.catalog.numbers[end.id]) if end.id else "0"
            case "step":
                process, _, step = end.id.partition("/")
                number = self.flows[process].numbers.get(step)
                return f"{self.catalog.numbers[process]}.{number}" if number else ""
            case "store":
                return self.store_numbers[end.id]
            case _:
                return ""


def dataflows_of(catalog: Catalog, flows: Mapping[str, Flow], lineage: Lineage) -> DataFlows:
    """The data flows of a catalogue."""
    return DataFlows(catalog, flows, *supplies_of(catalog, flows, lineage))


def widest(refs: Iterable[str], parts: Mapping[str, DataPart]) -> tuple[str, ...]:
    """The refs in order, each once, without those whose fields another one holds already."""
    once = list(dict.fromkeys(refs))
    if len(once) == 1:
        return tuple(once)
    order = sorted(once, key=lambda ref: -len(parts[ref].fields))
    held: dict[str, set[str]] = {}
    kept = set()
    for ref in order:
        fields = held.setdefault(parts[ref].structure, set())
        if not fields.issuperset(parts[ref].fields):
            fields.update(parts[ref].fields)
            kept.add(ref)
    return tuple(ref for ref in once if ref in kept)


def balance(parent: Diagram, child: Diagram, parts: Mapping[str, DataPart]) -> tuple[Difference, ...]:
    """Where the net flows of a child diagram differ from those of its process on the parent diagram.

    A level 1 is compared with a level 0 by what crosses the process's border; a level 0 of the whole catalogue
    with the context by what the external entities give and get. An empty answer proves that both agree.
    """
    process = End("process", child.subject) if child.level == "level-1" else WHOLE
    above, below = _crossing(parent, frozenset({process})), _crossing(child, _inside(child))
    missing, extra = _fields_beyond(above, below, parts), _fields_beyond(below, above, parts)
    told = [(each, child.level) for each in sorted(missing)] + [(each, parent.level) for each in sorted(extra)]
    return tuple(
        Difference(process.id, other, inward, structure, field, level)
        for (other, inward, structure, field), level in told
    )


def _inside(child: Diagram) -> frozenset[End]:
    """The ends that a child diagram puts in the place of its process; stores are shared only below the context."""
    kinds = {"step"} if child.level == "level-1" else {"process", "store"}
    return frozenset(symbol.end for symbol in child.symbols if symbol.end.kind in kinds and not symbol.outside)


_Crossing = Mapping[tuple[End, bool], set[str]]


def _crossing(diagram: Diagram, inside: frozenset[End]) -> _Crossing:
    """What crosses a border: refs to data by the end outside and whether they go inward."""
    crossing: dict[tuple[End, bool], set[str]] = defaultdict(set)
    for flow in diagram.flows:
        inward = flow.target in inside
        if (flow.source in inside) != inward:
            crossing[flow.source if inward else flow.target, inward].update(flow.refs)
    return crossing


def _fields_beyond(
    these: _Crossing, those: _Crossing, parts: Mapping[str, DataPart]
) -> Iterator[tuple[End, bool, str, str]]:
    """The fields that cross one border and not the other. Fields are looked at only where the refs differ."""
    for side, refs in these.items():
        others = those.get(side, set[str]())
        if not refs <= others:
            yield from ((*side, *field) for field in _fields(refs, parts) - _fields(others, parts))


def _fields(refs: Iterable[str], parts: Mapping[str, DataPart]) -> set[tuple[str, str]]:
    return {(parts[ref].structure, field) for ref in refs for field in parts[ref].fields}
