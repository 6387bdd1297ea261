"""Many lasting values at once: the collector of cycles waits until they are made."""

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
