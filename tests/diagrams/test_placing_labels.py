"""Labels stand on their own line, near its start, and clear of all else as long as there is any room along the line."""

from __future__ import annotations

import pytest

from process_atlas.diagrams.graph import Frame, Graph, Link, Route, Spot
from process_atlas.diagrams.labels import place_labels
from process_atlas.diagrams.scene import Box

LABEL = (60.0, 20.0)
LINE = Route(0, ((300.0, 40.0), (300.0, 440.0)))


def placed(*taken: tuple[float, float]) -> Box:
    """The label of a line that goes 400 px down, beside symbols that reach across it between these heights."""
    spots = tuple(Spot(number, 150.0, top, 300.0, foot - top) for number, (top, foot) in enumerate(taken))
    frame = Frame(spots, (LINE,), (), 0.0, 600.0, 500.0)
    (route,) = place_labels(Graph("lanes", "down", (), (Link(0, 1, *LABEL),)), frame).routes
    assert route.label
    return Box(*route.label, *LABEL)


def test_a_label_stands_on_the_start_of_its_line() -> None:
    box = placed()
    assert box.x < 300 < box.right
    assert box.y < 60


@pytest.mark.parametrize("free", [(90, 190), (250, 300), (305, 400)])
def test_where_the_usual_places_are_taken_it_stands_wherever_there_is_room(free: tuple[int, int]) -> None:
    box = placed((0.0, float(free[0])), (float(free[1]), 500.0))
    assert free[0] < box.y
    assert box.bottom < free[1]
    assert box.x < 300 < box.right
