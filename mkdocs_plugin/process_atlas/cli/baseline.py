"""The baseline of `check`: findings that were there when it was written, so that only new ones count."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from process_atlas.authoring.files import write_whole
from process_atlas.cli.sarif import fingerprint
from process_atlas.diagnostics import Diagnostic, Severity, Span, error
from process_atlas.said import Said, say

FORMAT = 1
"""The version of the baseline's form."""

NAME = ".baseline.json"
"""Its name in the folder of the specs."""

_PLACES = re.compile(r"\bline \d+|:\d+(?::\d+)?\b")
_HINT = Said(
    "write it anew with `process-atlas check --write-baseline`",
    "用 `process-atlas check --write-baseline` 重新生成",
)
_NOT_ONE = Said("is not the JSON of a baseline", "不是基线的 JSON")


@dataclass(frozen=True, slots=True)
class Compared:
    """Findings against a baseline: those that are new, how many are known, and which known ones are gone."""

    new: tuple[Diagnostic, ...]
    known: int = 0
    fixed: tuple[str, ...] = ()


def write(path: Path, found: Iterable[Diagnostic], specs: Path) -> int:
    """Write the findings as known and return their number. Raises OSError when the file cannot be written."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for each in found:
        counted[_mark(each, specs), each.code, _told(each)] += 1
    rows = [
        {"fingerprint": mark, "code": code, "finding": told, "count": count}
        for (mark, code, told), count in sorted(counted.items(), key=lambda row: row[0][1:])
    ]
    text = json.dumps({"format": FORMAT, "findings": rows}, ensure_ascii=False, indent=2)
    write_whole(path, f"{text}\n".encode())
    return counted.total()


def compare(path: Path, found: tuple[Diagnostic, ...], specs: Path) -> Compared:
    """The findings against the baseline at `path`. One that cannot be used is a finding, and all are new."""
    rows, problem = _read(path)
    if problem:
        return Compared((problem, *found))
    left = Counter({row["fingerprint"]: row["count"] for row in rows})
    new = []
    for each in found:
        mark = _mark(each, specs)
        if left[mark]:
            left[mark] -= 1
        else:
            new.append(each)
    fixed = [row["finding"] for row in rows for _ in range(left[row["fingerprint"]])]
    hidden = any(each.severity is Severity.ERROR for each in new)  # an error may hide what the rules found before
    return Compared(tuple(new), len(found) - len(new), () if hidden else tuple(fixed))


def _mark(each: Diagnostic, specs: Path) -> str:
    """What a finding is known by: its spec, not its file, as far as there is one; never its line."""
    where = ":".join(each.subject) if each.subject else each.span.path.removeprefix(f"{specs.as_posix()}/")
    return fingerprint(each.code, where, _PLACES.sub("", each.message))


def _told(each: Diagnostic) -> str:
    return f"[{each.code}] {_PLACES.sub('…', each.message)}"


def _read(path: Path) -> tuple[list[Mapping[str, Any]], Diagnostic | None]:
    try:
        held = json.loads(path.read_bytes())
    except OSError as problem:
        reason = problem.strerror or problem
        return [], _broken(path, say("cannot be read: {reason}", "无法读取：{reason}", reason=reason))
    except (ValueError, RecursionError):
        return [], _broken(path, _NOT_ONE)
    if not isinstance(held, dict) or "format" not in held:
        return [], _broken(path, _NOT_ONE)
    if held["format"] != FORMAT:
        message = say(
            "is a baseline of form {form}; this version reads form {known}",
            "基线的格式版本是 {form}，当前版本只读取 {known}",
            form=held["format"],
            known=FORMAT,
        )
        return [], error("baseline-version", message, Span(path.as_posix()), _HINT)
    rows = held.get("findings")
    if not isinstance(rows, list) or not all(map(_is_row, rows)):
        return [], _broken(path, Said("is damaged: not every entry is a finding", "已损坏：有的条目不是检查结果"))
    return rows, None


def _is_row(row: object) -> bool:
    if not isinstance(row, dict):
        return False
    texts = all(isinstance(row.get(key), str) for key in ("fingerprint", "code", "finding"))
    return texts and type(row.get("count")) is int and row["count"] > 0


def _broken(path: Path, message: Said) -> Diagnostic:
    return error("baseline-broken", message, Span(path.as_posix()), _HINT)
