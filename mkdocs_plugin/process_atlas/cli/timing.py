"""Where the time of a command goes: a line for whatever takes long, and a table of its stages."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click

_LONG = 1.0
"""Seconds after which a stage is worth a line."""
_SELDOM = 0.1
"""Seconds between two counts."""

T = TypeVar("T")


class Timing:
    """Watches the stages of a command. On a terminal it names those that take long, elsewhere it is silent.

    A terminal that calls itself dumb gets whole lines, and no counts, which are written over each other.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._shown = sys.stderr.isatty()
        self._plain = os.environ.get("TERM") == "dumb"
        self._stage = ""

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what is done inside."""
        timer = threading.Timer(_LONG, self._say, (f"{name} ...",))
        timer.daemon = True
        if self._shown:
            timer.start()
        self._stage, start = name, time.perf_counter()
        try:
            yield
        finally:
            timer.cancel()
            taken = time.perf_counter() - start
            self.seconds[name] = self.seconds.get(name, 0.0) + taken
            if self._shown and taken > _LONG:
                self._say(f"{name}: {taken:.1f} s", over=True)

    def counted(self, items: Iterable[T], total: int) -> Iterator[T]:
        """The items of which the stage consists, `total` in all; once it takes long, it is told how many are done."""
        due = time.perf_counter() + _LONG
        for done, item in enumerate(items):
            if self._shown and not self._plain and time.perf_counter() >= due:
                self._say(f"{self._stage} {done} of {total}")
                due = time.perf_counter() + _SELDOM
            yield item

    def table(self) -> Iterator[str]:
        """Every stage with its seconds and its share, in the order of the work."""
        whole = sum(self.seconds.values())
        width = max(map(len, ("total", *self.seconds)))
        for name, taken in self.seconds.items():
            yield f"{name:{width}} {taken:9.2f} s {taken / whole if whole else 0:6.0%}"
        yield f"{'total':{width}} {whole:9.2f} s"

    def _say(self, text: str, over: bool = False) -> None:
        """Write over the line that stands there; what comes after a stage that is `over` stands on the next."""
        if self._plain:
            click.echo(text, err=True)
        else:
            click.echo(f"\r\033[K{text}", nl=over, err=True)
