"""Comparisons of the small process with changed ones, for the tests of their pictures."""

from __future__ import annotations

from collections.abc import Mapping

from process_atlas.analysis.diff import SpecChanges, compare_states, state_of, whole_atlas
from process_atlas.diagrams import comparison
from process_atlas.diagrams.scene import Scene
from process_atlas.spec.load import load
from process_atlas.spec.source import SourceFile
from small import SMALL

PATH = "process_specs/repair.yaml"
CHECK = "  - {id: check, title: {en: Check it, zh: 检查}, responsible: clerk, how: Look., next: done}\n"


def compared(old: Mapping[str, str], new: Mapping[str, str], lang: str = "en") -> tuple[Scene, SpecChanges]:
    before, after = (
        state_of(load(SourceFile(path, text.encode()) for path, text in files.items()), "process_specs/")
        for files in (old, new)
    )
    found = compare_states(before, after).of("process", "repair")
    atlases = whole_atlas(before, [after]), whole_atlas(after, [before])
    changes = found or SpecChanges("process", "repair", before.specs["process", "repair"].title, "1.0.0", "1.0.0", ())
    sides = [each if "repair" in each.catalog.processes else None for each in atlases]
    return comparison.build(*sides, "repair", lang, lambda kind, id="", anchor="": "", changes=changes), changes


def everything() -> dict[str, str]:
    """The small process with a change of every kind that a picture shows."""
    text = SMALL[PATH]
    for old, new in (
        ("within: 3 days", "within: 2 days"),
        ("    responsible: clerk\n    updates", "    responsible: lead\n    updates"),
        ("next: sorry, level: danger", "next: done, level: danger"),
        ("    next: done\n", "    next: check\n" + CHECK),
        ("Note the fault", "Write down the fault"),
        ('"Yes", zh: 能', '"Surely", zh: 可以'),
    ):
        assert old in text
        text = text.replace(old, new)
    return {**SMALL, PATH: text}


def everything_changed(lang: str) -> Scene:
    """The picture of those changes."""
    return compared(SMALL, everything(), lang)[0]
