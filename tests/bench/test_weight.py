"""What readers of the sample site have to fetch stays within a budget of bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.reader import report
from bench.weight import SiteWeight, Weight, weigh


@pytest.fixture(scope="module")
def weight(site: Path) -> SiteWeight:
    return weigh(site)


@pytest.mark.xdist_group("site")
def test_the_heaviest_process_page_with_its_drawings(weight: SiteWeight) -> None:
    assert weight.heaviest.raw < 250_000, weight.heaviest_page
    assert weight.heaviest.packed < 36_000, weight.heaviest_page


@pytest.mark.xdist_group("site")
def test_scripts_and_styles_as_they_are_sent(weight: SiteWeight) -> None:
    assert 5_000 < weight.scripts.raw < 30_000
    assert 20_000 < weight.styles.raw < 110_000
    assert weight.scripts.packed + weight.styles.packed < 40_000


@pytest.mark.xdist_group("site")
def test_the_search_index_for_each_page(weight: SiteWeight) -> None:
    assert 0 < weight.index_a_page < 4_500


def test_a_heavier_page_weighs_more(tmp_path: Path) -> None:
    for name, text in (("light", "x"), ("heavy", "x" * 300_000)):
        (tmp_path / "processes" / name).mkdir(parents=True)
        (tmp_path / "processes" / name / "index.html").write_text(text, encoding="utf-8")
    found = weigh(tmp_path)
    assert (found.heaviest_page, found.heaviest.raw) == ("processes/heavy", 300_000)
    assert found.heaviest.packed < 1_000
    assert found.index == Weight(0, 0)


def test_the_report_has_every_figure() -> None:
    sizes = {"raw": 2_000, "packed": 1_000}
    keys = ("page", "heaviest", "scripts", "styles", "theme", "overview", "index")
    found = {
        "size": 1000,
        "pages": 2_000,
        "index_a_page": 500,
        "paint": {"typical": 1_250},
        "overview_page": "data",
        **dict.fromkeys(keys, sizes),
    }
    text = "\n".join(report(found))
    assert "N = 1,000, 2,000 pages" in text
    assert text.count("2.0 kB | 1.0 kB") == len(keys)
    assert "1.25 s" in text
