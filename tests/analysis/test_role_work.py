"""What a role does; its colour and its sign."""

from __future__ import annotations

from building import atlas, catalog, process, role, step

from process_atlas.analysis.roles import TONES, signs_of
from process_atlas.catalog import Catalog

END = step("z", type="end")


def test_duties_come_in_order_with_letters_data_and_limits() -> None:
    which = step("b", "bob", type="decision", branches=[{"when": "Yes", "next": "z"}], consulted="cid")
    made = atlas(
        process("case", step("a", "bob", reads="files", updates="books", within="1 h", system="desk"), which, END),
        process("other", step("c", "cid", informed="bob", reads="form", creates="form"), END),
    )
    work = made.work["bob"]
    assert [(duty.process, duty.step, sorted(duty.letters)) for duty in work.duties] == [
        ("case", "a", ["R"]),
        ("case", "b", ["R"]),
        ("other", "c", ["I"]),
    ]
    assert work.processes == ("case", "other")
    assert [duty.step for duty in work.decisions] == ["b"]
    assert [duty.step for duty in work.limits] == ["a"]
    assert [duty.step for duty in work.in_process("other")] == ["c"]
    assert (work.reads, work.writes, work.systems) == (("files",), ("books",), ("desk",))


def test_who_reports_to_whom() -> None:
    made = atlas(role("dan", reports_to="ann"), role("eve", reports_to="ann"), process("case", step("a"), END))
    assert made.work["ann"].reports == ("dan", "eve")
    assert made.work["dan"].duties == ()


def test_roles_of_one_process_have_different_colours() -> None:
    many = [role(f"r{number:02}") for number in range(30)]
    made = atlas(*many, process("case", *(step(f"s{n}", f"r{n:02}") for n in range(0, 24, 2)), END, owner="r00"))
    tones = [made.tones[f"r{number:02}"] for number in range(0, 24, 2)]
    assert sorted(tones) == list(range(TONES))


def test_more_roles_than_colours_still_get_one() -> None:
    many = [role(f"r{number:02}") for number in range(15)]
    made = atlas(*many, process("case", *(step(f"s{n}", f"r{n:02}") for n in range(15)), END))
    assert all(0 <= tone < TONES for tone in made.tones.values())


def test_signs_are_as_written_else_made_from_the_title() -> None:
    made = catalog(
        role("agent", title={"en": "Service agent", "zh": "客服专员"}, sign={"en": "AG", "zh": "服"}),
        role("lead", title={"en": "Service-team lead", "zh": "客服主管"}),
    )
    assert signs_of(made, "en")["lead"] == "STL"
    assert signs_of(made, "zh")["lead"] == "客服"
    assert signs_of(made, "zh")["agent"] == "服"


def test_no_two_made_signs_are_alike() -> None:
    titles = ["Sales agent", "Service agent", "Senior agent", "Sure agent", "Sage agent", "Safe agent", "Swift agent"]
    made = catalog(*(role(f"r{n}", title={"en": title, "zh": "客服专员"}) for n, title in enumerate(titles)))
    for lang in ("en", "zh"):
        signs = signs_of(made, lang)
        assert len(set(signs.values())) == len(signs)
        assert max(map(len, signs.values())) <= 3


def test_the_sample_has_a_sign_and_a_colour_for_every_role(sample: Catalog) -> None:
    for lang in sample.languages:
        assert set(signs_of(sample, lang)) == set(sample.roles)
