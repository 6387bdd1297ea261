"""Findings as a report, for people (`text`) and for programs (`json`)."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict

from process_atlas.diagnostics import Diagnostic, Severity, count


def as_text(found: Sequence[Diagnostic]) -> str:
    """A line or two for each finding, and a summary."""
    return "\n".join([*map(str, found), summary(found)])


def as_json(found: Sequence[Diagnostic]) -> str:
    """`{"findings": [...], "summary": {...}}`, every finding with path, line, column, code, message and hint."""
    findings = [{**asdict(each.span), **_fields(each)} for each in found]
    totals = {str(severity): count(found, severity) for severity in Severity}
    return json.dumps({"findings": findings, "summary": totals}, ensure_ascii=False, indent=2)


FORMATS: dict[str, Callable[[Sequence[Diagnostic]], str]] = {"text": as_text, "json": as_json}
"""The table of report formats."""


def summary(found: Sequence[Diagnostic]) -> str:
    """`2 errors, 1 warning`, or `no findings`."""
    parts = [_plural(count(found, severity), severity) for severity in Severity if count(found, severity)]
    return ", ".join(parts) if parts else "no findings"


def _plural(number: int, severity: Severity) -> str:
    noun = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}[severity]
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _fields(each: Diagnostic) -> dict[str, object]:
    kind, id = each.subject or ("", "")
    fields = {"severity": each.severity, "code": each.code, "message": each.message, "hint": each.hint}
    return {**fields, "kind": kind, "id": id}
