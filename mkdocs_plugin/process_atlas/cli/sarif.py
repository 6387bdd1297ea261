"""Findings as SARIF 2.1.0 (OASIS), the format that code hosts read to show findings beside the files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from process_atlas import __version__
from process_atlas.analysis.checks import RULES
from process_atlas.analysis.checks.reasons import REASONS
from process_atlas.analysis.checks.sources import SOURCES
from process_atlas.diagnostics import Diagnostic, Severity
from process_atlas.said import say

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
DOCS = "https://github.com/process-atlas/process-atlas/blob/main/docs/"
"""Where the documentation can be read, with a page for every group of rules."""

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(found: Sequence[Diagnostic], suppressed: int = 0, known: int = 0, lang: str = "en") -> str:
    """One run with the rules that found something, and a result for each finding, with its message in `lang`.

    Findings that comments accept and those of the baseline are told as numbers only: code hosts would open alerts.
    """
    codes = sorted({each.code for each in found})
    index = {code: number for number, code in enumerate(codes)}
    driver = {
        "name": "process-atlas",
        "version": __version__,
        "informationUri": DOCS,
        "rules": [_rule(code) for code in codes],
    }
    results = [_result(each, index[each.code], lang) for each in found]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": {"suppressed": suppressed, "known": known},
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(code: str) -> dict[str, Any]:
    rule = RULES.get(code)
    if rule is None:
        return {"id": code, "helpUri": f"{DOCS}reference/checks.md#reading"}
    text, reason = rule.summary.get("en"), REASONS[code]
    cited = [f"- {SOURCES[source]}" for source in reason.sources]
    return {
        "id": code,
        "shortDescription": {"text": text},
        "fullDescription": {"text": reason.why},
        "helpUri": f"{DOCS}rules/{rule.group}.md#{code}",
        "help": {"text": f"{text} {reason.why}", "markdown": "\n".join([f"**{text}**", "", reason.why, "", *cited])},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.group]},
    }


def _result(each: Diagnostic, rule: int, lang: str) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(each.span.path or ".")}}
    if each.span.line:
        place["region"] = {"startLine": each.span.line, "startColumn": each.span.column}
    hinted = say("{what}. {hint}", "{what}。{hint}", what=each.message, hint=each.hint)
    text = hinted if each.hint else each.message
    return {
        "ruleId": each.code,
        "ruleIndex": rule,
        "level": _LEVELS[each.severity],
        "message": {"text": text.get(lang)},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"finding/v1": fingerprint(each.code, each.span.path, each.message)},
    }


def fingerprint(*parts: str) -> str:
    """What stays the same for a finding when lines above it are added or taken away, and in every language."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
