"""Remembers drawings from one build to the next, so that only scenes that changed are drawn again."""

from __future__ import annotations

from collections.abc import Sequence

from process_atlas.diagrams.drawing import Draw, Drawing
from process_atlas.diagrams.scene import Scene


class Memory:
    """Draws scenes through another function, and answers from memory what the last build had drawn already."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._known: dict[Scene, Drawing] = {}

    def draw(self, scenes: Sequence[Scene]) -> tuple[Drawing, ...]:
        """The drawings in order. What a whole catalogue does not show is forgotten; a plain one is tried anew."""
        missing = [scene for scene in dict.fromkeys(scenes) if scene not in self._known]
        fresh = dict(zip(missing, self._draw(missing), strict=True)) if missing else {}
        drawn = [self._known[scene] if scene in self._known else fresh[scene] for scene in scenes]
        good = {scene: each for scene, each in zip(scenes, drawn, strict=True) if not each.notice}
        if len(scenes) > 1:
            self._known = good
        else:  # one drawing for one page tells nothing of the others
            self._known |= good
        return tuple(drawn)
