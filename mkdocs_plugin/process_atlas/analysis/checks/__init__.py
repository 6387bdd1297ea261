"""Checks of the catalogue's contents: one decorated generator per rule, run with the levels of the manifest."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from process_atlas.analysis.atlas import Atlas
from process_atlas.analysis.checks import control, dataflow, dictionary, flow, reading, responsibility, time
from process_atlas.analysis.checks.rules import RULES, Finding, Leaning, Rule, Scope
from process_atlas.analysis.checks.settings import Setting, settings_of
from process_atlas.catalog import Key
from process_atlas.diagnostics import Diagnostic, Severity, Span, ordered

GROUPS = ("flow", "dataflow", "responsibility", "dictionary", "reading", "time", "control")
"""The groups of rules, in the order they are reported; each has a module of its name."""

MODULES = (flow, dataflow, responsibility, dictionary, reading, time, control)

__all__ = ["GROUPS", "MODULES", "RULES", "Rule", "run_checks"]


def run_checks(atlas: Atlas, today: date) -> tuple[Diagnostic, ...]:
    """Every finding of every rule that the manifest does not turn off, in report order.

    `today` is what reviews are due by.
    """
    settings, wrong = settings_of(atlas.catalog)
    damaged = _damaged(atlas)
    raw = [each for code, rule in RULES.items() for each in _findings(rule, settings[code], atlas, today)]
    raw = [each for each in raw if not _is_consequence(RULES[each.code], each.finding, damaged)]
    raw.sort(key=lambda each: each.finding.subject)  # a file is read again for places: once, not for every rule
    return ordered((*wrong, *(_diagnostic(atlas, each) for each in raw)))


class _Raw(NamedTuple):
    """A finding of a rule, before its place is looked up."""

    severity: Severity
    code: str
    finding: Finding


def _findings(rule: Rule, setting: Setting, atlas: Atlas, today: date) -> list[_Raw]:
    if setting.severity is None:
        return []
    scope = Scope(atlas, today, setting.limits)
    return [_Raw(setting.severity, rule.code, finding) for finding in rule.check(scope)]


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
