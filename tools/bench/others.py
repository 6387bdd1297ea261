"""Other tools made ready: their input written from our charts, their programs found or installed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.equivalents import Chart, dot, likec4, mermaid, plantuml
from bench.plain import write_plain
from bench.stages import SETTINGS, atlas_of
from process_atlas.pages.render import plan_pages

HOOK = Path(__file__).with_name("dot_fence.py")


class MissingError(Exception):
    """A tool is not there and cannot be installed; the message says what."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a rival is given: the firm with its charts, and folders for its files and for what is installed."""

    firm: Path
    charts: Sequence[Chart]
    folder: Path
    place: Path


def mermaid_cli(work: Work) -> tuple[str, list[str]]:
    """Mermaid's command line: all charts of one Markdown file in one browser. Raises MissingError."""
    program = _npm(work.place, "@mermaid-js/mermaid-cli", "mmdc")
    browser = _program("chromium", "chromium")
    fences = (f"```mermaid\n{mermaid(chart)}```\n" for chart in work.charts)
    (work.folder / "charts.md").write_text("\n".join(fences), encoding="utf-8")
    settings = {"executablePath": browser, "args": ["--no-sandbox"]}
    (work.folder / "browser.json").write_text(json.dumps(settings), encoding="utf-8")
    command = [program, "--puppeteerConfigFile", "browser.json", "--quiet", "-i", "charts.md", "-o", "drawn.md"]
    return _version([program, "--version"]), command


def plantuml_batch(work: Work) -> tuple[str, list[str]]:
    """PlantUML: all charts in one batch. Raises MissingError."""
    _program("java", "default-jre-headless")
    program = _program("plantuml", "plantuml")
    for number, chart in enumerate(work.charts):
        (work.folder / f"c{number:03}.puml").write_text(plantuml(chart), encoding="utf-8")
    return _version([program, "-version"]), [program, "-tsvg", "-o", "drawn", *_names(work.folder, "*.puml")]


def likec4_build(work: Work) -> tuple[str, list[str]]:
    """LikeC4: the site of a model with a view for each chart. Raises MissingError."""
    program = _npm(work.place, "likec4", "likec4")
    (work.folder / "model.c4").write_text(likec4(work.charts), encoding="utf-8")
    return _version([program, "--version"]), [program, "build", "--output", "drawn", "."]


def dot_fence_site(work: Work) -> tuple[str, list[str]]:
    """MkDocs without the plugin: the same pages, and in each of a process a graph that `dot` draws."""
    program = _program("dot", "graphviz")
    pages = plan_pages(atlas_of(work.firm), {}, SETTINGS)
    write_plain((each.made() for each in pages), work.folder, drawings=False)
    for chart in work.charts:
        page = work.folder / "docs" / "processes" / chart.id / "index.md"
        page.write_text(f"{page.read_text('utf-8')}\n\n```dot\n{dot(chart)}```\n", encoding="utf-8")
    with (work.folder / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"hooks: ['{HOOK}']\n")
    return _version([program, "-V"]), [sys.executable, "-m", "mkdocs", "build", "--quiet"]


def drawn_files(pattern: str) -> Callable[[Path], int]:
    """How many files there are of a pattern."""
    return lambda folder: sum(1 for _ in folder.glob(pattern))


def drawn_views(folder: Path) -> int:
    """The views in what LikeC4 built: it draws them in the browser from the places that it worked out."""
    text = "".join(each.read_text("utf-8", "replace") for each in (folder / "drawn").rglob("*.js"))
    return len(set(re.findall(r"\bv(?:\d{1,2})\b", text)))


def drawn_pages(folder: Path) -> int:
    """How many pages of processes have a drawing of `dot`."""
    pages = (folder / "site" / "processes").glob("*/index.html")
    return sum("<svg width=" in page.read_text("utf-8") for page in pages)


def _names(folder: Path, pattern: str) -> list[str]:
    return sorted(path.name for path in folder.glob(pattern))


def _version(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"\d+(?:\.\d+)+", done.stdout + done.stderr)
    return found[0] if found else "?"


def _program(name: str, package: str) -> str:
    """The path of a program, which Debian's package brings if it is missing. Raises MissingError."""
    found = shutil.which(name)
    if not found and shutil.which("apt-get") and os.geteuid() == 0:
        install = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", package]
        subprocess.run(
            install, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, capture_output=True, check=False
        )
        found = shutil.which(name)
    if not found:
        raise MissingError(f"there is no `{name}`; Debian's package `{package}` has it")
    return found


def _npm(place: Path, package: str, name: str) -> str:
    """The path of a program of an npm package, which comes below `place` if it is missing. Raises MissingError."""
    program = place / "node_modules" / ".bin" / name
    if not program.exists():
        npm = _program("npm", "npm")
        environment: Mapping[str, Any] = {**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"}
        command = [npm, "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(place), package]
        subprocess.run(command, env=environment, capture_output=True, check=False)
    if not program.exists():
        raise MissingError(f"npm could not install `{package}`")
    return str(program)
