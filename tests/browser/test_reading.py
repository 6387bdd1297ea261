"""A reader's way through the site: home, process, step, role and back, in both languages, light and dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, TimeoutError, expect

PAGES = [
    "",
    "processes/",
    "processes/complaint-handling/",
    "processes/lead-to-contract/",
    "data-flow/",
    "responsibilities/",
    "data/",
    "data/customer-record/",
    "fields/",
    "fields/phone/",
    "roles/",
    "roles/service-agent/",
    "systems/",
    "systems/crm/",
    "glossary/",
    "quality/",
    "changes/",
    "guide/read-the-charts/",
]
BOTH = [prefix + path for prefix in ("", "zh/") for path in PAGES]


def test_from_home_to_a_step_and_its_role_and_back(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("article.md-content__inner").get_by_role("link", name="Complaint handling").first.click()
    expect(page.locator("h1")).to_contain_text("Complaint handling")
    node = page.locator('figure[data-kind="flowchart"] .node[data-id="register"] a')
    node.click()
    expect(page).to_have_url(f"{address}processes/complaint-handling/#step-register")
    card = page.locator(".atlas-panel:visible")
    expect(card).to_contain_text("Register the complaint")
    card.get_by_role("link", name="Customer-service agent").first.click()
    expect(page.locator("h1")).to_contain_text("Customer-service agent")
    page.locator("article.md-content__inner").get_by_role("link", name="Complaint handling").first.click()
    expect(page.locator("h1")).to_contain_text("Complaint handling")


def test_the_page_tells_who_answers_a_complaint_by_when_and_with_which_data(page: Page, address: str) -> None:
    page.goto(f"{address}processes/complaint-handling/")
    article = page.locator("article.md-content__inner")
    expect(article).to_contain_text("within 24 hours")
    expect(article.get_by_role("link", name="Customer-service agent").first).to_be_visible()
    expect(article.get_by_role("link", name="Customer record").first).to_be_visible()


def test_the_other_language_is_one_step_away(page: Page, address: str) -> None:
    page.goto(f"{address}processes/complaint-handling/")
    page.locator(".md-select").hover()
    page.locator(".md-select__link", has_text="中文").click()
    expect(page).to_have_url(f"{address}zh/processes/complaint-handling/")
    expect(page.locator("h1")).to_contain_text("客户投诉处理")
    expect(page.locator("html")).to_have_attribute("lang", "zh")


def test_dark_mode_changes_the_drawing_too(page: Page, address: str) -> None:
    page.goto(f"{address}processes/complaint-handling/")
    shape = page.locator('.node[data-id="register"] rect').first
    light = shape.evaluate("e => getComputedStyle(e).fill")
    page.locator("label[for=__palette_1]").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert shape.evaluate("e => getComputedStyle(e).fill") != light


@pytest.mark.parametrize(("word", "title"), [("投诉", "投诉"), ("回访", "回访"), ("refund", ""), ("phone", "Phone")])
def test_search_finds_words_of_both_languages(page: Page, address: str, word: str, title: str) -> None:
    page.goto(address)
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").fill(word)
    page.keyboard.press("End")  # the theme listens to keys, which filling in does not press
    results = page.locator(".md-search-result__item")
    expect(results.first).to_be_visible(timeout=60_000)
    expect(page.locator(".md-search-result__list")).to_contain_text(title)


LOOKED_AT = {"default": PAGES, "slate": [f"zh/{path}" for path in PAGES]}
"""Every kind of page is looked at in each scheme, English in the light one and Chinese in the dark one."""


@pytest.mark.parametrize("scheme", LOOKED_AT)
def test_axe_finds_nothing_serious_in_the_articles(page: Page, address: str, scheme: str) -> None:
    axe, found = Axe(), []
    options = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"]}
    for path in LOOKED_AT[scheme]:
        page.goto(address + path)
        page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
        page.wait_for_timeout(400)  # the theme fades from one colour to the other
        result = axe.run(page, context="article.md-content__inner", options=options)
        for violation in result.response["violations"]:
            if violation["impact"] in ("serious", "critical"):
                targets = [node["target"] for node in violation["nodes"][:3]]
                found.append((path, violation["id"], targets))
    assert found == []


FITS = "() => document.documentElement.scrollWidth <= window.innerWidth + 1"
"""Whether the page is no wider than its window."""

CUT_OFF = """() => {
    for (const each of document.querySelectorAll("details")) each.open = true;
    return [...document.querySelectorAll(".atlas-scroll:not(.atlas-matrix, .atlas-wide)")]
        .filter((frame) => frame.scrollWidth > frame.clientWidth + 1).map((frame) => frame.getAttribute("aria-label"));
}"""
"""The tables, charts of letters aside, of which a reader does not see every column."""


def test_no_page_scrolls_sideways(page: Page, address: str) -> None:
    wide = []
    for path in BOTH:
        page.goto(address + path)
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 800})
            try:  # the theme's search box takes a moment to find its place in a window that has grown
                page.wait_for_function(FITS, timeout=5_000)
            except TimeoutError:
                wide.append((path, width))
    assert wide == []


def test_on_a_phone_every_column_of_a_table_is_seen(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    cut = []
    for path in BOTH:
        page.goto(address + path)
        cut += [(path, label) for label in page.evaluate(CUT_OFF)]
    assert cut == []


def test_on_a_phone_a_table_is_filtered_and_its_cells_bear_the_names_of_their_columns(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}data/")
    section = page.locator("section", has=page.get_by_role("heading", name="Documents in motion"))
    section.locator("input[type=search]").fill("complaint")
    expect(section.locator("tbody tr:visible")).to_have_count(1)
    page.goto(f"{address}processes/")
    version = page.locator(".atlas-overview td[data-label=Version]").first
    assert version.evaluate("e => getComputedStyle(e, '::before').content") == '"Version"'


def test_pages_work_under_instant_navigation(page: Page, address: str) -> None:
    page.goto(f"{address}fields/")
    page.evaluate("window.stillHere = true")
    page.locator("article.md-content__inner").get_by_role("link", name="Phone", exact=True).first.click()
    expect(page.locator("h1")).to_contain_text("Phone")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Fields")
    assert page.evaluate("window.stillHere")
    box = page.locator("article input[type=search]").first
    box.fill("phone")
    rows = page.locator("table[data-atlas-table] tbody tr:visible")
    expect(rows.first).to_be_visible()
    assert rows.count() < page.locator("table[data-atlas-table] tbody tr").count()
