"""Findings as GitLab's Code Quality report, which it shows beside the lines of a merge request."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from process_atlas.cli.sarif import fingerprint
from process_atlas.diagnostics import Diagnostic, Severity
from process_atlas.said import Said, say

_LEVELS = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def as_gitlab(found: Sequence[Diagnostic], lang: str = "en") -> str:
    """A list of findings, each with the keys that GitLab asks for.

    A fingerprint must be there once only: alike findings of one file are told apart by their number. It is made from
    the English message whatever the language.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    rows = []
    for each in found:
        alike = each.code, each.span.path, each.message
        rows.append(_row(each, lang, fingerprint(*alike, *([str(seen[alike])] if seen[alike] else []))))
        seen[alike] += 1
    return json.dumps(rows, ensure_ascii=False, indent=2)


def in_brackets(each: Diagnostic) -> Said:
    """The message with its hint in brackets."""
    return say("{what} ({hint})", "{what}（{hint}）", what=each.message, hint=each.hint) if each.hint else each.message


def _row(each: Diagnostic, lang: str, mark: str) -> dict[str, Any]:
    return {
        "description": in_brackets(each).get(lang),
        "check_name": each.code,
        "fingerprint": mark,
        "severity": _LEVELS[each.severity],
        "location": {"path": each.span.path or ".", "lines": {"begin": each.span.line or 1}},
    }
