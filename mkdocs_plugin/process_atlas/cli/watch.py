"""Do something again whenever a spec file is saved."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import click

from process_atlas.spec.folder import state_of

PAUSE = 0.4
"""Seconds between two looks at the folder."""


def watch(folder: Path, work: Callable[[], object]) -> None:
    """Work once, and again after every change below `folder`, until the user interrupts; that is the usual end."""
    try:
        while True:
            before = state_of(folder)
            if sys.stdout.isatty():
                click.clear()
            work()
            sys.stdout.flush()
            click.echo(f"Waiting for changes in {folder.as_posix()} (Ctrl-C ends) ...", err=True)
            while state_of(folder) == before:
                time.sleep(PAUSE)
    except KeyboardInterrupt:
        click.echo("", err=True)
