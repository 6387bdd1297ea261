"""A rebuild lays out only what changed."""

from __future__ import annotations

from collections.abc import Iterable

from process_atlas.diagrams.drawing import Drawing, draw_here
from process_atlas.diagrams.memory import Memory
from process_atlas.diagrams.scene import Node, Scene


def scene(title: str) -> Scene:
    return Scene("flowchart", "process:a", "en", title, nodes=(Node("one", "process", title),))


def test_only_new_scenes_are_placed_and_unused_ones_forgotten() -> None:
    asked: list[list[str]] = []

    def draw(scenes: Iterable[Scene]) -> tuple[Drawing, ...]:
        scenes = list(scenes)
        asked.append([each.title for each in scenes])
        return tuple(draw_here(each) for each in scenes)

    memory = Memory(draw)
    first = memory.draw([scene("A"), scene("B"), scene("A")])
    assert first[0] is first[2]
    assert memory.draw([scene("A"), scene("C")])[0] is first[0]
    memory.draw([scene("B"), scene("C")])
    assert asked == [["A", "B"], ["C"], ["B"]]


def test_a_single_drawing_leaves_the_others_in_memory() -> None:
    asked: list[str] = []

    def draw(scenes: Iterable[Scene]) -> tuple[Drawing, ...]:
        scenes = list(scenes)
        asked.extend(each.title for each in scenes)
        return tuple(draw_here(each) for each in scenes)

    memory = Memory(draw)
    memory.draw([scene("A"), scene("B")])
    memory.draw([scene("C")])
    memory.draw([scene("B")])
    assert asked == ["A", "B", "C"]
