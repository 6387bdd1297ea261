"""What history costs: builds and rebuilds with and without it, over a firm whose processes have many versions each.

`PYTHONPATH=$PWD/mkdocs_plugin:tools python -m bench.versions --specs 500 --versions 20`
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from bench.firm import changed, firm
from bench.rebuilds import rebuilds
from process_atlas.history import READABLE, read_history

T = TypeVar("T")
Took = tuple[float, float]
"""Seconds on the clock, and seconds of processor time of all that ran; these hold on a busy machine too."""
_START = 1_700_000_000
"""When the first commit was made, in seconds; the others follow a minute apart."""
_DAY = 1_440
"""Minutes between two versions of the catalogue."""


def main() -> None:
    """Measure as asked on the command line and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--specs", type=int, default=500, help="processes of the firm")
    parser.add_argument("--versions", type=int, default=20, help="versions of each")
    parser.add_argument("--pages", type=int, nargs="+", default=[0, READABLE], help="former versions that get pages")
    asked = parser.parse_args()
    with TemporaryDirectory() as place:
        folder = Path(place).resolve()
        write_repository(folder, asked.specs, asked.versions)
        for name, (seconds, own) in measured(folder, asked.pages):
            print(f"{name:82} {seconds:7.2f} s, {own:7.2f} s of processor time", flush=True)
        for name, own, ratio in rebuilds(folder / "process_specs", asked.pages):
            print(f"{name:82} {own:7.2f} s of processor time, {ratio:.2f} times", flush=True)


def write_repository(folder: Path, processes: int, versions: int) -> None:
    """A git repository: a firm, then every process again and again with another step put in other words."""
    subprocess.run(["git", "init", "--quiet", "--initial-branch", "main", folder], check=True)
    stream = "".join(_commits(firm(processes), versions)).encode()
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=stream, check=True)
    subprocess.run(["git", "reset", "--quiet", "--hard", "main"], cwd=folder, check=True)


def _commits(files: dict[str, str], versions: int) -> Iterator[str]:
    """Commits as `git fast-import` reads them: one of everything, then one for each version of each process."""
    yield _commit(0, files)
    for version in range(1, versions):
        for number, path in enumerate(path for path in files if path.startswith("processes/")):
            text = changed(files[path], f"s{version % 12:02}" if version % 12 else "s13")
            files[path] = re.sub(r"^version: .*$", f"version: 1.{version}.0", text, count=1, flags=re.MULTILINE)
            yield _commit(version * _DAY + number, {path: files[path]})


def _commit(minute: int, files: dict[str, str]) -> str:
    head = f"commit refs/heads/main\ncommitter Ann <ann@example.com> {_START + minute * 60} +0000\ndata 1\nx\n"
    return head + "".join(
        f"M 100644 inline process_specs/{path}\ndata {len(text.encode())}\n{text}\n" for path, text in files.items()
    )


def measured(folder: Path, pages: list[int]) -> Iterator[tuple[str, Took]]:
    """What is measured, and what it took."""
    specs = folder / "process_specs"
    yield "first build without history", _timed(lambda: _build(folder, "--no-cache", "--no-history"))[0]
    took, history = _timed(lambda: read_history(specs))
    yield "reading the history", took
    yield "reading it again, nothing committed", _timed(lambda: read_history(specs, history))[0]
    for readable in pages:
        took, _ = _timed(lambda n=readable: _build(folder, "--no-cache", "--versions", str(n)))  # type: ignore[misc]
        yield f"first build with history, {readable} pages of former versions", took


def _build(folder: Path, *options: str) -> None:
    command = [sys.executable, "-m", "process_atlas", "build", "--out", "site", "--site-url", "https://example.com/"]
    subprocess.run([*command, *options], cwd=folder, check=True, capture_output=True)


def _timed(work: Callable[[], T]) -> tuple[Took, T]:
    clock, own = time.perf_counter(), sum(os.times()[:4])
    done = work()
    return (time.perf_counter() - clock, sum(os.times()[:4]) - own), done


if __name__ == "__main__":
    os.environ.setdefault("GIT_CONFIG_GLOBAL", os.devnull)
    main()
