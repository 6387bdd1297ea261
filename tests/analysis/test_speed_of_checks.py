"""How the time of checking grows with the catalogue: printed for people (`pytest -s`), with a generous limit."""

from __future__ import annotations

import re
import time
from datetime import date

from process_atlas.analysis.atlas import Atlas, derive
from process_atlas.analysis.checks import RULES, Rule
from process_atlas.analysis.checks.rules import Scope
from process_atlas.link import link
from process_atlas.spec.folder import read_folder
from process_atlas.spec.load import load
from process_atlas.spec.source import SourceFile
from support import SPECS

TODAY = date(2026, 11, 22)
SMALL, LARGE = 4, 16
SLACK = 2.5
"""A rule may take this many times what a linear one would; a tenth of a second is noise."""


def grown(copies: int) -> Atlas:
    """The sample with its processes many times over."""
    files, _ = read_folder(SPECS)
    written = [file for file in files if "/processes/" in file.path]
    ids = [re.findall(r"^id: (.*)$", file.content.decode(), re.MULTILINE)[0] for file in written]
    named = re.compile(rf"\b({'|'.join(ids)})\b")
    copied = [
        SourceFile(f"{copy}-{file.path}", _renamed(file.content.decode(), named, copy).encode())
        for file in written
        for copy in range(copies)
    ]
    return derive(link(load([*(file for file in files if file not in written), *copied])))


def _renamed(text: str, ids: re.Pattern[str], copy: int) -> str:
    """The process under another id and title, without its number."""
    text = re.sub(r"^number: .*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"^title: \{en: ", rf"\g<0>C{copy} ", text, flags=re.MULTILINE)
    return ids.sub(rf"\1-{copy}", text)


def seconds(rule: Rule, atlas: Atlas) -> float:
    """The time that a rule takes when all that it looks at has been worked out: the best of four runs."""
    scope = Scope(atlas, TODAY, rule.limits)
    times = []
    for _ in range(4):
        begin = time.perf_counter()
        for _finding in rule.check(scope):
            pass
        times.append(time.perf_counter() - begin)
    return min(times)


def test_no_rule_is_quadratic() -> None:
    small, large = grown(SMALL), grown(LARGE)
    assert len(large.catalog.processes) == 4 * len(small.catalog.processes) == 10 * LARGE
    times = {code: (seconds(rule, small), seconds(rule, large)) for code, rule in RULES.items()}
    for code, (before, after) in sorted(times.items(), key=lambda each: -each[1][1])[:8]:
        print(f"{code:28} {before * 1000:7.1f} ms for 100 processes, {after * 1000:7.1f} ms for 400")
    print(f"{'all':28} {sum(a for a, _ in times.values()):7.2f} s, {sum(b for _, b in times.values()):7.2f} s")
    slow = {code for code, (before, after) in times.items() if after > SLACK * 4 * max(before, 0.002) + 0.1}
    assert not slow
