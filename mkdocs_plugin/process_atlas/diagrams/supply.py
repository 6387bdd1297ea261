"""What there is to be done by workers: scenes in batches, some of them a second time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from itertools import islice

from process_atlas.diagrams.scene import Scene
from process_atlas.said import NOTHING, Said

_BATCH = 16
Task = tuple[int, Scene]
"""A scene with its number."""


class Supply:
    """Scenes with their numbers, in batches: small ones first, so that all workers begin soon, then larger ones, so
    that the pipes are quiet."""

    def __init__(self, scenes: Iterable[Scene], jobs: int) -> None:
        self._scenes, self._jobs = enumerate(scenes), jobs
        self._back: deque[list[Task]] = deque()
        self._given = 0
        self._costly: dict[int, Said] = {}

    def batch(self) -> list[Task]:
        """The next batch; empty when there is nothing left."""
        if self._back:
            return self._back.popleft()
        found = list(islice(self._scenes, min(_BATCH, 1 + self._given // (4 * self._jobs))))
        self._given += len(found)
        return found

    def take_back(self, rest: list[Task]) -> None:
        """Give this out again."""
        if rest:
            self._back.append(rest)

    def try_again(self, task: Task, problem: Said) -> bool:
        """Give out once more, by itself, a scene that cost a worker; False if it cost one before.

        A process may be killed or stopped by the system, or by a machine that goes to sleep, whatever it works on.
        """
        first = task[0] not in self._costly
        if first:
            self._costly[task[0]] = problem
            self.take_back([task])
        return first

    def cost(self, number: int) -> Said:
        """How a scene cost a worker; nothing if it did not."""
        return self._costly.get(number, NOTHING)
