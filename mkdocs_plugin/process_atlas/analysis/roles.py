"""What a role does all over the catalogue, and how it is told from others: its sign and its colour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from process_atlas.analysis.flow import Flow
from process_atlas.analysis.lineage import Lineage, Touch
from process_atlas.analysis.responsibility import Chart
from process_atlas.catalog import Catalog
from process_atlas.spec.model import Role, StepType
from process_atlas.spec.values import Duration

TONES = 12
"""How many colours there are for roles."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One step that a role has to do with. `letters` are of RACI; `touches` are the data it handles as responsible."""

    process: str
    step: str
    letters: frozenset[str]
    decides: bool
    within: Duration | None
    systems: tuple[str, ...]
    touches: tuple[Touch, ...]


@dataclass(frozen=True, slots=True)
class RoleWork:
    """All that a role does, in catalogue and reading order. `reports` are the roles that report to it."""

    role: str
    duties: tuple[Duty, ...]
    reports: tuple[str, ...]

    @property
    def processes(self) -> tuple[str, ...]:
        """The processes it takes part in."""
        return tuple(dict.fromkeys(duty.process for duty in self.duties))

    def having(self, letter: str) -> tuple[Duty, ...]:
        """The duties with a letter of RACI."""
        return tuple(duty for duty in self.duties if letter in duty.letters)

    def in_process(self, process: str) -> tuple[Duty, ...]:
        """The duties in one process."""
        return tuple(duty for duty in self.duties if duty.process == process)

    @property
    def decisions(self) -> tuple[Duty, ...]:
        """The decisions it takes itself."""
        return tuple(duty for duty in self.having("R") if duty.decides)

    @property
    def limits(self) -> tuple[Duty, ...]:
        """What it has to do within a time limit."""
        return tuple(duty for duty in self.having("R") if duty.within)

    @property
    def systems(self) -> tuple[str, ...]:
        """The systems it works in."""
        return tuple(dict.fromkeys(system for duty in self.having("R") for system in duty.systems))

    @property
    def reads(self) -> tuple[str, ...]:
        """The data it reads or receives, as written in the steps."""
        return self._refs(writing=False)

    @property
    def writes(self) -> tuple[str, ...]:
        """The data it creates, updates or deletes."""
        return self._refs(writing=True)

    def _refs(self, writing: bool) -> tuple[str, ...]:
        touches = (touch for duty in self.duties for touch in duty.touches)
        return tuple(dict.fromkeys(each.ref for each in touches if each.writes is writing and each.verb != "sends"))


def by_process(duties: Iterable[Duty]) -> Mapping[str, list[Duty]]:
    """Duties by their process, in their order."""
    grouped: dict[str, list[Duty]] = {}
    for duty in duties:
        grouped.setdefault(duty.process, []).append(duty)
    return grouped


def work_of(catalog: Catalog, charts: Mapping[str, Chart], lineage: Lineage) -> Mapping[str, RoleWork]:
    """The work of every role in this catalogue, by role id."""
    duties: dict[str, list[Duty]] = defaultdict(list)
    for process, chart in charts.items():
        steps = {step.id: step for step in catalog.processes[process].steps}
        for (id, role), letters in chart.cells.items():
            step = steps[id]
            touches = lineage.by_step.get((process, id), ()) if "R" in letters else ()
            decides = step.type is StepType.DECISION
            duties[role].append(Duty(process, id, letters, decides, step.within, step.system, touches))
    reports: dict[str, list[str]] = defaultdict(list)
    for each in catalog.roles.values():
        if each.reports_to:
            reports[each.reports_to].append(each.id)
    work = {id: RoleWork(id, tuple(duties[id]), tuple(reports[id])) for id in catalog.everybody}
    return MappingProxyType(work)


class Concerned(dict[tuple[str, str], tuple[str, ...]]):
    """Whom each `(process, step)` concerns: the role of its lane, then all who do it, are asked or told.

    Who only answers for it is left out. Under `(process, "")` stand the roles of all its steps. What concerns a process
    is worked out when it is first asked for.
    """

    def __init__(self, charts: Mapping[str, Chart], flows: Mapping[str, Flow]) -> None:
        super().__init__()
        self._charts, self._flows = charts, flows

    def __missing__(self, key: tuple[str, str]) -> tuple[str, ...]:
        process, _ = key
        chart, flow = self._charts[process], self._flows[process]
        for id in flow.steps:
            letters = {role: chart.cells.get((id, role), frozenset()) for role in chart.roles}
            others = (role for role, each in letters.items() if each - {"A"})
            self[process, id] = tuple(dict.fromkeys([flow.lane_of[id], *others]))
        self[process, ""] = tuple(dict.fromkeys(role for id in flow.steps for role in self[process, id]))
        if key not in self:
            raise KeyError(key)
        return self[key]


def tones_of(catalog: Catalog, charts: Mapping[str, Chart]) -> Mapping[str, int]:
    """A colour number (0 to 11) for every role; roles of one process differ as long as there are colours left."""
    beside: dict[str, set[str]] = defaultdict(set)
    for chart in charts.values():
        for role in chart.roles:
            beside[role].update(chart.roles)
    tones: dict[str, int] = {}
    for index, role in enumerate(catalog.everybody):
        taken = {tones[other] for other in beside[role] if other in tones}
        wanted = [(index + shift) % TONES for shift in range(TONES)]
        tones[role] = next((tone for tone in wanted if tone not in taken), wanted[0])
    return MappingProxyType(tones)


class Signs(dict[str, Mapping[str, str]]):
    """The signs of a catalogue's roles by language; those of a language are made when it is first asked for."""

    def __init__(self, catalog: Catalog) -> None:
        super().__init__()
        self._catalog = catalog

    def __missing__(self, lang: str) -> Mapping[str, str]:
        return self.setdefault(lang, signs_of(self._catalog, lang))


def signs_of(catalog: Catalog, lang: str) -> Mapping[str, str]:
    """The short sign of every role for readers of `lang`: as written, else made from its title; no two alike."""
    signs = {id: role.sign.get(lang) for id, role in catalog.everybody.items() if role.sign}
    taken = set(signs.values())
    for id, role in catalog.everybody.items():
        if id not in signs:
            signs[id] = next(sign for sign in _proposals(role, lang) if sign not in taken)
            taken.add(signs[id])
    return MappingProxyType({id: signs[id] for id in catalog.everybody})


def _proposals(role: Role, lang: str) -> Iterator[str]:
    """Signs for a role, best first, without an end."""
    title = role.title.get(lang)
    wide = [letter for letter in title if "\u3400" <= letter <= "\u9fff"]
    if wide:
        yield from ("".join(wide[:2]), wide[0] + wide[-1], "".join(wide[-2:]), "".join(wide[:3]))
        short = wide[0]
    else:
        words = [word for word in title.replace("-", " ").split() if word[0].isalnum()] or [role.id]
        short = "".join(word[0].upper() for word in words)[:3]
        yield short
        yield from (short[:2] + letter for letter in words[-1][1:].lower() if letter.isalnum())
    number = 2
    while True:
        yield f"{short[:2]}{number}"
        number += 1
