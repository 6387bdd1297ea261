"""What is new since the reader's last visit, and what is stale or out of force today, as a browser shows it."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from small import SMALL
from support import run

KEY = "process-atlas.visit"
NEW = ".atlas-news .atlas-new[data-day]"


def visited(page: Page, since: str, hours_ago: float = 0) -> None:
    """Pretend that the reader was here so many hours ago, when what came from `since` on was new."""
    page.evaluate(
        "([key, since, hours]) =>"
        " localStorage.setItem(key, JSON.stringify({since, seen: Date.now() - hours * 3600e3}))",
        [KEY, since, hours_ago],
    )
    page.reload()


def days(page: Page) -> list[str]:
    """The days of the news that are marked as new."""
    return page.eval_on_selector_all(f"{NEW}:not([hidden])", "found => found.map(each => each.dataset.day)")  # type: ignore[no-any-return]


def test_nothing_is_new_on_the_first_visit(page: Page, address: str) -> None:
    page.goto(f"{address}changes/")
    expect(page.locator(NEW).first).to_be_hidden()
    expect(page.locator(".atlas-visit")).to_be_hidden()
    assert days(page) == []


def test_what_came_since_the_last_visit_is_marked_until_it_is_marked_as_seen(page: Page, address: str) -> None:
    page.goto(f"{address}changes/")
    visited(page, "2026-08-15")
    box = page.locator(".atlas-visit")
    expect(box).to_be_visible()
    marked = days(page)
    assert marked
    assert all(day >= "2026-08-15" for day in marked)
    every = page.eval_on_selector_all(NEW, "found => found.map(each => each.dataset.day)")
    assert len(marked) == sum(day >= "2026-08-15" for day in every) < len(every)
    expect(box).to_contain_text(f"{len(marked)} since your last visit")
    box.get_by_role("button", name="Mark all as seen").click()
    assert days(page) == []
    page.reload()
    expect(box).to_be_hidden()


def test_a_new_visit_begins_after_a_pause_and_is_kept_in_the_browser_only(page: Page, address: str) -> None:
    page.goto(f"{address}changes/")
    visited(page, "2026-01-01", hours_ago=1)
    assert min(days(page)) < "2026-08-15", "an hour later it is the same visit"
    visited(page, "2026-01-01", hours_ago=48)
    kept = json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))
    assert kept["since"] > "2026-01-01", "what was there two days ago has been seen"
    assert page.context.cookies() == []


def test_a_review_that_falls_overdue_after_the_build_shows_at_the_head(
    context: BrowserContext, tmp_path: Path, serve: Callable[[Path], AbstractContextManager[str]]
) -> None:
    spec = "process_specs/repair.yaml"
    old = "version: 1.0.0\nstatus: active\nreviewed: 2020-01-01\nreview_every: 6 months\n"
    for path, text in {**SMALL, spec: SMALL[spec].replace("version: 1.0.0\n", old)}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    built_in_march_2020 = {"SOURCE_DATE_EPOCH": "1583020800"}
    done = run("process_atlas", "build", "--out", "out", cwd=tmp_path, **built_in_march_2020)
    assert done.returncode == 0, done.stderr
    page = context.new_page()
    with serve(tmp_path / "out") as here:
        page.goto(f"{here}processes/repair/")
        assert " hidden>Review overdue" in (tmp_path / "out/processes/repair/index.html").read_text("utf-8")
        mark = page.locator(".atlas-head .atlas-overdue")
        expect(mark).to_be_visible()
        expect(mark).to_have_text("Review overdue")
        page.goto(f"{here}zh/processes/repair/")
        expect(mark).to_have_text("评审已逾期")
