"""SVG: the contract, escaping, and the same bytes everywhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from diagrams.scenes import complaint, context, entities, every, level_1, organisation
from process_atlas.diagrams.place import place
from process_atlas.diagrams.scene import Badge, Edge, Lane, Node, Row, Scene
from process_atlas.diagrams.svg import draw, prefix_of

NS = {"s": "http://www.w3.org/2000/svg"}
GOLDEN = Path(__file__).parent / "golden"
_NASTY = '<script>alert(1)</script>" onload="x" \'&amp; ]]> \x00\x1b\ud800 {{x}} \\N'


def parsed(scene: Scene) -> ElementTree.Element:
    return ElementTree.fromstring(draw(place(scene)).replace(" data-search-exclude>", ">", 1))


@pytest.mark.parametrize("scene", every(), ids=lambda scene: f"{scene.kind}-{scene.lang}-{scene.direction}")
def test_contract(scene):
    figure = parsed(scene)
    assert figure.attrib == {"class": "atlas-diagram", "data-kind": scene.kind, "data-spec": scene.spec}
    svg = figure[0]
    assert svg.get("role") == "graphics-document document"
    assert svg.get("aria-roledescription")
    ids = {each.get("id") for each in svg.iter() if each.get("id")}
    assert set(svg.get("aria-labelledby", "").split()) <= ids
    assert all(id_.startswith(prefix_of(scene.kind, scene.spec)) for id_ in ids)
    assert not any("style" in each.attrib for each in svg.iter())
    assert "<script" not in draw(place(scene))


def test_nodes_carry_their_id_lane_link_and_shape():
    figure = parsed(complaint())
    node = next(
        g for g in figure.iter(f"{{{NS['s']}}}g") if g.get("data-id") == "register" and "node" in g.get("class")
    )
    assert node.get("data-lane") == "service-agent"
    assert "task" in node.get("class").split()
    link = node[0]
    assert link.get("href") == "#step-register"
    assert link[0].get("class") == "shape"


def test_edges_carry_their_ends():
    edges = [g for g in parsed(complaint()).iter(f"{{{NS['s']}}}g") if "edge" in (g.get("class") or "").split()]
    assert ("register", "classify") in {(g.get("data-from"), g.get("data-to")) for g in edges}
    assert len(edges) == len(complaint().edges)


def test_lanes_carry_their_role():
    lanes = [g for g in parsed(complaint()).iter(f"{{{NS['s']}}}g") if "lane" in (g.get("class") or "").split()]
    assert [g.get("data-id") for g in lanes] == [lane.id for lane in complaint().lanes]


def test_every_entry_channel_is_drawn():
    shown = draw(place(complaint()))
    for channel in ("Phone", "E-mail", "Online chat", "Social media", "Website", "Offline event"):
        assert f">{channel}</text>" in shown


def test_hostile_text_stays_text():
    lanes = (Lane("l", _NASTY, "<b>", 0, 'x" onclick="y'),)
    nodes = (
        Node("a", "process", _NASTY, "l", "<1>", "#a", (Badge("time", _NASTY), Badge("system", _NASTY)), tip=_NASTY),
        Node("b", "decision", _NASTY, "l", badges=(Badge("key", _NASTY),), level='"><x'),
        Node("c", "entity", _NASTY, "l", rows=(Row(_NASTY, "key", _NASTY),), subtitle=_NASTY),
    )
    edges = (Edge("a", "b", _NASTY, '"><x', style='"><x', tip=_NASTY),)
    scene = Scene("flowchart", _NASTY, "en", _NASTY, _NASTY, lanes, nodes, edges)
    shown = draw(place(scene))
    figure = parsed(scene)
    assert not [each for each in figure.iter() if each.tag.endswith(("script", "}x", "}b"))]
    assert not [name for each in figure.iter() for name in each.attrib if name.startswith("on")]
    assert not re.search("[\x00-\x08\x0b-\x1f]", shown)
    shown.encode("utf-8")


def test_two_drawings_share_no_id():
    found = [set(re.findall(r' id="([^"]+)"', draw(place(scene)))) for scene in every()]
    assert sum(map(len, found)) == len(set().union(*found))


def test_colours_come_from_classes_only():
    for scene in every():
        assert not re.search(r'\s(fill|stroke|color)="', draw(place(scene)))


def test_a_chart_is_small():
    assert len(draw(place(complaint())).encode()) < 20_000


def test_the_bytes_do_not_depend_on_hash_seeds():
    code = (
        "import hashlib;from diagrams.scenes import every;from process_atlas.diagrams.place import place;"
        "from process_atlas.diagrams.svg import draw;"
        "print(hashlib.sha256(''.join(draw(place(s)) for s in every()).encode()).hexdigest())"
    )
    path = os.pathsep.join(entry for entry in sys.path if entry)
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(runs) == 1


@pytest.mark.parametrize(
    "scene",
    [complaint(), complaint("zh"), context(), level_1(), entities(), organisation()],
    ids=lambda s: f"{s.kind}-{s.lang}",
)
def test_golden_drawings(scene):
    """What a drawing was when it was last looked at; `python tests/diagrams/gallery.py --golden` takes the new one."""
    shown = draw(place(replace(scene)))
    assert shown == (GOLDEN / f"{scene.kind}-{scene.lang}.svg.html").read_text("utf-8")
