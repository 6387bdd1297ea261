"""Who creates, reads, updates and deletes what; and which personal data leave the firm."""

from __future__ import annotations

from building import atlas, field, process, step

from process_atlas.analysis.atlas import Atlas

END = step("z", type="end")


def crud(made: Atlas) -> dict[tuple[str, str], str]:
    return {key: "".join(sorted(letters)) for key, letters in made.lineage.crud.items()}


def test_the_letters_of_a_structure_and_a_process() -> None:
    made = atlas(process("case", step("a", creates="files.top", reads="files"), step("b", deletes="files.rest"), END))
    assert crud(made) == {("files", "case"): "CDR"}


def test_passing_on_counts_as_reading_only_for_documents() -> None:
    passing = {"receives": [{"data": "form", "from": "xena"}], "sends": [{"data": "files", "to": "xena"}]}
    assert crud(atlas(process("case", step("a", **passing), END))) == {("form", "case"): "R"}


def test_the_letters_of_a_field_and_a_step() -> None:
    made = atlas(process("case", step("a", creates="files.top"), step("b", updates="files.one", reads="files"), END))
    found = {key: "".join(sorted(letters)) for key, letters in made.lineage.field_crud("files").items()}
    assert found == {
        ("one", ("case", "a")): "C",
        ("two", ("case", "a")): "C",
        ("one", ("case", "b")): "RU",
        ("two", ("case", "b")): "R",
        ("three", ("case", "b")): "R",
    }


def test_a_field_is_followed_through_every_structure_it_stands_in() -> None:
    made = atlas(
        process("case", step("a", creates="files.rest"), step("b", reads="form"), step("c", reads="files.top"), END)
    )
    found = [(touch.structure, touch.step, touch.verb) for touch in made.lineage.field_lineage("three")]
    assert sorted(found) == [("files", "a", "creates"), ("form", "b", "reads")]
    assert made.lineage.structures_of["three"] == ("books", "files", "form", "letter")


def test_personal_data_leave_the_firm_when_they_go_to_another_than_their_giver() -> None:
    phone = field("phone", type="phone", sensitivity="personal")
    card = {
        "kind": "data",
        "id": "card",
        "title": "Card",
        "version": "1.0.0",
        "owner": "ann",
        "store": "desk",
        "groups": [{"id": "all", "title": "All", "fields": ["phone", "one"]}],
    }
    sends = [{"data": "card", "to": who} for who in ("xena", "yves", "bob")]
    take = step("a", receives=[{"data": "card", "from": "xena"}], creates="card", sends=sends)
    made = atlas(phone, card, process("case", take, step("b", "bob", reads="card"), END))
    assert [(each.field, each.role, each.touch.index) for each in made.lineage.disclosures] == [("phone", "yves", 1)]


def test_personal_data_leave_the_firm_when_a_role_outside_takes_them_in_a_step_of_its_own() -> None:
    phone = field("phone", type="phone", sensitivity="personal")
    slip = {
        "kind": "data",
        "id": "slip",
        "title": "Slip",
        "version": "1.0.0",
        "owner": "ann",
        "groups": [{"id": "all", "title": "All", "fields": ["phone"]}],
    }
    write = step("a", creates="slip")
    read, signed = step("b", "xena", reads="slip"), step("c", "yves", updates="slip")
    made = atlas(phone, slip, process("case", write, read, signed, END))
    told = [(each.role, each.touch.step) for each in made.lineage.disclosures]
    assert told == [("xena", "b")], "who writes them has them already"
    sent = step("a", creates="slip", sends=[{"data": "slip", "to": "xena"}])
    made = atlas(phone, slip, process("case", sent, step("b", "xena", receives=[{"data": "slip", "from": "ann"}]), END))
    assert [each.touch.step for each in made.lineage.disclosures] == ["a"], "one way to the same role is told once"
