"""Every drawing of the sample, measured in a real browser: legible at its natural size, nothing on anything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from drawings import drawings_of, pages_of
from generated import catalogue

MEASURE = (Path(__file__).parent / "measure.js").read_text("utf-8")


@pytest.mark.parametrize("prefix", ["", "zh/"])
def test_drawings_are_legible(page: Page, address: str, site: Path, prefix: str) -> None:
    paths = [f"processes/{each.name}/" for each in sorted((site / "processes").iterdir()) if each.is_dir()]
    found, count = [], 0
    for path in [*paths, "data-flow/", "data/", "roles/"]:
        page.goto(f"{address}{prefix}{path}")
        for figure in page.evaluate(MEASURE):
            count += 1
            found += [f"{prefix}{path} {figure['kind']}: {problem}" for problem in figure["problems"]]
    assert count >= 2 * len(paths) + 3
    assert found == []


def test_made_up_charts_are_legible(context: BrowserContext) -> None:
    page = context.new_page()
    drawings = drawings_of(catalogue(2, 6), ("flowchart",))
    found = []
    for html in pages_of(drawings):
        page.set_content(html)
        found += [problem for figure in page.evaluate(MEASURE) for problem in figure["problems"]]
    assert len(drawings) == 12
    assert found == []
