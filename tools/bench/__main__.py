"""`make bench`: every stage over firms of several sizes; tables of medians, ratios and growth, and all as JSON."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bench.asked import file_to_write, positive
from bench.firm import firm
from bench.growth import growth
from bench.stages import STAGES

RATIOS = (
    ("load + link + check : bare YAML parser", "check", "compose", 2.0),
    ("flowcharts : two bare passes of Graphviz", "flowcharts", "passes", 1.3),
    ("cold build : the same text by MkDocs alone", "site", "plain", 1.0),
    ("build with kept drawings : the same text by MkDocs alone", "site_again", "plain", 0.75),
    ("cold build : the same pages with drawings by MkDocs alone", "site", "plain_with_drawings", None),
)
"""What is set against what, and the ratio we aim at."""
GOALS = (
    ("our own share of a dirty rebuild after one changed step", "rebuild", "seconds", 1.0, "s"),
    ("from saving to the page being served, `process-atlas preview`", "preview", "seconds", 1.5, "s"),
    ("from saving to the page being served, `mkdocs serve --dirty`", "serve_dirty", "seconds", None, "s"),
    ("peak memory of a whole `mkdocs build`", "site", "peak", 400, "MB"),
)
"""What is set against a number of its own."""
Figures = dict[str, dict[str, Any]]


def main() -> None:
    """Measure as asked on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=positive, nargs="+", default=[100, 1000], help="processes of a firm")
    parser.add_argument("--repeat", type=positive, default=3, help="runs of each stage, of which the median counts")
    stages = [each.__name__ for each in STAGES]
    parser.add_argument("--stages", nargs="+", default=stages, choices=stages, metavar="STAGE", help=", ".join(stages))
    parser.add_argument("--json", type=file_to_write, default=Path("bench.json"))
    asked = parser.parse_args()
    found: dict[int, Figures] = {}
    measured = {"machine": machine(), "sizes": found}
    for size in asked.sizes:
        found[size] = dict(_measured(size, asked.stages, asked.repeat))
        asked.json.write_text(json.dumps(measured, indent=1), encoding="utf-8")
    print("\n".join(["", *report(found), "", *growth(measured)]))


def machine() -> dict[str, object]:
    """What was measured on, and when."""
    return {
        "date": date.today().isoformat(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processors": os.cpu_count(),
    }


def _measured(size: int, stages: Sequence[str], repeat: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The median of each stage's runs over a firm of a size."""
    with TemporaryDirectory() as place:
        folder = Path(place) / f"firm-{size}"
        write_firm(folder, size)
        for stage in stages:
            runs = [_run(stage, folder) for _ in range(repeat)]
            figures = {key: median(run[key] for run in runs) for key in runs[0]}
            print(f"{size:6} {stage:20} {figures['seconds']:9.2f} s {figures['peak']:6.0f} MB", file=sys.stderr)
            yield stage, figures


def write_firm(folder: Path, size: int) -> None:
    """A firm's specs and a MkDocs site over them."""
    for path, text in firm(size).items():
        file = folder / "process_specs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text(
        "site_name: Firm\ntheme: {name: material, font: false}\nplugins: [search, process-atlas]\n", encoding="utf-8"
    )


def _run(stage: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.stages", stage, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"the stage '{stage}' failed:\n{done.stderr}")
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def report(found: Mapping[int, Figures]) -> Iterator[str]:
    """The figures as Markdown: seconds and peak memory of each stage, then the ratios."""
    sizes = list(found)
    yield "| Stage | " + " | ".join(f"N = {size:,}" for size in sizes) + " |"
    yield "| --- |" + " ---: |" * len(sizes)
    for stage in next(iter(found.values())):
        cells = [found[size][stage] for size in sizes]
        yield f"| {stage} | " + " | ".join(f"{each['seconds']:.2f} s · {each['peak']:.0f} MB" for each in cells) + " |"
    yield ""
    yield "| Ratio | Target | " + " | ".join(f"N = {size:,}" for size in sizes) + " |"
    yield "| --- | ---: |" + " ---: |" * len(sizes)
    for title, ours, theirs, target in RATIOS:
        if all(each in found[size] for each in (ours, theirs) for size in sizes):
            ratios = (found[size][ours]["seconds"] / found[size][theirs]["seconds"] for size in sizes)
            cells = " | ".join(f"{each:.2f}" for each in ratios)
            yield f"| {title} | {f'≤ {target}' if target else ''} | {cells} |"
    for title, stage, key, goal, unit in GOALS:
        if all(stage in found[size] for size in sizes):
            cells = " | ".join(f"{found[size][stage][key]:,.4g} {unit}" for size in sizes)
            yield f"| {title} | {f'≤ {goal:g} {unit}' if goal else ''} | {cells} |"


if __name__ == "__main__":
    main()
