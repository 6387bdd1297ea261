"""Checks that run again find what they find when they run for the first time, whatever changed meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from process_atlas.analysis.atlas import Atlas, derive
from process_atlas.analysis.checks import RULES, Rule, examine, look
from process_atlas.analysis.checks.again import Examiner
from process_atlas.analysis.checks.rules import Scope
from process_atlas.link import link
from process_atlas.spec.folder import read_folder
from process_atlas.spec.load import Loader
from process_atlas.spec.source import SourceFile
from rule_examples import examples
from support import SPECS

TODAY = date(2026, 11, 30)
CASES = Path(__file__).parent.parent / "bad_specs"
SOUND = tuple(read_folder(CASES / "base")[0])
BAD = sorted(path for path in CASES.iterdir() if path.name != "base")


class Again:
    """One catalogue after the other, as a host that serves them takes them."""

    def __init__(self) -> None:
        self._load, self._examiner = Loader().load, Examiner()
        self._atlas: Atlas | None = None

    def found(self, files: Sequence[SourceFile]) -> tuple[object, object]:
        """What is found with what is known from before, and without."""
        catalog = link(self._load(files))
        self._atlas = derive(catalog, self._atlas)
        return self._examiner.examine(self._atlas, TODAY), examine(derive(catalog), TODAY)


def with_case(path: Path) -> tuple[SourceFile, ...]:
    own = read_folder(path)[0] if path.is_dir() else (SourceFile(path.as_posix(), path.read_bytes()),)
    names = {Path(file.path).name for file in own}
    return (*(file for file in SOUND if Path(file.path).name not in names & {"catalog.yaml"}), *own)


def test_every_bad_spec_is_found_the_second_time_too_and_forgotten_when_it_is_gone() -> None:
    again = Again()
    for case in BAD:
        for files in (SOUND, with_case(case), SOUND):
            now, fresh = again.found(files)
            assert now == fresh, case.name


def test_what_was_found_in_others_stays_when_one_process_changes() -> None:
    """All bad processes at once; each in its turn is mended (left out) and spoilt again."""
    lone = [SourceFile(each.as_posix(), each.read_bytes()) for each in BAD if each.suffix == ".yaml"]
    files = [*SOUND, *(file for file in lone if file.content.count(b"kind: process") == 1)]
    again = Again()
    assert len(files) > 40
    for left_out in (*files[len(SOUND) :: 5], None):
        now, fresh = again.found([file for file in files if file is not left_out])
        assert now == fresh, left_out


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.apart])
def test_a_rule_that_looks_at_processes_apart_finds_the_same_in_each_alone(code: str) -> None:
    for files in (read_folder(SPECS)[0], with_case(examples()[code])):
        atlas = derive(link(Loader().load(files)))
        whole = {each for each in found(RULES[code], atlas, None) if each.subject[0] == "process"}
        apart = {each for id in atlas.catalog.processes for each in found(RULES[code], atlas, id)}
        assert whole == {each for each in apart if each.subject[0] == "process"}


def found(rule: Rule, atlas: Atlas, process: str | None) -> set:
    only = None if process is None else (atlas.catalog.processes[process],)
    return set(look(rule, Scope(atlas, TODAY, rule.limits, only=only)))


def test_only_the_processes_that_changed_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []

    def counting(rule: Rule, scope: Scope):
        if rule.apart:
            looked.append(len(tuple(scope.processes)))
        return rule.check(scope)

    monkeypatch.setattr("process_atlas.analysis.checks.again.look", counting)
    again, files = Again(), list(read_folder(SPECS)[0])
    place = next(n for n, file in enumerate(files) if file.path.endswith("complaint-handling.yaml"))
    again.found(files)
    assert set(looked) == {10}
    looked.clear()
    files[place] = SourceFile(files[place].path, files[place].content.replace(b"Register the complaint", b"Note it"))
    again.found(files)
    assert set(looked) == {1}
    looked.clear()
    again.found([file for file in files if not file.path.endswith("systems.yaml")])
    assert set(looked) != {1}
