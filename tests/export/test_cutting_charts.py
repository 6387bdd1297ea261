"""A chart cut into sheets: every step once, every cut line named on both sides, nothing on anything else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diagrams.scenes import complaint
from process_atlas.diagrams.place import place
from process_atlas.diagrams.quality import problems
from process_atlas.diagrams.scene import Box, Placed
from process_atlas.export.cut import Sheet, cut


@pytest.fixture(params=["down", "right"])
def chart(request: pytest.FixtureRequest) -> Placed:
    """A chart whose lanes are columns, and one whose lanes are rows."""
    return place(replace(complaint(), direction=request.param))


def _sheets(chart: Placed, share: float = 0.45) -> tuple[Sheet, ...]:
    length = chart.width if chart.scene.direction == "right" else chart.height
    return cut(chart, length * share, length * share)


def test_a_chart_that_fits_stays_whole(chart: Placed) -> None:
    assert [sheet.placed for sheet in _sheets(chart, 2)] == [chart]


def test_every_step_is_on_one_sheet_and_inside_it(chart: Placed) -> None:
    sheets = _sheets(chart)
    assert len(sheets) > 1
    shown = [node.node.id for sheet in sheets for node in sheet.placed.nodes]
    assert sorted(shown) == sorted(node.node.id for node in chart.nodes)
    for sheet in sheets:
        page = Box(0, 0, sheet.placed.width, sheet.placed.height)
        assert all(page.holds(node.box) for node in sheet.placed.nodes)
        assert all(page.holds(Box(x, y, 0, 0)) for edge in sheet.placed.edges for x, y in edge.points)
        assert [lane.lane for lane in sheet.placed.lanes] == [lane.lane for lane in chart.lanes]


def test_sheets_keep_to_their_length(chart: Placed) -> None:
    right = chart.scene.direction == "right"
    most = (chart.width if right else chart.height) * 0.45 + 60
    assert all((sheet.placed.width if right else sheet.placed.height) <= most for sheet in _sheets(chart))


def test_every_letter_stands_on_two_neighbouring_sheets_once_leaving_and_once_arriving(chart: Placed) -> None:
    places: dict[str, list[tuple[int, bool]]] = {}
    for number, sheet in enumerate(_sheets(chart)):
        for connector in sheet.connectors:
            before, _, after = connector.text.partition(" → ")
            letter, leaves = (before, True) if before.isalpha() and before.isupper() else (after, False)
            places.setdefault(letter, []).append((number, leaves))
    assert places
    for found in places.values():
        (first, one), (second, other) = sorted(found)
        assert second == first + 1
        assert one != other


def test_connectors_keep_clear_of_symbols_labels_and_each_other(chart: Placed) -> None:
    for sheet in _sheets(chart):
        boxes = [connector.box for connector in sheet.connectors]
        page = Box(0, 0, sheet.placed.width, sheet.placed.height)
        assert all(page.holds(box) for box in boxes)
        taken = [node.box for node in sheet.placed.nodes] + [edge.label for edge in sheet.placed.edges if edge.label]
        assert not any(box.overlaps(other) for box in boxes for other in taken)
        assert not any(a.overlaps(b) for place, a in enumerate(boxes) for b in boxes[place + 1 :])


def test_a_sheet_is_as_sound_as_the_chart(chart: Placed) -> None:
    for sheet in _sheets(chart):
        found = [each for each in problems(sheet.placed) if "lies on" not in each]
        assert found == []
