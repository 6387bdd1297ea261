"""Layout of charts: what must never happen in a drawing, on made-up and on random charts."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from diagrams.random_scenes import charts
from diagrams.scenes import complaint, entities, every, level_0, organisation
from process_atlas.diagrams import layout
from process_atlas.diagrams.place import measure, place
from process_atlas.diagrams.quality import bends, crossings, problems
from process_atlas.diagrams.scene import Edge, Lane, Node, Plan, Scene


@pytest.mark.parametrize("scene", every(), ids=lambda scene: f"{scene.kind}-{scene.lang}-{scene.direction}")
def test_gallery_is_sound(scene):
    assert problems(place(scene)) == ()


@settings(
    max_examples=200,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(charts())
def test_random_charts_are_sound(scene):
    assert problems(place(scene)) == ()


def test_the_complaint_chart_is_calm():
    placed = place(complaint())
    assert crossings(placed) <= 1
    assert bends(placed) <= 10
    assert placed.width <= 1150


def test_work_flows_straight_down_where_it_can():
    straight = [edge for edge in place(complaint()).edges if len(edge.points) == 2]
    assert len(straight) >= 12


def test_a_data_flow_diagram_has_straight_flows():
    placed = place(level_0())
    beside = [edge for edge in placed.edges if len(edge.points) == 2]
    assert len(beside) >= len(placed.edges) - 2


def test_repeated_symbols_are_counted():
    copies = {node.node.id: node.copies for node in place(level_0()).nodes}
    assert copies["record"] > 1
    assert copies["payment"] == 1


def test_a_texts_content_enters_the_layout_by_its_size_only():
    scene = complaint()
    swapped = tuple(replace(n, title=n.title[::-1]) if n.id == "refund" else n for n in scene.nodes)
    assert measure(replace(scene, description="x")).graph == measure(scene).graph
    assert measure(replace(scene, nodes=swapped)).graph.links == measure(scene).graph.links


def test_structures_without_relations_are_drawn_too():
    lonely = Node("alone", "entity", "Alone")
    scene = entities()
    placed = place(replace(scene, nodes=(*scene.nodes, lonely)))
    assert "alone" in {node.node.id for node in placed.nodes}
    assert problems(placed) == ()


def test_who_reports_in_a_circle_is_drawn_once():
    nodes = tuple(Node(id_, "person", id_) for id_ in "abc")
    edges = (Edge("a", "b", style="line"), Edge("b", "c", style="line"), Edge("c", "a", style="line"))
    placed = place(Scene("organisation", "x", "en", "Circle", nodes=nodes, edges=edges, plan=Plan.TREE))
    assert len(placed.nodes) == 3
    assert len(placed.edges) == 2


def test_a_big_team_hangs_below_its_lead():
    scene = organisation()
    more = tuple(Node(f"agent-{n}", "person", f"Agent {n}") for n in range(12))
    edges = tuple(Edge("lead", node.id, style="line") for node in more)
    placed = place(replace(scene, nodes=(*scene.nodes, *more), edges=(*scene.edges, *edges)))
    assert placed.width <= 1200
    assert problems(placed) == ()


@pytest.mark.parametrize(
    ("nodes", "edges"),
    [
        ((), ()),
        ((Node("a", "process", "Alone", "l"),), ()),
        ((Node("a", "process", "Again", "l"),), (Edge("a", "a", "again"),)),
        (
            (Node("a", "decision", "Twice?", "l"), Node("b", "process", "B", "l")),
            (Edge("a", "b", "yes"), Edge("a", "b", "no"), Edge("b", "a")),
        ),
    ],
    ids=["empty", "one", "to-itself", "twins"],
)
@pytest.mark.parametrize("direction", ["down", "right"])
def test_odd_charts(nodes, edges, direction):
    placed = place(Scene("flowchart", "x", "en", "Odd", "", (Lane("l", "Lane"),), nodes, edges, direction))
    assert len(placed.nodes) == len(nodes)
    assert problems(placed) == ()


def test_a_large_chart_takes_no_more_than_its_share():
    lanes = tuple(Lane(f"l{n}", f"Lane {n}", tone=n) for n in range(6))
    nodes = tuple(Node(f"s{n}", "process", f"Step {n}", f"l{n * 7 % 6}") for n in range(300))
    edges = tuple(Edge(f"s{n}", f"s{min(299, n + k)}") for n in range(299) for k in (1, 5) if k == 1 or n % 9 == 0)
    placed = place(Scene("flowchart", "x", "en", "Large", "", lanes, nodes, edges))
    assert len(placed.nodes) == 300


def test_without_graphviz_structures_are_still_arranged(monkeypatch):
    monkeypatch.setattr(layout, "_engine", lambda: "")
    placed = place(entities())
    assert [p for p in problems(placed) if not p.startswith("label")] == []


def test_a_system_dot_stands_in_for_the_library(monkeypatch, tmp_path):
    dot = tmp_path / "dot"
    dot.write_text(
        f"#!{sys.executable}\nimport sys, pygraphviz\n"
        "sys.stdout.write(pygraphviz.AGraph(string=sys.stdin.read()).draw(format='plain', prog='dot').decode())\n"
    )
    dot.chmod(0o755)
    expected = place(entities())
    monkeypatch.setattr(layout, "_engine", lambda: str(dot))
    assert place(entities()) == expected


def test_a_failing_dot_is_an_error_of_its_own(monkeypatch):
    monkeypatch.setattr(layout, "_engine", lambda: "/bin/false")
    with pytest.raises((RuntimeError, OSError)):
        place(entities())


def test_graphviz_never_sees_text():
    graph = measure(entities()).graph
    source = layout.dot_source(graph, list(range(len(graph.vertices))))
    assert "Customer" not in source
    assert 'label=""' in source
