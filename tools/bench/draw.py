"""`python -m bench.draw SPECS OUT`: our flowcharts of a catalogue as files, from the specs to the SVG, and no more."""

from __future__ import annotations

import sys
from pathlib import Path

from process_atlas.addresses import Settings
from process_atlas.analysis.atlas import derive
from process_atlas.diagrams.scene import Scene
from process_atlas.diagrams.svg import draw
from process_atlas.diagrams.workers import place_all
from process_atlas.link import link
from process_atlas.site import scenes_of
from process_atlas.spec.folder import read_folder
from process_atlas.spec.load import load


def main() -> None:
    """Draw and write."""
    specs, out = map(Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    atlas = derive(link(load(read_folder(specs)[0])))
    scenes: dict[str, Scene] = {
        id: scene for (kind, id, _), scene in scenes_of(atlas, Settings()).items() if kind == "flowchart"
    }
    for id, placed in zip(scenes, place_all(list(scenes.values())), strict=True):
        (out / f"{id}.svg").write_text(draw(placed), encoding="utf-8")


if __name__ == "__main__":
    main()
