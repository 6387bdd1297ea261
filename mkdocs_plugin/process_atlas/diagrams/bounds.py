"""Drawings that are too large to be laid out are drawn plainly at once: nobody waits for what nobody can read."""

from __future__ import annotations

from collections.abc import Sequence

from process_atlas.diagrams.fallback import place_plainly
from process_atlas.diagrams.scene import Place, Placed, Scene
from process_atlas.spec.limits import Limits


def place_within(limits: Limits, scenes: Sequence[Scene], place: Place) -> tuple[Placed, ...]:
    """The scenes placed in order: by `place`, or plainly with a notice those that are larger than the limits."""
    notices = [_too_large(scene, limits) for scene in scenes]
    laid_out = iter(place([scene for scene, notice in zip(scenes, notices, strict=True) if not notice]))
    return tuple(
        place_plainly(scene, notice) if notice else next(laid_out)
        for scene, notice in zip(scenes, notices, strict=True)
    )


def _too_large(scene: Scene, limits: Limits) -> str:
    for number, most, what in (
        (len(scene.nodes), limits.symbols, "symbols"),
        (len(scene.edges), limits.lines, "lines"),
    ):
        if number > most:
            return f"it has {number:,} {what}, more than {most:,}"
    return ""
