"""What a rebuild costs after one change: without history, with it, and with pages of former versions."""

from __future__ import annotations

import gc
import os
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from bench.stages import SETTINGS
from process_atlas.diagrams.drawing import Drawing, draw_here
from process_atlas.diagrams.memory import Memory
from process_atlas.diagrams.scene import Scene
from process_atlas.history import read_history
from process_atlas.site import Means, Past, Site, build_site
from process_atlas.spec.folder import read_folder
from process_atlas.spec.load import Loader
from process_atlas.spec.source import SourceFile

CHANGES: Mapping[str, tuple[bytes, bytes]] = {
    "title": (rb"(?m)^title: ", rb"title: %d "),
    "wording of a step": (rb"(?m)^    title: ", rb"    title: %d "),
    "version": (rb"(?m)^version: .*$", rb"version: 9.%d.0"),
}
"""What is changed in one process: a pattern, and what is put in its first place; `%d` is another number each time."""
_TIMES = 3
Rebuild = tuple[str, float, float]
"""What was rebuilt, seconds of processor time (the median of three), and how many times those without history."""


@dataclass(frozen=True, slots=True)
class Host:
    """One that serves a site: what it lends to builds, and the site that it built first."""

    means: Means
    past: Past | None
    site: Site

    def rebuild(self, files: list[SourceFile], lazy: bool) -> float:
        """The processor time of a rebuild; a whole one makes every page, as a host does that writes them."""
        gc.collect()
        start = time.process_time()
        _build(files, replace(self.means, lazy=lazy), self.past, self.site)
        return time.process_time() - start


def rebuilds(specs: Path, pages: Iterable[int]) -> Iterator[Rebuild]:
    """Whole and lazy rebuilds after each kind of change. Each is measured beside the one without history."""
    files = list(read_folder(Path(os.path.relpath(specs)))[0])
    history = read_history(specs)
    hosts = {"without history": _host(files, None)}
    hosts |= {f"with {each} pages of former versions": _host(files, Past(history, each)) for each in pages}
    for lazy in (False, True):
        for change in CHANGES:
            rounds = [_round(hosts, _after(files, change, number), lazy) for number in range(_TIMES)]
            took = {name: median(each[name] for each in rounds) for name in hosts}
            for name, seconds in took.items():
                kind = "lazy" if lazy else "whole"
                yield f"{kind} rebuild, another {change}, {name}", seconds, seconds / took["without history"]


def _round(hosts: Mapping[str, Host], files: list[SourceFile], lazy: bool) -> dict[str, float]:
    return {name: host.rebuild(files, lazy) for name, host in hosts.items()}


def _host(files: list[SourceFile], past: Past | None) -> Host:
    means = Means(Loader().load, Memory(_drawn).draw)
    return Host(means, past, _build(files, means, past))


def _build(files: list[SourceFile], means: Means, past: Past | None, previous: Site | None = None) -> Site:
    site = build_site(files, SETTINGS, means, past, previous)
    for page in () if means.lazy else (*site.pages, *site.former):
        page.made()
    return site


def _drawn(scenes: Iterable[Scene]) -> tuple[Drawing, ...]:
    return tuple(map(draw_here, scenes))


def _after(files: list[SourceFile], change: str, number: int) -> list[SourceFile]:
    """The files with a change in the first process."""
    place = next(n for n, each in enumerate(files) if "/processes/" in each.path)
    pattern, template = CHANGES[change]
    content = re.sub(pattern, template % number, files[place].content, count=1)
    return [*files[:place], replace(files[place], content=content), *files[place + 1 :]]
