"""Findings as a report: for people (`text`), for programs (`json`, `sarif`), for code hosts (`github`, `gitlab`)."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from process_atlas.analysis.checks import Suppressed
from process_atlas.analysis.coverage import Coverage
from process_atlas.cli.gitlab import as_gitlab, in_brackets
from process_atlas.cli.sarif import as_sarif
from process_atlas.diagnostics import Diagnostic, Severity, Span, count
from process_atlas.pages.words import words
from process_atlas.said import Said, in_a_row, say


@dataclass(frozen=True, slots=True)
class Report:
    """What a report is made from.

    `found` are the findings that count, in order; `lines` the lines of all files, by path; `suppressed` what comments
    accept; `known` the number of findings that the baseline holds, and `fixed` those it holds that are gone; `coverage`
    the figures, which the text report tells with `summary`; `lang` is the language of messages and hints.
    """

    found: Sequence[Diagnostic]
    lines: Mapping[str, Sequence[str]]
    suppressed: Sequence[Suppressed] = ()
    known: int = 0
    fixed: Sequence[str] = ()
    coverage: Sequence[Coverage] = ()
    summary: bool = False
    lang: str = "en"


def as_text(report: Report) -> str:
    """Each finding with its source line and a caret below the place, then a summary."""
    fixed = [f"{_FIXED.get(report.lang)}{each}" for each in report.fixed]
    found = (_excerpted(each, report) for each in report.found)
    told = [*found, *fixed, _total(report).get(report.lang)]
    if report.summary:
        told += ["", *(each.get(report.lang) for each in _covered(report.coverage))]
    return "\n".join(told)


def as_json(report: Report) -> str:
    """Findings, accepted ones with their reasons, those fixed since the baseline, totals and figures, as one object."""
    totals = {str(severity): count(report.found, severity) for severity in Severity}
    held = {
        "findings": [{**asdict(each.span), **_fields(each, report.lang)} for each in report.found],
        "suppressed": [
            {**asdict(each.found.span), **_fields(each.found, report.lang), "reason": each.reason}
            for each in report.suppressed
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
        f"col={each.span.column or 1},title={_property(each.code)}::{_data(in_brackets(each).get(report.lang))}"
        for each in report.found
    )


FORMATS: dict[str, Callable[[Report], str]] = {
    "text": as_text,
    "json": as_json,
    "sarif": lambda report: as_sarif(report.found, len(report.suppressed), report.known, report.lang),
    "github": as_github,
    "gitlab": lambda report: as_gitlab(report.found, report.lang),
}
"""The table of report formats."""


_NUMBERS = {
    Severity.ERROR: (Said("error", "个错误"), Said("errors", "个错误")),
    Severity.WARNING: (Said("warning", "个警告"), Said("warnings", "个警告")),
    Severity.INFO: (Said("note", "条提示"), Said("notes", "条提示")),
}


def summary(found: Sequence[Diagnostic]) -> Said:
    """`2 errors, 1 warning`, or `no findings`."""
    numbers = {severity: count(found, severity) for severity in Severity}
    parts = [_number(number, _NUMBERS[severity][number != 1]) for severity, number in numbers.items() if number]
    return in_a_row(parts) if parts else Said("no findings", "没有发现问题")


_FIXED = Said("fixed: ", "已解决：")


def _total(report: Report) -> Said:
    """The summary, and what does not count."""
    total = summary(report.found)
    aside = (
        (len(report.suppressed), Said("ignored with a reason", "个已按理由忽略")),
        (report.known, Said("known", "个已知")),
        (len(report.fixed), Said("fixed", "个已解决")),
    )
    for number, what in aside:
        if number:
            total = say("{total}; {more}", "{total}；{more}", total=total, more=_number(number, what))
    return total


def _number(number: int, what: Said) -> Said:
    return say("{number} {what}", "{number} {what}", number=number, what=what)


_FIGURES = {
    "limit": "tasks with a time limit or effort",
    "how": "tasks that say how",
    "data": "tasks that name their data",
    "system": "tasks that name their system",
    "fields": "fields that a step uses",
    "approved": "specs with an approval",
}
"""Names of the figures, short enough for a terminal; Chinese ones are short on pages too."""


def _covered(coverage: Sequence[Coverage]) -> Iterator[Said]:
    """`  87 %  tasks that say how (120 of 137)` for every figure."""
    for each in coverage:
        name = Said(
            _FIGURES.get(each.name) or f"texts in {each.lang}",
            words("zh")(f"coverage-{each.name}", language=each.lang),
        )
        percent = f"{each.percent:4} %"
        yield say(
            "{percent}  {name} ({some} of {every})",
            "{percent}  {name}（{some}/{every}）",
            percent=percent,
            name=name,
            some=each.some,
            every=each.every,
        )


def _excerpted(each: Diagnostic, report: Report) -> str:
    head, *hint = each.told(report.lang).split("\n", 1)
    return "\n".join([head, *_excerpt(each.span, report.lines.get(each.span.path, ())), *hint])


def _excerpt(span: Span, lines: Sequence[str]) -> list[str]:
    """The source line and a caret below the place; Chinese characters take two columns of a terminal."""
    if not 0 < span.line <= len(lines):
        return []
    line = lines[span.line - 1].replace("\t", " ")
    start = max(0, span.column - 60)
    shown, before = line[start : start + 100], line[start : span.column - 1]
    width = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in before)
    return [f"    | {shown}", f"    | {' ' * width}^"] if shown.strip() else []


def _data(text: str) -> str:
    """A text as GitHub's workflow commands want it escaped."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _fields(each: Diagnostic, lang: str) -> dict[str, object]:
    kind, id = each.subject or ("", "")
    told = {"message": each.message.get(lang), "hint": each.hint.get(lang)}
    return {"severity": each.severity, "code": each.code, **told, "kind": kind, "id": id}
