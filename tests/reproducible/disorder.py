"""Runs a module of this environment on a machine that is different: folders in another order, and at another time.

As a program: `disorder.py SEED DAYS MODULE ARGUMENTS…`. Nothing is changed where SEED or DAYS is 0.
"""

from __future__ import annotations

import os
import random
import runpy
import sys
import time
from collections.abc import Iterator
from typing import Any


class _Shuffled:
    """What `os.scandir` gives, in another order."""

    def __init__(self, entries: list[Any]) -> None:
        self._entries = iter(entries)

    def __iter__(self) -> Iterator[Any]:
        return self._entries

    def __next__(self) -> Any:
        return next(self._entries)

    def __enter__(self) -> _Shuffled:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is open any more."""


def shuffle(seed: int) -> None:
    """Let the system list folders in an order of chance."""
    listed, scanned = os.listdir, os.scandir

    def listdir(*where: Any) -> list[Any]:
        return random.Random(seed).sample(found := sorted(listed(*where)), len(found))

    def scandir(*where: Any) -> _Shuffled:
        with scanned(*where) as entries:
            found = sorted(entries, key=lambda each: str(each.name))
        return _Shuffled(random.Random(seed).sample(found, len(found)))

    os.listdir, os.scandir = listdir, scandir  # type: ignore[assignment]


def pass_by(days: int) -> None:
    """Let the clock show another day."""
    clock = time.time
    time.time = lambda: clock() + days * 86400


if __name__ == "__main__":
    chance, later, module, *arguments = sys.argv[1:]
    if int(chance):
        shuffle(int(chance))
    if int(later):
        pass_by(int(later))
    if mask := os.environ.get("ATLAS_UMASK"):
        os.umask(int(mask, 8))
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
