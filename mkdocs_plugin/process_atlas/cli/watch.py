"""Do something again whenever a spec file is saved."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click

from process_atlas.spec.folder import spec_paths

PAUSE = 0.4
"""Seconds between two looks at the folder."""

State = tuple[tuple[str, int, int], ...]


def watch(folder: Path, work: Callable[[], object]) -> None:
    """Work once, and again after every change below `folder`, until the user interrupts; that is the usual end."""
    try:
        while True:
            before = state(folder)
            if sys.stdout.isatty():
                click.clear()
            work()
            sys.stdout.flush()
            click.echo(f"Waiting for changes in {folder.as_posix()} (Ctrl-C ends) ...", err=True)
            while state(folder) == before:
                time.sleep(PAUSE)
    except KeyboardInterrupt:
        click.echo("", err=True)


def state(folder: Path) -> State:
    """Every spec file below a folder, with its time and size; a file that vanishes meanwhile is left out."""
    found = []
    for path in spec_paths(folder) if folder.is_dir() else ():
        try:
            stat = os.stat(path)
        except OSError:
            continue
        found.append((path.as_posix(), stat.st_mtime_ns, stat.st_size))
    return tuple(found)
