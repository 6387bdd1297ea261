"""Drawings that are too large to be laid out are drawn plainly at once: nobody waits for what nobody can read."""

from __future__ import annotations

from collections.abc import Sequence

from process_atlas.diagrams.drawing import Draw, Drawing, draw_plainly
from process_atlas.diagrams.scene import Scene
from process_atlas.spec.limits import Limits


def draw_within(limits: Limits, draw: Draw) -> Draw:
    """Draws as `draw` does, but plainly and with a notice what is larger than the limits."""

    def within(scenes: Sequence[Scene]) -> tuple[Drawing, ...]:
        notices = [_too_large(scene, limits) for scene in scenes]
        drawn = iter(draw([scene for scene, notice in zip(scenes, notices, strict=True) if not notice]))
        return tuple(
            draw_plainly(scene, notice) if notice else next(drawn)
            for scene, notice in zip(scenes, notices, strict=True)
        )

    return within


def _too_large(scene: Scene, limits: Limits) -> str:
    for number, most, what in (
        (len(scene.nodes), limits.symbols, "symbols"),
        (len(scene.edges), limits.lines, "lines"),
    ):
        if number > most:
            return f"it has {number:,} {what}, more than {most:,}"
    return ""
