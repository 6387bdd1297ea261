"""A rebuild lays out only what changed."""

from __future__ import annotations

from collections.abc import Sequence

from process_atlas.diagrams.memory import Memory
from process_atlas.diagrams.scene import Node, Placed, Scene
from process_atlas.diagrams.workers import place_here


def scene(title: str) -> Scene:
    return Scene("flowchart", "process:a", "en", title, nodes=(Node("one", "process", title),))


def test_only_new_scenes_are_placed_and_unused_ones_forgotten() -> None:
    asked: list[list[str]] = []

    def place(scenes: Sequence[Scene]) -> tuple[Placed, ...]:
        asked.append([each.title for each in scenes])
        return tuple(place_here(each) for each in scenes)

    memory = Memory(place)
    first = memory.place([scene("A"), scene("B"), scene("A")])
    assert first[0] is first[2]
    assert memory.place([scene("A"), scene("C")])[0] is first[0]
    memory.place([scene("B"), scene("C")])
    assert asked == [["A", "B"], ["C"], ["B"]]
