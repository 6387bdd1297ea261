"""The manifest's `checks`: levels and limits per rule, path and spec, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from process_atlas.analysis.checks.rules import RULES, Rule
from process_atlas.catalog import MANIFEST, Catalog, Key
from process_atlas.diagnostics import Diagnostic, Severity, Span, error
from process_atlas.said import Said, quote, say
from process_atlas.spec import hints
from process_atlas.spec.model import KINDS
from process_atlas.spec.nouns import KIND_NOUNS
from process_atlas.spec.source import Location

OFF = "off"
EVERY = "*"
"""In place of a rule's code: what holds for every rule."""

_LEVELS = (*(severity.value for severity in Severity), OFF)
EXCEPT, OVERRIDES, FOR, _LEVEL = "except", "overrides", "for", "level"
"""The keys of a rule in `checks` that name specs (`FOR` inside of `OVERRIDES`), and the one for its level."""


@dataclass(frozen=True, slots=True)
class Override:
    """What holds for some specs in place of the rule's setting. `level`: OFF, a level, or "" for the rule's own."""

    specs: frozenset[Key]
    level: str
    limits: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Setting:
    """How a rule is run: its severity (None: not at all), its limits, and where they are others."""

    severity: Severity | None
    limits: Mapping[str, int]
    overrides: tuple[Override, ...] = ()

    def severity_for(self, spec: Key) -> Severity | None:
        """The severity of a finding about a spec; None when it is not wanted."""
        level = next((each.level for each in reversed(self.overrides) if each.level and spec in each.specs), "")
        return self.severity if not level else None if level == OFF else Severity(level)

    def limits_for(self, spec: Key) -> Mapping[str, int]:
        """The limits that hold for a spec."""
        limits = self.limits
        for each in self.overrides:
            if each.limits and spec in each.specs:
                limits = MappingProxyType({**limits, **each.limits})
        return limits

    @property
    def variants(self) -> tuple[Mapping[str, int], ...]:
        """Every set of limits that holds for some spec, each once; the rule is run once with each."""
        specs = {spec for each in self.overrides if each.limits for spec in each.specs}
        found = [self.limits, *(self.limits_for(spec) for spec in sorted(specs))]
        return tuple({tuple(sorted(limits.items())): limits for limits in found}.values())


def no_rule(code: str) -> Said:
    """That no rule has this code."""
    return say("there is no rule {code}", "没有检查项{code}", code=quote(code))


def settings_of(catalog: Catalog) -> tuple[Mapping[str, Setting], tuple[Diagnostic, ...]]:
    """The setting of every rule, by code, and what cannot be used of the manifest's `checks`."""
    written = catalog.manifest.checks
    everywhere = _overrides(catalog, None, written.get(EVERY, {}))
    settings = {code: _setting(catalog, rule, written.get(code, {}), everywhere) for code, rule in RULES.items()}
    return MappingProxyType(settings), tuple(_problems(catalog))


def least_limit(catalog: Catalog, code: str, name: str) -> int:
    """The smallest number that a limit of a rule has for any spec: what stays below it is found nowhere."""
    written = catalog.manifest.checks.get(code, {})
    numbers = [_number(each.get(name)) for each in (written, *_list(written.get(OVERRIDES))) if isinstance(each, dict)]
    return min(number for number in (*numbers, RULES[code].limits[name]) if number)


def _setting(catalog: Catalog, rule: Rule, written: Mapping[str, Any], everywhere: tuple[Override, ...]) -> Setting:
    level = str(written.get(_LEVEL, rule.severity.value))
    severity = None if level == OFF else Severity(level) if level in _LEVELS else rule.severity
    limits = {name: _number(written.get(name, default)) or default for name, default in rule.limits.items()}
    own = _overrides(catalog, rule, written)
    return Setting(severity, MappingProxyType(limits), (*everywhere, *own) if everywhere or own else ())


def _overrides(catalog: Catalog, rule: Rule | None, written: Mapping[str, Any]) -> tuple[Override, ...]:
    """The overrides in the order in which later ones go before earlier ones; `except` goes before all."""
    found = []
    for each in _list(written.get(OVERRIDES)):
        if isinstance(each, dict):
            level = str(each.get(_LEVEL, ""))
            limits = {name: _number(each.get(name)) for name in (rule.limits if rule else ())}
            known = MappingProxyType({name: limit for name, limit in limits.items() if limit})
            found.append(Override(_specs(catalog, each.get(FOR)), level if level in _LEVELS else "", known))
    if EXCEPT in written:
        found.append(Override(_specs(catalog, written[EXCEPT]), OFF, MappingProxyType({})))
    return tuple(found)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _number(value: object) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 and int(text) else None


def _specs(catalog: Catalog, patterns: object) -> frozenset[Key]:
    """The specs that any of the patterns means: `kind:id`, or a path from the manifest's folder; both with `*`."""
    found: set[Key] = set()
    for pattern in map(str, _list(patterns)):
        kind, _, id = pattern.partition(":")
        if kind in KINDS and id:
            found |= {(kind, each) for each in catalog.specs[kind] if matcher(id).fullmatch(each)}
        else:
            match = matcher(pattern.removeprefix("./")).fullmatch
            found |= {key for key, document in catalog.documents.items() if match(_inside(catalog, document.path))}
    return frozenset(found)


def _inside(catalog: Catalog, path: str) -> str:
    """A path as seen from the folder of the manifest."""
    manifest = catalog.documents.get(MANIFEST)
    folder = manifest.path.rpartition("/")[0] if manifest else ""
    return path.removeprefix(f"{folder}/") if folder else path


@lru_cache(maxsize=256)
def matcher(pattern: str) -> re.Pattern[str]:
    """A pattern of paths: `*` and `?` stay inside a folder, `**` crosses folders."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    meaning = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(meaning.get(part, re.escape(part)) for part in parts), re.DOTALL)


def _problems(catalog: Catalog) -> Iterator[Diagnostic]:
    for code, written in catalog.manifest.checks.items():
        rule = RULES.get(code)
        if rule is None and code != EVERY:
            hint = hints.did_you_mean(code, RULES) or say("the quality page lists the rules", "质量页列有全部检查项")
            yield error("unknown-rule", no_rule(code), _place(catalog, code, key=True), hint)
            continue
        for name, value in written.items():
            if name == EXCEPT:
                yield from _pattern_problems(catalog, value, (code, name))
            elif name == OVERRIDES:
                yield from _override_problems(catalog, rule, value, (code, name))
            elif rule is None:
                yield _unknown_name(catalog, code, name, (EXCEPT, OVERRIDES), (code, name))
            else:
                yield from _problem(catalog, code, rule.limits, name, value, (code, name))


def _override_problems(catalog: Catalog, rule: Rule | None, value: object, loc: Location) -> Iterator[Diagnostic]:
    limits = rule.limits if rule else {}
    for index, each in enumerate(_list(value)):
        here = (*loc, index)
        if not isinstance(each, dict) or not _list(each.get(FOR)):
            message = say(
                "an override says with `for` what it holds for", "`overrides` 的每一项都要用 `for` 写明适用范围"
            )
            hint = say(
                "write `- {for: [drafts/**, process:old], level: info}`",
                "写成 `- {for: [drafts/**, process:old], level: info}`",
            )
            yield error("wrong-setting", message, _place(catalog, *here), hint)
            continue
        for name, given in each.items():
            if name == FOR:
                yield from _pattern_problems(catalog, given, (*here, name))
            else:
                yield from _problem(catalog, str(loc[0]), limits, name, given, (*here, name))


def _pattern_problems(catalog: Catalog, patterns: object, loc: Location) -> Iterator[Diagnostic]:
    """Specs that do not exist; a path may match nothing today, and a spec with errors is not known by name."""
    broken = any(each.severity is Severity.ERROR for each in catalog.diagnostics)
    for index, pattern in enumerate(_list(patterns)):
        kind, _, id = str(pattern).partition(":")
        if kind in KINDS and not broken and not any(matcher(id).fullmatch(each) for each in catalog.specs[kind]):
            span = _place(catalog, *loc, *((index,) if isinstance(patterns, list) else ()))
            message, hint = _no_spec(catalog, kind, id)
            yield error("wrong-setting", message, span, hint)


def _no_spec(catalog: Catalog, kind: str, id: str) -> tuple[Said, Said]:
    """That there is no such spec, and what to write."""
    hint = say("write {kind}:ID, or a path such as drafts/**", "写成 {kind}:ID，或 drafts/** 这样的路径", kind=kind)
    message = say("there is no {kind} {id}", "没有{kind}{id}", kind=KIND_NOUNS[kind], id=quote(id))
    return message, hints.did_you_mean(id, catalog.specs[kind]) or hint


def _problem(
    catalog: Catalog, code: str, limits: Mapping[str, int], name: str, value: object, loc: Location
) -> Iterator[Diagnostic]:
    if name == _LEVEL:
        if str(value) not in _LEVELS:
            message = say("{value} is not a level", "没有{value}这个级别", value=quote(value))
            hint = hints.did_you_mean(str(value), _LEVELS) or hints.one_of(_LEVELS)
            yield error("unknown-level", message, _place(catalog, *loc), hint)
    elif name not in limits:
        extra = (EXCEPT, OVERRIDES) if len(loc) == 2 else (FOR,)
        yield _unknown_name(catalog, code, name, (_LEVEL, *limits, *extra), loc)
    elif _number(value) is None:
        message = say("{value} is not a limit", "{value}不能作为限值", value=quote(value))
        hint = say("write a whole number from 1", "写一个不小于 1 的整数")
        yield error("wrong-setting", message, _place(catalog, *loc), hint)


def _unknown_name(catalog: Catalog, code: str, name: str, known: tuple[str, ...], loc: Location) -> Diagnostic:
    every = say("`checks` for every rule", "`checks` 中针对所有检查项的“*”")
    whose = every if code == EVERY else say("the rule {code}", "检查项{code}", code=quote(code))
    message = say("{whose} has no setting {name}", "{whose}没有设置项{name}", whose=whose, name=quote(name))
    return error("wrong-setting", message, _place(catalog, *loc, key=True), hints.known_here(known))


def _place(catalog: Catalog, *loc: str | int, key: bool = False) -> Span:
    document = catalog.documents.get(MANIFEST)
    return document.locate(("checks", *loc), key=key) if document else Span("")
