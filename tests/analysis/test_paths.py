"""The ways through a process: shortest, usual, longest; loops, splits, overdue; graphs of any shape in bounded time."""

from __future__ import annotations

import pytest
from building import atlas, process, step
from hypothesis import example, given, settings
from hypothesis import strategies as st

from process_atlas.analysis.atlas import derive
from process_atlas.analysis.flow import Flow, flow_of
from process_atlas.analysis.paths import Paths, minutes_of, paths_of
from process_atlas.analysis.routes import MOST_COUNTED
from process_atlas.analysis.splits import splits_of
from process_atlas.catalog import Catalog
from process_atlas.spec.model import Process
from support import counted

Spec = dict[str, object]


def branch(when: str, next_: str, **keys: str) -> Spec:
    return {"when": when, "next": next_, **keys}


def decision(id: str, *branches: Spec, **keys: object) -> Spec:
    return step(id, type="decision", branches=list(branches), **keys)


def found(*steps: Spec) -> Paths:
    made = atlas(process("case", *steps))
    return paths_of(made.flows["case"], minutes_of(made.catalog.processes["case"], made.catalog))


def told(paths: Paths) -> dict[str, str]:
    routes = {"shortest": paths.shortest, "usual": paths.usual, "longest": paths.longest}
    return {name: " ".join(route.steps) for name, route in routes.items() if route}


END = step("end", type="end")


def test_a_line_has_one_way_whose_limits_and_waits_add_up() -> None:
    paths = found(step("a", within="2 h"), step("b", type="wait", for_="3 days"), step("c"), END)
    assert paths.count == 1
    assert set(told(paths).values()) == {"a b c end"}
    assert paths.longest
    assert (paths.longest.minutes, paths.longest.work) == (2 * 60 + 3 * 1440, 3)


def test_the_usual_way_takes_the_success_else_what_is_written_first() -> None:
    paths = found(
        decision("good", branch("No", "mend"), branch("Yes", "which", level="success")),
        step("mend", within="1 h"),
        decision("which", branch("One", "one"), branch("None", "end")),
        step("one", within="1 h"),
        END,
    )
    assert told(paths) == {
        "shortest": "good which end",
        "usual": "good which one end",
        "longest": "good mend which one end",
    }
    assert paths.count == 4


def test_a_loop_is_gone_through_once() -> None:
    paths = found(
        step("plan", within="1 h"),
        step("do", within="1 h"),
        decision("fine", branch("No", "plan"), branch("Yes", "end")),
        END,
    )
    assert paths.count == 1
    assert paths.longest
    assert paths.longest.minutes == 120
    assert paths.exact


def test_a_loop_that_is_entered_at_two_steps_hides_no_way() -> None:
    paths = found(
        decision("small", branch("Yes", "do", level="success"), branch("No", "plan")),
        step("plan", within="1 day"),
        step("do", within="1 h"),
        decision("fine", branch("No", "plan"), branch("Yes", "end", level="success")),
        END,
    )
    assert told(paths)["longest"] == "small plan do fine end"
    assert (paths.count, paths.exact) == (2, True)


def test_what_is_overdue_is_no_usual_way_but_may_be_the_longest() -> None:
    paths = found(step("a", within="1 day", overdue="boss", next_="end"), step("boss", within="2 h"), END)
    assert told(paths) == {"shortest": "a end", "usual": "a end", "longest": "a boss end"}
    assert paths.longest
    assert (paths.longest.overdue, paths.longest.minutes) == (1, 1440 + 120)


SPLIT = step("split", type="parallel", next_=["a", "c"])
ARMS = (
    step("a", within="1 h", next_="b"),
    step("b", within="1 h", next_="join"),
    step("c", within="3 h", next_="join"),
)
JOIN = step("join", type="parallel", next_="end")


def test_what_runs_side_by_side_takes_as_long_as_the_slowest_arm() -> None:
    paths = found(SPLIT, *ARMS, JOIN, END)
    assert told(paths)["usual"] == "split a b join c end"
    assert paths.usual
    assert (paths.usual.minutes, paths.usual.work, paths.count) == (180, 3, 1)


def test_splits_know_where_their_ways_come_together() -> None:
    made = atlas(process("case", SPLIT, *ARMS, JOIN, END))
    assert splits_of(made.flows["case"]) == {"split": "join"}
    made = atlas(process("case", SPLIT, step("a", next_="end"), step("c", next_="stop"), END, step("stop", type="end")))
    assert splits_of(made.flows["case"]) == {"split": ""}


def test_a_choice_inside_an_arm_counts_as_two_ways() -> None:
    paths = found(
        SPLIT,
        decision("a", branch("Yes", "join", level="success"), branch("No", "b")),
        *ARMS[1:],
        JOIN,
        END,
    )
    assert paths.count == 2


def test_a_called_process_lends_its_limit() -> None:
    made = atlas(
        process("other", step("x"), within="2 days"),
        process("case", step("call", type="subprocess", process="other"), END),
    )
    assert minutes_of(made.catalog.processes["case"], made.catalog) == {"call": 2880, "end": 0}


def test_a_process_without_an_end_has_no_way_through() -> None:
    paths = found(step("a"), decision("again", branch("Yes", "a"), branch("Of course", "a")))
    assert paths == Paths()


@st.composite
def choices(draw: st.DrawFn) -> Flow:
    """Any flow of tasks and decisions, with ways in all directions."""
    count = draw(st.integers(1, 6))
    steps = []
    for index in range(count):
        targets = draw(st.lists(st.integers(0, count - 1), max_size=3, unique=True))
        keys = {"within": f"{draw(st.integers(1, 9))} h"}
        ways = [branch(f"To {each}", f"s{each}") for each in targets]
        steps.append(decision(f"s{index}", *ways, **keys) if ways else step(f"s{index}", type="end"))
    made = atlas_with_findings(*steps)
    return made.flows["case"]


def atlas_with_findings(*steps: Spec):  # type: ignore[no-untyped-def]
    return atlas(process("case", *steps))


def every_way(flow: Flow, id: str, before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """All ways without repetition, the slow way."""
    here = (*before, id)
    ways = flow.outgoing.get(id, ())
    if not ways:
        return [here]
    return [each for way in ways if way.target not in here for each in every_way(flow, way.target, here)]


@given(choices())
@settings(deadline=None, max_examples=60)
def test_the_routes_are_the_best_of_all_ways(flow: Flow) -> None:
    minutes = {id: step.within.minutes if step.within else 0 for id, step in flow.steps.items()}
    ways = every_way(flow, flow.starts[0])
    paths = paths_of(flow, minutes)
    assert paths.exact
    assert paths.count == len(ways)
    if ways:
        assert paths.shortest
        assert paths.longest
        assert paths.usual
        assert paths.usual.steps in ways
        assert paths.shortest.work == min(sum(id in flow.numbers for id in way) for way in ways)
        assert paths.longest.minutes == max(sum(minutes[id] for id in way) for way in ways)


@given(st.integers(2, 80), st.integers(0, 2**32), st.sampled_from(["decision", "parallel", "inclusive", "task"]))
@example(28, 1, "parallel")  # splits in loops, whose ways multiply beyond all numbers
@settings(deadline=None, max_examples=25)
def test_dense_graphs_are_searched_in_bounded_time(count: int, seed: int, kind: str) -> None:
    steps = []
    for index in range(count):
        targets = [(index * 7 + seed * each + each) % count for each in range(1, 12)]
        names = [f"s{each}" for each in dict.fromkeys(targets)]
        if kind == "decision":
            steps.append(decision(f"s{index}", *(branch(f"To {name}", name) for name in names)))
        else:
            steps.append(step(f"s{index}", type=kind, next_=names))
    spec = Process.model_validate(process("case", *steps, END))
    paths, calls = counted(paths_of, flow_of(spec), {})
    assert calls < 3_000_000
    assert 0 <= paths.count <= MOST_COUNTED * count
    assert all(set(route.steps) <= flow_of(spec).steps.keys() for route in (paths.shortest, paths.longest) if route)


def test_two_hundred_decisions_in_a_row_have_more_ways_than_can_be_listed() -> None:
    rows: list[Spec] = []
    for index in range(200):
        after = f"d{index + 1}" if index < 199 else "end"
        rows += [decision(f"d{index}", branch("Yes", f"t{index}"), branch("No", after)), step(f"t{index}", next_=after)]
    paths = found(*rows, END)
    assert (paths.count, paths.exact) == (2**200, True)


def test_every_process_of_the_sample_has_its_ways(sample: Catalog) -> None:
    made = derive(sample)
    for id, each in sample.processes.items():
        paths = paths_of(made.flows[id], minutes_of(each, sample))
        assert paths.exact, id
        assert paths.count, id
        assert paths.shortest
        assert paths.longest
        assert paths.shortest.work <= paths.longest.work or paths.shortest.minutes <= paths.longest.minutes


@pytest.mark.parametrize(("which", "steps", "days"), [("shortest", 8, 10.06), ("longest", 16, 18.23)])
def test_a_complaint_takes_at_least_and_at_most(sample: Catalog, which: str, steps: int, days: float) -> None:
    spec = sample.processes["complaint-handling"]
    route = getattr(paths_of(flow_of(spec), minutes_of(spec, sample)), which)
    assert route.work == steps
    assert route.minutes / 1440 == pytest.approx(days, abs=0.01)
