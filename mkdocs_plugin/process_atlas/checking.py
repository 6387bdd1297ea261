"""From files to findings, without building anything: read -> load -> link -> derive -> check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from process_atlas.analysis.atlas import derive
from process_atlas.analysis.checks import Suppressed, examine
from process_atlas.analysis.coverage import Coverage, coverage_of
from process_atlas.diagnostics import Diagnostic, ordered
from process_atlas.link import link
from process_atlas.spec.load import load
from process_atlas.spec.source import SourceFile


@dataclass(frozen=True, slots=True)
class Examined:
    """What spec files were found to be: findings in report order, accepted ones, and how complete the specs are."""

    found: tuple[Diagnostic, ...]
    suppressed: tuple[Suppressed, ...] = ()
    coverage: tuple[Coverage, ...] = ()


def examine_specs(files: Iterable[SourceFile], today: date) -> Examined:
    """Examine spec files; `today` is the day that reviews are judged by."""
    catalog = link(load(files))
    atlas = derive(catalog)
    outcome = examine(atlas, today)
    return Examined(ordered((*catalog.diagnostics, *outcome.found)), outcome.suppressed, coverage_of(atlas))


def check_specs(files: Iterable[SourceFile], today: date) -> tuple[Diagnostic, ...]:
    """Every finding about spec files that nobody accepted; see `examine_specs`."""
    return examine_specs(files, today).found
