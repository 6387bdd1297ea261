"""The flow of a process: ways, lanes, numbers."""

from __future__ import annotations

from building import atlas, process, step

from process_atlas.analysis.flow import Flow, WayKind


def flow(*steps: dict[str, object], **keys: object) -> Flow:
    return atlas(process("case", *steps, **keys)).flows["case"]


def ways(found: Flow) -> list[tuple[str, str]]:
    return [(way.source, way.target) for way in found.ways]


def test_the_next_step_of_the_list_follows_unless_next_says_otherwise() -> None:
    found = flow(step("a"), step("b", next_="d"), step("c"), step("d", type="end"))
    assert ways(found) == [("start", "a"), ("a", "b"), ("b", "d"), ("c", "d")]


def test_an_end_and_the_last_step_lead_nowhere() -> None:
    found = flow(step("a", type="end"), step("b"))
    assert ways(found) == [("start", "a")]
    assert "b" not in found.outgoing


def test_a_decision_has_only_its_branches() -> None:
    branches = [{"when": "Yes", "next": "c", "level": "success"}, {"when": "No", "next": "b"}]
    found = flow(step("a", type="decision", branches=branches), step("b"), step("c", type="end"))
    kinds = [(way.target, way.kind, way.label.get("en") if way.label else "") for way in found.outgoing["a"]]
    assert kinds == [("c", WayKind.BRANCH, "Yes"), ("b", WayKind.BRANCH, "No")]


def test_what_is_overdue_goes_its_own_way() -> None:
    found = flow(step("a", within="1 h", overdue="c"), step("b", next_="c"), step("c", type="end"))
    assert [(way.target, way.kind) for way in found.outgoing["a"]] == [("b", WayKind.NEXT), ("c", WayKind.OVERDUE)]


def test_a_written_start_needs_no_drawn_one() -> None:
    found = flow(step("begin", type="start"), step("a", type="end"))
    assert found.entry == ""
    assert found.starts == ("begin",)


def test_the_drawn_start_takes_a_free_id() -> None:
    found = flow(step("start"), step("end", type="end"))
    assert found.entry == "start-"
    assert found.starts == ("start",)


def test_only_steps_that_do_something_are_numbered() -> None:
    found = flow(
        step("begin", type="start"),
        step("a"),
        step("both", type="parallel", next_=["b", "c"]),
        step("b", next_="join"),
        step("c", type="wait", for_="1 h"),
        step("join", type="parallel"),
        step("z", type="end"),
    )
    assert dict(found.numbers) == {"a": 1, "b": 2, "c": 3}


def test_lanes_follow_the_written_order_and_those_not_written_come_after() -> None:
    found = flow(
        step("a", "bob"), step("b", "cid"), step("c", "ann"), step("z", "ann", type="end"), lanes=["cid", "ann"]
    )
    assert found.lanes == ("cid", "ann", "bob")


def test_a_step_without_a_role_stands_in_its_neighbours_lane() -> None:
    found = flow(step("a", []), step("b", "bob"), step("c", []), step("z", "cid", type="end"))
    assert [found.lane_of[id] for id in ("start", "a", "b", "c", "z")] == ["bob", "bob", "bob", "bob", "cid"]


def test_without_any_role_the_owner_has_the_lane() -> None:
    assert flow(step("a", []), step("z", [], type="end")).lanes == ("ann",)
