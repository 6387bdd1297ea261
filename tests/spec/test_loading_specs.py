"""Documents become models, and what is wrong with them is told at its place."""

from __future__ import annotations

import re

import pytest

from process_atlas.diagnostics import Diagnostic
from process_atlas.spec.explain import keys_at
from process_atlas.spec.load import Specs, load, validate
from process_atlas.spec.model import KINDS, Data, Manifest, Process, Spec
from process_atlas.spec.source import Document, SourceFile

ROLE = "kind: role\nid: clerk\ntitle: Clerk\nversion: 1.0.0\n"
PROCESS = "kind: process\nid: refund\ntitle: Refund\nversion: 1.0.0\nowner: clerk\nsteps:\n"
STEP = "  - {id: pay, title: Pay, responsible: clerk}\n"


def loaded(text: str, path: str = "a.yaml") -> Specs:
    return load([SourceFile(path, text.encode())])


def problems(text: str) -> list[Diagnostic]:
    specs = loaded(text)
    assert not specs.loaded
    return list(specs.diagnostics)


def told(text: str) -> list[tuple[str, int]]:
    return [(each.code, each.span.line) for each in problems(text)]


def test_a_sound_spec_is_loaded() -> None:
    specs = loaded(ROLE)
    assert specs.diagnostics == ()
    assert specs.loaded[0].spec.id == "clerk"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_tells_what_it_lacks(kind: str) -> None:
    missing = [each.message for each in problems(f"kind: {kind}\n")]
    assert {"'id' is missing", "'title' is missing", "'version' is missing"} <= set(missing)


ODD = [{}, [], "", " ", "x y", "1e999", "-5", "99999", "0.5", "true", "2026-02-30", "2026-01-01T10:00"]
ODD += [{"a": "b"}, {"en": ""}, {"Deutsch": "a"}, [[]], [{}], ["x y"], ["en", "EN"], "a" * 300, "字" * 81, "nul"]


@pytest.mark.parametrize("model", [*KINDS.values(), Manifest])
def test_whatever_is_wrong_with_a_value_is_told_in_chinese(model: type[Spec | Manifest]) -> None:
    english, chinese = set[str](), set[str]()
    for key in keys_at(model, ()):
        for odd in ODD:
            _, found = validate(model, Document("a.yaml", "a: b", 0, 1, {key: odd}))
            english |= {each.message for each in found}
            chinese |= {each.message.get("zh") for each in found}
    assert len(chinese) > 10
    assert [each for each in chinese if "内容无效" in each or not re.search("[一-龥]", each)] == []
    assert not english & chinese


@pytest.mark.parametrize(
    ("written", "there", "here"),
    [
        ("title: ''", "title: is empty", "title：内容为空"),
        ("title: {Deutsch: a}", "title: 'Deutsch' is not a language", "title：“Deutsch”不是语言代码"),
        ("review_every: soon", "review_every: 'soon' is not a duration", "review_every：“soon”不是时长"),
        ("id: nul", "id: 'nul' is a name that systems keep", "id：“nul”是系统保留的名称"),
        ("approved: 2026-01-01T10:00", "approved: Datetimes provided to dates", "approved：应为日期，不带时间"),
        ("contact: [a]", "contact: must be a text", "contact：应为一段文字"),
        ("status: actve", "'actve' does not fit status", "“actve”不符合 status 的要求"),
    ],
)
def test_mistakes_are_told_in_both_languages(written: str, there: str, here: str) -> None:
    key = written.partition(":")[0]
    text = "".join(f"{line}\n" for line in ROLE.splitlines() if not line.startswith(f"{key}:")) + written
    (found,) = problems(text)
    assert found.message.startswith(there)
    assert found.message.get("zh").startswith(here)


def test_all_that_is_wrong_is_told_at_once() -> None:
    text = "kind: role\nid: bad id\ntitle: ''\nversion: '1'\nstatus: activ\nexternal: maybe\nteem: a\n"
    assert sorted(told(text)) == [
        ("empty-text", 3),
        ("unknown-key", 7),
        ("wrong-form", 2),
        ("wrong-form", 4),
        ("wrong-type", 6),
        ("wrong-value", 5),
    ]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("kind: rolle\nid: a", "did you mean 'role'?"),
        (ROLE + "titel: A", "did you mean 'title'?"),
        (ROLE + "status: actve", "did you mean 'active'?"),
        (ROLE + "external: maybe", "true or false"),
        (ROLE + "approved: 2026-02-30", "2026-01-31"),
        (ROLE + "review_every: soon", "working day"),
        ("kind： role\nid: a", "wide one"),
        (ROLE + "状态：激活: a", "wide one"),
        (ROLE + '"\u3000team": a', "wide or no-break space"),
        (ROLE + "<<: {team: a}", "merge keys"),
        (ROLE.replace("1.0.0", "1.0"), "three numbers"),
        (
            ROLE + "links: [{title: A, url: //b.example/c}]",
            "two slashes lead to another host: write https://b.example/c",
        ),
    ],
)
def test_hints_say_what_was_meant(text: str, hint: str) -> None:
    assert any(hint in each.hint for each in problems(text)), [str(each) for each in problems(text)]


def test_a_wrong_item_does_not_make_its_list_empty() -> None:
    assert told(PROCESS + "  - {id: pay, titel: Pay}\n") == [("unknown-key", 7)]
    assert told(PROCESS.replace("steps:", "steps: []")) == [("empty-list", 6)]


def test_one_item_stands_for_a_list_of_one() -> None:
    process = loaded(PROCESS + STEP).loaded[0].spec
    assert isinstance(process, Process)
    assert process.steps[0].responsible == ("clerk",)


def test_a_field_may_be_named_alone_or_with_more() -> None:
    text = (
        "kind: data\nid: form\ntitle: Form\nversion: 1.0.0\nowner: clerk\n"
        "groups: [{id: a, title: A, fields: [name, {field: age, required: true}]}]\n"
    )
    data = loaded(text).loaded[0].spec
    assert isinstance(data, Data)
    assert [(use.field, use.required) for use in data.groups[0].fields] == [("name", None), ("age", True)]


@pytest.mark.parametrize(
    ("step", "code"),
    [
        ("{id: a}", "missing-key"),
        ("{id: a, type: decision, title: A?}", "missing-key"),
        ("{id: a, type: subprocess, title: A}", "missing-key"),
        ("{id: a, type: wait, title: A}", "missing-key"),
        ("{id: a, type: end, title: A, next: pay}", "key-not-for-type"),
        ("{id: a, type: decision, title: A?, next: pay, branches: [{when: B, next: pay}]}", "key-not-for-type"),
        ("{id: a, type: parallel, reads: form}", "key-not-for-type"),
        ("{id: PAY, title: Again}", "duplicate-id"),
    ],
)
def test_types_of_steps_need_and_take_certain_keys(step: str, code: str) -> None:
    assert told(f"{PROCESS}{STEP}  - {step}\n") == [(code, 8)]


def test_gateways_go_without_a_title() -> None:
    assert loaded(f"{PROCESS}{STEP}  - {{id: both, type: parallel}}\n").diagnostics == ()


def test_a_spec_with_errors_is_left_out_and_named() -> None:
    specs = loaded(ROLE + "external: maybe\n---\n" + ROLE.replace("clerk", "lead"))
    assert [each.spec.id for each in specs.loaded] == ["lead"]
    assert [(each.kind, each.id) for each in specs.broken] == [("role", "clerk")]


def test_the_manifest_is_the_file_of_its_name() -> None:
    manifest = loaded("format: 1\ntitle: T\nlanguages: [en, zh]\n", "process_specs/catalog.yaml")
    assert manifest.manifest.languages == ("en", "zh")
    assert manifest.manifest_document is not None
    assert [each.code for each in loaded("format: 1\n").diagnostics] == ["missing-key"]


def test_a_broken_manifest_is_told_and_the_rest_still_stands() -> None:
    wrong = SourceFile("catalog.yaml", b"format: 2\nlanguages: []\n")
    specs = load([wrong, SourceFile("a.yaml", ROLE.encode())])
    assert sorted(each.code for each in specs.diagnostics) == ["empty-list", "wrong-value"]
    assert len(specs.loaded) == 1


def manifest_of(text: str) -> Specs:
    return loaded(text, "catalog.yaml")


def test_what_is_right_in_a_broken_manifest_holds() -> None:
    specs = manifest_of("languages: [en, zh]\ntitel: T\nareas: [{id: a, title: A}]\nreview_every: now\n")
    assert sorted(each.code for each in specs.diagnostics) == ["unknown-key", "wrong-form"]
    assert (specs.manifest.languages, [area.id for area in specs.manifest.areas]) == (("en", "zh"), ["a"])


def test_languages_are_codes_each_once() -> None:
    assert manifest_of("languages: [zh, en, zh]\n").manifest.languages == ("zh", "en")
    found = manifest_of("languages: [en, ../../etc]\n").diagnostics
    assert [(each.code, each.span.column) for each in found] == [("unknown-language", 17)]


def test_the_second_manifest_is_refused() -> None:
    specs = load([SourceFile("catalog.yaml", b"title: One"), SourceFile("more/catalog.yaml", b"title: Two")])
    assert [(each.code, each.span.path) for each in specs.diagnostics] == [("second-manifest", "more/catalog.yaml")]
    assert specs.manifest.title.get("en") == "One"


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "1e999", "many"])
def test_limits_are_numbers(number: str) -> None:
    text = f"kind: field\nid: a\ntitle: A\nversion: 1.0.0\ntype: integer\nminimum: {number}\n"
    assert told(text) == [("wrong-type", 6)]


def test_the_keys_of_a_place_are_known() -> None:
    assert "from" in keys_at(Process, ("steps", 0, "receives", 1))
    assert "when" in keys_at(Process, ("steps", 3, "branches", 0))
    assert "field" in keys_at(Data, ("groups", 0, "fields", 0))
