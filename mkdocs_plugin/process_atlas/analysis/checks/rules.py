"""The registry of rules: what a rule is, what it is given, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from process_atlas.analysis.atlas import Atlas
from process_atlas.analysis.flow import Flow
from process_atlas.catalog import Catalog, Key
from process_atlas.diagnostics import Severity
from process_atlas.said import NOTHING, Said, quote
from process_atlas.spec.model import Process, Spec, Status, Step
from process_atlas.spec.source import Location
from process_atlas.spec.values import Text


class Finding(NamedTuple):
    """What a rule found: about which spec, where in it (at the key itself, with `key`), and what to do."""

    subject: Key
    loc: Location
    message: Said
    hint: Said = NOTHING
    key: bool = False


class At(NamedTuple):
    """A step with its process and its place there."""

    process: Process
    position: int
    step: Step

    @property
    def name(self) -> Said:
        """The step's title in quotes, or its id where it has no title."""
        return quoted(self.step.title, self.step.id)

    def finding(self, message: Said, hint: Said = NOTHING, *loc: str | int, key: bool = False) -> Finding:
        """A finding about the step, at `loc` inside it."""
        return Finding(("process", self.process.id), ("steps", self.position, *loc), message, hint, key)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a rule is given: the atlas, the day, and its own limits. `every_step` spares the rules making them anew.

    `only` are the processes to look at, where a rule need not look at all specs.
    """

    atlas: Atlas
    today: date
    limits: Mapping[str, int]
    every_step: tuple[At, ...] = ()
    only: tuple[Process, ...] | None = None

    @property
    def catalog(self) -> Catalog:
        """The catalogue that is checked."""
        return self.atlas.catalog

    @property
    def processes(self) -> Iterable[Process]:
        """Every process."""
        return self.catalog.processes.values() if self.only is None else self.only

    @property
    def flows(self) -> Iterator[tuple[Process, Flow]]:
        """Every process with its flow."""
        return ((process, self.atlas.flows[process.id]) for process in self.processes)

    @property
    def steps(self) -> Iterator[At]:
        """Every step of every process."""
        return iter(self.every_step or every_step(self.processes))

    @property
    def specs(self) -> Iterator[Spec]:
        """Every spec of every kind."""
        if self.only is not None:
            return iter(self.only)
        return (spec for specs in self.catalog.specs.values() for spec in specs.values())

    def step(self, process: str, step: str) -> At:
        """A step by the ids of its process and its own."""
        index = self.atlas.step_index[process, step]
        spec = self.catalog.processes[process]
        return At(spec, index, spec.steps[index])


Check = Callable[[Scope], Iterator[Finding]]


class Leaning(StrEnum):
    """What must be free of errors for a rule to be right: nothing, the spec it is about, or the whole catalogue.

    A reference to nothing is taken out of its spec; what a rule makes of the gap is a consequence, not a finding.
    """

    NOTHING = "nothing"
    SPEC = "spec"
    CATALOG = "catalog"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `summary` says what should hold, for readers of every language; `limits` are its default numbers.

    A rule that looks at each process `apart` from all others goes through processes, flows, steps and specs of its
    scope only: what it finds about a process may depend on specs of other kinds, and not on other processes.
    """

    code: str
    severity: Severity
    group: str
    summary: Text
    limits: Mapping[str, int]
    check: Check
    leans_on: Leaning = Leaning.NOTHING
    apart: bool = False


RULES: dict[str, Rule] = {}
"""All rules by code, in the order of the groups' modules."""


def rule(
    code: str,
    severity: Severity,
    group: str,
    en: str,
    zh: str,
    *,
    leans_on: Leaning = Leaning.NOTHING,
    apart: bool = False,
    **limits: int,
) -> Callable[[Check], Check]:
    """Registers a generator of findings as the rule `code`. `en` and `zh` say in one sentence what should hold.

    `limits` are numbers that the manifest may change: `checks: {code: {level: info, max_steps: 30}}`.
    """

    def register(check: Check) -> Check:
        summary = Text.parse({"en": en, "zh": zh})
        RULES[code] = Rule(code, severity, group, summary, MappingProxyType(limits), check, leans_on, apart)
        return check

    return register


def steps_of(process: Process) -> Iterator[At]:
    """The steps of a process with their places."""
    return (At(process, index, step) for index, step in enumerate(process.steps))


def every_step(processes: Iterable[Process]) -> tuple[At, ...]:
    """Every step of processes, with their places."""
    return tuple(at for process in processes for at in steps_of(process))


def about(spec: Spec, message: Said, hint: Said = NOTHING, *loc: str | int, key: bool = False) -> Finding:
    """A finding about a spec, at `loc` inside it."""
    return Finding((spec.KIND, spec.id), loc, message, hint, key)


def quoted(text: Text | None, otherwise: str) -> Said:
    """A text in quotes for a message, or what stands for it."""
    return quote(text or otherwise)


def is_to_be_used(spec: Spec) -> bool:
    """Whether others should use a spec: a draft waits for its use, and a retired one has lost it."""
    return spec.status not in (Status.DRAFT, Status.RETIRED)


def named(spec: Spec) -> Said:
    """A spec's title in quotes."""
    return quoted(spec.title, spec.id)
