"""Measures drawings in a real browser, the sample's and made-up ones, and sets them against `dot`: `make drawings`."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from generated import catalogue
from process_atlas.addresses import Settings
from process_atlas.analysis.atlas import derive
from process_atlas.catalog import Catalog
from process_atlas.diagrams.quality import bends, crossings
from process_atlas.diagrams.scene import Placed, Scene
from process_atlas.diagrams.svg import draw
from process_atlas.diagrams.workers import place_all
from process_atlas.export.chromium import find
from process_atlas.link import link
from process_atlas.pages.render import assets
from process_atlas.site import scenes_of
from process_atlas.spec.folder import read_folder
from process_atlas.spec.load import load
from with_dot import as_dot_draws

ROOT = Path(__file__).parents[1]
MEASURE = (ROOT / "tests" / "browser" / "measure.js").read_text("utf-8")
FAULTS = {
    "box on box": "boxes overlapping",
    "outside its lane": "nodes outside their lane",
    "line through a box": "lines through foreign nodes",
    "text outside its shape": "text outside its shape",
    "label on a node": "labels on nodes",
    "label on label": "labels on labels",
    "text of": "text under 10 px",
}
_PER_PAGE = 20
Figures = dict[str, Any]


def drawings_of(catalog: Catalog, kinds: Sequence[str] = ()) -> list[Placed]:
    """Every diagram of a catalogue in every language, or those of some kinds, as placed drawings."""
    scenes = scenes_of(derive(catalog), Settings())
    wanted: list[Scene] = [build() for (kind, *_), build in scenes.items() if not kinds or kind in kinds]
    return list(place_all(wanted))


def pages_of(drawings: Sequence[Placed]) -> Iterator[str]:
    """Pages of drawings at their natural size."""
    css = "\n".join(content.decode() for name, content in assets().items() if name in ("tokens.css", "diagrams.css"))
    for start in range(0, len(drawings), _PER_PAGE):
        figures = "\n".join(draw(each) for each in drawings[start : start + _PER_PAGE])
        yield f'<!doctype html><meta charset="utf-8"><style>{css}</style><body class="md-typeset">{figures}'


def measured(drawings: Sequence[Placed], browser: str) -> Counter[str]:
    """How many faults of each kind the browser finds."""
    found: Counter[str] = Counter(dict.fromkeys(FAULTS.values(), 0))
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_page(viewport={"width": 1280, "height": 800})
        for html in pages_of(drawings):
            page.set_content(html)
            for problem in (each for figure in page.evaluate(MEASURE) for each in figure["problems"]):
                kind = next(name for start, name in FAULTS.items() if problem.startswith(start))
                found[kind] += 1
                print(f"  {problem}", file=sys.stderr)
        chromium.close()
    return found


def against_dot(drawings: Sequence[Placed]) -> Figures:
    """Bends and crossings of flowcharts, ours and those of `dot`, over all that `dot` could draw."""
    charts = [each for each in drawings if each.scene.kind == "flowchart"]
    with ThreadPoolExecutor(2) as pool:
        theirs = list(pool.map(as_dot_draws, charts))
    pairs = [(ours, other) for ours, other in zip(charts, theirs, strict=True) if other]
    return {
        "charts": len(pairs),
        "not drawn by dot": len(charts) - len(pairs),
        "crossings": {"ours": sum(crossings(a) for a, _ in pairs), "dot": sum(crossings(b) for _, b in pairs)},
        "bends": {"ours": sum(bends(a) for a, _ in pairs), "dot": sum(bends(b) for _, b in pairs)},
    }


def report(name: str, drawings: Sequence[Placed], browser: str) -> Figures:
    """All figures of one set of drawings."""
    fallbacks = sum(bool(each.notice) for each in drawings)
    faults = measured(drawings, browser)
    return {"set": name, "drawings": len(drawings), "plain fallbacks": fallbacks, "faults": dict(faults)} | {
        "against dot": against_dot(drawings)
    }


def table(figures: Sequence[Figures]) -> Iterator[str]:
    """The figures for people."""
    for each in figures:
        yield f"{each['set']}: {each['drawings']} drawings, {each['plain fallbacks']} plain"
        yield from (f"  {name:30}{count:8}" for name, count in each["faults"].items())
        compared = each["against dot"]
        yield f"  flowcharts against dot ({compared['charts']}){'ours':>13}{'dot':>8}"
        for name in ("crossings", "bends"):
            yield f"  {name:34}{compared[name]['ours']:8}{compared[name]['dot']:8}"


def sound(figures: Figures) -> bool:
    """Whether nothing is illegible and `dot` is beaten."""
    pairs = (figures["against dot"][name] for name in ("crossings", "bends"))
    return not any(figures["faults"].values()) and all(pair["ours"] <= pair["dot"] for pair in pairs)


def main() -> int:
    """Measure, print, and end with 1 if a figure is not as it should be."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, nargs="*", default=[1], help="one made-up catalogue for each")
    options.add_argument("--processes", type=int, default=50, help="processes of each")
    options.add_argument("--json", type=Path, help="also write the figures to this file")
    wish = options.parse_args()
    browser = find()
    if browser is None:
        print("there is no Chromium on this machine", file=sys.stderr)
        return 2
    files, _ = read_folder(ROOT / "process_specs")
    figures = [report("sample", drawings_of(link(load(files))), str(browser))]
    for seed in wish.seeds:
        made = drawings_of(catalogue(seed, wish.processes), ("flowchart",))
        figures.append(report(f"made-up catalogue {seed}", made, str(browser)))
    print("\n".join(table(figures)))
    if wish.json:
        wish.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0 if all(map(sound, figures)) else 1


if __name__ == "__main__":
    sys.exit(main())
