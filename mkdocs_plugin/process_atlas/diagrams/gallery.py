"""The drawings of a site by their keys: all made at once, or each when a page first shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from process_atlas.diagrams.drawing import Draw, Drawing
from process_atlas.diagrams.scene import DrawingKey, Scene

Build = Callable[[], Scene]
"""Makes the scene of one drawing."""


class Scenes(Mapping[DrawingKey, Build]):
    """What builds scenes, by key: those of a kind are found out when a scene of that kind is first asked for."""

    def __init__(
        self, kinds: Mapping[str, Callable[[], Mapping[DrawingKey, Build]]], others: Mapping[DrawingKey, Build]
    ) -> None:
        """`kinds` find out what is to be drawn of each kind; `others` are known already."""
        self._kinds, self._others = kinds, others
        self._known: dict[str, Mapping[DrawingKey, Build]] = {}

    def __getitem__(self, key: DrawingKey) -> Build:
        return self._others[key] if key in self._others else self._of(key[0])[key]

    def __iter__(self) -> Iterator[DrawingKey]:
        for kind in self._kinds:
            yield from self._of(kind)
        yield from self._others

    def __len__(self) -> int:
        return sum(len(self._of(kind)) for kind in self._kinds) + len(self._others)

    def _of(self, kind: str) -> Mapping[DrawingKey, Build]:
        if kind not in self._known:
            self._known[kind] = self._kinds[kind]() if kind in self._kinds else {}
        return self._known[kind]


class Gallery(Mapping[DrawingKey, str]):
    """Figures as HTML. A scene is built when its drawing is made."""

    def __init__(self, builds: Mapping[DrawingKey, Build], draw: Draw) -> None:
        self._builds, self._draw = builds, draw
        self.drawn: dict[DrawingKey, Drawing] = {}

    def make_all(self) -> None:
        """Make all drawings in one go, which keeps every worker busy."""
        drawn = self._draw(build() for build in self._builds.values())
        self.drawn = dict(zip(self._builds, drawn, strict=True))

    def __getitem__(self, key: DrawingKey) -> str:
        if key not in self.drawn:
            self.drawn[key] = self._draw([self._builds[key]()])[0]
        return self.drawn[key].html

    def __contains__(self, key: object) -> bool:
        return key in self._builds

    def __iter__(self) -> Iterator[DrawingKey]:
        return iter(self._builds)

    def __len__(self) -> int:
        return len(self._builds)
