"""Charts in use: zoom, pan, full screen, map; my role; the ways of a step and its card; take away; keyboard; phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

PROCESS = "processes/complaint-handling/"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def chart(page: Page, address: str) -> Locator:
    """The flowchart of a process with its tools, in a window of 1280 pixels."""
    page.goto(address + PROCESS)
    frame = page.locator(".atlas-figure").first
    expect(frame).to_have_class(re.compile("is-live"))
    return frame


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """A phone on the page of a process."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address + PROCESS)
    expect(page.locator(".atlas-figure").first).to_have_class(re.compile("is-live"))
    yield page
    context.close()


def tool(chart: Locator, name: str) -> Locator:
    return chart.get_by_role("button", name=name, exact=True)


def width(chart: Locator) -> float:
    return float(chart.locator("figure > svg").first.evaluate("e => e.getBoundingClientRect().width"))


def scrolled(chart: Locator) -> tuple[float, float]:
    left, top = chart.locator("figure").evaluate("e => [e.scrollLeft, e.scrollTop]")
    return left, top


def node(page: Page, id: str) -> Locator:
    return page.locator(f'figure[data-kind="flowchart"] .node[data-id="{id}"]')


def test_buttons_zoom_fit_and_show_natural_size(chart: Locator) -> None:
    fit = width(chart)
    tool(chart, "Zoom in").click()
    assert width(chart) == pytest.approx(fit * 1.25, rel=0.01)
    tool(chart, "Zoom out").click()
    assert width(chart) == pytest.approx(fit, rel=0.01)
    tool(chart, "Natural size").click()
    assert width(chart) == pytest.approx(float(chart.locator("figure > svg").first.get_attribute("width")), rel=0.01)
    tool(chart, "Fit the width").click()
    assert width(chart) == pytest.approx(fit, rel=0.01)


def test_keys_zoom_and_scroll_when_the_frame_has_focus(chart: Locator, page: Page) -> None:
    fit = width(chart)
    figure = chart.locator("figure")
    figure.focus()
    for _ in range(4):
        page.keyboard.press("+")
    assert width(chart) > fit * 2
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.atlas-figure figure').scrollTop > 0")
    page.keyboard.press("-")
    page.keyboard.press("0")
    assert width(chart) == pytest.approx(fit, rel=0.01)


def test_wheel_zooms_with_a_modifier_only(chart: Locator, page: Page) -> None:
    fit = width(chart)
    chart.locator("figure").scroll_into_view_if_needed()
    chart.locator(".node").nth(1).hover()
    page.mouse.wheel(0, -30)
    assert width(chart) == pytest.approx(fit, rel=0.01)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.keyboard.up("Control")
    assert width(chart) > fit * 1.1


def test_dragging_pans_and_is_no_click(chart: Locator, page: Page) -> None:
    tool(chart, "Zoom in").click()
    tool(chart, "Zoom in").click()
    chart.locator("figure").evaluate("e => { e.scrollIntoView({ block: 'center' }); e.scrollTo(0, 0); }")
    box = node(page, "register").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 80, y - 100, steps=4)
    page.mouse.up()
    left, top = scrolled(chart)
    assert left == pytest.approx(80, abs=30)
    assert top == pytest.approx(100, abs=30)
    assert "#" not in page.url


def test_lane_heads_stay_in_view(chart: Locator, page: Page) -> None:
    heads = chart.locator("svg.heads")
    page.evaluate("scrollTo(0, 1500)")
    page.wait_for_timeout(200)
    bar = page.locator(".atlas-bar").bounding_box()
    assert abs(heads.bounding_box()["y"] - (bar["y"] + bar["height"])) < 12
    for _ in range(3):
        tool(chart, "Zoom in").click()
    chart.locator("figure").evaluate("e => e.scrollTo(0, 600)")
    figure = chart.locator("figure").bounding_box()
    assert abs(heads.bounding_box()["y"] - figure["y"]) < 4


def test_the_map_shows_where_one_is_in_a_large_chart(chart: Locator, page: Page) -> None:
    chart_map = chart.locator(".atlas-map")
    expect(chart_map).to_be_hidden()
    for _ in range(3):
        tool(chart, "Zoom in").click()
    expect(chart_map).to_be_visible()
    chart.locator("figure").evaluate("e => { e.scrollTo(0, 0); e.scrollIntoView({ block: 'end' }); }")
    box = chart_map.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.8)
    left, top = scrolled(chart)
    assert left > 100
    assert top > 100


def test_full_screen_and_back(chart: Locator, page: Page) -> None:
    tool(chart, "Full screen").click()
    expect(chart).to_have_class(re.compile("is-full"))
    page.wait_for_timeout(300)
    box = chart.bounding_box()
    assert box["width"] >= 1270
    assert box["y"] <= 1
    expect(tool(chart, "Full screen")).to_have_attribute("aria-pressed", "true")
    tool(chart, "Full screen").click()
    expect(chart).not_to_have_class(re.compile("is-full"))


def test_my_role_is_kept_for_every_page_and_can_be_undone(page: Page, address: str) -> None:
    page.goto(f"{address}{PROCESS}?role=service-agent")
    choice = page.get_by_label("My role")
    expect(choice).to_have_value("service-agent")
    expect(page.locator(".atlas-my-role [role=status]")).to_have_text(re.compile(r"\d+ of \d+ steps are yours"))
    for mine in (node(page, "register"), page.locator(".atlas-step", has=page.locator("#step-register"))):
        expect(mine).to_have_class(re.compile("atlas-mine"))
    expect(node(page, "escalate")).to_have_class(re.compile("atlas-aside"))
    expect(page.locator(".atlas-chart td.atlas-mine").first).to_be_visible()
    page.goto(f"{address}zh/processes/lead-to-contract/")
    expect(page.get_by_label("我的岗位")).to_have_value("service-agent")
    page.goto(address)
    expect(page.get_by_label("My role")).to_have_value("service-agent")
    page.get_by_label("My role").select_option("")
    page.goto(address + PROCESS)
    expect(page.locator(".atlas-mine, .atlas-aside")).to_have_count(0)


def test_a_role_is_chosen_on_its_page(page: Page, address: str) -> None:
    page.goto(f"{address}roles/service-agent/")
    button = page.get_by_role("button", name="This is my role")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.goto(f"{address}responsibilities/")
    expect(page.locator("th.atlas-mine").first).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="This is my role").click()
    expect(page.get_by_role("button", name="This is my role")).to_have_attribute("aria-pressed", "false")


def test_a_step_lights_its_ways_its_data_and_its_row(chart: Locator, page: Page) -> None:
    node(page, "answer").hover()
    lit = chart.locator(".edge.is-lit")
    ends = lit.evaluate_all("all => all.map((e) => [e.dataset.from, e.dataset.to])")
    assert ends
    assert all("answer" in pair for pair in ends)
    assert page.locator('figure[data-kind="dataflow"] .node.is-lit').count() > 1
    expect(page.locator(".atlas-chart tr.is-lit")).to_have_count(1)
    page.mouse.move(2, 400)
    expect(page.locator(".is-lit")).to_have_count(0)
    node(page, "answer").locator("a").focus()
    expect(lit).to_have_count(len(ends))


def test_a_step_opens_its_card_beside_the_chart(chart: Locator, page: Page) -> None:
    link = node(page, "answer").locator("a")
    link.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name=re.compile("Answer within 24 hours"))
    expect(panel).to_be_visible()
    expect(panel).to_be_focused()
    assert page.url.endswith("#step-answer")
    assert page.evaluate("new Set([...document.querySelectorAll('[id]')].map((e) => e.id)).size") == page.evaluate(
        "document.querySelectorAll('[id]').length"
    )
    panel.locator(".atlas-onward a").first.click()
    expect(page.locator(".atlas-panel:visible h3")).to_contain_text("What is it about?")
    page.keyboard.press("Escape")
    expect(page.locator(".atlas-panel:visible")).to_have_count(0)
    expect(node(page, "what-about").locator("a")).to_be_focused()


def test_keyboard_order_follows_the_flow(chart: Locator, page: Page) -> None:
    order = chart.locator(".node").evaluate_all("all => all.map((e) => e.dataset.id)")
    cards = page.locator(".atlas-steps h3").evaluate_all("all => all.map((e) => e.id.slice(5))")
    assert [each for each in order if each in cards] == cards
    node(page, "register").locator("a").focus()
    page.keyboard.press("Tab")
    expect(node(page, "classify").locator("a")).to_be_focused()
    expect(node(page, "classify").locator(".shape")).to_have_css("stroke-width", "3px")


@pytest.mark.parametrize(
    ("prefix", "name"),
    [
        ("", "5 Answer within 24 hours, task, Customer-service agent, caution, Service desk"),
        ("zh/", "任务、"),
    ],
)
def test_every_symbol_has_a_name(page: Page, address: str, prefix: str, name: str) -> None:
    page.goto(f"{address}{prefix}{PROCESS}")
    names = page.locator("figure g.node > [aria-label]").evaluate_all("all => all.map((e) => e.ariaLabel)")
    assert len(names) == page.locator("figure g.node").count()
    assert all(each.strip() for each in names)
    parts = name.split(", ")
    assert any(all(part in each for part in parts) for each in names)


def test_targets_are_large_enough(chart: Locator, page: Page) -> None:
    small = page.evaluate(
        """() => [...document.querySelectorAll(
            ".atlas-tools button, .atlas-my-role select, .atlas-report, figure .node a, figure .lane-head a")]
          .map((e) => [e.getAttribute("aria-label") || e.textContent, e.getBoundingClientRect()])
          .filter(([, box]) => box.width && (box.width < 24 || box.height < 24)).map(([name]) => name)"""
    )
    assert small == []


def test_a_chart_is_taken_away_as_svg(chart: Locator, page: Page, tmp_path: Path) -> None:
    with page.expect_download() as download:
        tool(chart, "Save as SVG").click()
    assert download.value.suggested_filename == "complaint-handling-flowchart.svg"
    download.value.save_as(tmp_path / "chart.svg")
    text = (tmp_path / "chart.svg").read_text("utf-8")
    svg = ElementTree.fromstring(text)
    assert "var(" not in text
    assert "font-family" in svg.attrib
    shapes = [each for each in svg.iter() if each.get("class") == "shape"]
    assert len(shapes) == chart.locator("figure > svg").first.locator(".node").count()
    assert all(re.match(r"rgb", shape.get("stroke", "")) for shape in shapes)
    ids = {each.get("id") for each in svg.iter()}
    used = set(re.findall(r"url\(#([^)]+)\)", text))
    assert used <= ids
    assert all(each.get("href").startswith("http") for each in svg.iter(f"{SVG}a"))


def test_a_chart_is_taken_away_as_a_picture_in_twice_its_size(chart: Locator, page: Page, tmp_path: Path) -> None:
    with page.expect_download() as download:
        tool(chart, "Save as PNG").click()
    download.value.save_as(tmp_path / "chart.png")
    data = (tmp_path / "chart.png").read_bytes()
    assert data.startswith(b"\x89PNG")
    natural = float(chart.locator("figure > svg").first.get_attribute("width"))
    assert int.from_bytes(data[16:20], "big") == pytest.approx(2 * natural, abs=2)


def test_a_chart_is_copied_as_mermaid_text(chart: Locator, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tool(chart, "Copy as Mermaid text").click()
    expect(chart.get_by_role("status")).to_have_text("Copied")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("flowchart TD\n")
    assert '|"Serious"|' in text


def test_a_phone_shows_the_whole_chart_and_offers_the_list_first(phone: Page) -> None:
    chart = phone.locator(".atlas-figure").first
    assert width(chart) <= 390
    link = phone.get_by_role("link", name="Read it as a list of steps")
    assert link.bounding_box()["y"] < chart.bounding_box()["y"]
    assert link.bounding_box()["height"] >= 24
    tool(chart, "Natural size").tap()
    assert chart.locator("figure").evaluate("e => e.scrollWidth > e.clientWidth + 300")
    assert not phone.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
    tool(chart, "Fit the width").tap()
    node(phone, "answer").locator("a").tap()
    expect(phone.locator("#step-answer")).to_be_in_viewport()


def test_two_fingers_zoom(phone: Page) -> None:
    chart = phone.locator(".atlas-figure").first
    before = width(chart)
    chart.locator("figure").evaluate(
        """figure => {
          const pinch = (spread) => {
            const touch = (identifier, x) => new Touch({ identifier, target: figure, clientX: x, clientY: 300 });
            const touches = [touch(0, 200 - spread), touch(1, 200 + spread)];
            figure.dispatchEvent(new TouchEvent("touchmove", { touches, bubbles: true, cancelable: true }));
          };
          [40, 60, 100].forEach(pinch);
        }"""
    )
    assert width(chart) == pytest.approx(before * 2.5, rel=0.05)


def test_tools_work_after_instant_navigation(page: Page, address: str) -> None:
    page.goto(f"{address}processes/")
    page.evaluate("window.stillHere = true")
    page.get_by_role("article").get_by_role("link", name="Complaint handling").first.click()
    expect(page.locator("h1")).to_contain_text("Complaint handling")
    assert page.evaluate("window.stillHere")
    chart = page.locator(".atlas-figure").first
    fit = width(chart)
    tool(chart, "Zoom in").click()
    assert width(chart) > fit


def test_nothing_of_it_shows_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{PROCESS}?role=service-agent")
    expect(page.locator(".atlas-tools:visible, .atlas-my-role:visible, .atlas-panel:visible")).to_have_count(0)
    expect(page.locator(".atlas-aside")).to_have_count(0)
    expect(page.locator("figure .node").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("look", [{"forced_colors": "active"}, {"reduced_motion": "reduce"}])
def test_forced_colours_and_reduced_motion(browser: Browser, address: str, look: dict[str, str]) -> None:
    context = browser.new_context(**look)
    page = context.new_page()
    page.goto(f"{address}{PROCESS}")
    line = page.locator("figure .line").first
    style = line.evaluate("e => [getComputedStyle(e).stroke, getComputedStyle(e).transitionDuration]")
    if "forced_colors" in look:
        assert style[0] == page.evaluate(
            "() => { const e = document.createElement('p'); e.style.color = 'CanvasText'; document.body.append(e); "
            "return getComputedStyle(e).color; }"
        )
    else:
        assert style[1] == "0s"
    context.close()
