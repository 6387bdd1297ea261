"""Every bad example is found exactly as marked in it, and every code has a bad example."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import process_atlas
from process_atlas.analysis.atlas import derive
from process_atlas.analysis.checks import RULES, run_checks
from process_atlas.catalog import Catalog
from process_atlas.diagnostics import Diagnostic, Severity
from process_atlas.link import link
from process_atlas.spec import explain
from process_atlas.spec.folder import read_folder
from process_atlas.spec.load import load
from process_atlas.spec.source import SourceFile
from rule_examples import bad, examples, good

HERE = Path(__file__).parent.parent / "bad_specs"
BASE = HERE / "base"
CASES = sorted(path for path in HERE.iterdir() if path != BASE)
TODAY = date(2026, 11, 30)

_MARK = re.compile(r"# expect(?P<where>-file|-next)?: (?P<codes>[a-z0-9, -]+)")
_RAISED = re.compile(r"""\b(?:error|warning|_report)\(\s*"([a-z0-9-]+)\"""")

_CHINESE = re.compile("[\u4e00-\u9fff]")
_QUOTED = re.compile("“[^”]*”|`[^`]*`|（[^）]*）|[\\w./-]+:\\d+(:\\d+)?")
"""What a message quotes, and places: these have no language."""
_ENGLISH = re.compile(r"\b(?!Process Atlas)[A-Za-z]{2,} [A-Za-z]{2,}")
_TOUCHING = re.compile("[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]")
"""Chinese and Latin letters without a space between them."""

SHOWN_ELSEWHERE = {"file-too-large", "text-too-long", "more-mistakes", "unreadable-file", "no-specs"}
"""Codes that no small file in a folder can show; tests/spec and tests/hostile show them."""

PLAIN = {"too-deep"}
"""Codes whose message says all there is to say."""

BY_CONSTRUCTION = {"levels-unbalanced"}
"""Rules that no spec can break, for the program itself keeps them; test_levels_of_data_flow breaks them."""

Marks = Counter[tuple[str, int, str]]


def files_of(case: Path) -> tuple[SourceFile, ...]:
    """The files of a case with the sound catalogue around it."""
    if case == BASE:
        return read_folder(BASE)[0]
    own = read_folder(case)[0] if case.is_dir() else (SourceFile(case.as_posix(), case.read_bytes()),)
    names = {Path(file.path).name for file in own}
    around = [file for file in read_folder(BASE)[0] if Path(file.path).name not in names & {"catalog.yaml"}]
    return (*around, *own)


@cache
def findings(case: Path) -> tuple[Diagnostic, ...]:
    """Everything that reading, linking and checking find in a case."""
    catalog = link(load(files_of(case)))
    return (*catalog.diagnostics, *run_checks(derive(catalog), TODAY))


def marks(file: SourceFile) -> Marks:
    """What a file's comments say should be found, by path, line and code."""
    found: Marks = Counter()
    for number, line in enumerate(file.content.decode("utf-8", "replace").split("\n"), 1):
        match = _MARK.search(line)
        if match:
            place = {"-file": 0, "-next": number + 1, None: number}[match["where"]]
            found.update((file.path, place, code.strip()) for code in match["codes"].split(","))
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_findings_are_exactly_the_marked_ones(case: Path) -> None:
    expected: Marks = Counter()
    for file in files_of(case):
        expected += marks(file)
    found = Counter((each.span.path, each.span.line, each.code) for each in findings(case))
    assert found == expected


def test_the_base_is_sound() -> None:
    assert findings(BASE) == ()


def test_the_sample_is_sound(sample: Catalog) -> None:
    assert [str(each) for each in (*sample.diagnostics, *run_checks(derive(sample), TODAY)) if is_grave(each)] == []


def is_grave(found: Diagnostic) -> bool:
    """Whether a finding is more than a remark."""
    return found.severity is not Severity.INFO


def test_every_rule_has_a_bad_example() -> None:
    assert set(RULES) - shown_codes() == BY_CONSTRUCTION
    assert set(examples()) == set(RULES) - BY_CONSTRUCTION


@pytest.mark.parametrize("path", sorted(set(examples().values())), ids=lambda path: path.stem)
def test_the_good_example_has_no_finding_at_all(path: Path) -> None:
    text = path.read_text("utf-8")
    assert good(text) != bad(text)
    catalog = link(load([*read_folder(BASE)[0], SourceFile(path.as_posix(), good(text).encode())]))
    assert [str(each) for each in (*catalog.diagnostics, *run_checks(derive(catalog), TODAY))] == []


def test_every_code_of_reading_and_linking_has_a_bad_example() -> None:
    package = Path(process_atlas.__file__).parent
    checks = (package / "analysis/checks" / name for name in ("settings.py", "suppress.py"))
    sources = [*(package / "spec").glob("*.py"), package / "link.py", package / "foreign.py", *checks]
    codes = {code for source in sources for code in _RAISED.findall(source.read_text("utf-8"))}
    codes |= {explain.OTHERWISE, *explain.CODES.values()}
    assert len(codes) > 25
    assert codes - shown_codes() == SHOWN_ELSEWHERE


def test_every_finding_names_the_fault_and_tells_what_to_do() -> None:
    for case in CASES:
        for each in findings(case):
            assert each.message
            assert each.hint or each.code in PLAIN
            assert "None" not in each.message + each.hint
            assert each.span.path


def test_every_finding_is_told_in_chinese_too() -> None:
    for said in (said for case in CASES for each in findings(case) for said in (each.message, each.hint) if said):
        chinese = said.get("zh")
        own = _QUOTED.sub("…", chinese)
        assert _CHINESE.search(own), said
        assert not _ENGLISH.search(own), chinese
        assert not _TOUCHING.search(own), chinese


def test_findings_of_rules_name_their_spec() -> None:
    for case in CASES:
        for each in findings(case):
            assert each.code not in RULES or each.subject


@cache
def shown_codes() -> set[str]:
    """Every code that some bad example is marked with."""
    return {code for case in CASES for file in files_of(case) for _, _, code in marks(file)}
