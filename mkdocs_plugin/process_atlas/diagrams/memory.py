"""Remembers drawings from one build to the next, so that only scenes that changed are drawn again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from process_atlas.diagrams.drawing import Draw, Drawing
from process_atlas.diagrams.scene import Scene


class Memory:
    """Draws scenes through another function, and answers from memory what the last build had drawn already."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._known: dict[Scene, Drawing] = {}

    def draw(self, scenes: Iterable[Scene]) -> tuple[Drawing, ...]:
        """The drawings in order. What a whole catalogue does not show is forgotten; a plain one is tried anew."""
        wanted: list[Scene] = []
        missing: dict[Scene, None] = {}
        fresh = self._draw(self._unknown(scenes, wanted, missing))
        drawn = self._known | dict(zip(missing, fresh, strict=True))
        good = {scene: drawn[scene] for scene in wanted if not drawn[scene].notice}
        if len(wanted) > 1:
            self._known = good
        else:  # one drawing for one page tells nothing of the others
            self._known |= good
        return tuple(drawn[scene] for scene in wanted)

    def _unknown(self, scenes: Iterable[Scene], wanted: list[Scene], missing: dict[Scene, None]) -> Iterator[Scene]:
        """Those that have to be drawn, each once and noted in `missing`. All are noted in `wanted`."""
        for scene in scenes:
            wanted.append(scene)
            if scene not in self._known and scene not in missing:
                missing[scene] = None
                yield scene
