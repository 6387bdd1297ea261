"""From files to findings, without building anything: read -> load -> link -> derive -> check."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from datetime import UTC, date, datetime

from process_atlas.analysis.atlas import derive
from process_atlas.analysis.checks import run_checks
from process_atlas.diagnostics import Diagnostic, ordered
from process_atlas.link import link
from process_atlas.spec.load import load
from process_atlas.spec.source import SourceFile


def check_specs(files: Iterable[SourceFile], today: date) -> tuple[Diagnostic, ...]:
    """Every finding about spec files; `today` is the day that reviews are judged by."""
    catalog = link(load(files))
    return ordered((*catalog.diagnostics, *run_checks(derive(catalog), today)))


def present_day() -> date:
    """The day that reviews are judged by: SOURCE_DATE_EPOCH if set, so that a build can be repeated."""
    return datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH") or time.time()), UTC).date()
