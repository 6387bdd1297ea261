"""What counts as a change, in which class, and how it is told."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping

import pytest

from process_atlas.analysis.diff import RULES, CatalogChanges, Size, compare_states, due_number, state_of
from process_atlas.pages.words import words
from process_atlas.spec.load import load
from process_atlas.spec.source import SourceFile
from small import SMALL, changed
from support import ROOT

DATA = "process_specs/data.yaml"
ROLES = "process_specs/roles.yaml"
MANIFEST = "process_specs/catalog.yaml"
REPAIR = "process_specs/repair.yaml"


def compared(old: Mapping[str, str], new: Mapping[str, str]) -> CatalogChanges:
    states = (
        state_of(load(SourceFile(path, text.encode()) for path, text in files.items()), "process_specs/")
        for files in (old, new)
    )
    return compare_states(*states)


def told(old: Mapping[str, str], new: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Code, class and part of each change."""
    return [(each.code, str(each.size), each.id) for spec in compared(old, new).specs for each in spec.changes]


CASES = {
    # steps
    "step added": (
        "  - id: sorry",
        "  - {id: order, title: Order parts, responsible: clerk, next: done}\n  - id: sorry",
        [("step-added", "minor", "order")],
    ),
    "step between two others": (
        '{when: {en: "Yes", zh: 能}, next: mend, level: success}',
        '{when: {en: "Yes", zh: 能}, next: mend, level: info}',
        [("value-changed", "patch", "fixable")],
    ),
    "step moved": (
        "responsible: clerk\n    system",
        "responsible: lead\n    system",
        [("step-moved", "major", "note")],
    ),
    "another does it too": (
        "responsible: clerk\n    system",
        "responsible: [clerk, lead]\n    system",
        [("responsible-added", "minor", "note")],
    ),
    "accountable": ("system: desk", "system: desk\n    accountable: clerk", [("accountable-changed", "major", "note")]),
    "accountable said aloud": ("system: desk", "system: desk\n    accountable: lead", []),
    "informed": (
        "informed: customer",
        "consulted: customer",
        [
            ("consulted-added", "minor", "sorry"),
            ("informed-removed", "minor", "sorry"),
        ],
    ),
    "branch elsewhere": ("next: mend, level", "next: done, level", [("step-rerouted", "minor", "fixable")]),
    "next": ("next: done\n", "next: sorry\n", [("step-rerouted", "minor", "mend")]),
    "overdue": ("overdue: sorry", "overdue: done", [("step-rerouted", "minor", "mend")]),
    "overdue no more": ("    overdue: sorry\n", "", [("step-rerouted", "minor", "mend")]),
    "outcome renamed": ('en: "No", zh: 不能', "en: Never, zh: 绝不", [("outcome-retitled", "patch", "fixable")]),
    "outcome added": (
        "    branches:\n",
        "    branches:\n      - {when: Perhaps, next: note}\n",
        [("outcome-added", "minor", "fixable")],
    ),
    "title": ("Say sorry, zh: 致歉", "Apologise, zh: 道歉", [("title-changed", "patch", "sorry")]),
    "limit": ("within: 3 days", "within: 2 days", [("limit-changed", "minor", "mend")]),
    "limit gone": (
        "    within: 3 days\n    overdue: sorry\n",
        "",
        [
            ("step-rerouted", "minor", "mend"),
            ("limit-removed", "minor", "mend"),
        ],
    ),
    "limit in another unit": ("within: 3 days", "within: 72 h", []),
    "effort": ("duration: 5 min", "duration: 6 min", [("effort-changed", "patch", "sorry")]),
    "how": ("1. Listen.", "1. Listen well.", [("wording-changed", "patch", "note")]),
    "data": (
        "creates: ticket",
        "updates: ticket.fault",
        [
            ("data-removed", "minor", "note"),
            ("data-added", "minor", "note"),
        ],
    ),
    "system": ("    system: desk\n", "", [("item-removed", "minor", "note")]),
    "step with a new id": ("id: note", "id: jot", [("step-id-changed", "major", "jot")]),
    # the process
    "owner": ("owner: lead", "owner: clerk", [("owner-changed", "major", "")]),
    "purpose": ("work again", "work again soon", [("wording-changed", "patch", "")]),
    "status": ("area: service", "area: service\nstatus: review", [("record-changed", "none", "")]),
    "reviewed": ("area: service", "area: service\nreviewed: 2026-01-01", [("record-changed", "none", "")]),
    "tags": ("area: service", "area: service\ntags: [fault]", [("item-added", "patch", "")]),
    "version and history alone": ("version: 1.0.0", "version: 1.0.1\nchanges: []", []),
    # layout
    "comment": ("owner: lead", "owner: lead  # for now", []),
    "order of keys": ("version: 1.0.0\nowner: lead", "owner: lead\nversion: 1.0.0", []),
    "order of languages": ("{en: Settled, zh: 办结}", "{zh: 办结, en: Settled}", []),
    "folded text": (
        "{en: 1. Call., zh: 1. 致电。}",
        "\n      en: >-\n        1.\n        Call.\n      zh: 1. 致电。",
        [],
    ),
    "list of one": ("responsible: clerk\n    system", "responsible: [clerk]\n    system", []),
}


@pytest.mark.parametrize("case", CASES)
def test_changes_of_a_process(case: str) -> None:
    old, new, expected = CASES[case]
    assert told(SMALL, changed(old, new)) == expected


def test_a_step_put_in_between_does_not_re_route_its_neighbours() -> None:
    new = changed("next: done\n", "next: test\n")
    step = "  - {id: test, title: Test it, responsible: clerk, next: done}\n  - {id: done"
    new[REPAIR] = new[REPAIR].replace("  - {id: done", step)
    assert told(SMALL, new) == [("step-added", "minor", "test")]
    assert told(new, SMALL) == [("step-removed", "major", "test")]


def test_steps_in_another_order_are_told_once() -> None:
    first, second = ("  - {id: a, type: end, title: A}\n", "  - {id: b, type: end, title: B}\n")
    old, new = ({**SMALL, REPAIR: SMALL[REPAIR] + steps} for steps in (first + second, second + first))
    assert told(old, new) == [("steps-reordered", "patch", "")]


DICTIONARY = {
    "field added": (DATA, "fields: [fault]", "fields: [fault, phone]", [("field-added", "minor", "phone")]),
    "required field added": (
        DATA,
        "fields: [fault]",
        "fields: [fault, {field: phone, required: true}]",
        [("required-field-added", "major", "phone")],
    ),
    "made required here": (
        DATA,
        "fields: [fault]",
        "fields: [{field: fault, required: true}]",
        [("made-required", "major", "fault")],
    ),
    "made required everywhere": (DATA, "type: text", "type: text\nrequired: true", [("made-required", "major", "")]),
    "type": (DATA, "type: text", "type: string", [("type-changed", "major", "")]),
    "sensitivity": (DATA, "type: text", "type: text\nsensitivity: personal", [("sensitivity-raised", "major", "")]),
    "less sensitive": (DATA, "type: text", "type: text\nsensitivity: public", [("sensitivity-lowered", "minor", "")]),
    "shorter": (DATA, "type: text", "type: text\nmax_length: 9", [("bound-tightened", "major", "")]),
    "pattern": (DATA, "type: text", "type: text\npattern: a+", [("pattern-changed", "major", "")]),
    "example": (DATA, "No picture", "No sound", [("wording-changed", "patch", "")]),
    "group": (
        DATA,
        "    fields: [fault]",
        "    fields: [fault]\n  - {id: more, title: More, fields: [phone]}",
        [("group-added", "minor", "more"), ("field-added", "minor", "phone")],
    ),
    "group with a new id": (
        DATA,
        "id: intake",
        "id: entry",
        [
            ("group-added", "minor", "entry"),
            ("group-removed", "major", "intake"),
            ("field-moved", "minor", "fault"),
        ],
    ),
    "store": (DATA, "store: desk\n", "", [("value-removed", "minor", "")]),
    "external": (ROLES, "external: true\n", "", [("meaning-changed", "major", "")]),
    "reports to": (ROLES, "reports_to: lead", "reports_to: customer", [("value-changed", "minor", "")]),
    "contact": (ROLES, "reports_to: lead", "reports_to: lead\ncontact: a@example.com", [("value-added", "patch", "")]),
    "role gone": (
        ROLES,
        "---\nkind: role\nid: lead\ntitle: {en: Lead, zh: 主管}\nversion: 1.0.0\n",
        "",
        [
            ("spec-removed", "major", ""),
        ],
    ),
    "area": (MANIFEST, "areas:\n", "areas:\n  - {id: sales, title: Sales}\n", [("area-added", "minor", "sales")]),
    "checks": (MANIFEST, "areas:", "checks: {bare-task: {level: off}}\nareas:", [("record-changed", "none", "")]),
}


@pytest.mark.parametrize("case", DICTIONARY)
def test_changes_of_other_specs(case: str) -> None:
    path, old, new, expected = DICTIONARY[case]
    assert told(SMALL, changed(old, new, path)) == expected


def test_a_change_knows_its_place_its_values_and_whose_work_it_is() -> None:
    new = changed("within: 3 days", "within: 2 days")
    (spec,) = compared(SMALL, new).specs
    (change,) = spec.changes
    assert (change.part, change.id, change.loc) == ("step", "mend", ("steps", 2, "within"))
    assert (change.before and change.before.get("en"), change.after and change.after.get("zh")) == ("3 days", "2 天")
    assert set(change.roles) == {"clerk", "lead"}
    assert change.sentence.get("en") == "Step “Mend it”: the time limit changes from 3 days to 2 days."
    assert change.sentence.get("zh") == "步骤“维修”：时限由 3 天改为 2 天。"
    assert (spec.size, spec.due, spec.raised_enough) == (Size.MINOR, "1.1.0", False)


def test_a_spec_with_a_new_id_is_one_change_and_not_a_loss() -> None:
    new = changed("id: repair\n", "id: mending\n")
    assert told(SMALL, new) == [("spec-id-changed", "major", "")]


@pytest.mark.parametrize("old", ["clerk", "ticket", "fault", "desk"])
def test_a_new_id_is_a_change_of_its_spec_and_of_no_other_that_names_it(old: str) -> None:
    named = re.compile(rf"((?:id|responsible|system|store|creates|reads|updates|fields): \[?){old}\b")
    renamed = {path: named.sub(rf"\1new-{old}", text) for path, text in SMALL.items()}
    found = compared(SMALL, renamed).specs
    assert [(each.id, [change.code for change in each.changes]) for each in found] == [
        (f"new-{old}", ["spec-id-changed"])
    ]


def test_a_spec_that_cannot_be_read_is_not_taken_for_a_lost_one() -> None:
    for old, new in (("owner: lead", "owner: [lead"), ("owner: lead", "boss: lead")):
        changes = compared(SMALL, changed(old, new))
        assert [spec.key for spec in changes.specs] == []
        assert changes.uncompared == (("process", "repair"),)


@pytest.mark.parametrize(
    ("version", "size", "due"),
    [
        ("1.2.3", Size.MAJOR, "2.0.0"),
        ("1.2.3", Size.MINOR, "1.3.0"),
        ("1.2.3", Size.PATCH, "1.2.4"),
        ("1.2.3", Size.NONE, "1.2.3"),
        ("0.2.3", Size.MAJOR, "0.3.0"),
    ],
)
def test_the_version_that_is_due(version: str, size: Size, due: str) -> None:
    assert due_number(version, size) == due


SIZES_IN_CHINESE = {size: words("zh")(f"compare-{size!s}") for size in Size}


@pytest.mark.parametrize(
    ("page", "sizes"),
    [("reference/versions.md", {size: str(size) for size in Size}), ("zh/reference/versions.md", SIZES_IN_CHINESE)],
)
def test_the_table_of_changes_in_the_documentation_is_the_one_in_force(page: str, sizes: Mapping[Size, str]) -> None:
    table = (ROOT / "docs" / page).read_text("utf-8").partition("{#classes}")[2]
    written = re.findall(r"^\| `([a-z-]+)` \| (\w+) \|", table, re.MULTILINE)
    assert written == [(each.code, sizes[each.size]) for each in RULES.values()]


def test_every_sentence_has_the_same_values_in_both_languages() -> None:
    for rule in RULES.values():
        english, chinese = (
            {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (rule.en, rule.zh)
        )
        assert english == chinese, rule.code
