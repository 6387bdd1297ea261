"""Mermaid text: everything the drawing says, and nothing that a text could smuggle in."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagrams.scenes import complaint, every
from process_atlas.diagrams.mermaid import mermaid
from process_atlas.diagrams.scene import Edge, Lane, Node, Row, Scene

STATEMENT = re.compile(
    r'n\d+(\["|\{"|\(\["|\[\["|\{\{"|\("|\[/"|\[\(")[^"\n`<>]*?(<br/>[^"\n`<>]*)*"[\])}/]+'
    r'|n\d+ (-->|-\.->|<-->|---)(\|"[^"\n`<>]*"\|)? n\d+'
    r'|subgraph l\d+\["[^"\n`<>]*"\]|end'
)
ENTITY = re.compile(r"#(?!(35|92|96|quot|lt|gt|amp);)")


@pytest.mark.parametrize("scene", every(), ids=lambda scene: f"{scene.kind}-{scene.lang}-{scene.direction}")
def test_every_symbol_lane_and_arrow_is_a_statement(scene: Scene) -> None:
    head, title, *statements = mermaid(scene).split("\n")
    assert head in ("flowchart TD", "flowchart LR")
    assert title.startswith("accTitle: ")
    assert [each for each in statements if not STATEMENT.fullmatch(each)] == []
    assert sum(each.startswith("subgraph") for each in statements) == len(scene.lanes)
    arrows = [each for each in statements if re.match(r"n\d+ ", each)]
    assert len(arrows) == len(scene.edges)
    assert len(statements) == len(scene.nodes) + len(scene.edges) + 2 * len(scene.lanes)


def test_shapes_labels_and_lanes_are_kept() -> None:
    text = mermaid(complaint())
    assert 'subgraph l1["Customer-service agent"]\nn1["1 Register the complaint<br/>10 min, CRM"]' in text
    assert 'n3{"3 How severe is it?"}' in text
    assert 'n3 -->|"Serious"| n5' in text
    assert 'n4 -.->|"after 24 h"| n5' in text


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ('say "yes"', "say #quot;yes#quot;"),
        ("a\nb\r\tc", "a b c"),
        ("<b>&amp;", "#lt;b#gt;#amp;amp;"),
        ("`code` #1;", "#96;code#96; #35;1;"),
        ('"]; click n0 call alert()', "#quot;]; click n0 call alert()"),
        ("\u2028\x00\ud800", " "),
    ],
)
def test_hostile_text_stays_text(title: str, written: str) -> None:
    scene = Scene("flowchart", "x", "en", title, nodes=(Node("a", "process", title),))
    assert mermaid(scene).split("\n")[2:] == [f'n0["{written}"]']


@given(st.text(), st.text(), st.text())
def test_whatever_is_written_every_line_is_one_statement(title: str, lane: str, label: str) -> None:
    nodes = (
        Node("a", "decision", title, "l", label, subtitle=lane, rows=(Row(label),)),
        Node("b", "store", title),
    )
    scene = Scene("flowchart", "x", "en", title, "", (Lane("l", lane),), nodes, (Edge("a", "b", label),))
    statements = mermaid(scene).split("\n")[2:]
    assert len(statements) == 5
    assert [each for each in statements if not STATEMENT.fullmatch(each) or ENTITY.search(each)] == []


@pytest.mark.parametrize("text", ["%%{init: {'theme': 'dark'}}%%", "%%%%{wrap}%%%%", "50 %% of"])
def test_no_text_is_a_directive(text: str) -> None:
    scene = Scene("flowchart", "x", "en", text, nodes=(Node("a", "process", text),))
    assert "%%" not in mermaid(scene)
    assert "50 % % of" in mermaid(scene) or "50" not in text
