"""Playing processes through: whether every run can end, what is begun twice, what is never done."""

from __future__ import annotations

from typing import Any

import pytest
from building import atlas, process, step

from process_atlas.analysis.soundness import MAX_STATES, Verdict, verdict_of

Spec = dict[str, Any]

END = step("end", [], type="end")


def gate(id: str, kind: str = "parallel", **keys: Any) -> Spec:
    """A gateway."""
    return {"id": id, "type": kind, **keys}


def either(id: str, *targets: str, kind: str = "decision") -> Spec:
    """A decision, or an inclusive gateway, with an outcome for each target."""
    branches = [{"when": f"to {target}", "next": target} for target in targets]
    title = {"title": "Which?", "responsible": "ann"} if kind == "decision" else {}
    return {"id": id, "type": kind, **title, "branches": branches}


def verdict(*steps: Spec, limit: int = MAX_STATES) -> Verdict:
    """What playing a process of these steps shows."""
    return verdict_of(atlas(process("case", *steps)).flows["case"], limit)


def test_a_block_that_is_joined_is_sound() -> None:
    assert verdict(gate("p", next=["a", "b"]), step("a", next_="j"), step("b"), gate("j"), END) == Verdict()


def test_a_round_through_a_block_is_sound() -> None:
    again = either("q", "p", "end")
    assert verdict(gate("p", next=["a", "b"]), step("a", next_="j"), step("b"), gate("j"), again, END) == Verdict()


def test_a_gateway_may_join_and_split_at_once() -> None:
    steps = (gate("p", next=["a", "b"]), step("a", next_="j"), step("b"), gate("j", next=["c", "d"]))
    assert verdict(*steps, step("c", next_="k"), step("d"), gate("k"), END) == Verdict()


def test_a_join_that_waits_for_what_a_decision_left_out_is_stuck_and_all_behind_it_dead() -> None:
    steps = (gate("p", next=["a", "q"]), step("a", next_="j"), either("q", "j", "b"), step("b"), gate("j"), END)
    assert verdict(*steps) == Verdict(stuck=("j",), dead=("end",))


def test_an_inclusive_gateway_waits_for_those_that_come_and_no_others() -> None:
    steps = (either("i", "a", "b", "c", kind="inclusive"), step("a", next_="j"), step("b", next_="j"), step("c"))
    assert verdict(*steps, gate("j", "inclusive"), END) == Verdict()


def test_ways_that_meet_without_a_gateway_begin_a_step_twice() -> None:
    steps = (either("i", "a", "b", kind="inclusive"), step("a", next_="c"), step("b"), step("c"), END)
    assert verdict(*steps) == Verdict(twice=("c",))


def test_an_end_that_one_way_reaches_leaves_the_other_running() -> None:
    other = step("other", [], type="end")
    steps = (either("i", "a", "b", kind="inclusive"), step("a", next_="end"), step("b", next_="other"), END, other)
    assert verdict(*steps) == Verdict(left=("end", "other"))


def test_too_many_states_are_not_guessed_at() -> None:
    ways = [f"w{number}" for number in range(6)]
    steps = (gate("p", next=ways), *(step(way, next_="j") for way in ways), gate("j"), END)
    assert verdict(*steps) == Verdict()
    assert verdict(*steps, limit=20) == Verdict(decided=False)


@pytest.mark.parametrize("kind", ["parallel", "inclusive"])
def test_what_is_overdue_breaks_off_and_is_not_played(kind: str) -> None:
    late = step("a", next_="j", within="1 h", overdue="end")
    split = gate("p", next=["a", "b"]) if kind == "parallel" else either("p", "a", "b", kind=kind)
    assert verdict(split, late, step("b"), gate("j", kind), END) == Verdict()
