"""A new colleague walks through a process: decisions, back, side by side, sub-processes, totals, links, keys, paths."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

COMPLAINT = "processes/complaint-handling/"


def player(page: Page) -> Locator:
    return page.locator("dialog.atlas-walk")


def heading(page: Page) -> Locator:
    return player(page).locator("h3")


def way(page: Page, words: str) -> Locator:
    return player(page).locator(".atlas-walk-way", has_text=words)


def at(page: Page, address: str, place: str, process: str = "complaint-handling", lang: str = "") -> None:
    """Open the player at a place; a fresh page each time, for a change of the fragment alone loads nothing."""
    page.goto("about:blank")
    page.goto(f"{address}{lang}processes/{process}/#walk={place}")
    expect(player(page)).to_be_visible()


def test_from_the_start_over_a_decision_to_a_step_and_back(page: Page, address: str) -> None:
    page.goto(address + COMPLAINT)
    expect(player(page)).to_be_hidden()
    page.get_by_role("button", name="Walk through it").click()
    expect(heading(page)).to_have_text("The customer complains")
    way(page, "Register the complaint").click()
    expect(player(page)).to_contain_text("Let the customer finish")
    expect(player(page).locator(".atlas-input")).to_contain_text("Complaint form")
    expect(player(page).locator(".atlas-output")).to_contain_text("Intake")
    way(page, "Classify and grade").click()
    way(page, "How severe is it?").click()
    expect(player(page)).to_contain_text("How does it turn out?")
    way(page, "Serious").click()
    expect(heading(page)).to_contain_text("Take charge of the case")
    expect(page).to_have_url(f"{address}{COMPLAINT}#walk=how-severe:2.escalate")
    player(page).get_by_role("button", name="Back").click()
    expect(heading(page)).to_contain_text("How severe is it?")
    way(page, "Minor").click()
    expect(heading(page)).to_contain_text("Put it right at once")
    player(page).get_by_role("button", name="Start again").click()
    expect(heading(page)).to_have_text("The customer complains")


def test_time_and_hand_overs_add_up(page: Page, address: str) -> None:
    at(page, address, "how-severe:1.answer")
    state = player(page).locator(".atlas-walk-state")
    expect(state).to_contain_text("So far 1 day 2 hours of 20 working days")
    expect(state).to_contain_text("Hand-overs: 1")
    expect(state.get_by_role("link", name="Customer-service agent")).to_be_visible()
    expect(state.get_by_role("link", name="Service team lead")).to_be_hidden()
    way(page, "If 24 hours pass").click()
    expect(heading(page)).to_contain_text("Take charge of the case")
    expect(state).to_contain_text("So far 1 day 6 hours")
    expect(state).to_contain_text("Hand-overs: 2")
    expect(state.get_by_role("link", name="Service team lead")).to_be_visible()


def test_it_says_when_the_time_limit_is_exceeded(page: Page, address: str) -> None:
    at(page, address, "how-severe:1.what-about:0.satisfied:1.satisfied:0.prevent")
    state = player(page).locator(".atlas-walk-state")
    expect(state).to_contain_text("beyond the limit of 20 working days")
    expect(state).to_have_class("atlas-walk-state is-beyond")


def test_what_runs_side_by_side_is_walked_one_after_another_and_joined(page: Page, address: str) -> None:
    at(page, address, "how-severe:2.what-about:0.tell-and-log")
    expect(player(page)).to_contain_text("These run at the same time")
    expect(player(page).locator(".atlas-walk-state")).to_contain_text("So far 7 days 6 hours")
    player(page).get_by_role("button", name="Next").click()
    expect(heading(page)).to_contain_text("Tell the customer")
    expect(player(page)).to_contain_text("1 of 2 at the same time")
    expect(player(page)).to_contain_text("Meanwhile: 15 Log the cause")
    way(page, "Once all of it is done").click()
    expect(heading(page)).to_contain_text("Log the cause")
    expect(player(page)).to_contain_text("2 of 2 at the same time")
    expect(player(page).locator(".atlas-walk-state")).to_contain_text("So far 8 days 6 hours")
    way(page, "Once all of it is done").click()
    expect(heading(page)).to_contain_text("Once all of it is done")
    expect(player(page).locator(".atlas-walk-state")).to_contain_text("So far 8 days 6 hours")
    expect(player(page)).not_to_contain_text("at the same time")


def test_a_sub_process_is_entered_and_left(page: Page, address: str) -> None:
    at(page, address, "how-risky:1.why-leaving:0.solve-problem", "churn-win-back")
    way(page, "Walk through the sub-process").click()
    expect(page.locator("h1")).to_contain_text("Complaint handling")
    expect(heading(page)).to_have_text("The customer complains")
    way(page, "Register the complaint").click()
    expect(player(page)).to_contain_text("Part of Churn warning and win-back")
    page.reload()
    expect(heading(page)).to_contain_text("Register the complaint")
    way(page, "Part of Churn warning and win-back").click()
    expect(page.locator("h1")).to_contain_text("Churn warning and win-back")
    expect(heading(page)).to_contain_text("Does the customer stay?")
    expect(page).to_have_url(f"{address}processes/churn-win-back/#walk=how-risky:1.why-leaving:0.does-stay")


def test_a_sub_process_ends_in_the_one_that_called_it(page: Page, address: str) -> None:
    inner = "how-severe:0.satisfied:0.closed"
    outer = "churn-win-back/how-risky:1.why-leaving:0.does-stay"
    at(page, address, f"{inner}!{outer}")
    expect(player(page)).to_contain_text("That is the end of it. Steps done: 8")
    way(page, "Back to Churn warning and win-back").click()
    expect(heading(page)).to_contain_text("Does the customer stay?")


def test_several_outcomes_may_apply(page: Page, address: str) -> None:
    at(page, address, "records-complete:0.by-what", "customer-segmentation")
    way(page, "Value").locator("input").check()
    player(page).get_by_role("button", name="Next").click()
    expect(heading(page)).to_contain_text("Group by need")
    expect(player(page)).to_contain_text("1 of 2 at the same time")
    expect(page).to_have_url(f"{address}processes/customer-segmentation/#walk=records-complete:0.by-what:0-2.by-need")


def test_the_chart_shows_the_trail(page: Page, address: str) -> None:
    at(page, address, "how-severe:1.answer")
    chart = page.locator('figure[data-kind="flowchart"]')
    expect(chart.locator(".node.is-here")).to_have_attribute("data-id", "answer")
    walked = chart.locator(".node.is-walked").evaluate_all("nodes => nodes.map(each => each.dataset.id)")
    assert sorted(walked) == ["answer", "classify", "complaint-made", "how-severe", "register"]
    expect(chart.locator(".edge.is-walked")).to_have_count(4)
    expect(chart.locator(".node.is-here")).to_be_in_viewport()
    player(page).get_by_role("button", name="Close").click()
    expect(chart.locator(".is-walked")).to_have_count(0)
    expect(page).to_have_url(address + COMPLAINT)
    expect(page.get_by_role("button", name="Walk through it")).to_be_focused()


def test_the_trail_leads_back_to_any_step(page: Page, address: str) -> None:
    at(page, address, "how-severe:1.answer")
    player(page).get_by_role("button", name="2 Classify and grade").click()
    expect(heading(page)).to_contain_text("Classify and grade")
    expect(page).to_have_url(f"{address}{COMPLAINT}#walk=classify")


def test_it_can_be_walked_with_the_keyboard(page: Page, address: str) -> None:
    at(page, address, "classify")
    expect(heading(page)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(heading(page)).to_contain_text("How severe is it?")
    page.keyboard.press("ArrowRight")
    expect(way(page, "Minor")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(heading(page)).to_contain_text("Answer within 24 hours")
    page.keyboard.press("ArrowLeft")
    expect(heading(page)).to_contain_text("How severe is it?")
    page.keyboard.press("Escape")
    expect(player(page)).to_be_hidden()


@pytest.mark.parametrize("place", ["how-severe:9.answer", "no-such-step:1.answer", "satisfied:0.answer"])
def test_an_outdated_link_still_leads_to_its_step(page: Page, address: str, place: str) -> None:
    at(page, address, place)
    expect(heading(page)).to_contain_text("Answer within 24 hours")
    expect(player(page)).to_contain_text("The steps that led here are not known")


@pytest.mark.parametrize(
    "place", ["no-such-step", "", "%E0%A4%A", "a.b.c!d/e!f", "constructor", "__proto__:0.toString"]
)
def test_a_broken_link_leads_to_the_start(page: Page, address: str, place: str) -> None:
    at(page, address, place)
    expect(heading(page)).to_have_text("The customer complains")


def test_in_chinese_on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}zh/{COMPLAINT}")
    page.get_by_role("button", name="逐步演练").click()
    for words in ("登记投诉", "分类并定级", "严重程度如何？", "一般"):
        way(page, words).click()
    expect(heading(page)).to_contain_text("24 小时内答复")
    expect(player(page)).to_contain_text("累计 1 天 2 小时，总时限 20 个工作日")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert player(page).locator(".atlas-walk-step").evaluate("e => e.scrollWidth <= e.clientWidth + 1")
    sizes = (
        player(page)
        .locator("button:visible")
        .evaluate_all(
            "all => all.map(each => each.getBoundingClientRect()).map(box => Math.min(box.width, box.height))"
        )
    )
    assert min(sizes) >= 24


def test_it_works_under_instant_navigation(page: Page, address: str) -> None:
    page.goto(f"{address}processes/")
    page.evaluate("window.stillHere = true")
    page.get_by_role("article").get_by_role("link", name="Complaint handling").first.click()
    page.get_by_role("button", name="Walk through it").click()
    expect(heading(page)).to_have_text("The customer complains")
    assert page.evaluate("window.stillHere")


def test_every_process_can_be_walked_to_its_end(page: Page, address: str) -> None:
    page.goto(f"{address}processes/")
    links = page.get_by_role("article").locator("a.atlas-link[href]")
    hrefs = {href for href in links.evaluate_all("all => all.map(each => each.href)") if href.count("/processes/") == 1}
    walked = 0
    for href in sorted(each for each in hrefs if each.endswith("/") and not each.endswith("/processes/")):
        page.goto(href)
        page.locator(".atlas-walk-button").click()
        for _ in range(60):
            if player(page).locator(".atlas-walk-end").count():
                break
            ways = player(page).locator("button.atlas-walk-way")
            good = ways.filter(has=page.locator(".atlas-is-success"))
            (good if good.count() else ways).first.click()
        expect(player(page).locator(".atlas-walk-end")).to_be_visible()
        walked += 1
    assert walked >= 10


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_axe_finds_nothing_serious_in_the_player(page: Page, address: str, scheme: str) -> None:
    found = []
    for place in ("how-severe:1.answer", "how-severe:2.what-about:0.log-cause", "how-severe:0.satisfied:0.closed"):
        at(page, address, place)
        page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
        result = Axe().run(page, context="dialog.atlas-walk", options={"resultTypes": ["violations"]})
        serious = [each for each in result.response["violations"] if each["impact"] in ("serious", "critical")]
        found += [(place, each["id"], [node["target"] for node in each["nodes"][:3]]) for each in serious]
    assert found == []


def test_the_ways_through_are_listed_and_shown_on_the_chart(page: Page, address: str) -> None:
    page.goto(address + COMPLAINT)
    ways = page.locator(".atlas-ways-through")
    expect(ways).to_contain_text("there are 10")
    expect(ways.locator("li")).to_have_count(2)
    expect(ways.locator("li").first).to_contain_text("8 steps, 10 days 2 hours")
    chart = page.locator('figure[data-kind="flowchart"]')
    longest = ways.get_by_role("button", name="Longest by time limit")
    longest.click()
    expect(chart.locator(".node.is-walked")).to_have_count(20)
    expect(longest).to_have_attribute("aria-pressed", "true")
    ways.get_by_role("button", name="Shortest and usual").click()
    expect(chart.locator(".node.is-walked")).to_have_count(10)
    expect(longest).to_have_attribute("aria-pressed", "false")
    ways.get_by_role("button", name="Shortest and usual").click()
    expect(chart.locator(".is-walked")).to_have_count(0)
