"""`python -m bench.draw SPECS OUT`: our flowcharts of a catalogue as files, from the specs to the SVG, and no more."""

from __future__ import annotations

import sys
from pathlib import Path

from process_atlas.addresses import Settings
from process_atlas.analysis.atlas import derive
from process_atlas.diagrams.drawing import draw_all
from process_atlas.diagrams.kinds import KINDS
from process_atlas.link import link
from process_atlas.site import scenes_of
from process_atlas.spec.folder import read_folder
from process_atlas.spec.load import load


def main() -> None:
    """Draw and write."""
    specs, out = map(Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    atlas = derive(link(load(read_folder(specs)[0])))
    builds = scenes_of(atlas, Settings(), [each for each in KINDS if each.name == "flowchart"])
    drawings = draw_all(build() for build in builds.values())
    for (_, id, _), drawing in zip(builds, drawings, strict=True):
        (out / f"{id}.svg").write_text(drawing.html, encoding="utf-8")


if __name__ == "__main__":
    main()
