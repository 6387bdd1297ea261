"""Every drawing has a twin in words on its page, and the twin holds the same facts as the drawing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag

from process_atlas.addresses import Settings, links_from, page_path
from process_atlas.analysis.atlas import Atlas, derive
from process_atlas.catalog import Catalog
from process_atlas.diagrams.kinds import KINDS, DiagramKind
from process_atlas.diagrams.scene import Edge, Node, Scene
from process_atlas.pages.kinds import PAGE_KINDS
from process_atlas.pages.reader import Reader
from process_atlas.pages.render import render_page

SETTINGS = Settings(today=date(2026, 11, 22))


@pytest.fixture(scope="module")
def atlas(sample: Catalog) -> Atlas:
    return derive(sample)


def scenes(atlas: Atlas, name: str) -> Iterator[tuple[Scene, BeautifulSoup]]:
    """Every diagram of one kind with the page that shows it, in every language."""
    kind: DiagramKind = next(each for each in KINDS if each.name == name)
    for subject in kind.subjects(atlas):
        page, id = kind.page(atlas, subject)
        path = page_path(page, id, SETTINGS)
        for lang in atlas.catalog.languages:
            href = links_from(path, SETTINGS)
            template = next(each for each in PAGE_KINDS if each.kind == page and bool(id) == bool(_first(each, atlas)))
            body = render_page(Reader(atlas, lang, href, {}, SETTINGS), template, id).body
            yield kind.build(atlas, subject, lang, href), BeautifulSoup(body, "html.parser")


def _first(kind: object, atlas: Atlas) -> str:
    return next(iter(kind.subjects(atlas)), "")


def told(element: Tag) -> str:
    """The words of an element in one line."""
    return " ".join(element.get_text(" ").split())


def test_the_list_of_steps_says_what_the_flowchart_shows(atlas: Atlas) -> None:
    missing: list[str] = []
    for scene, page in scenes(atlas, "flowchart"):
        lanes = {lane.id: lane.title for lane in scene.lanes}
        cards = {each.h3["id"].removeprefix("step-"): each for each in page.select(".atlas-step")}
        drawn = {node.id: node for node in scene.nodes}
        entries = [node for node in scene.nodes if node.id not in cards]
        assert set(cards) <= set(drawn)
        assert len(entries) <= 1
        for entry in entries:
            assert entry.title in told(page.select_one(".atlas-answers")) or entry.title in told(page.h1)
        assert [node.id for node in scene.nodes if node.id in cards] == list(cards), "both in reading order"
        for id, card in cards.items():
            missing += [f"{scene.spec} {scene.lang} {id}: {fact}" for fact in _untold(drawn[id], card, lanes)]
            ways = [edge for edge in scene.edges if edge.source == id]
            missing += [f"{scene.spec} {scene.lang} {id} -> {edge.target}" for edge in ways if not _way(edge, card)]
            assert len(card.select(".atlas-onward li")) == len(ways)
    assert missing == []


def _untold(node: Node, card: Tag, lanes: dict[str, str]) -> Iterator[str]:
    """What a symbol shows and its card does not tell."""
    head, text = told(card.h3), told(card)
    if (node.title or node.tip).casefold() not in head.casefold():
        yield node.title or node.tip
    if node.number and not re.match(rf"{node.number}\b", head):
        yield node.number
    if lanes[node.lane] not in text:
        yield lanes[node.lane]
    if node.level and not card.select_one(f".atlas-marks .atlas-is-{node.level}"):
        yield node.level
    for badge in node.badges:
        if badge.kind in ("time", "wait") and not card.select_one(".atlas-limit"):
            yield badge.text
        if badge.kind in ("system", "channel") and badge.text not in text:
            yield badge.text
        if badge.kind == "key" and not card.select_one(".atlas-key-mark"):
            yield badge.kind


def _way(edge: Edge, card: Tag) -> bool:
    """Whether a card leads on as the arrow does: there, with the same words, as grave."""
    return any(_says(edge, item) for item in card.select(".atlas-onward li"))


def _says(edge: Edge, item: Tag) -> bool:
    overdue = "atlas-way-overdue" in item["class"]
    if item.a["href"] != f"#step-{edge.target}" or overdue != (edge.style == "overdue"):
        return False
    grave = not edge.level or item.select_one(f".atlas-is-{edge.level}") is not None
    return overdue or (edge.label in told(item) and grave)


@pytest.mark.parametrize("name", ["context", "level-0", "dataflow"])
def test_the_table_of_flows_says_what_the_data_flow_diagram_shows(atlas: Atlas, name: str) -> None:
    missing: list[str] = []
    for scene, page in scenes(atlas, name):
        titles = {node.id: " ".join(filter(None, (node.number, node.title))) for node in scene.nodes}
        rows = [[told(cell) for cell in row.find_all("td")] for row in page.select(".atlas-flows tbody tr")]
        ends = {(source, target): data for source, data, target in rows}
        for edge in scene.edges:
            for source, target in {"data-both": ((0, 1), (1, 0))}.get(edge.style, ((0, 1),)):
                both = (edge.source, edge.target)
                found = [
                    data
                    for (one, other), data in ends.items()
                    if one.endswith(titles[both[source]]) and other.endswith(titles[both[target]])
                ]
                words = [word for word in re.split(r"[,、，：:]\s*", edge.tip or edge.label) if word]
                if not any(all(word in data for word in words) for data in found):
                    missing.append(f"{scene.spec} {scene.lang}: {titles[both[source]]}: {edge.tip}")
    assert missing == []


def test_the_table_of_relations_says_what_the_entity_diagram_shows(atlas: Atlas) -> None:
    for scene, page in scenes(atlas, "entity"):
        titles = {node.id: node.title for node in scene.nodes}
        rows = [told(row) for row in page.select("[aria-labelledby=relations] tbody tr")]
        for edge in scene.edges:
            ends = (titles[edge.source], titles[edge.target])
            assert any(all(word in row for word in (*ends, edge.label)) for row in rows), (edge, rows)
        structures = told(page)
        assert all(title in structures for title in titles.values())


def test_the_tree_of_roles_says_what_the_organisation_chart_shows(atlas: Atlas) -> None:
    for scene, page in scenes(atlas, "organisation"):
        titles = {node.id: node.title for node in scene.nodes}
        tree = page.select_one(".atlas-tree")
        below = {
            (told(item.find_parent("li").a), told(item.a)) for item in tree.find_all("li") if item.find_parent("li")
        }
        for edge in scene.edges:
            assert any(
                one.endswith(titles[edge.source]) and other.endswith(titles[edge.target]) for one, other in below
            ), edge
        assert all(title in told(page) for title in titles.values())
