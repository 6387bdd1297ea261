"""Charts of unusual size: drawn legibly, or the page says kindly that it is too much for one chart."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup

from process_atlas.addresses import Settings, links_from
from process_atlas.analysis.atlas import derive
from process_atlas.analysis.checks import run_checks
from process_atlas.diagrams.fallback import place_plainly
from process_atlas.diagrams.place import place
from process_atlas.diagrams.scene import Edge, Lane, Node, Scene
from process_atlas.diagrams.svg import draw
from process_atlas.pages.kinds import PAGE_KINDS
from process_atlas.pages.reader import Reader
from process_atlas.pages.render import render_page
from small import CATALOG, DATA, ROLES
from support import catalog_of_texts

SETTINGS = Settings(today=date(2026, 11, 22))


def scene(steps: int, lanes: int, title: str = "Do the work", loop: bool = False) -> Scene:
    """A chain of steps over lanes, if wished with a way back from the last to the first."""
    nodes = tuple(
        Node(f"s{n}", "process", f"{title} {n}", f"l{n % lanes}" if lanes else "", str(n + 1), f"#s{n}")
        for n in range(steps)
    )
    edges = [Edge(f"s{n}", f"s{n + 1}") for n in range(steps - 1)]
    back = [Edge(f"s{steps - 1}", "s0", "again")] if loop else []
    all_lanes = tuple(Lane(f"l{n}", f"Role {n}", f"R{n}", n) for n in range(lanes))
    return Scene("flowchart", "process:odd", "en", "Odd", "", all_lanes, nodes, (*edges, *back))


@pytest.mark.parametrize(
    "odd",
    [
        scene(1, 1),
        scene(200, 4),
        scene(8, 3, "A title that goes on and on and on " * 9),
        scene(10, 0),
        scene(16, 8),
        scene(15, 1),
        scene(20, 4, loop=True),
    ],
    ids=["one-step", "200-steps", "long-titles", "no-lanes", "eight-lanes", "one-lane", "loop"],
)
def test_it_is_drawn_legibly(odd: Scene) -> None:
    placed = place(odd)
    boxes = [node.box for node in placed.nodes]
    assert len(boxes) == len(odd.nodes)
    assert not [(a, b) for at, a in enumerate(boxes) for b in boxes[at + 1 :] if a.overlaps(b)]
    bands = {lane.lane.id: lane.band for lane in placed.lanes}
    assert all(bands[node.node.lane].holds(node.box) for node in placed.nodes if node.node.lane)


@pytest.mark.parametrize(("lang", "words"), [("en", "process of its own"), ("zh", "拆为独立的子流程")])
def test_a_plain_drawing_says_what_to_split(lang: str, words: str) -> None:
    odd = scene(3, 1)
    shown = draw(place_plainly(Scene(odd.kind, odd.spec, lang, "Odd", "", odd.lanes, odd.nodes, odd.edges), "slow"))
    assert words in BeautifulSoup(shown, "html.parser").figcaption.text


@pytest.mark.parametrize(("lang", "words"), [("en", "With 40 steps"), ("zh", "共40 个步骤")])
def test_the_page_of_a_large_process_says_what_to_split(lang: str, words: str) -> None:
    head = "kind: process\nid: long\ntitle: {en: Long, zh: 长}\nversion: 1.0.0\nowner: lead\nsteps:\n"
    steps = "".join(f"  - {{id: s{n}, title: {{en: Do it {n}, zh: 做 {n}}}, responsible: clerk}}\n" for n in range(39))
    end = "  - {id: done, type: end, title: {en: Done, zh: 完成}, responsible: clerk}\n"
    texts = {"catalog.yaml": CATALOG, "roles.yaml": ROLES, "data.yaml": DATA, "long.yaml": head + steps + end}
    atlas = derive(catalog_of_texts(texts))
    found = tuple(run_checks(atlas, SETTINGS.today))
    kind = next(kind for kind in PAGE_KINDS if kind.template == "process.html")
    at = Reader(atlas, lang, links_from("processes/long", SETTINGS), {}, SETTINGS, found)
    page = BeautifulSoup(render_page(at, kind, "long").body, "html.parser")
    assert words in page.select_one(".too-large").text
