"""Who does, answers for, is asked about and is told of what; and who hands work to whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from process_atlas.analysis.flow import Flow
from process_atlas.catalog import Catalog
from process_atlas.spec.model import Process, Role, Step, StepType

LETTERS = "RACI"
"""Responsible, accountable, consulted, informed: the letters in the order they are read."""

_GATEWAYS = frozenset({StepType.PARALLEL, StepType.INCLUSIVE})


@dataclass(frozen=True, slots=True)
class Chart:
    """The responsibility chart of one process: steps (rows) x roles (columns).

    `steps` are all numbered steps, and others that inform somebody; `roles` are the lanes in order, then the rest.
    """

    process: str
    steps: tuple[str, ...]
    roles: tuple[str, ...]
    cells: Mapping[tuple[str, str], frozenset[str]]

    def letters(self, step: str, role: str) -> str:
        """The letters of a cell in reading order, such as "RA"; "" for an empty cell."""
        return in_order(self.cells.get((step, role), frozenset()))


@dataclass(frozen=True, slots=True)
class Overview:
    """Processes (rows) x roles (columns): every letter a role has in any step, and in how many steps."""

    processes: tuple[str, ...]
    roles: tuple[str, ...]
    cells: Mapping[tuple[str, str], frozenset[str]]
    counts: Mapping[tuple[str, str, str], int]

    def letters(self, process: str, role: str) -> str:
        """The letters of a cell in reading order."""
        return in_order(self.cells.get((process, role), frozenset()))


@dataclass(frozen=True, slots=True)
class Place:
    """Where work changes hands: in which process, from which step to which."""

    process: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Handover:
    """All places where one role hands work to another.

    `crosses_teams`: both are of the firm and of different teams; `external`: one of them is outside the firm.
    """

    source: str
    target: str
    places: tuple[Place, ...]
    crosses_teams: bool
    external: bool

    @property
    def count(self) -> int:
        """In how many places it happens."""
        return len(self.places)


@dataclass(frozen=True, slots=True)
class Handovers:
    """The hand-over matrix: from-role x to-role. `roles` are those that hand over or take over, in order."""

    roles: tuple[str, ...]
    cells: Mapping[tuple[str, str], Handover]


def in_order(letters: frozenset[str]) -> str:
    """Letters in reading order."""
    return "".join(letter for letter in LETTERS if letter in letters)


def chart_of(process: Process, flow: Flow, catalog: Catalog) -> Chart:
    """The responsibility chart of a process. Who is accountable is the process's owner unless a step says otherwise."""
    steps = [step for step in process.steps if step.id in flow.numbers or step.informed]
    cells: dict[tuple[str, str], set[str]] = defaultdict(set)
    for step in steps:
        for letter, role in _letters(process, step):
            cells[step.id, role].add(letter)
    named = {role for _, role in cells}
    lanes = [lane for lane in flow.lanes if lane in named]
    roles = dict.fromkeys([*lanes, *(role for role in catalog.everybody if role in named)])
    frozen = MappingProxyType({key: frozenset(letters) for key, letters in cells.items()})
    return Chart(process.id, tuple(step.id for step in steps), tuple(roles), frozen)


def overview_of(charts: Mapping[str, Chart], catalog: Catalog) -> Overview:
    """The roll-up of all charts; no letter is lost in it."""
    counts: Counter[tuple[str, str, str]] = Counter()
    cells: dict[tuple[str, str], frozenset[str]] = {}
    for process, chart in charts.items():
        for (_, role), letters in chart.cells.items():
            cells[process, role] = cells.get((process, role), frozenset()) | letters
            counts.update((process, role, letter) for letter in letters)
    named = {role for _, role in cells}
    roles = tuple(role for role in catalog.everybody if role in named)
    return Overview(tuple(charts), roles, MappingProxyType(cells), MappingProxyType(dict(counts)))


def handovers_of(catalog: Catalog, flows: Mapping[str, Flow]) -> Handovers:
    """Who hands work to whom, looking through gateways; ends take over nothing."""
    places: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for process, flow in flows.items():
        for source, target in successions(flow):
            pair = flow.lane_of[source], flow.lane_of[target]
            if pair[0] != pair[1]:
                places[pair].append(Place(process, source, target))
    order = {role: index for index, role in enumerate(catalog.everybody)}
    pairs = sorted(places, key=lambda pair: (order[pair[0]], order[pair[1]]))
    cells = {pair: _handover(pair, places[pair], catalog) for pair in pairs}
    named = {role for pair in pairs for role in pair}
    return Handovers(tuple(role for role in order if role in named), MappingProxyType(cells))


def _letters(process: Process, step: Step) -> Iterator[tuple[str, str]]:
    yield from (("R", role) for role in step.responsible)
    yield "A", step.accountable or process.owner
    yield from (("C", role) for role in step.consulted)
    yield from (("I", role) for role in step.informed)


def successions(flow: Flow) -> Iterator[tuple[str, str]]:
    """Each pair of steps that do something, one after the other, with nothing but gateways between them."""
    for id, step in flow.steps.items():
        if step.type not in _GATEWAYS:
            yield from ((id, target) for target in _doers_after(flow, id))


def _doers_after(flow: Flow, id: str) -> Iterator[str]:
    seen = {id}
    waiting = [id]
    while waiting:
        for way in flow.outgoing.get(waiting.pop(), ()):
            if way.target in seen:
                continue
            seen.add(way.target)
            kind = flow.steps[way.target].type
            if kind in _GATEWAYS:
                waiting.append(way.target)
            elif kind is not StepType.END:
                yield way.target


def _handover(pair: tuple[str, str], places: list[Place], catalog: Catalog) -> Handover:
    source, target = (catalog.roles[role] for role in pair)
    external = source.external or target.external
    teams = _team(source, catalog), _team(target, catalog)
    crosses = not external and all(teams) and teams[0] != teams[1]
    return Handover(*pair, tuple(places), crosses, external)


def _team(role: Role, catalog: Catalog) -> str:
    return role.team.get(catalog.languages[0]) if role.team else ""
