"""Drawings that are too large to be laid out are drawn plainly at once: nobody waits for what nobody can read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from process_atlas.diagrams.drawing import Draw, Drawing, draw_plainly
from process_atlas.diagrams.scene import Scene
from process_atlas.said import NOTHING, Said, say
from process_atlas.spec.limits import Limits


def draw_within(limits: Limits, draw: Draw) -> Draw:
    """Draws as `draw` does, but plainly and with a notice what is larger than the limits."""

    def within(scenes: Iterable[Scene]) -> tuple[Drawing, ...]:
        plain: list[Drawing | None] = []
        drawn = iter(draw(_small_enough(scenes, limits, plain)))
        return tuple(each or next(drawn) for each in plain)

    return within


def _small_enough(scenes: Iterable[Scene], limits: Limits, plain: list[Drawing | None]) -> Iterator[Scene]:
    """The scenes that may be laid out; the drawings of the others go to their places in `plain`."""
    for scene in scenes:
        notice = _too_large(scene, limits)
        plain.append(draw_plainly(scene, notice) if notice else None)
        if not notice:
            yield scene


def _too_large(scene: Scene, limits: Limits) -> Said:
    for number, most, what in (
        (len(scene.nodes), limits.symbols, Said("symbols", "个图形")),
        (len(scene.edges), limits.lines, Said("lines", "条连线")),
    ):
        if number > most:
            return say(
                "it has {number} {what}, more than {most}",
                "共 {number} {what}，超过上限 {most}",
                number=f"{number:,}",
                what=what,
                most=f"{most:,}",
            )
    return NOTHING
