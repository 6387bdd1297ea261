"""The manifest's `checks`: levels and limits per rule, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from process_atlas.analysis.checks.rules import RULES, Rule
from process_atlas.catalog import MANIFEST, Catalog
from process_atlas.diagnostics import Diagnostic, Severity, Span, error
from process_atlas.spec import hints

OFF = "off"
_LEVELS = (*(severity.value for severity in Severity), OFF)


@dataclass(frozen=True, slots=True)
class Setting:
    """How a rule is run: its severity (None: not at all) and its limits."""

    severity: Severity | None
    limits: Mapping[str, int]


def settings_of(catalog: Catalog) -> tuple[Mapping[str, Setting], tuple[Diagnostic, ...]]:
    """The setting of every rule, by code, and what cannot be used of the manifest's `checks`."""
    written = catalog.manifest.checks
    found = list(_problems(catalog))
    settings = {code: _setting(rule, written.get(code, {})) for code, rule in RULES.items()}
    return MappingProxyType(settings), tuple(found)


def _setting(rule: Rule, written: Mapping[str, Any]) -> Setting:
    level = str(written.get("level", rule.severity.value))
    severity = None if level == OFF else Severity(level) if level in _LEVELS else rule.severity
    limits = {name: _number(written.get(name, default)) or default for name, default in rule.limits.items()}
    return Setting(severity, MappingProxyType(limits))


def _number(value: object) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 and int(text) else None


def _problems(catalog: Catalog) -> Iterator[Diagnostic]:
    for code, written in catalog.manifest.checks.items():
        rule = RULES.get(code)
        if rule is None:
            hint = hints.did_you_mean(code, RULES) or "the quality page lists the rules"
            yield error("unknown-rule", f"there is no rule '{code}'", _place(catalog, code, key=True), hint)
            continue
        for name, value in written.items():
            yield from _problem(catalog, rule, name, value)


def _problem(catalog: Catalog, rule: Rule, name: str, value: object) -> Iterator[Diagnostic]:
    if name == "level":
        if str(value) not in _LEVELS:
            hint = hints.did_you_mean(str(value), _LEVELS) or f"one of: {', '.join(_LEVELS)}"
            yield error("wrong-setting", f"'{value}' is not a level", _place(catalog, rule.code, name), hint)
    elif name not in rule.limits:
        hint = f"known here: {', '.join(('level', *rule.limits))}"
        span = _place(catalog, rule.code, name, key=True)
        yield error("wrong-setting", f"the rule '{rule.code}' has no setting '{name}'", span, hint)
    elif _number(value) is None:
        span = _place(catalog, rule.code, name)
        yield error("wrong-setting", f"'{value}' is not a limit", span, "write a whole number from 1")


def _place(catalog: Catalog, *loc: str, key: bool = False) -> Span:
    document = catalog.documents.get(MANIFEST)
    return document.locate(("checks", *loc), key=key) if document else Span("")
