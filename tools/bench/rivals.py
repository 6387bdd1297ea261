"""`make rivals`: other tools drawing the same charts, each as a whole process, in the same run as ours.

What is not there is installed if it can be (npm into a folder, Debian packages as root), else it is skipped.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from bench.__main__ import machine, write_firm
from bench.asked import figures, file_to_write, positive
from bench.equivalents import charts_of
from bench.others import (
    MissingError,
    Work,
    dot_fence_site,
    drawn_files,
    drawn_pages,
    drawn_views,
    likec4_build,
    mermaid_cli,
    plantuml_batch,
)
from bench.stages import atlas_of

MANY = 100
"""How many charts we draw against a tool that draws charts."""
WHOLE = 1000
"""How many processes a whole site has."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A tool to be measured on some of the charts of a firm. `prepare` writes its input and gives its version and its
    command, `drawn` counts what it drew; `ours` is what stands against it, on all charts; `target` is how many times as
    long a chart of it takes at least."""

    name: str
    charts: int
    target: float | None
    prepare: Callable[[Work], tuple[str, list[str]]]
    drawn: Callable[[Path], int]
    ours: Callable[[Work], list[str]]
    firm: int = MANY


@dataclass(frozen=True, slots=True)
class Cost:
    """What a whole process took: seconds, processor seconds with its children, and the peak of the largest in MB."""

    seconds: float
    processor: float
    peak: float


@dataclass(frozen=True, slots=True)
class Run:
    """A rival measured on its charts, and ours on all of the `firm`."""

    name: str
    version: str
    charts: int
    firm: int
    target: float | None
    theirs: Cost
    ours: Cost

    @property
    def each(self) -> tuple[float, float]:
        """Milliseconds for each chart: theirs and ours."""
        return 1000 * self.theirs.seconds / self.charts, 1000 * self.ours.seconds / self.firm

    @property
    def ratio(self) -> float:
        """How many times as long as ours a chart takes."""
        theirs, ours = self.each
        return theirs / ours

    @property
    def work(self) -> float:
        """The same of processor time, which other work on the machine hardly touches."""
        return (self.theirs.processor / self.charts) / (self.ours.processor / self.firm)


def main() -> None:
    """Measure as asked on the command line; the figures join those that are in the file already."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=file_to_write, default=Path("bench.json"))
    parser.add_argument("--place", type=Path, default=Path(".cache/rivals"), help="where npm installs")
    parser.add_argument("--repeat", type=positive, default=3, help="runs of each, of which the median counts")
    parser.add_argument("--only", nargs="+", choices=[each.name for each in RIVALS], help="these alone")
    asked = parser.parse_args()
    try:
        known = figures(asked.json)
    except ValueError as problem:
        parser.error(str(problem))
    wanted = [each for each in RIVALS if not asked.only or each.name in asked.only]
    runs = list(measured(wanted, asked.place.resolve(), asked.repeat))
    asked.json.write_text(
        json.dumps({**known, "rivals": joined(known.get("rivals", {}), runs)}, indent=1), encoding="utf-8"
    )
    print("\n".join(report(runs)))


def joined(known: Mapping[str, Any], runs: Sequence[Run]) -> dict[str, Any]:
    """New figures of rivals together with those that are known of the others."""
    told = [{**asdict(each), "ratio": round(each.ratio, 2), "work": round(each.work, 2)} for each in runs]
    measured = {each.name for each in runs}
    others = [each for each in known.get("runs", ()) if each["name"] not in measured]
    return {"machine": machine() if runs else known.get("machine", machine()), "runs": [*others, *told]}


def measured(rivals: Sequence[Rival], place: Path, repeat: int = 3) -> Iterator[Run]:
    """A run of each rival that can be had; of the others, a line that says why not."""
    place.mkdir(parents=True, exist_ok=True)
    for rival in rivals:
        with TemporaryDirectory() as folder:
            firm = Path(folder) / "firm"
            write_firm(firm, rival.firm)
            charts = charts_of(atlas_of(firm))[: rival.charts]
            work = Work(firm, charts, Path(folder) / "theirs", place)
            work.folder.mkdir()
            try:
                run = _run(rival, work, repeat)
            except MissingError as problem:
                print(f"skipped: {rival.name}: {problem}", file=sys.stderr)
                continue
            told = f"{run.theirs.seconds:8.2f} s, ours {run.ours.seconds:6.2f} s, {run.ratio:6.1f} x"
            print(f"{run.name:24} {told}, of processor time {run.work:6.1f} x", file=sys.stderr)
            yield run


def _run(rival: Rival, work: Work, repeat: int) -> Run:
    """A rival's runs, each followed by ours. Raises MissingError if the rival is not there or does not draw."""
    version, command = rival.prepare(work)
    theirs, ours = [], []
    for _ in range(repeat):
        try:
            theirs.append(timed(command, work.folder))
        except subprocess.CalledProcessError as problem:
            raise MissingError(f"it ended with {problem.returncode}: {problem.stderr.strip()[-300:]}") from problem
        drawn = rival.drawn(work.folder)
        if drawn < rival.charts:
            raise MissingError(f"it drew {drawn} of {rival.charts} charts")
        shutil.rmtree(work.firm / ".cache", ignore_errors=True)
        ours.append(timed(rival.ours(work), work.firm))
    return Run(rival.name, version, rival.charts, rival.firm, rival.target, _middle(theirs), _middle(ours))


def _middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    seconds, processor = (
        round(median(each), 2) for each in zip(*((c.seconds, c.processor) for c in costs), strict=True)
    )
    return Cost(seconds, processor, median(each.peak for each in costs))


def timed(command: list[str], folder: Path) -> Cost:
    """What a command takes as a whole. Raises CalledProcessError if it fails."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    start = time.perf_counter()
    with TemporaryFile("w+") as said:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command, stderr=said.read())
    return Cost(seconds, usage.ru_utime + usage.ru_stime, round(usage.ru_maxrss / 1024))


def report(runs: Sequence[Run]) -> Iterator[str]:
    """The figures as Markdown."""
    yield "| Against | Version | Charts | Each | Ours, each | Ratio | Target | Ratio of processor time | Peak memory |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for each in runs:
        theirs, ours = (f"{milliseconds:,.0f} ms" for milliseconds in each.each)
        target = f"≥ {each.target:g}" if each.target else ""
        row = (each.name, each.version, str(each.charts), theirs, ours, f"{each.ratio:.1f}", target)
        yield f"| {' | '.join(row)} | {each.work:.1f} | {each.theirs.peak:.0f} MB, ours {each.ours.peak:.0f} MB |"


# ours


def _charts(work: Work) -> list[str]:
    return [sys.executable, "-m", "bench.draw", str(work.firm / "process_specs"), str(work.folder / "ours")]


def _site(work: Work) -> list[str]:
    return [sys.executable, "-m", "mkdocs", "build", "--quiet"]


RIVALS = (
    Rival("Mermaid CLI", 20, 50, mermaid_cli, drawn_files("drawn-*.svg"), _charts),
    Rival("PlantUML", MANY, 2, plantuml_batch, drawn_files("drawn/*.svg"), _charts),
    Rival("LikeC4", MANY, None, likec4_build, drawn_views, _charts),
    Rival("dot fence, whole site", WHOLE, 2, dot_fence_site, drawn_pages, _site, WHOLE),
)
"""The table of rivals."""


if __name__ == "__main__":
    main()
