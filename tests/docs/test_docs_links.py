"""Links in the documentation lead somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from documentation import DOCS, PAGES, anchors, links, name
from mkdocs.utils.yaml import yaml_load

from process_atlas.addresses import OVERVIEWS
from process_atlas.catalog import Catalog
from support import ROOT

PROSE = [page for page in PAGES if links(page)]


@pytest.mark.parametrize("page", PROSE, ids=name)
def test_links_resolve(page: Path, sample: Catalog) -> None:
    generated = {DOCS / lang / f"{folder}.md" for lang in ("", *sample.languages[1:]) for folder in OVERVIEWS.values()}
    for link in links(page):
        if "://" in link or link.startswith("mailto:"):
            continue
        address, _, anchor = link.partition("#")
        target = Path(page.parent, address).resolve() if address else page
        assert target.exists() or target in generated, f"{link} leads nowhere"
        if anchor and target.suffix == ".md" and target.exists():
            assert anchor in anchors(target), f"{link}: there is no such heading"


def test_pages_of_a_language_lead_to_the_overviews_of_that_language() -> None:
    for page in (DOCS / "zh").rglob("*.md"):
        for link in links(page):
            target = Path(page.parent, link.partition("#")[0]).resolve()
            if target.parent in (DOCS, DOCS / "zh") and target.stem in OVERVIEWS.values():
                assert target.parent == DOCS / "zh", f"{name(page)}: {link} leads to another language"


def test_no_heading_has_the_anchor_of_another() -> None:
    for page in PAGES:
        found = [anchor for anchor in anchors(page) if anchor]
        assert len(found) == len(set(found)), name(page)


def test_every_page_stands_in_the_navigation() -> None:
    nav = yaml_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"]
    written = {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")}
    assert written == set(_leaves(nav))


def _leaves(item: object) -> list[str]:
    if isinstance(item, dict):
        return [leaf for each in item.values() for leaf in _leaves(each)]
    return [leaf for each in item for leaf in _leaves(each)] if isinstance(item, list) else [str(item)]
