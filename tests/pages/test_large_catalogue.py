"""A catalogue with more processes than one page can hold: areas have pages, and no overview grows out of hand."""

from __future__ import annotations

import html
import posixpath
import re
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from bench.firm import firm
from process_atlas.addresses import Settings
from process_atlas.analysis.atlas import derive
from process_atlas.catalog import MANY, Catalog
from process_atlas.diagrams.kinds import KINDS
from process_atlas.link import link
from process_atlas.pages.page import Page
from process_atlas.pages.render import plan_pages
from process_atlas.spec.load import load
from process_atlas.spec.source import SourceFile
from support import catalog_of_texts

KILOBYTE = 1_000
DRAWINGS = {("level-0", "area-001", "en"): "<svg></svg>"}


def catalog(processes: int, **files: str) -> Catalog:
    texts = {**firm(processes), **files}
    return link(load([SourceFile(f"process_specs/{path}", text.encode()) for path, text in texts.items()]))


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    """Every page of a firm with 60 processes in 3 areas, and one process outside them."""
    lone = firm(1)["processes/p00000.yaml"].replace("area: area-000\n", "").replace("process-00000", "lone")
    found = catalog(60, **{"processes/lone.yaml": re.sub("(?m)^title: .*$", "title: Alone", lone, count=1)})
    assert len(found.processes) == 61
    return {page.path: page for page in (each.made() for each in plan_pages(derive(found), DRAWINGS, Settings()))}


def tree(page: Page) -> BeautifulSoup:
    return BeautifulSoup(page.body, "html.parser")


def test_every_area_has_a_page_with_its_processes_their_data_and_who_does_what(pages: dict[str, Page]) -> None:
    assert {path for path in pages if path.startswith("areas/")} == {
        *(f"areas/area-00{n}" for n in range(3)),
        "areas/-",
    }
    area = tree(pages["areas/area-001"])
    assert [each["id"] for each in area.select("h2")] == [
        *("processes", "data-flow", "level-1", "roll-up", "handovers", "places")
    ]
    rows = [each["href"] for each in area.select("section[aria-labelledby=processes] .atlas-main-cell a")]
    assert rows == [f"../../processes/process-{n:05}/" for n in range(20, 40)]
    assert len(area.select("section[aria-labelledby=roll-up] tbody tr")) == 20
    assert area.svg
    assert pages["areas/area-001"].title == "Area 2"
    assert "Other processes" in pages["areas/-"].title


def test_overviews_lead_to_the_areas_and_keep_their_anchors(pages: dict[str, Page]) -> None:
    areas = {"areas/area-000", "areas/area-001", "areas/area-002", "areas/-"}
    for path in ("", "processes", "data-flow", "responsibilities"):
        found = tree(pages[path])
        hrefs = {posixpath.normpath(posixpath.join(path, each["href"].split("#")[0])) for each in found.select("a")}
        assert areas <= hrefs, path
        if path != "responsibilities":
            assert found.find(id="area-area-001"), path
            assert found.find(id="other-processes"), path
    assert tree(pages["data-flow"]).find(id="level-0")
    assert tree(pages["data-flow"]).find(id="level-1")


def test_a_process_leads_up_to_its_area(pages: dict[str, Page]) -> None:
    trail = [each["href"] for each in tree(pages["processes/process-00020"]).select(".atlas-trail > a")]
    assert trail == ["../../processes/", "../../areas/area-001/"]


def test_hand_overs_of_all_areas_are_told_area_by_area(pages: dict[str, Page]) -> None:
    whole = tree(pages["responsibilities"]).select("section[aria-labelledby=places] tbody tr")
    for row in whole:
        parts = [int(each.get_text()) for each in row.select("td:last-child .atlas-quiet")]
        assert sum(parts) == int(row.select("td")[2]["data-sort"]) > 0
        for each in row.select("td:last-child a"):
            path, anchor = each["href"].removeprefix("../").split("/#")
            assert f'id="{anchor}"' in pages[path].body
    assert whole


def test_no_letter_is_lost_between_processes_and_areas(pages: dict[str, Page]) -> None:
    roll_up = tree(pages["responsibilities"]).select_one("section[aria-labelledby=roll-up] table")
    roles = [each["data-role"] for each in roll_up.select("thead th[data-role]")]
    for row in roll_up.select("tbody tr"):
        path = row.a["href"].removeprefix("../").strip("/")
        inner = tree(pages[path]).select_one("section[aria-labelledby=roll-up] table")
        columns = [each["data-role"] for each in inner.select("thead th[data-role]")]
        told = {role: set(cell.get_text().strip()) for role, cell in zip(roles, row.select("td"), strict=True)}
        below: dict[str, set[str]] = {role: set() for role in roles}
        for each in inner.select("tbody tr"):
            for role, cell in zip(columns, each.select("td"), strict=True):
                below[role] |= set(cell.get_text().strip())
        assert told == below, path


def test_links_lead_to_pages_and_anchors(pages: dict[str, Page]) -> None:
    anchors = {path: set(re.findall(r'\sid="([^"]+)"', page.body)) for path, page in pages.items()}
    for path, page in pages.items():
        ids = re.findall(r'\sid="([^"]+)"', page.body)
        assert len(ids) == len(set(ids)), path
        assert page.description or not path
        for href in dict.fromkeys(re.findall(r'<a [^>]*?href="([^"]*)"', page.body)):
            address = urlsplit(html.unescape(href))
            target = posixpath.normpath(posixpath.join(path, address.path)).strip("./") if address.path else path
            assert target in pages, (path, href)
            assert not address.fragment or unquote(address.fragment) in anchors[target], (path, href)


def test_up_to_so_many_processes_overviews_have_everything() -> None:
    assert MANY == 40
    found = catalog(MANY)
    small = {page.path: page for page in plan_pages(derive(found), {}, Settings())}
    assert not [path for path in small if path.startswith("areas")]
    assert len(tree(small[""].made()).select(".atlas-process-card")) == MANY
    assert len(tree(small["responsibilities"].made()).select("section[aria-labelledby=roll-up] tbody tr")) == MANY


def test_what_nobody_could_read_is_not_drawn() -> None:
    subjects = {kind.name: list(kind.subjects(derive(catalog(60)))) for kind in KINDS}
    assert subjects["level-0"] == ["area-000", "area-001", "area-002"]
    assert "" in {kind.name: list(kind.subjects(derive(catalog(40)))) for kind in KINDS}["level-0"]


def test_no_overview_of_a_thousand_processes_is_over_half_a_megabyte() -> None:
    """Without the drawings, of which a page has one or none."""
    roles = {"role-00", "role-05", "role-12"}
    planned = [*plan_pages(derive(catalog(1_000)), {}, Settings())]
    weights = {
        page.path: len(page.made().body.encode()) / KILOBYTE
        for page in planned
        if page.spec is None or page.kind == "area" or page.path.removeprefix("roles/") in roles
    }
    assert {"", "data-flow", "responsibilities", "fields", "roles/role-05", "areas/area-049"} <= weights.keys()
    assert {path: weight for path, weight in weights.items() if weight > 500} == {}
    assert max(weight for path, weight in weights.items() if path.startswith("areas/")) < 250


def test_a_role_with_very_much_to_do_is_told_by_process() -> None:
    planned = {page.path: page for page in plan_pages(derive(catalog(300)), {}, Settings())}
    page = tree(planned["roles/role-05"].made())
    atlas = derive(catalog(300))
    own = atlas.work["role-05"].having("R")
    assert len({duty.process for duty in own}) > MANY
    links = {each["href"] for each in page.select("section[aria-labelledby=does] td:last-child a")}
    assert links == {f"../../processes/{duty.process}/#step-{duty.step}" for duty in own}
    counts = page.select("section[aria-labelledby=answers] td:last-child a")
    others = [duty for duty in atlas.work["role-05"].having("A") if "R" not in duty.letters]
    assert sum(int(each.get_text().split()[0]) for each in counts) == len(others)
    limits = page.select("section[aria-labelledby=limits] tbody tr")
    assert len(limits) == 40
    assert f"{len(atlas.work['role-05'].limits) - 40} longer ones" in page.get_text()


def test_a_catalogue_without_areas_has_one_page_for_all() -> None:
    texts = {f"process_specs/{path}": re.sub("(?m)^area: .*$", "", text) for path, text in firm(60).items()}
    pages = {page.path: page for page in plan_pages(derive(catalog_of_texts(texts)), {}, Settings())}
    assert [path for path in pages if path.startswith("areas/")] == ["areas/-"]
    assert len(tree(pages["areas/-"].made()).select("section[aria-labelledby=processes] tbody tr")) == 60
