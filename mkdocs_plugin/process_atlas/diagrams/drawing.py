"""From scenes to finished figures, in worker processes: measure, lay out or recall, dress, draw."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from process_atlas.diagrams.cache import keep, recall
from process_atlas.diagrams.cachedir import prepare
from process_atlas.diagrams.fallback import place_plainly
from process_atlas.diagrams.layout import lay_out
from process_atlas.diagrams.place import dress, measure
from process_atlas.diagrams.scene import Scene
from process_atlas.diagrams.svg import draw
from process_atlas.diagrams.workers import TIME_LIMIT, Placer
from process_atlas.said import NOTHING, Said
from process_atlas.spec.collecting import without_collecting


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure as safe HTML. The `notice` says why it is a plain one, the `problem` why its layout was not kept."""

    html: str
    notice: Said = NOTHING
    problem: str = ""


Draw = Callable[[Iterable[Scene]], Sequence[Drawing]]
"""Makes drawings in the order of their scenes, which may be built while others are drawn."""


def draw_here(scene: Scene, folder: Path | None = None) -> Drawing:
    """Draw one scene in this process, with the layouts kept in `folder`. Raises whatever the layout raises."""
    measured = measure(scene)
    if folder:
        with suppress(Exception):  # an entry that is of no use, for whatever reason, is made anew
            return Drawing(draw(dress(measured, recall(measured.graph, folder))))
    frame = lay_out(measured.graph)
    problem = keep(measured.graph, frame, folder) if folder and not frame.notice else ""
    return Drawing(draw(dress(measured, frame)), frame.notice, problem)


def draw_plainly(scene: Scene, notice: Said) -> Drawing:
    """The drawing of a scene that could not be laid out; see `place_plainly`."""
    return Drawing(draw(place_plainly(scene, notice)), notice)


class Studio:
    """Draws scenes in worker processes that live until `close`, with layouts kept in a folder, if one is given.

    `problem` says why layouts could not be kept, in the system's words; "" while all is well.
    """

    def __init__(self, jobs: int | None = None, folder: Path | None = None, time_limit: float = TIME_LIMIT) -> None:
        self.problem = prepare(folder) if folder else ""
        work = partial(draw_here, folder=None if self.problem else folder)
        self._workers = Placer(jobs, time_limit, work=work, otherwise=draw_plainly)

    def __enter__(self) -> Studio:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @without_collecting()
    def draw(self, scenes: Iterable[Scene]) -> tuple[Drawing, ...]:
        """The drawings in the order of their scenes; what goes wrong with one costs only that one."""
        drawn = self._workers.place(scenes)
        self.problem = self.problem or next((each.problem for each in drawn if each.problem), "")
        return drawn

    def close(self) -> None:
        """End the workers. They start again when there is something to draw."""
        self._workers.close()


def draw_all(scenes: Iterable[Scene], jobs: int | None = None, folder: Path | None = None) -> tuple[Drawing, ...]:
    """Draw scenes in worker processes that end afterwards; see `Studio`."""
    with Studio(jobs, folder) as studio:
        return studio.draw(scenes)
