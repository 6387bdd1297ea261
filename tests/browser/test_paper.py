"""Pages on paper: a process starts with its chart, nothing of the screen is left, the foot says where it is from."""

from __future__ import annotations

from io import BytesIO

from playwright.sync_api import Page, expect
from pypdf import PdfReader


def test_a_process_page_prints_its_chart_first_and_its_address_in_the_foot(page: Page, address: str) -> None:
    page.goto(f"{address}processes/complaint-handling/")
    pages = [each.extract_text() for each in PdfReader(BytesIO(page.pdf(format="A4"))).pages]
    assert "Register the" in pages[0]
    for text in pages:
        assert f"{address}processes/complaint-handling/" in text
        assert "Version 1.3.0" in text


def test_on_paper_the_chart_stands_above_the_answers_and_filters_are_gone(page: Page, address: str) -> None:
    page.goto(f"{address}zh/processes/complaint-handling/")
    page.emulate_media(media="print")
    chart, answers = (page.locator(css).first.bounding_box() for css in (".atlas-diagram", ".atlas-answers"))
    assert chart
    assert answers
    assert chart["y"] < answers["y"]
    assert page.locator(".atlas-sections:visible, .atlas-filter:visible, .headerlink:visible").count() == 0
    assert page.locator(".atlas-twin .atlas-flows").first.is_visible()


def test_a_responsibility_chart_fits_a_sheet_and_its_steps_can_be_read(page: Page, address: str) -> None:
    page.goto(f"{address}processes/complaint-handling/")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 690, "height": 970})  # A4 within its margins
    chart = page.locator(".atlas-chart")
    assert chart.evaluate("each => each.scrollWidth <= each.closest('.atlas-scroll').clientWidth + 1")
    assert chart.locator("tbody th").first.evaluate("each => each.clientWidth") > 120


def test_what_is_open_on_the_screen_is_not_printed(page: Page, address: str) -> None:
    page.goto(f"{address}processes/complaint-handling/#walk=classify")
    chart, player = page.locator(".atlas-figure").first, page.locator("dialog.atlas-walk")
    expect(player).to_be_visible()
    chart.evaluate("each => each.classList.add('is-full')")  # as where a browser gives no true full screen
    expect(chart).to_have_css("position", "fixed")
    page.emulate_media(media="print")
    expect(player).to_be_hidden()
    expect(chart).to_have_css("position", "static")
    expect(page.locator(".atlas-walk-start")).to_be_hidden()
    expect(page.locator("#step-answer")).to_be_visible()
