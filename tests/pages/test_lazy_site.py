"""A lazy build does nothing that nobody asked for, and what is asked for is the same as in a whole build."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from process_atlas import site as sites
from process_atlas.addresses import Settings
from process_atlas.diagrams.drawing import Drawing, draw_here
from process_atlas.diagrams.scene import Scene
from process_atlas.site import Means, build_site
from process_atlas.spec.source import SourceFile
from small import SMALL

FILES = [SourceFile(path, text.encode()) for path, text in SMALL.items()]


class Drawer:
    """Draws here, and remembers what."""

    def __init__(self) -> None:
        self.drawn: list[str] = []

    def __call__(self, scenes: Iterable[Scene]) -> list[Drawing]:
        return [self._drawing(each) for each in scenes]

    def _drawing(self, scene: Scene) -> Drawing:
        self.drawn.append(f"{scene.kind} {scene.spec} {scene.lang}")
        return draw_here(scene)


def test_pages_and_findings_are_those_of_a_whole_build() -> None:
    whole = build_site(FILES, Settings(), Means(draw=Drawer()))
    lazy = build_site(FILES, Settings(), Means(draw=Drawer(), lazy=True))
    assert [each.made() for each in lazy.pages] == [each.made() for each in whole.pages]
    assert tuple(lazy.diagnostics) == whole.diagnostics


def test_what_hosts_know_of_a_planned_page_is_what_the_page_says() -> None:
    for planned in build_site(FILES, Settings(), Means(draw=Drawer())).pages:
        page = planned.made()
        assert (planned.lang, planned.path, planned.title) == (page.lang, page.path, page.title)
        assert (planned.spec, planned.source, planned.nav) == (page.spec, page.source, page.nav)


def test_a_drawing_is_made_for_the_first_page_that_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def examine(*_: object) -> None:
        raise AssertionError("nobody asked for the findings")

    monkeypatch.setattr(sites, "examine", examine)
    drawer = Drawer()
    lazy = build_site(FILES, Settings(), Means(draw=drawer, lazy=True))
    assert drawer.drawn == []
    page = next(each for each in lazy.pages if each.path == "processes/repair" and each.lang == "en")
    assert page.made() == page.made()
    assert sorted(drawer.drawn) == ["dataflow process:repair en", "flowchart process:repair en"]
