"""A difference as a picture: every change has a mark and every mark a change; the drawing is legible and told."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diagrams.comparisons import PATH, compared, everything, everything_changed
from process_atlas.analysis.diff import Part, compare_states, state_of, whole_atlas
from process_atlas.diagrams import comparison
from process_atlas.diagrams.place import place
from process_atlas.diagrams.quality import problems
from process_atlas.diagrams.scene import Scene
from process_atlas.diagrams.svg import anchor_of, draw
from process_atlas.pages.views.comparison import way_of
from process_atlas.spec.load import load
from process_atlas.spec.source import SourceFile
from small import SMALL

GOLDEN = Path(__file__).parent / "golden"


def marks(scene: Scene) -> dict[str, str]:
    return {node.id: node.change for node in scene.nodes if node.change}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_golden_pictures(lang: str) -> None:
    """What a picture was when it was last looked at; `python tests/diagrams/gallery.py --golden` takes the new one."""
    shown = draw(place(everything_changed(lang)))
    assert shown == (GOLDEN / f"comparison-{lang}.svg.html").read_text("utf-8")


def test_every_kind_of_change_has_its_mark_sign_and_name() -> None:
    scene, _ = compared(SMALL, everything())
    assert marks(scene) == {"note": "changed", "mend": "moved", "was-mend": "moved", "check": "added"}
    drawn = draw(place(scene))
    for change in ("added", "removed", "changed", "moved"):
        assert f'data-change="{change}"' in drawn
    for node, name in (("check", "4 Check it, new, task"), ("mend", "3 Mend it, moved, task"), ("note", "changed")):
        assert re.search(rf'data-id="{node}"[^>]*data-change[^>]*><a href="#change-{node}"[^>]*"[^"]*{name}', drawn)
    for part in (*scene.nodes, *scene.edges):
        assert not part.anchor or f' id="{anchor_of(scene.kind, scene.spec, part.anchor)}"' in drawn
    signs = drawn.count('class="change-sign"')
    assert signs == len(marks(scene)) + sum(edge.signed for edge in scene.edges)


def test_the_ghost_stands_in_the_lane_that_was_left_and_both_limits_are_told() -> None:
    scene, _ = compared(SMALL, everything())
    nodes = {node.id: node for node in scene.nodes}
    assert (nodes["mend"].lane, nodes["was-mend"].lane) == ("lead", "clerk")
    assert [badge.text for badge in nodes["mend"].badges] == ["3 days → 2 days", "was: Clerk"]
    assert [badge.text for badge in nodes["was-mend"].badges] == ["now: Lead"]


def test_what_stayed_keeps_its_order() -> None:
    placed = place(compared(SMALL, everything())[0])
    kept = ["start", "note", "fixable", "mend", "sorry", "done"]
    rows = {each.node.id: each.box.y for each in placed.nodes}
    assert sorted(kept, key=lambda id: rows[id]) == kept


def test_all_of_a_new_process_is_new_and_all_of_an_old_one_is_gone() -> None:
    without = {path: text for path, text in SMALL.items() if path != PATH}
    title = {**SMALL, PATH: SMALL[PATH]}
    for old, new, mark in ((without, title, "added"), (title, without, "removed")):
        before, after = (
            state_of(load(SourceFile(path, text.encode()) for path, text in files.items())) for files in (old, new)
        )
        found = compare_states(before, after).of("process", "repair")
        sides = [whole_atlas(each) if ("process", "repair") in each.specs else None for each in (before, after)]
        scene = comparison.build(*sides, "repair", "zh", lambda *_: "", changes=found)
        assert {part.change for part in (*scene.nodes, *scene.edges)} == {mark}


def test_before_and_after_have_names_of_their_own() -> None:
    before, after = (
        whole_atlas(state_of(load(SourceFile(path, text.encode()) for path, text in files.items())))
        for files in (SMALL, everything())
    )
    scenes = comparison.sides(before, after, "repair", "en", lambda *_: "")
    assert [scene.spec for scene in scenes if scene] == ["process:repair@before", "process:repair@after"]
    assert not any(node.change for scene in scenes if scene for node in scene.nodes)


# A process of four to seven steps that is changed at random


def text_of(steps: list[dict[str, Any]]) -> dict[str, str]:
    head = SMALL[PATH].partition("steps:\n")[0]
    lines = [head + "steps:\n"]
    for step in steps:
        lines += [f"  - id: {step['id']}\n    title: {step['title']}\n    responsible: {step['role']}\n"]
        if step["outs"] is not None and len(step["outs"]) > 1:
            lines += ["    type: decision\n    branches:\n"]
            lines += [f"      - {{when: {when}, next: {target}}}\n" for when, target in step["outs"].items()]
            continue
        lines += [f"    within: {step['limit']} h\n"] if step["limit"] else []
        lines += [f"    overdue: {step['late']}\n"] if step["limit"] and step["late"] else []
        lines += [f"    next: {next(iter(step['outs'].values()))}\n"] if step["outs"] else []
    lines.append("  - {id: end, type: end, title: Over, responsible: lead}\n")
    return {**SMALL, PATH: "".join(lines)}


@st.composite
def processes(draw_: st.DrawFn) -> list[dict[str, Any]]:
    ids = draw_(st.lists(st.sampled_from("abcdefg"), min_size=2, max_size=6, unique=True))
    targets = st.sampled_from([*ids, "end"])
    return [
        {
            "id": id,
            "title": draw_(st.sampled_from([f"Do {id}", f"Redo {id}"])),
            "role": draw_(st.sampled_from(["clerk", "lead"])),
            "limit": draw_(st.sampled_from([0, 1, 2])),
            "late": draw_(st.none() | targets),
            "outs": draw_(st.none() | st.dictionaries(st.sampled_from(["Good", "Bad", "Odd"]), targets, max_size=3)),
        }
        for id in ids
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(processes(), processes())
def test_marks_and_changes_agree(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    scene, changes = compared(text_of(before), text_of(after))
    told = {each.id for each in changes.changes if each.part is Part.STEP}
    for each in changes.changes:
        node = next((node for node in scene.nodes if node.id == each.id), None)
        if each.part is Part.STEP and not (node and node.change):
            edge = way_of(scene, each, "en")
            assert edge, each.sentence.get("en")
            assert edge.change
    assert {id for id in marks(scene) if not id.startswith(("was-", "start"))} <= told
    if not changes.changes:
        assert not any(edge.change for edge in scene.edges)
    gone = {node.id for node in scene.nodes if node.change in ("added", "removed")}
    for edge in scene.edges:
        if edge.change and not gone & {edge.source, edge.target}:
            assert told or any(each.code == "start-changed" for each in changes.changes)
    anchors = [part.anchor for part in (*scene.nodes, *scene.edges) if part.anchor]
    assert len(anchors) == len(set(anchors))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(processes(), processes())
def test_both_states_are_in_the_picture(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    """Without what is new it has the old steps and roles, without what is gone the new steps and ways."""
    scene, _ = compared(text_of(before), text_of(after))
    new = compared(text_of(after), text_of(after))[0]
    stands = [node for node in scene.nodes if node.change != "removed" and "ghost" not in node.css.split()]
    assert [node.id for node in stands] == [node.id for node in new.nodes]
    ways = {(edge.source, edge.target, edge.label) for edge in scene.edges if edge.change != "removed"}
    assert {(edge.source, edge.target, edge.label) for edge in new.edges} <= ways
    old = {step["id"] for step in before} | {"start", "end"}
    assert {node.id for node in scene.nodes if node.change != "added"} - old <= {
        node.id for node in scene.nodes if "ghost" in node.css.split()
    }


def test_the_picture_is_legible() -> None:
    for old, new in ((SMALL, everything()), (everything(), SMALL)):
        for lang in ("en", "zh"):
            assert problems(place(compared(old, new, lang)[0])) == ()
