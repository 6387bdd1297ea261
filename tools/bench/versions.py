"""What history costs: a build with and without it, over a firm whose processes have many versions each.

`PYTHONPATH=mkdocs_plugin:tools python -m bench.versions --specs 500 --versions 20`
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from bench.firm import changed, firm
from process_atlas.addresses import Settings
from process_atlas.checking import present_day
from process_atlas.diagrams.cache import Cache
from process_atlas.diagrams.workers import place_all
from process_atlas.history import READABLE, read_history
from process_atlas.site import Past, Site, build_site
from process_atlas.spec.folder import read_folder

T = TypeVar("T")
Took = tuple[float, float]
"""Seconds on the clock, and seconds of processor time of this process without its workers."""
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
        folder = Path(place)
        write_repository(folder, asked.specs, asked.versions)
        for name, (seconds, own) in measured(folder, asked.pages):
            print(f"{name:56} {seconds:7.2f} s, {own:7.2f} s of them in this process", flush=True)


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
    kept = Cache(place_all, folder / "kept")
    plain, _ = _timed(lambda: _build(specs, None, place_all))
    yield "cold build without history", plain
    took, history = _timed(lambda: read_history(specs))
    yield "reading the history", took
    yield "reading it again, nothing committed", _timed(lambda: read_history(specs, history))[0]
    for readable in pages:
        past = Past(history, readable)
        took, site = _timed(lambda past=past: _build(specs, past, place_all))  # type: ignore[misc]
        yield f"cold build with history, {readable} pages of former versions", took
        _build(specs, past, kept.place)
        again, _ = _timed(lambda past=past, site=site: _build(specs, past, kept.place, site))  # type: ignore[misc]
        yield f"rebuild with history, {readable} pages of former versions", again
    yield "rebuild without history", _timed(lambda: _build(specs, None, kept.place))[0]


def _build(specs: Path, past: Past | None, place: Callable[..., list], before: Site | None = None) -> Site:  # type: ignore[type-arg]
    settings = Settings(today=present_day(), site_url="https://example.com/")
    return build_site(read_folder(specs)[0], settings, place, past, before)


def _timed(work: Callable[[], T]) -> tuple[Took, T]:
    clock, own = time.perf_counter(), time.process_time()
    done = work()
    return (time.perf_counter() - clock, time.process_time() - own), done


if __name__ == "__main__":
    os.environ.setdefault("GIT_CONFIG_GLOBAL", os.devnull)
    main()
