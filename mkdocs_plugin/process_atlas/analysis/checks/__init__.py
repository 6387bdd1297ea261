"""Checks of the catalogue's contents: one decorated generator per rule, run with the levels of the manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from process_atlas.analysis.atlas import Atlas
from process_atlas.analysis.checks import (
    control,
    dataflow,
    dictionary,
    duties,
    exchange,
    flow,
    gateways,
    mapping,
    reading,
    responsibility,
    soundness,
    terms,
    time,
)
from process_atlas.analysis.checks.rules import RULES, Finding, Leaning, Rule, Scope, every_step
from process_atlas.analysis.checks.settings import Setting, settings_of
from process_atlas.analysis.checks.suppress import Suppressed, suppress
from process_atlas.catalog import Key
from process_atlas.diagnostics import Diagnostic, Severity, Span, ordered
from process_atlas.spec.collecting import without_collecting

GROUPS = ("flow", "dataflow", "responsibility", "dictionary", "reading", "time", "control")
"""The groups of rules, in the order they are reported."""

MODULES = {
    "flow": (flow, gateways, soundness),
    "dataflow": (dataflow, exchange),
    "responsibility": (responsibility, duties),
    "dictionary": (dictionary, mapping),
    "reading": (reading, terms),
    "time": (time,),
    "control": (control,),
}
"""The modules of rules by group."""

__all__ = ["GROUPS", "MODULES", "RULES", "Look", "Outcome", "Rule", "Suppressed", "examine", "look", "run_checks"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules found: findings in report order, and those that comments in the specs accept, with reasons."""

    found: tuple[Diagnostic, ...]
    suppressed: tuple[Suppressed, ...]


Look = Callable[[Rule, Scope], Iterable[Finding]]
"""Runs a rule, or knows already what it will find."""


def look(rule: Rule, scope: Scope) -> Iterable[Finding]:
    """Run a rule."""
    return rule.check(scope)


@without_collecting()
def examine(atlas: Atlas, today: date, look: Look = look) -> Outcome:
    """Run every rule that the manifest does not turn off. `today` is what reviews are due by."""
    settings, wrong = settings_of(atlas.catalog)
    damaged = _damaged(atlas)
    whole = Scope(atlas, today, {}, every_step(atlas.catalog.processes.values()))
    raw = [each for code, rule in RULES.items() for each in _findings(rule, settings[code], whole, look)]
    raw = [each for each in raw if not _is_consequence(RULES[each.code], each.finding, damaged)]
    raw.sort(key=lambda each: each.finding.subject)  # a file is read again for places: once, not for every rule
    staying, suppressed, unclear = suppress(atlas.catalog, [_diagnostic(atlas, each) for each in raw])
    by_place = sorted(suppressed, key=lambda each: each.found.sort_key)
    return Outcome(ordered((*wrong, *unclear, *staying)), tuple(by_place))


def run_checks(atlas: Atlas, today: date) -> tuple[Diagnostic, ...]:
    """Every finding of every rule that nobody accepted, in report order; see `examine`."""
    return examine(atlas, today).found


class _Raw(NamedTuple):
    """A finding of a rule, before its place is looked up."""

    severity: Severity
    code: str
    finding: Finding


def _findings(rule: Rule, setting: Setting, whole: Scope, look: Look) -> Iterator[_Raw]:
    """What a rule finds. With limits of their own for some specs it is run once for each set of limits."""
    if setting.severity is None and not setting.overrides:
        return
    variants = setting.variants
    for limits in variants:
        for finding in look(rule, replace(whole, limits=limits)):
            severity = setting.severity_for(finding.subject)
            if severity and (len(variants) == 1 or setting.limits_for(finding.subject) == limits):
                yield _Raw(severity, rule.code, finding)


def _damaged(atlas: Atlas) -> frozenset[Key | None]:
    """The specs that errors were found in while reading and linking; None stands for one that was left out."""
    return frozenset(each.subject for each in atlas.catalog.diagnostics if each.severity is Severity.ERROR)


def _is_consequence(rule: Rule, finding: Finding, damaged: frozenset[Key | None]) -> bool:
    if rule.leans_on is Leaning.CATALOG:
        return bool(damaged)
    return rule.leans_on is Leaning.SPEC and finding.subject in damaged


def _diagnostic(atlas: Atlas, raw: _Raw) -> Diagnostic:
    severity, code, found = raw
    document = atlas.catalog.documents.get(found.subject)
    span = document.locate(found.loc, key=found.key) if document else Span("")
    return Diagnostic(severity, code, found.message, span, found.hint, found.subject)
