"""Two versions of a process as one: what is marked, where it stands, and that marks and changes agree."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from process_atlas.analysis.atlas import Atlas
from process_atlas.analysis.diff import Merged, SpecChanges, State, compare_states, merge, state_of, whole_atlas
from process_atlas.analysis.diff.merge import woven
from process_atlas.spec.load import load
from process_atlas.spec.source import SourceFile
from small import SMALL, changed

CHECK = "  - {id: check, title: {en: Check it, zh: 检查}, responsible: lead, how: Look., next: done}\n"


def state(files: Mapping[str, str]) -> State:
    return state_of(load(SourceFile(path, text.encode()) for path, text in files.items()), "process_specs/")


def both(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Atlas, Atlas, SpecChanges]:
    before, after = state(old), state(new)
    found = compare_states(before, after).of("process", "repair")
    assert found is not None
    return whole_atlas(before, [after]), whole_atlas(after, [before]), found


def merged(old: Mapping[str, str], new: Mapping[str, str]) -> Merged:
    before, after, changes = both(old, new)
    return merge(before.catalog.processes.get("repair"), after.catalog.processes.get("repair"), changes)


def steps(whole: Merged) -> dict[str, str]:
    return {step.id: str(step.mark) for step in whole.steps if step.mark}


def ways(whole: Merged) -> set[tuple[str, str, str]]:
    return {(way.source, way.target, str(way.mark)) for way in whole.ways if way.mark}


def test_a_step_put_in_between_makes_the_old_way_longer_not_gone() -> None:
    whole = merged(SMALL, changed("    next: done\n", "    next: check\n" + CHECK))
    assert steps(whole) == {"check": "added"}
    assert ways(whole) == {("mend", "check", "added"), ("check", "done", "added")}
    assert [step.id for step in whole.steps] == ["start", "note", "fixable", "mend", "check", "sorry", "done"]


def test_a_step_that_is_gone_stands_after_the_one_that_it_followed() -> None:
    whole = merged(changed("    next: done\n", "    next: check\n" + CHECK), SMALL)
    assert steps(whole) == {"check": "removed"}
    assert ways(whole) == {("mend", "check", "removed"), ("check", "done", "removed"), ("mend", "done", "added")}
    assert [step.id for step in whole.steps].index("check") == 4


def test_a_way_that_leads_elsewhere_is_there_twice() -> None:
    whole = merged(SMALL, changed("next: sorry, level: danger", "next: done, level: danger"))
    assert steps(whole) == {}
    assert ways(whole) == {("fixable", "done", "added"), ("fixable", "sorry", "removed")}


def test_a_step_of_another_role_remembers_its_lane() -> None:
    whole = merged(SMALL, changed("    responsible: clerk\n    updates", "    responsible: lead\n    updates"))
    moved = next(step for step in whole.steps if step.id == "mend")
    assert (str(moved.mark), moved.lane, moved.was) == ("moved", "lead", "clerk")


@pytest.mark.parametrize(
    ("old", "new", "marks"),
    [
        ("Mend it", "Put it right", {"mend": "changed"}),
        ("within: 3 days", "within: 2 days", {"mend": "changed"}),
        ("    updates: ticket\n", "    reads: ticket\n", {"mend": "changed"}),
        ("A customer reports a fault", "Somebody calls", {"start": "changed"}),
        ('"Yes", zh: 能', '"Surely", zh: 能', {}),
    ],
)
def test_a_step_that_says_something_else_is_changed(old: str, new: str, marks: Mapping[str, str]) -> None:
    assert steps(merged(SMALL, changed(old, new))) == marks


def test_an_outcome_with_another_name_or_grade_is_a_changed_way() -> None:
    for old, new in (('"Yes", zh: 能', '"Surely", zh: 可以'), ("mend, level: success", "mend, level: info")):
        assert ways(merged(SMALL, changed(old, new))) == {("fixable", "mend", "changed")}


def test_a_limit_marks_the_way_that_tells_it() -> None:
    whole = merged(SMALL, changed("within: 3 days", "within: 2 days"))
    assert ways(whole) == {("mend", "sorry", "changed")}


def test_a_step_with_a_new_id_is_the_same_step() -> None:
    path = "process_specs/repair.yaml"
    whole = merged(SMALL, {**SMALL, path: SMALL[path].replace(": sorry", ": regret")})
    assert steps(whole) == {"regret": "changed"}
    assert ways(whole) == set()


def test_a_drawn_start_that_becomes_a_step_does_not_take_its_name() -> None:
    start = "steps:\n  - {id: start, type: start, title: {en: Call, zh: 来电}}\n"
    whole = merged(SMALL, changed("steps:\n", start))
    assert steps(whole) == {"start": "added", "start-": "removed"}
    assert len({step.id for step in whole.steps}) == len(whole.steps)


def test_a_process_that_came_or_went_is_marked_as_a_whole() -> None:
    without = {path: text for path, text in SMALL.items() if not path.endswith("repair.yaml")}
    for old, new, mark in ((without, SMALL, "added"), (SMALL, without, "removed")):
        whole = merged(old, new)
        assert {str(part.mark) for part in (*whole.steps, *whole.ways)} == {mark}
        assert whole.steps


@pytest.mark.parametrize(
    ("new", "old", "whole"),
    [("abc", "axc", "axbc"), ("abc", "xabc", "xabc"), ("", "ab", "ab"), ("ba", "ab", "ba"), ("ac", "abxc", "abxc")],
)
def test_weaving_two_orders(new: str, old: str, whole: str) -> None:
    assert "".join(woven(list(new), list(old))) == whole


def test_a_former_version_is_drawn_with_the_roles_of_today_and_stand_ins_for_lost_ones() -> None:
    former = state({"process_specs/old.yaml": SMALL["process_specs/repair.yaml"].replace("clerk", "typist")})
    atlas = whole_atlas(former, [state(SMALL)])
    assert atlas.catalog.roles["lead"].title.get("zh") == "主管"
    assert atlas.catalog.roles["typist"].title.get("en") == "Typist"
    assert atlas.flows["repair"].lane_of["note"] == "typist"
    assert not atlas.catalog.findings("process", "repair")
