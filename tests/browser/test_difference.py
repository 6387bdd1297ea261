"""The pages of a difference, opened from a folder: pictures in turn, links between words and picture, a phone, axe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from diagrams.comparisons import everything
from small import SMALL
from support import run


@pytest.fixture(scope="module")
def difference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a difference of the small catalogue."""
    folder = tmp_path_factory.mktemp("difference")
    for name, files in (("old", SMALL), ("new", everything())):
        for path, text in files.items():
            target = folder / name / Path(path).name
            target.parent.mkdir(exist_ok=True)
            target.write_text(text, encoding="utf-8")
    done = run("process_atlas", "diff", "old", "new", "--format", "html", "--out", "out", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "out"


@pytest.fixture
def difference_address(difference: Path, serve: Callable[[Path], AbstractContextManager[str]]) -> Iterator[str]:
    """Where those pages are served."""
    with serve(difference) as at:
        yield at


@pytest.fixture
def opened(browser: Browser, difference: Path) -> Iterator[Page]:
    """The page of the process, reached from the overview; nothing may go wrong on it."""
    wrong: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith("file:") else wrong.append(request.url))
    page.goto((difference / "index.html").as_uri())
    page.get_by_role("link", name="Repair", exact=True).click()
    yield page
    context.close()
    assert wrong == []


def test_the_pictures_take_turns(opened: Page) -> None:
    both, before, after = (opened.locator(f".atlas-compare-{name}") for name in ("both", "before", "after"))
    expect(both).to_be_visible()
    expect(before).not_to_be_visible()
    opened.get_by_role("radio", name="The difference").focus()
    opened.keyboard.press("ArrowRight")
    expect(before.get_by_text("Note the fault", exact=True)).to_be_visible()
    expect(both).not_to_be_visible()
    opened.keyboard.press("ArrowRight")
    expect(after.get_by_text("Check it", exact=True)).to_be_visible()
    opened.keyboard.press("ArrowRight")
    left, right = (each.bounding_box() for each in (before, after))
    assert left
    assert right
    assert left["x"] + left["width"] <= right["x"]
    assert left["y"] == right["y"]


def test_words_and_picture_lead_to_each_other(opened: Page) -> None:
    opened.locator("#change-check").get_by_role("link", name="in the picture").click()
    expect(opened.locator(".node:target")).to_have_attribute("data-change", "added")
    opened.locator(".atlas-compare-both .node[data-id=mend] a").click()
    assert opened.url.endswith("#change-mend")


def test_nothing_serious_in_light_dark_or_on_a_phone(browser: Browser, difference_address: str) -> None:
    """Over http: what looks for mistakes reads style sheets, and a browser lets it read no files."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{difference_address}process/repair/index.html")
    page.locator(".atlas-compare-twin").evaluate("each => { each.parentElement.open = true; }")
    for scheme, width in (("light", 1280), ("dark", 1280), ("light", 390)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found = Axe().run(page, context="article").response["violations"]
        assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
    context.close()
