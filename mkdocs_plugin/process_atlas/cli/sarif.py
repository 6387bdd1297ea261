"""Findings as SARIF 2.1.0 (OASIS), the format that code hosts read to show findings beside the files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from process_atlas import __version__
from process_atlas.analysis.checks import RULES
from process_atlas.diagnostics import Diagnostic, Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(found: Sequence[Diagnostic]) -> str:
    """One run with the rules that found something, and a result for each finding."""
    codes = sorted({each.code for each in found})
    index = {code: number for number, code in enumerate(codes)}
    driver = {"name": "process-atlas", "version": __version__, "rules": [_rule(code) for code in codes]}
    results = [_result(each, index[each.code]) for each in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(code: str) -> dict[str, Any]:
    rule = RULES.get(code)
    if rule is None:
        return {"id": code}
    text = rule.summary.get("en")
    return {"id": code, "shortDescription": {"text": text}, "defaultConfiguration": {"level": _LEVELS[rule.severity]}}


def _result(each: Diagnostic, rule: int) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(each.span.path or ".")}}
    if each.span.line:
        place["region"] = {"startLine": each.span.line, "startColumn": each.span.column}
    text = f"{each.message}. {each.hint}" if each.hint else each.message
    return {
        "ruleId": each.code,
        "ruleIndex": rule,
        "level": _LEVELS[each.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"finding/v1": fingerprint(each.code, each.span.path, each.message)},
    }


def fingerprint(*parts: str) -> str:
    """What stays the same for a finding when lines above it are added or taken away."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
