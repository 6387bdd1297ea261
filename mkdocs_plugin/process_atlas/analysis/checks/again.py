"""Checks that run again and again: what a rule finds about a process that is as it was is known already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from process_atlas.analysis.atlas import Atlas
from process_atlas.analysis.checks import Outcome, Rule, examine, look
from process_atlas.analysis.checks.rules import Finding, Scope, every_step
from process_atlas.catalog import Catalog
from process_atlas.spec.model import Process

_Found = dict[tuple[str, tuple[tuple[str, int], ...]], tuple[Finding, ...]]
"""What rules found, by code and limits."""


@dataclass(frozen=True, slots=True)
class _Examination:
    """What was examined, on which day, and what the rules found that look at each process apart."""

    catalog: Catalog
    today: date
    found: _Found


class Examiner:
    """Examines catalogues one after the other. As long as nothing but processes changes, rules that look at each
    process apart look only at those that changed. Safe for several threads: each examination stands for itself."""

    def __init__(self) -> None:
        self._last: _Examination | None = None

    def examine(self, atlas: Atlas, today: date) -> Outcome:
        """Run the rules; see `checks.examine`."""
        last = self._last
        changed = _changed(last, atlas.catalog, today) if last else None
        before = last.found if last and changed is not None else {}
        found: _Found = {}

        def looked(rule: Rule, scope: Scope) -> Iterable[Finding]:
            if not rule.apart:
                return look(rule, scope)
            key = rule.code, tuple(sorted(scope.limits.items()))
            known = before.get(key)
            found[key] = tuple(look(rule, scope) if known is None else _renewed(rule, scope, known, changed or {}))
            return found[key]

        outcome = examine(atlas, today, looked)
        self._last = _Examination(atlas.catalog, today, found)
        return outcome


def _renewed(
    rule: Rule, scope: Scope, known: Iterable[Finding], changed: Mapping[str, Process | None]
) -> Iterable[Finding]:
    """What a rule finds now: what it sees at the processes that changed, and what was known of all else."""
    keys = {("process", id) for id in changed}
    only = tuple(process for process in changed.values() if process)
    narrow = Scope(scope.atlas, scope.today, scope.limits, every_step(only), only)
    yield from (each for each in known if each.subject not in keys)
    yield from (each for each in (look(rule, narrow) if only else ()) if each.subject in keys)


def _changed(last: _Examination, after: Catalog, today: date) -> Mapping[str, Process | None] | None:
    """The processes that are not as they were, None for those that are gone; None for all if anything else changed."""
    before = last.catalog
    if last.today != today or before.manifest != after.manifest or before.foreign != after.foreign:
        return None
    for kind, specs in after.specs.items():
        others = before.specs[kind]
        if kind != "process" and not (len(specs) == len(others) and all(others.get(id) is specs[id] for id in specs)):
            return None
    was = before.specs["process"]
    fresh = {id: process for id, process in after.processes.items() if was.get(id) is not process}
    return {**fresh, **{id: None for id in was if id not in after.processes}}
