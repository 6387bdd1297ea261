"""Many lasting values: the collector of cycles waits until they are made, and looks at them no more."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Work that makes many values and hardly a cycle: looking for cycles among them again and again would cost a third
    of the time. What was on before is on again afterwards."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Collector:
    """The collector of cycles while a host builds again and again: it waits as long as somebody waits for a build.

    What the first build left is there to stay, so it is not looked through again.
    """

    def __init__(self) -> None:
        self._was_on = self._has_settled = False

    def pause(self) -> None:
        """A build begins."""
        self._was_on = self._was_on or gc.isenabled()
        gc.disable()

    def resume(self) -> None:
        """Nobody waits any more: collect what the build left behind. What was on before is on again."""
        gc.collect()
        if not self._has_settled:
            gc.freeze()
            self._has_settled = True
        if self._was_on:
            gc.enable()
            self._was_on = False
