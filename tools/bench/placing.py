"""Layout alone, in a worker: nothing is drawn, and nothing large goes back through the pipe."""

from __future__ import annotations

from process_atlas.diagrams.place import place
from process_atlas.diagrams.scene import Scene
from process_atlas.diagrams.workers import Placer
from process_atlas.said import Said


def laid_out(scene: Scene) -> int:
    """Lay out a scene; gives the number of its symbols."""
    return len(place(scene).nodes)


def given_up(scene: Scene, problem: Said) -> int:
    """A scene that could not be laid out would spoil the figures. Raises RuntimeError."""
    raise RuntimeError(f"{scene.title}: {problem}")


def layouts_in_workers() -> Placer[int]:
    """Workers that lay out."""
    return Placer(work=laid_out, otherwise=given_up)
