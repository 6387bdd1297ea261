"""One stage of the work on one firm, measured in a process of its own: `python -m bench.stages STAGE FOLDER`."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from bench.firm import changed
from bench.live import preview, serve_dirty, serve_whole
from bench.placing import layouts_in_workers
from bench.plain import write_plain
from process_atlas.addresses import Settings
from process_atlas.again import Again
from process_atlas.analysis.atlas import Atlas, derive
from process_atlas.analysis.checks import examine
from process_atlas.analysis.renewal import renewal
from process_atlas.diagrams.cache import FOLDER
from process_atlas.diagrams.drawing import Studio, draw_all
from process_atlas.diagrams.kinds import KINDS, DiagramKind
from process_atlas.diagrams.scene import Placed, Scene
from process_atlas.diagrams.workers import place_all
from process_atlas.link import link
from process_atlas.pages.render import plan_pages
from process_atlas.site import DrawingKey, build_site, scenes_of
from process_atlas.spec.collecting import Collector, without_collecting
from process_atlas.spec.folder import read_folder
from process_atlas.spec.load import load
from process_atlas.spec.source import SourceFile
from process_atlas.today import present_day
from with_dot import source_of

Work = Callable[[], object]
"""What is measured; it was prepared before."""
SETTINGS = Settings(today=present_day())
FLOWCHARTS = [each for each in KINDS if each.name == "flowchart"]


def files_of(firm: Path) -> tuple[SourceFile, ...]:
    """The spec files of a firm."""
    return tuple(read_folder(firm / "process_specs")[0])


def atlas_of(firm: Path) -> Atlas:
    """A firm's catalogue with all that is derived from it."""
    return derive(link(load(files_of(firm))))


def compose(firm: Path) -> Work:
    """PyYAML's C parser alone, over the same files: the least that reading YAML with places costs."""
    files = files_of(firm)
    return lambda: [list(yaml.compose_all(each.content, Loader=yaml.CSafeLoader)) for each in files]


def check(firm: Path) -> Work:
    """Load, link and check."""
    files = files_of(firm)
    return lambda: examine(derive(link(load(files))), SETTINGS.today)


def passes(firm: Path) -> Work:
    """Graphviz alone: two passes for each flowchart, boxes and lines only, on as many processes as we use."""
    sources = [source_of(each) for each in charts_of(firm)]

    def work() -> object:
        with ProcessPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
            return list(pool.map(two_passes, sources, chunksize=8))

    return work


def two_passes(source: str) -> int:
    """Lay out with `dot`, then route with `nop2`; gives the length of what came out."""
    import pygraphviz

    laid_out = pygraphviz.AGraph(string=source).draw(format="dot", prog="dot")
    return len(pygraphviz.AGraph(string=laid_out.decode()).draw(format="json0", prog="nop2"))


def charts_of(firm: Path) -> list[Placed]:
    """The placed flowcharts of a firm."""
    return list(place_all(scenes(atlas_of(firm), FLOWCHARTS)))


def scenes(atlas: Atlas, kinds: Sequence[DiagramKind]) -> Iterator[Scene]:
    """The scenes of some kinds of diagrams, each built when it is asked for."""
    return (build() for build in scenes_of(atlas, SETTINGS, kinds).values())


def layouts(firm: Path) -> Work:
    """All our layouts: scenes of every kind, placed in worker processes, without drawing them."""
    atlas = atlas_of(firm)

    def work() -> object:
        with layouts_in_workers() as workers, without_collecting():
            return workers.place(scenes(atlas, KINDS))

    return work


def flowcharts(firm: Path) -> Work:
    """Our flowcharts: scenes, placing in worker processes, SVG."""
    atlas = atlas_of(firm)
    return lambda: draw_all(scenes(atlas, FLOWCHARTS))


def drawings(firm: Path) -> Work:
    """All our drawings."""
    atlas = atlas_of(firm)
    return lambda: drawn(atlas)


def drawn(atlas: Atlas) -> dict[DrawingKey, str]:
    """Every drawing of a catalogue."""
    builds = scenes_of(atlas, SETTINGS)
    figures = draw_all(build() for build in builds.values())
    return dict(zip(builds, (each.html for each in figures), strict=True))


def pages(firm: Path) -> Work:
    """The pages, their drawings being there."""
    atlas = atlas_of(firm)
    figures = drawn(atlas)
    return lambda: sum(len(each.made().body) for each in plan_pages(atlas, figures, SETTINGS))


def rebuild(firm: Path) -> Work:
    """Our own share of a dirty rebuild after one step's title changed: specs, checks, and the pages that it reaches.

    As while serving, every kind of page was made before, and the collector of cycles waits until all is over.
    """
    files = files_of(firm)
    again, collector = Again(Studio(jobs=1).draw), Collector()
    before = build_site(files, SETTINGS, again.means(lazy=True))
    warmed = {page.kind: page for page in before.pages if page.spec}
    assert len(before.diagnostics) + sum(len(page.made().body) for page in warmed.values())
    path = next(each.path for each in files if "/processes/" in each.path)
    after = [replace(each, content=_changed(each.content)) if each.path == path else each for each in files]
    collector.pause()
    collector.resume()

    def work() -> object:
        collector.pause()
        site = build_site(after, SETTINGS, again.means(lazy=True), previous=before)
        reached = renewal(before.catalog, site.catalog)
        assert reached
        made = [page.made() for page in site.pages if page.spec in reached.specs]
        return len(site.diagnostics), len(made)

    return work


def _changed(content: bytes) -> bytes:
    return changed(content.decode()).encode()


def site(firm: Path) -> Work:
    """`mkdocs build` with the plugin, nothing kept from before."""
    shutil.rmtree(firm / FOLDER, ignore_errors=True)
    return lambda: _mkdocs(firm, "site")


def site_again(firm: Path) -> Work:
    """`mkdocs build` with the plugin, the drawings kept from before."""
    return lambda: _mkdocs(firm, "site")


def plain(firm: Path) -> Work:
    """`mkdocs build` of the same pages' words as plain Markdown, without drawings."""
    return _plainly(firm, "plain", False)


def plain_with_drawings(firm: Path) -> Work:
    """`mkdocs build` of the same pages as plain Markdown with the drawings in them."""
    return _plainly(firm, "plain-drawn", True)


def _plainly(firm: Path, name: str, with_drawings: bool) -> Work:
    folder = firm.parent / f"{firm.name}-{name}"
    if not (folder / "mkdocs.yml").exists():
        atlas = atlas_of(firm)
        pages = plan_pages(atlas, drawn(atlas), SETTINGS)
        write_plain((each.made() for each in pages), folder, with_drawings)
    return lambda: _mkdocs(folder, "site")


def _mkdocs(folder: Path, out: str) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", out]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


BY_MKDOCS = (plain, plain_with_drawings, site, site_again)
LIVE = (preview, serve_dirty, serve_whole)
STAGES = (compose, check, passes, flowcharts, layouts, drawings, pages, rebuild, *BY_MKDOCS, *LIVE)
"""All stages, in the order in which they are measured."""


def measure(stage: Callable[[Path], Work], firm: Path) -> dict[str, Any]:
    """Seconds of wall clock, seconds of processor time of this process and its children, and peak memory in MB.

    The peak is that of the largest process: the one that was asked, or `mkdocs`.
    """
    work = stage(firm)
    before, start = _processor(), time.perf_counter()
    work()
    seconds, processor = time.perf_counter() - start, _processor() - before
    who = resource.RUSAGE_CHILDREN if stage in BY_MKDOCS else resource.RUSAGE_SELF
    peak = resource.getrusage(who).ru_maxrss / 1024
    return {"seconds": round(seconds, 3), "processor": round(processor, 3), "peak": round(peak)}


def _processor() -> float:
    """Processor seconds of this process and of its children that ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    wanted = {each.__name__: each for each in STAGES}[sys.argv[1]]
    print(json.dumps(measure(wanted, Path(sys.argv[2]))))
