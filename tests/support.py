"""Where the project lies, and ways to run its commands and link small catalogues."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from cProfile import Profile
from pathlib import Path
from typing import TypeVar

from process_atlas.catalog import Catalog
from process_atlas.link import link
from process_atlas.spec.load import load
from process_atlas.spec.source import SourceFile

T = TypeVar("T")
ROOT = Path(__file__).parents[1]
SPECS = ROOT / "process_specs"


def run(*arguments: str | Path, cwd: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a Python module of this environment, such as `mkdocs build`, and return what it printed."""
    command = [sys.executable, "-m", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env=environment(**variables), capture_output=True, text=True, check=False, timeout=300
    )


def environment(**variables: str) -> dict[str, str]:
    """The variables under which commands of the project run."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "mkdocs_plugin"), **variables}


def counted(work: Callable[..., T], *arguments: object) -> tuple[T, int]:
    """What a function gives, and how many calls of functions of Python it took: the same however busy a machine is."""
    profile = Profile(builtins=False)
    result = profile.runcall(work, *arguments)
    return result, sum(each.callcount for each in profile.getstats())


def catalog_of_texts(texts: Mapping[str, str]) -> Catalog:
    """Link a catalogue from `path: YAML text`."""
    return link(load([SourceFile(path, text.encode()) for path, text in texts.items()]))
