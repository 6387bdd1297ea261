"""Findings as a report: for people (`text`), for programs (`json`, `sarif`), for code hosts (`github`, `gitlab`)."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from process_atlas.analysis.checks import Suppressed
from process_atlas.analysis.coverage import Coverage
from process_atlas.cli.gitlab import as_gitlab
from process_atlas.cli.sarif import as_sarif
from process_atlas.diagnostics import Diagnostic, Severity, Span, count


@dataclass(frozen=True, slots=True)
class Report:
    """What a report is made from.

    `found` are the findings that count, in order; `lines` the lines of all files, by path; `suppressed` what comments
    accept; `known` the number of findings that the baseline holds, and `fixed` those it holds that are gone; `coverage`
    the figures, which the text report tells with `summary`.
    """

    found: Sequence[Diagnostic]
    lines: Mapping[str, Sequence[str]]
    suppressed: Sequence[Suppressed] = ()
    known: int = 0
    fixed: Sequence[str] = ()
    coverage: Sequence[Coverage] = ()
    summary: bool = False


def as_text(report: Report) -> str:
    """Each finding with its source line and a caret below the place, then a summary."""
    fixed = [f"fixed: {each}" for each in report.fixed]
    told = [*(_excerpted(each, report.lines) for each in report.found), *fixed, _total(report)]
    if report.summary:
        told += ["", *_covered(report.coverage)]
    return "\n".join(told)


def as_json(report: Report) -> str:
    """Findings, accepted ones with their reasons, those fixed since the baseline, totals and figures, as one object."""
    totals = {str(severity): count(report.found, severity) for severity in Severity}
    held = {
        "findings": [{**asdict(each.span), **_fields(each)} for each in report.found],
        "suppressed": [
            {**asdict(each.found.span), **_fields(each.found), "reason": each.reason} for each in report.suppressed
        ],
        "fixed": list(report.fixed),
        "summary": {**totals, "suppressed": len(report.suppressed), "known": report.known, "fixed": len(report.fixed)},
        "coverage": {each.full_name: {"some": each.some, "every": each.every} for each in report.coverage},
    }
    return json.dumps(held, ensure_ascii=False, indent=2)


def as_github(report: Report) -> str:
    """Workflow commands that GitHub shows as annotations at the lines of a change."""
    names = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
    return "\n".join(
        f"::{names[each.severity]} file={_property(each.span.path)},line={each.span.line or 1},"
        f"col={each.span.column or 1},title={_property(each.code)}::{_data(_message(each))}"
        for each in report.found
    )


FORMATS: dict[str, Callable[[Report], str]] = {
    "text": as_text,
    "json": as_json,
    "sarif": lambda report: as_sarif(report.found, len(report.suppressed), report.known),
    "github": as_github,
    "gitlab": lambda report: as_gitlab(report.found),
}
"""The table of report formats."""


def summary(found: Sequence[Diagnostic]) -> str:
    """`2 errors, 1 warning`, or `no findings`."""
    parts = [_plural(count(found, severity), severity) for severity in Severity if count(found, severity)]
    return ", ".join(parts) if parts else "no findings"


def _total(report: Report) -> str:
    """The summary, and what does not count."""
    aside = {"ignored with a reason": len(report.suppressed), "known": report.known, "fixed": len(report.fixed)}
    return "; ".join([summary(report.found), *(f"{number} {what}" for what, number in aside.items() if number)])


_FIGURES = {
    "limit": "tasks with a time limit or effort",
    "how": "tasks that say how",
    "data": "tasks that name their data",
    "system": "tasks that name their system",
    "fields": "fields that a step uses",
    "approved": "specs with an approval",
    "language": "texts in",
}


def _covered(coverage: Sequence[Coverage]) -> list[str]:
    """`  87 %  tasks that say how (120 of 137)` for every figure."""
    named = [(each, f"{_FIGURES[each.name]} {each.lang}".rstrip()) for each in coverage]
    return [f"{each.percent:4} %  {name} ({each.some} of {each.every})" for each, name in named]


def _plural(number: int, severity: Severity) -> str:
    noun = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}[severity]
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _excerpted(each: Diagnostic, lines: Mapping[str, Sequence[str]]) -> str:
    head, *hint = str(each).split("\n", 1)
    return "\n".join([head, *_excerpt(each.span, lines.get(each.span.path, ())), *hint])


def _excerpt(span: Span, lines: Sequence[str]) -> list[str]:
    """The source line and a caret below the place; Chinese characters take two columns of a terminal."""
    if not 0 < span.line <= len(lines):
        return []
    line = lines[span.line - 1].replace("\t", " ")
    start = max(0, span.column - 60)
    shown, before = line[start : start + 100], line[start : span.column - 1]
    width = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in before)
    return [f"    | {shown}", f"    | {' ' * width}^"] if shown.strip() else []


def _message(each: Diagnostic) -> str:
    return f"{each.message} ({each.hint})" if each.hint else each.message


def _data(text: str) -> str:
    """A text as GitHub's workflow commands want it escaped."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _fields(each: Diagnostic) -> dict[str, object]:
    kind, id = each.subject or ("", "")
    fields = {"severity": each.severity, "code": each.code, "message": each.message, "hint": each.hint}
    return {**fields, "kind": kind, "id": id}
