"""Responsibility charts, their roll-up, and who hands work to whom."""

from __future__ import annotations

from building import atlas, catalogues, process, role, step
from hypothesis import given, settings

from process_atlas.analysis.atlas import Atlas, derive
from process_atlas.catalog import Catalog

END = step("z", type="end")


def test_the_owner_is_accountable_unless_a_step_says_otherwise() -> None:
    made = atlas(process("case", step("a", "bob"), step("b", ["bob", "cid"], accountable="cid"), END))
    chart = made.charts["case"]
    assert [[chart.letters(id, who) for who in chart.roles] for id in chart.steps] == [["R", "A", ""], ["R", "", "RA"]]
    assert chart.roles == ("bob", "ann", "cid")


def test_lanes_come_first_and_letters_stand_in_reading_order() -> None:
    made = atlas(process("case", step("a", "cid", consulted="bob", informed=["bob", "xena"], accountable="cid"), END))
    chart = made.charts["case"]
    assert chart.roles == ("cid", "bob", "xena")
    assert [chart.letters("a", who) for who in chart.roles] == ["RA", "CI", "I"]


def test_gateways_and_ends_have_no_row_unless_they_inform() -> None:
    told = step("y", type="end", informed="bob")
    made = atlas(process("case", step("a", next_=["y", "z"]), step("both", type="parallel"), told, END))
    assert made.charts["case"].steps == ("a", "y")


def test_every_row_has_one_who_answers() -> None:
    made = atlas(process("case", step("a"), step("b", [], type="wait", for_="1 h"), END))
    chart = made.charts["case"]
    for id in chart.steps:
        assert [who for who in chart.roles if "A" in chart.letters(id, who)] == ["ann"]


@settings(max_examples=25, deadline=None)
@given(catalogues())
def test_the_roll_up_loses_no_letter(made: Catalog) -> None:
    derived = derive(made)
    overview = derived.overview
    for id, chart in derived.charts.items():
        for (_, who), letters in chart.cells.items():
            assert letters <= overview.cells[id, who]
    assert sum(overview.counts.values()) == sum(
        len(letters) for chart in derived.charts.values() for letters in chart.cells.values()
    )


def handovers(made: Atlas) -> dict[tuple[str, str], list[tuple[str, str]]]:
    return {
        pair: [(place.source, place.target) for place in each.places] for pair, each in made.handovers.cells.items()
    }


def test_work_changes_hands_where_lanes_change() -> None:
    made = atlas(
        process("case", step("a", "bob"), step("b", "bob"), step("c", "cid"), step("d", "bob", next_="c"), END)
    )
    assert handovers(made) == {("bob", "cid"): [("b", "c"), ("d", "c")], ("cid", "bob"): [("c", "d")]}
    assert made.handovers.cells["bob", "cid"].count == 2


def test_a_hand_over_looks_through_gateways_and_ends_at_ends() -> None:
    made = atlas(
        process(
            "case",
            step("a", "bob"),
            step("split", "ann", type="parallel", next_=["b", "c"]),
            step("b", "cid", next_="join"),
            step("c", "bob"),
            step("join", "ann", type="parallel"),
            step("z", "ann", type="end"),
        )
    )
    assert handovers(made) == {("bob", "cid"): [("a", "b")]}


def test_what_is_overdue_is_handed_over_too() -> None:
    made = atlas(
        process("case", step("a", "bob", within="1 h", overdue="c"), step("b", "bob", next_="z"), step("c", "cid"), END)
    )
    assert handovers(made) == {("bob", "cid"): [("a", "c")]}


def test_hand_overs_cross_teams_and_the_firms_border() -> None:
    roles = [role("dan", team="Sales"), role("eve", team={"en": "Sales"}), role("fay", team="Service")]
    steps = [
        step("a", "dan"),
        step("b", "eve"),
        step("c", "fay"),
        step("d", "xena"),
        step("e", "bob"),
        step("f", "dan"),
    ]
    cells = atlas(*roles, process("case", *steps, END)).handovers.cells
    assert [(pair, each.crosses_teams, each.external) for pair, each in cells.items()] == [
        (("bob", "dan"), False, False),
        (("dan", "eve"), False, False),
        (("eve", "fay"), True, False),
        (("fay", "xena"), False, True),
        (("xena", "bob"), False, True),
    ]
