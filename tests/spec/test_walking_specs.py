"""References and texts are found by what the models say."""

from __future__ import annotations

from process_atlas.catalog import Catalog
from process_atlas.spec.load import load
from process_atlas.spec.model import Manifest, Spec
from process_atlas.spec.source import SourceFile
from process_atlas.spec.walk import Reference, references, texts

PROCESS = b"""
kind: process
id: refund
title: {en: Refund, zh: \xe9\x80\x80\xe6\xac\xbe}
version: 1.0.0
owner: lead
area: sales
changes: [{version: 1.0.0, date: 2026-01-01, note: First}]
lanes: [clerk]
steps:
  - id: pay
    title: Pay
    responsible: clerk
    channels: [Phone, E-mail]
    receives: [{data: form, from: customer}]
    branches: [{when: Late, next: pay}]
    type: inclusive
"""


def spec(content: bytes = PROCESS.replace(b"    receives: [{data: form, from: customer}]\n", b"")) -> Spec:
    (loaded,) = load([SourceFile("a.yaml", content.replace(b"    channels: [Phone, E-mail]\n", b""))]).loaded
    return loaded.spec


def test_references_come_with_their_place_and_kind() -> None:
    assert list(references(spec())) == [
        Reference(("owner",), "role", "lead", "owner"),
        Reference(("area",), "area", "sales", "area"),
        Reference(("lanes", 0), "role", "clerk", "lanes"),
        Reference(("steps", 0, "responsible", 0), "role", "clerk", "responsible"),
        Reference(("steps", 0, "branches", 0, "next"), "step", "pay", "next"),
    ]


def test_references_go_by_the_key_that_is_written() -> None:
    task = PROCESS.replace(b"    type: inclusive\n", b"").replace(b"    branches: [{when: Late, next: pay}]\n", b"")
    found = [(each.loc[2:], each.to) for each in references(spec(task)) if "receives" in each.loc]
    assert found == [(("receives", 0, "data"), "data-part"), (("receives", 0, "from"), "party")]


def test_texts_come_with_their_place() -> None:
    assert [(loc, text.get("zh")) for loc, text in texts(spec())] == [
        (("title",), "退款"),
        (("changes", 0, "note"), "First"),
        (("steps", 0, "title"), "Pay"),
        (("steps", 0, "branches", 0, "when"), "Late"),
    ]


def test_the_manifest_is_walked_like_a_spec() -> None:
    manifest = Manifest.model_validate({"title": "T", "areas": [{"id": "a", "title": {"en": "A"}}]})
    assert [loc for loc, _ in texts(manifest)] == [("title",), ("areas", 0, "title")]


def test_every_place_of_the_sample_is_found_in_its_file(sample: Catalog) -> None:
    for key in list(sample.documents)[:20]:
        each = sample.get(*key) if key[0] in sample.specs else None
        for loc, _ in texts(each) if each else ():
            place = sample.documents[key].locate(loc)
            line = sample.documents[key].text.split("\n")[place.line - 1]
            assert line[place.column - 1 :].strip()


def test_a_changed_copy_is_walked_anew() -> None:
    whole = spec()
    assert len(references(whole)) > 1
    assert texts(whole)
    less = whole.model_copy(update={"steps": (), "lanes": (), "area": None, "changes": ()})
    assert references(less) == (Reference(("owner",), "role", "lead", "owner"),)
    assert [loc for loc, _ in texts(less)] == [("title",)]
    assert len(references(whole)) > 1
