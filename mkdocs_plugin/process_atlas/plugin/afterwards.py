"""Work that nobody has to wait for: it is done when the pages are out."""

from __future__ import annotations

import threading
from collections.abc import Callable

_PAUSE = 0.5
"""Seconds for which readers come first."""


class Afterwards:
    """Pieces of work that are done in their order a moment after a build, or before the next one begins."""

    def __init__(self) -> None:
        self._planned: list[Callable[[], object]] = []
        self._waiting = threading.Event()
        self._thread: threading.Thread | None = None

    def plan(self, work: Callable[[], object]) -> None:
        """Something is to be done when the pages are out."""
        self._planned.append(work)

    def begin(self) -> None:
        """The pages are out."""
        self._waiting = threading.Event()
        self._thread = threading.Thread(target=self._work, args=(self._waiting,), daemon=True)
        self._thread.start()

    def finish(self) -> None:
        """Have all of it done now."""
        self._waiting.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _work(self, waiting: threading.Event) -> None:
        waiting.wait(_PAUSE)
        planned, self._planned = self._planned, []
        for work in planned:
            work()
