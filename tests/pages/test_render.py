"""Every page of a catalogue: hostile text is shown as text, links lead somewhere, nothing is shown empty."""

from __future__ import annotations

import html
import posixpath
import re
from datetime import date
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from process_atlas.addresses import Settings
from process_atlas.analysis.atlas import derive
from process_atlas.catalog import Catalog
from process_atlas.pages.markdown import is_safe_address
from process_atlas.pages.page import Heading, Page
from process_atlas.pages.render import assets, plan_pages
from support import catalog_of_texts

EVIL = "<img src=x onerror=alert(1)>\"'`{{7*7}}{% x %}</textarea></title><!--"
QUOTED = "'" + EVIL.replace("'", "''") + "'"

HOSTILE = f"""\
kind: process
id: attack
title: {QUOTED}
version: 1.0.0
status: draft
owner: worker
area: edge
summary: {QUOTED}
description: {QUOTED}
purpose: {QUOTED}
starts_when: {QUOTED}
ends_when: {QUOTED}
tags: [{QUOTED}]
changes: [{{version: 1.0.0, date: 2026-01-02, note: {QUOTED}}}]
links:
  - {{title: {QUOTED}, url: "https://a.example/?q=<script>"}}
steps:
  - {{id: begin, type: start, title: {QUOTED}, channels: [{QUOTED}]}}
  - id: act
    title: {QUOTED}
    responsible: worker
    system: tool
    reads: [paper]
    sends: [{{data: paper, to: visitor}}]
    within: 1 h
    overdue: ask
    how: {QUOTED}
  - id: ask
    type: decision
    title: {QUOTED}
    responsible: worker
    branches:
      - {{when: {QUOTED}, next: done, level: danger}}
      - {{when: No, next: act}}
  - {{id: done, type: end, title: {QUOTED}}}
---
kind: data
id: paper
title: {QUOTED}
version: 1.0.0
owner: worker
store: tool
source: {QUOTED}
groups:
  - {{id: part, title: {QUOTED}, description: {QUOTED}, fields: [{{field: line, note: {QUOTED}}}]}}
relations: [{{to: paper, kind: one-to-many, title: {QUOTED}}}]
---
kind: field
id: line
title: {QUOTED}
version: 1.0.0
type: enum
pattern: {QUOTED}
unit: {QUOTED}
source: {QUOTED}
example: {QUOTED}
values: [{{value: {QUOTED}, title: {QUOTED}}}]
maps_to: {{zoho: {QUOTED}}}
---
kind: role
id: worker
title: {QUOTED}
version: 1.0.0
team: {QUOTED}
sign: {QUOTED}
contact: "x'onclick=`alert@a.example"
description: {QUOTED}
---
kind: role
id: visitor
title: {QUOTED}
version: 1.0.0
external: true
---
kind: system
id: tool
title: {QUOTED}
version: 1.0.0
url: 'https://a.example/"onmouseover="alert(1)'
"""

MANIFEST = f"""\
title: {QUOTED}
description: {QUOTED}
languages: [en, zh]
areas: [{{id: edge, title: {QUOTED}, description: {QUOTED}}}]
feedback: 'mailto:a@b.example?subject={{kind}}%20{{id}}%20{{version}}%20{{step}}'
"""


def pages_of(catalog: Catalog, settings: Settings | None = None) -> list[Page]:
    """All pages of a catalogue without drawings."""
    return [each.made() for each in plan_pages(derive(catalog), {}, settings or Settings(today=date(2026, 11, 22)))]


def soup(page: Page) -> BeautifulSoup:
    """The body of a page as a tree."""
    return BeautifulSoup(page.body, "html.parser")


@pytest.fixture(scope="module")
def hostile() -> list[Page]:
    catalog = catalog_of_texts({"catalog.yaml": MANIFEST, "attack.yaml": HOSTILE})
    assert set(catalog.processes) == {"attack"}
    return pages_of(catalog)


@pytest.fixture(scope="module")
def pages(sample: Catalog) -> list[Page]:
    return pages_of(sample)


@pytest.fixture(scope="module")
def few(pages: list[Page], hostile: list[Page]) -> list[tuple[Page, BeautifulSoup]]:
    """Some pages of every kind in both languages, and all hostile ones, as trees."""
    chosen: dict[tuple[str, str], list[Page]] = {}
    for page in pages:
        chosen.setdefault((page.lang, page.path.partition("/")[0] if page.spec else ""), []).append(page)
    some = [page for (_, kind), found in chosen.items() for page in (found[:3] if kind else found)]
    return [(page, soup(page)) for page in [*some, *hostile]]


def test_hostile_text_is_shown_as_text_everywhere(hostile: list[Page]) -> None:
    assert {page.path.split("/")[0] for page in hostile} >= {"", "processes"}
    for page in hostile:
        for element in soup(page).find_all(True):
            assert element.name not in ("img", "script", "iframe", "textarea", "title", "style"), page.path
            assert not [name for name in element.attrs if name.startswith("on")], (page.path, element)
        assert "49" not in page.title
        assert "<!--" not in page.body


def test_hostile_text_is_there_in_full(hostile: list[Page]) -> None:
    page = next(page for page in hostile if page.path == "processes/attack")
    assert soup(page).h1.get_text() == EVIL
    assert page.title == EVIL


def test_every_address_is_safe(few: list[tuple[Page, BeautifulSoup]]) -> None:
    for page, tree in few:
        for element in tree.find_all(href=True):
            assert is_safe_address(element["href"]), (page.path, element)


def test_nothing_reaches_out_of_the_site_while_loading(few: list[tuple[Page, BeautifulSoup]]) -> None:
    for page, tree in few:
        assert not tree.find_all(src=True), page.path
    for name, content in assets().items():
        assert not re.search(rb"(?:url\(|@import|fetch\()['\"]?\s*(?:https?:)?//", content), name


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_links_lead_to_pages_and_anchors(pages: list[Page], lang: str) -> None:
    own = {page.path: page for page in pages if page.lang == lang}
    anchors = {path: set(re.findall(r'\sid="([^"]+)"', page.body)) for path, page in own.items()}
    for path, page in own.items():
        for href in dict.fromkeys(re.findall(r'<a [^>]*?href="([^"]*)"', page.body)):
            address = urlsplit(html.unescape(href))
            if address.scheme:
                continue
            target = posixpath.normpath(posixpath.join(path, address.path)).strip("./") if address.path else path
            assert target in own, (path, href)
            assert not address.fragment or unquote(address.fragment) in anchors[target], (path, href)


def test_links_lead_to_files_where_the_host_wants_files() -> None:
    catalog = catalog_of_texts({"catalog.yaml": MANIFEST, "attack.yaml": HOSTILE})
    page = next(each for each in pages_of(catalog, Settings(directory_urls=False)) if each.path == "processes/attack")
    assert [each["href"] for each in soup(page).select(".atlas-trail a")] == [
        "../processes.html",
        "../processes.html#area-edge",
    ]


def test_ids_are_unique_and_headings_have_theirs(few: list[tuple[Page, BeautifulSoup]]) -> None:
    for page, tree in few:
        ids = [each["id"] for each in tree.find_all(id=True)]
        assert len(ids) == len(set(ids)), page.path
        shown = [each["id"] for each in tree.find_all(["h2", "h3"], id=True) if each["id"] in named(page)]
        assert [each.id for each in flat(page.headings)] == shown, page.path


def test_every_page_has_one_first_heading_and_a_description(pages: list[Page]) -> None:
    for page in pages:
        assert page.body.count("<h1>") == 1, page.path
        assert page.title
        assert page.description, page.path
        assert "\n" not in page.description


def test_nothing_is_shown_empty(few: list[tuple[Page, BeautifulSoup]]) -> None:
    shown = "p, h1, h2, h3, h4, dt, dd, li, ul, ol, dl, section, tbody, th, a, button, summary"
    for page, tree in few:
        for element in tree.select(shown):
            assert said(element), (page.path, element)


def test_no_placeholder_or_raw_value_slips_through(few: list[tuple[Page, BeautifulSoup]]) -> None:
    for page, tree in few:
        assert not re.search(r"\bStepType\b|Text\(|<Level|\{[a-z_]+\}|<built-in|<bound", tree.get_text(" ")), page.path


def test_languages_have_the_same_pages(pages: list[Page]) -> None:
    by_language = {lang: [page.path for page in pages if page.lang == lang] for lang in ("en", "zh")}
    assert by_language["en"] == by_language["zh"]
    assert len(by_language["en"]) == len(set(by_language["en"]))


def test_home_and_overviews_stand_in_the_navigation(pages: list[Page]) -> None:
    labels = [page.nav for page in pages if page.lang == "en" and page.nav]
    assert labels[:2] == ["Home", "Processes"]
    assert not [page.path for page in pages if page.spec and page.nav]


def test_an_overview_of_nothing_is_there_but_leads_nobody_to_it() -> None:
    texts = {
        "catalog.yaml": "format: 1\ntitle: New\nlanguages: [en]\n",
        "lead.yaml": "kind: role\nid: lead\ntitle: Lead\nversion: 1.0.0\n",
    }
    pages = pages_of(catalog_of_texts(texts))
    assert [page.nav for page in pages if page.nav] == ["Home", "Roles", "Quality", "Changes"]
    assert {"processes", "data-flow", "responsibilities", "data", "fields", "systems"} <= {page.path for page in pages}
    home = next(page for page in pages if page.nav == "Home")
    assert "data-flow/" not in home.body
    assert "responsibilities/" not in home.body


def test_pages_are_the_same_each_time(hostile: list[Page]) -> None:
    assert pages_of(catalog_of_texts({"catalog.yaml": MANIFEST, "attack.yaml": HOSTILE})) == hostile


def test_assets_are_given_in_the_order_of_loading() -> None:
    names = list(assets())
    assert names.index("tokens.css") < names.index("atlas.css")
    assert "atlas.js" in names


def flat(headings: tuple[Heading, ...]) -> list[Heading]:
    """Headings with those inside them, in the order of the page."""
    return [each for heading in headings for each in (heading, *flat(heading.children))]


def named(page: Page) -> set[str]:
    """The ids of a page's headings."""
    return {heading.id for heading in flat(page.headings)}


def said(element: Tag) -> bool:
    """Whether an element says anything: by text, by a name for the ear, or by what it holds."""
    return bool(
        element.get_text(strip=True)
        or element.get("aria-label")
        or element.find(["svg", "meter", "input"])
        or element.find(attrs={"aria-label": True})
    )
