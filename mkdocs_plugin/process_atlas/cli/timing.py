"""Where the time of a command goes: a line for whatever takes long, and a table of its stages."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

_LONG = 1.0
"""Seconds after which a stage is worth a line."""


class Timing:
    """Watches the stages of a command. On a terminal it names those that take long, elsewhere it is silent."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._shown = sys.stderr.isatty()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what is done inside."""
        timer = threading.Timer(_LONG, _say, (f"{name} ...",))
        timer.daemon = True
        if self._shown:
            timer.start()
        start = time.perf_counter()
        try:
            yield
        finally:
            timer.cancel()
            taken = time.perf_counter() - start
            self.seconds[name] = self.seconds.get(name, 0.0) + taken
            if self._shown and taken > _LONG:
                _say(f"{name}: {taken:.1f} s\n")

    def table(self) -> Iterator[str]:
        """Every stage with its seconds and its share, in the order of the work."""
        whole = sum(self.seconds.values())
        width = max(map(len, ("total", *self.seconds)))
        for name, taken in self.seconds.items():
            yield f"{name:{width}} {taken:9.2f} s {taken / whole if whole else 0:6.0%}"
        yield f"{'total':{width}} {whole:9.2f} s"


def _say(text: str) -> None:
    """Write over the line that stands there."""
    click.echo(f"\r\033[K{text}", nl=False, err=True)
