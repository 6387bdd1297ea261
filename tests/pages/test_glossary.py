"""The glossary: every term once, where it is named, and explained where it is read."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup, Tag

from process_atlas.addresses import Settings, links_from, page_path
from process_atlas.analysis.atlas import Atlas, derive
from process_atlas.analysis.glossary import Mention
from process_atlas.pages.glossing import glossed
from process_atlas.pages.kinds import PAGE_KINDS
from process_atlas.pages.markdown import Html, markdown
from process_atlas.pages.reader import Reader
from process_atlas.pages.render import plan_pages, render_page
from small import CATALOG, DATA, PROCESS, ROLES
from support import catalog_of_texts

TERMS = """
terms:
  - {term: SLA, meaning: {en: "Service-level agreement: <what> we promise.", zh: 服务水平协议。}}
  - {term: {en: fault, zh: 故障}, meaning: {en: It does not work., zh: 不能正常工作。}}
  - {term: {en: Fault & cause, zh: 故障原因}, meaning: {en: Both., zh: 两者。}}
  - {term: {en: nowhere, zh: 无处}, meaning: {en: Not named., zh: 没有出现。}}
"""
HOW = (
    'how: {en: "Faults are no fault. Note the fault and the SLA; `SLA` again, SLA-free, '
    '[the SLA](https://a.example/SLA). Fault & cause.", zh: 登记故障原因，再看故障。}'
)


def atlas_with(terms: str) -> Atlas:
    """The small catalogue with terms, and a step that names them."""
    process = PROCESS.replace("how: {en: 1. Listen., zh: 1. 倾听。}", HOW)
    assert HOW in process
    return derive(
        catalog_of_texts({"catalog.yaml": CATALOG + terms, "r.yaml": ROLES, "d.yaml": DATA, "p.yaml": process})
    )


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return atlas_with(TERMS)


def page(atlas: Atlas, template: str, id: str = "", lang: str = "en") -> BeautifulSoup:
    """A page as a tree."""
    kind = next(each for each in PAGE_KINDS if each.template == template)
    settings = Settings()
    at = Reader(atlas, lang, links_from(page_path(kind.kind, id, settings), settings), {}, settings)
    return BeautifulSoup(render_page(at, kind, id).body, "html.parser")


def test_terms_are_found_where_they_are_named(atlas: Atlas) -> None:
    note = Mention("repair", "note")
    assert atlas.glossary.mentions[0] == (note,)
    assert note in atlas.glossary.mentions[1]
    assert atlas.glossary.mentions[2] == (note,)
    assert 3 not in atlas.glossary.mentions


@pytest.mark.parametrize(("lang", "first"), [("en", "fault"), ("zh", "故障")])
def test_the_page_has_every_term_with_its_meaning_and_places(atlas: Atlas, lang: str, first: str) -> None:
    tree = page(atlas, "glossary.html", lang=lang)
    rows = {str(row.get("id")): row for row in tree.select("tbody tr")}
    assert set(rows) == {"term-sla", "term-fault", "term-fault-cause", "term-nowhere"}
    fault = rows["term-fault"]
    assert isinstance(fault.dfn, Tag)
    assert fault.dfn.get_text() == first
    assert ("It does not work." if lang == "en" else "不能正常工作。") in fault.get_text()
    links = [str(each.get("href")) for each in fault.select("a")]
    assert "../processes/repair/" in links
    assert "../processes/repair/#step-note" in links
    assert not rows["term-nowhere"].select("a")
    names = [each.get_text().casefold() for each in tree.select("dfn")]
    assert names == sorted(names)


def test_the_first_mention_in_a_step_leads_to_the_meaning(atlas: Atlas) -> None:
    card = page(atlas, "process.html", "repair").select_one("article:has(#step-note)")
    assert card
    found = [(each.get_text(), each.get("href"), each.get("title")) for each in card.select("a.atlas-term")]
    assert found == [
        ("fault", "../../glossary/#term-fault", "It does not work."),
        ("SLA", "../../glossary/#term-sla", "Service-level agreement: <what> we promise."),
        ("Fault & cause", "../../glossary/#term-fault-cause", "Both."),
    ]
    how = card.select_one(".atlas-how")
    assert how
    read = "Faults are no fault. Note the fault and the SLA; SLA again, SLA-free, the SLA. Fault & cause."
    assert read in how.get_text()
    chinese = page(atlas, "process.html", "repair", "zh").select("article:has(#step-note) a.atlas-term")
    assert [each.get_text() for each in chinese] == ["故障原因", "故障"]


def test_links_code_and_tags_are_left_alone() -> None:
    html = markdown("[SLA](https://a.example/SLA 'SLA') `SLA` **SLA** <b>SLA</b>")
    done = glossed(html, re.compile("SLA"), {"SLA": 0}, lambda _: ('#"><script>', '"<'))
    tree = BeautifulSoup(done.source, "html.parser")
    assert [each.parent.name for each in tree.select(".atlas-term") if each.parent] == ["strong"]
    assert tree.get_text() == BeautifulSoup(html.source, "html.parser").get_text()
    assert not tree.find("script")
    assert tree.select(".atlas-term")[0]["title"] == '"<'
    assert glossed(Html("<p>&lt;A &amp; B</p>"), re.compile("B"), {"B": 0}, lambda _: ("", "")).source.startswith(
        "<p>&lt;A &amp; <a"
    )


def test_without_terms_there_is_no_glossary() -> None:
    pages = [each.made() for each in plan_pages(atlas_with(""), {}, Settings())]
    assert "glossary" not in {each.path for each in pages}
    assert not any("atlas-term" in each.body for each in pages)
    with_terms = [each.made() for each in plan_pages(atlas_with(TERMS), {}, Settings()) if each.path == "glossary"]
    assert [(each.lang, each.nav) for each in with_terms] == [("en", "Glossary"), ("zh", "术语表")]


def test_terms_inside_of_tags_are_left_alone_whatever_the_tags_hold() -> None:
    html = Html('<p><a href="x" title="a > SLA \'b">c</a> <em title=\'SLA > "\'>SLA</em></p>')
    shown = glossed(html, re.compile("SLA"), {"SLA": 0}, lambda _: ("#t", "promise")).source
    assert shown == html.source.replace(">SLA<", '><a class="atlas-term" href="#t" title="promise">SLA</a><')
