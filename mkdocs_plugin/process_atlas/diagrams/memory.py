"""Remembers placed drawings from one build to the next, so that only scenes that changed are laid out again."""

from __future__ import annotations

from collections.abc import Sequence

from process_atlas.diagrams.scene import Place, Placed, Scene


class Memory:
    """Places scenes through another function, and answers from memory what the last build had placed already."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._known: dict[Scene, Placed] = {}

    def place(self, scenes: Sequence[Scene]) -> tuple[Placed, ...]:
        """The scenes placed, in order. What this build does not show is forgotten; a fallback is tried anew."""
        missing = [scene for scene in dict.fromkeys(scenes) if scene not in self._known]
        fresh = dict(zip(missing, self._place(missing), strict=True)) if missing else {}
        placed = [self._known[scene] if scene in self._known else fresh[scene] for scene in scenes]
        self._known = {scene: each for scene, each in zip(scenes, placed, strict=True) if not each.notice}
        return tuple(placed)
