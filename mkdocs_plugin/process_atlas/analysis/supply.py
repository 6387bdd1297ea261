"""The elementary data flows: for every touch of data in every step, where the data come from and where they go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

from process_atlas.analysis.flow import Flow
from process_atlas.analysis.lineage import Lineage, Touch, overlap
from process_atlas.catalog import Catalog, DataPart
from process_atlas.spec.values import party

EndKind = Literal["process", "step", "store", "external"]


class End(NamedTuple):
    """One end of a data flow. The id of a step is `PROCESS/STEP`; the catalogue as one process has the id "".

    An external is a role; what lies in another catalogue is external too: a process as `process:CATALOGUE:ID`, and
    the catalogue as `CATALOGUE:`.
    """

    kind: EndKind
    id: str

    @property
    def process(self) -> str:
        """The process that a process or step end belongs to, else ""."""
        return self.id.partition("/")[0] if self.kind in ("process", "step") else ""


class Why(StrEnum):
    """Why a touch causes no data flow."""

    NO_SOURCE = "no-source"
    """A document is read that nothing makes."""
    NO_PARTNER = "no-partner"
    """Nobody at the other end takes or gives it."""
    OUTSIDE = "outside"
    """Both ends lie outside: an external role and a store, or two external roles."""


@dataclass(frozen=True, slots=True)
class Supply:
    """One elementary flow of one part of data, and the touch that causes it."""

    source: End
    target: End
    ref: str
    touch: Touch


@dataclass(frozen=True, slots=True)
class Loose:
    """A touch that causes no flow, and why."""

    touch: Touch
    why: Why


_GIVING = ("creates", "updates", "receives")
_TAKING = ("reads", "updates", "sends", "deletes")

Place = tuple[str, str]


def supplies_of(
    catalog: Catalog, flows: Mapping[str, Flow], lineage: Lineage
) -> tuple[tuple[Supply, ...], tuple[Loose, ...]]:
    """Every elementary flow of the catalogue, and every touch that has none."""
    finder = _Finder(catalog, flows, lineage)
    supplies: list[Supply] = []
    loose: list[Loose] = []
    for touch in lineage.touches:
        for found, without in finder.supplies(touch):
            allowed = [each for each in found if _is_allowed(each)]
            supplies += allowed
            if not allowed and not any(each.source == each.target for each in found):
                loose.append(Loose(touch, Why.OUTSIDE if found else without))
    return tuple(dict.fromkeys(supplies)), tuple(loose)


def _is_allowed(supply: Supply) -> bool:
    kinds = {supply.source.kind, supply.target.kind}
    return supply.source != supply.target and not kinds <= {"store", "external"}


class _Finder:
    """Finds the other end of each touch. Its indexes are made once."""

    def __init__(self, catalog: Catalog, flows: Mapping[str, Flow], lineage: Lineage) -> None:
        self._catalog, self._flows, self._lineage = catalog, flows, lineage
        self._steps = {(id, step.id): step for id, process in catalog.processes.items() for step in process.steps}
        self._known_makers: dict[str, list[tuple[Place, str]]] = {}
        self._in_process: dict[tuple[str, str], list[Touch]] = defaultdict(list)
        self._by_role: dict[tuple[str, str], list[Touch]] = defaultdict(list)
        self._doers = {
            id: {role for step in process.steps for role in step.responsible}
            for id, process in catalog.processes.items()
        }
        for touch in lineage.touches:
            self._in_process[touch.process, touch.structure].append(touch)
            for role in self._steps[touch.process, touch.step].responsible:
                self._by_role[role, touch.structure].append(touch)

    def supplies(self, touch: Touch) -> Iterator[tuple[list[Supply], Why]]:
        """The elementary flows that a touch should cause, and what it means if there are none."""
        here = self._end(_place(touch))
        if touch.party:
            yield list(self._passed(touch, here)), Why.NO_PARTNER
        elif self._is_foreign(touch):
            there = End("external", f"{touch.structure.partition(':')[0]}:")
            ends = (there, here) if touch.verb == "reads" else (here, there)
            yield [Supply(*ends, touch.ref, touch)], Why.OUTSIDE
        elif self._is_stored(touch):
            store = End("store", touch.structure)
            ends = (store, here) if touch.verb == "reads" else (here, store)
            yield [Supply(*ends, touch.ref, touch)], Why.OUTSIDE
        if self._is_need(touch):
            yield [Supply(self._end(maker), here, ref, touch) for maker, ref in self._makers(touch)], Why.NO_SOURCE

    def _is_need(self, touch: Touch) -> bool:
        """Whether a touch takes a document that its own step neither makes nor receives."""
        if self._is_stored(touch) or self._is_foreign(touch) or touch.verb not in _TAKING:
            return False
        own = [each for each in self._lineage.by_step[_place(touch)] if each.verb in ("creates", "receives")]
        return not self._matching(own, touch)

    @property
    def _parts(self) -> Mapping[str, DataPart]:
        return self._catalog.parts

    def _is_stored(self, touch: Touch) -> bool:
        return self._catalog.data[touch.structure].store is not None

    @staticmethod
    def _is_foreign(touch: Touch) -> bool:
        """Whether the data are of another catalogue, which then gives or takes them as a whole."""
        return ":" in touch.structure

    def _end(self, place: Place) -> End:
        responsible = self._steps[place].responsible
        if responsible and self._catalog.roles[responsible[0]].external:
            return End("external", responsible[0])
        return End("step", "/".join(place))

    # what is passed from hand to hand

    def _passed(self, touch: Touch, here: End) -> Iterator[Supply]:
        kind, id = party(touch.party)
        role = self._catalog.roles[id] if kind == "role" else None
        if role is not None and role.external:
            yield self._between(End("external", touch.party), here, touch.ref, touch)
            return
        partners = self._partners(touch)
        for partner, ref in partners:
            yield self._between(self._end(partner), here, ref, touch)
        if not partners and ":" in id:
            yield self._between(End("external", touch.party), here, touch.ref, touch)

    @staticmethod
    def _between(there: End, here: End, ref: str, touch: Touch) -> Supply:
        return Supply(there, here, ref, touch) if touch.verb == "receives" else Supply(here, there, ref, touch)

    def _partners(self, touch: Touch) -> list[tuple[Place, str]]:
        """The steps at the other end: those that say so themselves, else those that handle the data there."""
        candidates = [each for each in self._candidates(touch) if (each.process, each.step) != _place(touch)]
        answering = [each for each in candidates if self._answers(each, touch)]
        handling = _GIVING if touch.verb == "receives" else _TAKING
        having = [each for each in candidates if each.verb in handling]
        return self._matching(answering, touch) or self._matching(having, touch)

    def _candidates(self, touch: Touch) -> Iterable[Touch]:
        """The touches of the structure by the other end; a role that works in this process is met here."""
        kind, id = party(touch.party)
        if kind == "process":
            return self._in_process[id, touch.structure]
        if id not in self._doers[touch.process]:
            return self._by_role[id, touch.structure]
        here = self._in_process[touch.process, touch.structure]
        return [each for each in here if id in self._steps[_place(each)].responsible]

    def _answers(self, other: Touch, touch: Touch) -> bool:
        wanted = "sends" if touch.verb == "receives" else "receives"
        mine = {f"process:{touch.process}", *self._steps[_place(touch)].responsible}
        return other.verb == wanted and other.party in mine

    def _matching(self, others: Iterable[Touch], touch: Touch) -> list[tuple[Place, str]]:
        shared = ((_place(other), _common(other, touch, self._parts)) for other in others)
        return list(dict.fromkeys((place, part.ref) for place, part in shared if part is not None))

    # documents that lie about until somebody takes them

    def _makers(self, touch: Touch) -> list[tuple[Place, str]]:
        """The nearest steps before that make or receive the document; else the steps elsewhere that make it."""
        near = self._upstream(touch)
        if near:
            return near
        return [(place, ref) for place, ref in self._makers_of(touch) if place[0] != touch.process]

    def _makers_of(self, touch: Touch) -> list[tuple[Place, str]]:
        """The steps all over the catalogue that create the document; without any, those that get it otherwise."""
        if touch.ref not in self._known_makers:
            everywhere = self._lineage.by_structure[touch.structure]
            created = self._matching([each for each in everywhere if each.verb == "creates"], touch)
            got = [] if created else self._matching([each for each in everywhere if each.verb in _GIVING], touch)
            self._known_makers[touch.ref] = created or got
        return self._known_makers[touch.ref]

    def _upstream(self, touch: Touch) -> list[tuple[Place, str]]:
        made: dict[str, list[Touch]] = defaultdict(list)
        for each in self._in_process[touch.process, touch.structure]:
            if each.verb in _GIVING:
                made[each.step].append(each)
        incoming, steps = self._flows[touch.process].incoming, self._flows[touch.process].steps
        found: list[tuple[Place, str]] = []
        seen, waiting = {touch.step}, [touch.step]
        while waiting:
            for way in incoming.get(waiting.pop(), ()):
                if way.source in seen or way.source not in steps:
                    continue
                seen.add(way.source)
                here = self._matching(made.get(way.source, ()), touch)
                found += here
                if not here:
                    waiting.append(way.source)
        return found


def _place(touch: Touch) -> Place:
    return touch.process, touch.step


def _common(one: Touch, other: Touch, parts: Mapping[str, DataPart]) -> DataPart | None:
    return overlap(parts[one.ref], parts[other.ref])
