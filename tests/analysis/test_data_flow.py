"""Data-flow diagrams: which flows there are, who stands at their ends, and that the levels agree."""

from __future__ import annotations

import pytest
from building import OUTSIDERS, PROCESSES, atlas, catalogues, process, step
from hypothesis import HealthCheck, given, settings

from process_atlas.analysis.atlas import Atlas, derive
from process_atlas.analysis.dataflow import DataFlow, Diagram, balance, widest
from process_atlas.analysis.supply import Why
from process_atlas.catalog import Catalog

END = step("z", type="end")


def pairs(flows: tuple[DataFlow, ...]) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(str_end(flow.source), str_end(flow.target)): flow.refs for flow in flows}


def str_end(end: object) -> str:
    return f"{end.kind}:{end.id}"  # type: ignore[attr-defined]


def level_1(made: Atlas, id: str = "case") -> dict[tuple[str, str], tuple[str, ...]]:
    return pairs(made.dataflow.level_1(id).flows)


def whys(made: Atlas) -> list[tuple[str, str, Why]]:
    return [(each.touch.step, each.touch.verb, each.why) for each in made.dataflow.loose]


def test_reading_takes_from_a_store_and_writing_puts_into_it() -> None:
    made = atlas(process("case", step("a", reads="files", creates="books", updates="files.top", deletes="books.one")))
    assert level_1(made) == {
        ("step:case/a", "store:books"): ("books",),
        ("step:case/a", "store:files"): ("files.top",),
        ("store:files", "step:case/a"): ("files",),
    }


def test_external_roles_give_and_get() -> None:
    receives, sends = [{"data": "form", "from": "xena"}], [{"data": "books.top", "to": "yves"}]
    made = atlas(process("case", step("a", receives=receives, sends=sends)))
    assert level_1(made) == {
        ("step:case/a", "external:yves"): ("books.top",),
        ("external:xena", "step:case/a"): ("form",),
    }


def test_the_step_of_an_external_role_is_that_external_entity() -> None:
    made = atlas(process("case", step("fill", "xena", creates="form"), step("take", reads="form"), END))
    assert level_1(made) == {("external:xena", "step:case/take"): ("form",)}
    assert [symbol.end.id for symbol in made.dataflow.level_1("case").steps] == ["case/take"]


def test_an_external_role_has_no_flow_with_a_store_or_another_external_role() -> None:
    fill = step("fill", "xena", reads="files", updates="books", sends=[{"data": "form", "to": "yves"}], creates="form")
    made = atlas(process("case", fill, END))
    assert level_1(made) == {}
    assert {verb for _, verb, why in whys(made) if why is Why.OUTSIDE} == {"reads", "updates", "sends"}


def test_a_document_flows_from_the_nearest_step_that_made_it() -> None:
    made = atlas(
        process(
            "case", step("a", creates="form"), step("b", updates="form"), step("c"), step("d", reads="form.one"), END
        )
    )
    assert level_1(made) == {
        ("step:case/a", "step:case/b"): ("form",),
        ("step:case/b", "step:case/d"): ("form.one",),
    }


def test_a_document_may_come_from_either_branch() -> None:
    branches = [{"when": "Yes", "next": "a"}, {"when": "No", "next": "b"}]
    made = atlas(
        process(
            "case",
            step("which", type="decision", branches=branches),
            step("a", creates="form", next_="c"),
            step("b", receives=[{"data": "form", "from": "xena"}]),
            step("c", sends=[{"data": "form", "to": "yves"}]),
            END,
        )
    )
    assert level_1(made) == {
        ("step:case/a", "step:case/c"): ("form",),
        ("step:case/b", "step:case/c"): ("form",),
        ("step:case/c", "external:yves"): ("form",),
        ("external:xena", "step:case/b"): ("form",),
    }


def test_a_document_that_is_not_made_here_comes_from_the_process_that_makes_it() -> None:
    made = atlas(process("case", step("a", reads="form"), END), process("other", step("b", creates="form"), END))
    assert level_1(made) == {("process:other", "step:case/a"): ("form",)}
    assert level_1(made, "other") == {("step:other/b", "process:case"): ("form",)}


def test_a_document_that_nothing_makes_is_loose() -> None:
    assert whys(atlas(process("case", step("a", reads="form"), END))) == [("a", "reads", Why.NO_SOURCE)]


def test_what_one_role_sends_another_receives_in_one_flow() -> None:
    made = atlas(
        process(
            "case",
            step("a", "bob", reads="files", sends=[{"data": "files", "to": "cid"}]),
            step("b", "cid", receives=[{"data": "files.top", "from": "bob"}]),
            END,
        )
    )
    assert level_1(made)["step:case/a", "step:case/b"] == ("files.top",)


def test_a_role_without_a_step_for_it_is_no_partner() -> None:
    sends = [{"data": "files", "to": "cid"}]
    made = atlas(process("case", step("a", "bob", reads="files", sends=sends), step("b", "cid"), END))
    assert whys(made) == [("a", "sends", Why.NO_PARTNER)]


def test_processes_exchange_data_through_the_steps_that_say_so() -> None:
    made = atlas(
        process("case", step("a", reads="files", sends=[{"data": "files", "to": "process:other"}]), END),
        process(
            "other", step("b", receives=[{"data": "files", "from": "process:case"}]), step("c", reads="files"), END
        ),
    )
    assert level_1(made)["step:case/a", "process:other"] == ("files",)
    assert level_1(made, "other") == {
        ("process:case", "step:other/b"): ("files",),
        ("store:files", "step:other/c"): ("files",),
    }
    assert pairs(made.dataflow.level_0.flows)["process:case", "process:other"] == ("files",)


def test_numbers_are_the_same_on_every_level() -> None:
    made = atlas(
        process("case", step("a", reads="books"), step("b", updates="files"), END, number="7"),
        process("other", step("c", reads="files", sends=[{"data": "files", "to": "xena"}]), END),
    )
    flows = made.dataflow
    assert [(symbol.end.id, symbol.number) for symbol in flows.level_1("case").symbols] == [
        ("case/a", "7.1"),
        ("case/b", "7.2"),
        ("books", "D1"),
        ("files", "D2"),
    ]
    assert [symbol.number for symbol in flows.level_0.symbols] == ["7", "1", "D1", "D2", ""]
    assert [(symbol.end.id, symbol.number) for symbol in flows.context.symbols] == [("", "0"), ("xena", "")]


def test_the_context_has_one_process_and_no_store(sample: Catalog) -> None:
    context = derive(sample).dataflow.context
    assert [symbol.number for symbol in context.processes] == ["0"]
    assert context.stores == ()
    assert {flow.source.kind for flow in context.flows} == {"process", "external"}


def test_an_area_shows_its_own_processes_and_their_neighbours(sample: Catalog) -> None:
    area = derive(sample).dataflow.area("service")
    own = [symbol.end.id for symbol in area.processes if not symbol.outside]
    assert own == [id for id, each in sample.processes.items() if each.area == "service"]
    assert all(flow.source.id in own or flow.target.id in own for flow in area.flows)


def test_a_wide_part_stands_for_those_it_holds() -> None:
    parts = atlas(process("case", END)).catalog.parts
    assert widest(["files.one", "files.top", "form", "files.three", "form"], parts) == (
        "files.top",
        "form",
        "files.three",
    )
    assert widest(["files.one", "files.top", "files"], parts) == ("files",)


def test_every_data_touch_of_the_sample_is_on_a_diagram_or_reported(sample: Catalog) -> None:
    made = derive(sample)
    shown = {supply.touch for supply in made.dataflow.supplies} | {loose.touch for loose in made.dataflow.loose}
    written = [touch for touch in made.lineage.touches if touch.party or touch.verb == "reads"]
    assert {touch for touch in written if touch not in shown} <= {touch for touch in written if _is_own(made, touch)}


def _is_own(made: Atlas, touch: object) -> bool:
    """Whether a step reads what it has just received or made itself."""
    step_touches = made.lineage.by_step[touch.process, touch.step]  # type: ignore[attr-defined]
    return any(each.verb in ("receives", "creates") for each in step_touches)


def test_the_sample_balances(sample: Catalog) -> None:
    assert_balance(derive(sample))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(catalogues())
def test_any_catalogue_balances(made: Catalog) -> None:
    derived = derive(made)
    assert_balance(derived)
    for diagram in (derived.dataflow.context, derived.dataflow.level_0, *map(derived.dataflow.level_1, PROCESSES)):
        assert_rules_of_the_field(diagram)


def test_an_imbalance_is_told() -> None:
    made = atlas(process("case", step("a", reads="files.top"), END)).dataflow
    bare = Diagram("level-1", "case", made.level_1("case").symbols, ())
    found = balance(made.level_0, bare, made.catalog.parts)
    assert [(each.process, each.other.id, each.inward, each.field, each.missing_in) for each in found] == [
        ("case", "files", True, "one", "level-1"),
        ("case", "files", True, "two", "level-1"),
    ]


def assert_balance(made: Atlas) -> None:
    flows, parts = made.dataflow, made.catalog.parts
    assert balance(flows.context, flows.level_0, parts) == ()
    for id in made.catalog.processes:
        assert balance(flows.level_0, flows.level_1(id), parts) == ()


def assert_rules_of_the_field(diagram: Diagram) -> None:
    known = {symbol.end for symbol in diagram.symbols}
    for flow in diagram.flows:
        assert {flow.source, flow.target} <= known
        assert {flow.source.kind, flow.target.kind} & {"process", "step"}
        assert flow.source != flow.target
        assert flow.refs
        assert flow.steps
    assert len(known) == len(diagram.symbols)
    assert {symbol.end.id for symbol in diagram.externals} <= set(OUTSIDERS)


@pytest.mark.parametrize("level", ["level_0", "context"])
def test_diagrams_are_worked_out_once(level: str) -> None:
    made = atlas(process("case", step("a", reads="files"), END)).dataflow
    assert getattr(made, level) is getattr(made, level)
