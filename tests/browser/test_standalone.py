"""The plain frame without a host, with processes of unusual size: chart tools, my role and walkthrough work there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import served
from support import run

MEASURE = (Path(__file__).parent / "measure.js").read_text("utf-8")
ROLES = [f"role-{number}" for number in range(8)]
GUESTS = [f"guest-{number}" for number in range(18)]
LONG = ("Handle the complaint of a customer whose machine does not run as was agreed upon " * 4)[:300]
WORD = "Qualitätsmanagementleiter"
ODD = ["one-step", "two-hundred", "long-title", "no-lanes", "eight-lanes", "one-lane", "round-and-round"]


def _step(number: int, role: str = "", **more: Any) -> dict[str, Any]:
    return {"id": f"s{number}", "title": f"Do part {number}", **({"responsible": role} if role else {}), **more}


def _steps() -> dict[str, list[dict[str, Any]]]:
    return {
        "one-step": [_step(1, ROLES[0])],
        "two-hundred": [_step(n, ROLES[n % 4], within="2 h") for n in range(1, 201)],
        "long-title": [
            _step(1, ROLES[0]),
            {**_step(2, ROLES[1]), "title": LONG},
            {**_step(3, ROLES[0]), "title": WORD * 3},
        ],
        "no-lanes": [_step(n) for n in range(1, 5)],
        "eight-lanes": [_step(n, ROLES[n * 3 % 8]) for n in range(1, 20)],
        "many-roles": [_step(n, ROLES[n % 4], informed=GUESTS[n : n + 6], consulted=GUESTS[-n:]) for n in range(1, 7)],
        "one-lane": [_step(n, ROLES[0]) for n in range(1, 13)],
        "round-and-round": [_step(1, ROLES[0]), _step(2, ROLES[1]), _step(3, ROLES[0], next="s1")],
    }


@pytest.fixture(scope="module")
def odd_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site of odd processes in the plain frame."""
    top: Path = tmp_path_factory.mktemp("odd")
    specs: list[dict[str, Any]] = [{"kind": "role", "id": id, "title": id, "version": "1.0.0"} for id in ROLES]
    specs += [{"kind": "role", "id": id, "title": f"Regional co-ordinator {id}", "version": "1.0.0"} for id in GUESTS]
    specs[len(ROLES) - 1] |= {"title": WORD, "sign": "第三岗"}
    for id, steps in _steps().items():
        title = LONG if id == "long-title" else id
        specs.append(
            {"kind": "process", "id": id, "title": title, "version": "1.0.0", "owner": ROLES[0], "steps": steps}
        )
    (top / "process_specs").mkdir()
    manifest = {"format": 1, "title": "Odd", "languages": ["en"]}
    (top / "process_specs/catalog.yaml").write_text(json.dumps(manifest))
    for spec in specs:
        (top / f"process_specs/{spec['kind']}-{spec['id']}.yaml").write_text(json.dumps(spec))
    done = run("process_atlas", "build", "--out", "site", cwd=top)
    assert done.returncode == 0, done.stderr
    with served(top / "site") as address:
        yield address


@pytest.fixture(scope="module")
def frame_page(browser: Browser, odd_site: str) -> Iterator[Page]:
    """One page for all these tests; no script may fail on it."""
    problems: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert problems == []


@pytest.mark.parametrize("id", ODD)
def test_an_odd_process_is_shown_and_walked(frame_page: Page, odd_site: str, id: str) -> None:
    page = frame_page
    page.goto(f"{odd_site}processes/{id}/")
    expect(page.locator("figure[data-kind=flowchart] .node").first).to_be_visible()
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
    page.locator(".atlas-walk-button").click()
    player, ways = page.locator("dialog.atlas-walk"), page.locator("button.atlas-walk-way")
    for _ in range(6):
        if ways.count():
            ways.first.click()
    expect(player.locator("h3")).to_be_visible()
    expect(page.locator("figure .node.is-here")).to_be_in_viewport()
    assert player.locator(".atlas-walk-step").evaluate("each => each.scrollWidth <= each.clientWidth + 1")
    assert bool(ways.count()) == (id not in ("one-step", "long-title", "no-lanes"))
    page.keyboard.press("Escape")
    expect(page.locator(".too-large")).to_have_count(1 if id == "two-hundred" else 0)


@pytest.mark.parametrize("width", [390, 1280])
def test_long_words_and_many_roles_do_not_widen_a_page(frame_page: Page, odd_site: str, width: int) -> None:
    frame_page.set_viewport_size({"width": width, "height": 800})
    paths = [f"processes/{id}/" for id in ("long-title", "eight-lanes", "many-roles")]
    wide = []
    for path in (*paths, "", "processes/", "responsibilities/", "roles/", "roles/role-7/", "changes/"):
        frame_page.goto(odd_site + path)
        if frame_page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
            wide.append(path)
    frame_page.set_viewport_size({"width": 1280, "height": 800})
    assert wide == []


def test_a_sign_of_three_letters_stays_in_its_ground(frame_page: Page, odd_site: str) -> None:
    frame_page.goto(f"{odd_site}processes/eight-lanes/")
    assert [each["problems"] for each in frame_page.evaluate(MEASURE)] == [[]]
    expect(frame_page.locator(".sign-text", has_text="第三岗").first).to_be_visible()


def test_tools_role_and_language_of_the_plain_frame(frame_page: Page, odd_site: str) -> None:
    page = frame_page
    page.goto(f"{odd_site}processes/eight-lanes/?role=role-2")
    expect(page.locator(".atlas-my-role [role=status]")).to_have_text(re.compile("2 of 19 steps are yours"))
    expect(page.locator("figure .node.atlas-mine")).to_have_count(2)
    chart = page.locator(".atlas-figure").first
    width = "document.querySelector('figure svg').getBoundingClientRect().width"
    before = page.evaluate(width)
    chart.get_by_role("button", name="Zoom in").click()
    assert page.evaluate(width) == pytest.approx(before * 1.25, rel=0.01)
    expect(chart.locator(".atlas-map .atlas-mine")).to_have_count(2)
    page.locator(".node a").nth(2).click()
    expect(page.locator(".atlas-panel:visible h3")).to_contain_text("Do part")
    page.keyboard.press("Escape")
    page.goto(odd_site)
    expect(page.get_by_label("My role")).to_have_value("role-2")
    page.locator(".frame-nav").get_by_role("link", name="Processes").click()
    expect(page.locator("h1")).to_contain_text("Processes")
