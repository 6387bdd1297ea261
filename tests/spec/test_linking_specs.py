"""Linking: references are resolved, or reported and taken out; the catalogue knows who names whom."""

from __future__ import annotations

from process_atlas.catalog import MANIFEST, Catalog, Use
from process_atlas.link import link
from process_atlas.spec.load import load
from process_atlas.spec.model import Process
from process_atlas.spec.source import SourceFile

ROLES = """
{kind: role, id: clerk, title: Clerk, version: 1.0.0}
---
{kind: role, id: lead, title: Lead, version: 1.0.0}
"""
DATA = """
{kind: field, id: name, title: Name, version: 1.0.0, type: string}
---
{kind: field, id: age, title: Age, version: 1.0.0, type: integer}
---
kind: data
id: form
title: Form
version: 1.0.0
owner: lead
groups:
  - {id: top, title: Top, fields: [name]}
  - {id: rest, title: Rest, fields: [age, name]}
"""


def linked(*texts: str) -> Catalog:
    return link(load([SourceFile(f"{n}.yaml", text.encode()) for n, text in enumerate(texts)]))


def process(*steps: str, id: str = "refund", owner: str = "lead", more: str = "") -> str:
    head = f"kind: process\nid: {id}\ntitle: Refund\nversion: 1.0.0\nowner: {owner}\n{more}steps:\n"
    return head + "".join(f"  - {step}\n" for step in steps)


def told(catalog: Catalog) -> list[tuple[str, int]]:
    return [(each.code, each.span.line) for each in catalog.diagnostics]


def test_a_reference_to_nothing_is_told_and_taken_out() -> None:
    step = "{id: pay, title: Pay, responsible: [clerk, clerc], system: [crm], reads: form.nme, next: [end, pay]}"
    catalog = linked(ROLES, DATA, process(step))
    pay = catalog.processes["refund"].steps[0]
    assert (pay.responsible, pay.system, pay.reads, pay.next) == (("clerk",), (), (), ("pay",))
    assert told(catalog) == [("unknown-reference", 7)] * 4
    assert [each.hint for each in catalog.diagnostics if "clerc" in each.message] == ["did you mean 'clerk'?"]
    assert {each.subject for each in catalog.diagnostics} == {("process", "refund")}


def test_what_cannot_do_without_its_reference_goes_as_a_whole() -> None:
    branches = "[{when: A, next: nowhere}, {when: B, next: pay}]"
    sends = "[{data: nothing, to: clerk}, {data: form, to: nobody}, {data: form, to: clerk}]"
    catalog = linked(
        ROLES,
        DATA,
        process(
            f"{{id: which, type: decision, title: Which?, branches: {branches}}}",
            f"{{id: pay, title: Pay, sends: {sends}}}",
        ),
    )
    which, pay = catalog.processes["refund"].steps
    assert [branch.when.get("en") for branch in which.branches] == ["B"]
    assert [(each.data, each.to) for each in pay.sends] == [("form", "clerk")]
    assert len(catalog.diagnostics) == 3


def test_a_spec_that_cannot_do_without_its_reference_is_left_out_and_so_on() -> None:
    call = "{id: call, type: subprocess, title: Call, process: refund, responsible: clerk}"
    catalog = linked(ROLES, process("{id: pay, title: Pay}", owner="nobody"), process(call, id="outer"))
    assert dict(catalog.processes) == {}
    assert [each.code for each in catalog.diagnostics] == ["unknown-reference", "reference-to-broken"]


def test_a_reference_to_a_broken_spec_says_so() -> None:
    broken = "{kind: role, id: chief, version: 1.0.0}"
    catalog = linked(ROLES, broken, process("{id: pay, title: Pay, responsible: [clerk, chief]}"))
    assert [each.code for each in catalog.diagnostics] == ["missing-key", "reference-to-broken"]
    assert catalog.processes["refund"].steps[0].responsible == ("clerk",)


def test_an_id_is_taken_once_whatever_its_case() -> None:
    catalog = linked(ROLES, "{kind: role, id: Clerk, title: Another, version: 1.0.0}")
    assert list(catalog.roles) == ["clerk", "lead"]
    (found,) = catalog.diagnostics
    assert (found.code, found.span.path, found.subject) == ("duplicate-id", "1.yaml", ("role", "clerk"))
    assert "0.yaml:2" in found.message


def test_one_id_may_serve_several_kinds() -> None:
    assert linked(ROLES, "{kind: system, id: clerk, title: Clerk, version: 1.0.0}").diagnostics == ()


def test_areas_and_processes_are_referred_to_as_well() -> None:
    manifest = SourceFile("catalog.yaml", b"areas: [{id: sales, title: Sales}]")
    sends = "{id: pay, title: Pay, sends: [{data: form, to: 'process:refund'}, {data: form, to: 'process:gone'}]}"
    texts = [ROLES, DATA, process(sends, more="area: sales\n")]
    files = [SourceFile(f"{n}.yaml", text.encode()) for n, text in enumerate(texts)]
    catalog = link(load([manifest, *files]))
    assert told(catalog) == [("unknown-reference", 8)]
    assert catalog.processes["refund"].area == "sales"
    assert MANIFEST in catalog.documents


def test_languages_without_pages_are_told() -> None:
    catalog = linked(ROLES.replace("title: Lead", "title: {en: Lead, fr: Chef}"))
    assert told(catalog) == [("unknown-language", 4)]


def test_the_parts_of_a_structure() -> None:
    parts = linked(ROLES, DATA).parts
    assert {ref: part.fields for ref, part in parts.items()} == {
        "form": ("name", "age"),
        "form.top": ("name",),
        "form.rest": ("age", "name"),
        "form.name": ("name",),
        "form.age": ("age",),
    }
    assert parts["form"].whole
    assert (parts["form.name"].group, parts["form.name"].title.get("en")) == ("top", "Name")


def test_who_names_whom() -> None:
    catalog = linked(ROLES, DATA, process("{id: pay, title: Pay, responsible: clerk, reads: form.rest}"))
    assert catalog.uses["role", "clerk"] == (Use(("process", "refund"), "pay", "responsible"),)
    assert Use(("process", "refund"), "pay", "reads") in catalog.uses["field", "age"]
    assert Use(("process", "refund"), "pay", "reads") in catalog.uses["data", "form"]
    assert Use(("data", "form"), "", "owner") in catalog.uses["role", "lead"]


def test_processes_are_ordered_and_numbered() -> None:
    manifest = SourceFile("catalog.yaml", b"areas: [{id: sales, title: Sales}, {id: care, title: Care}]")
    step = "{id: pay, title: Pay}"
    texts = [
        process(step, id="e"),
        process(step, id="d", more="area: care\n"),
        process(step, id="c", more="area: sales\n"),
        process(step, id="b", more="area: sales\nnumber: 2\n"),
    ]
    files = [SourceFile(f"{n}.yaml", text.encode()) for n, text in enumerate([ROLES, *texts])]
    catalog = link(load([manifest, *files]))
    assert list(catalog.processes) == ["b", "c", "d", "e"]
    assert dict(catalog.numbers) == {"b": 2, "c": 1, "d": 3, "e": 4}


def test_findings_are_kept_by_spec() -> None:
    catalog = linked(ROLES, process("{id: pay, title: Pay, responsible: clerc}"))
    assert [each.code for each in catalog.findings("process", "refund")] == ["unknown-reference"]
    assert catalog.findings("role", "lead") == ()
    assert isinstance(catalog.get("process", "refund"), Process)
