"""Drawings that are kept in a folder: the same drawings as without, whatever happens to the folder."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from scenes import entities, every

from process_atlas.diagrams import cache
from process_atlas.diagrams.cache import HALF_FOR, KEPT_FOR, Cache
from process_atlas.diagrams.scene import Placed, Scene
from process_atlas.diagrams.svg import draw
from process_atlas.diagrams.workers import place_here


class Placing:
    """Places scenes here, and counts them."""

    def __init__(self) -> None:
        self.placed = 0

    def __call__(self, scenes: Sequence[Scene]) -> tuple[Placed, ...]:
        self.placed += len(scenes)
        return tuple(place_here(each) for each in scenes)


def kept(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != ".gitignore")


def test_a_kept_drawing_is_drawn_the_same(tmp_path: Path) -> None:
    first, again = Placing(), Placing()
    scenes = every()
    expected = [draw(each) for each in Cache(first, tmp_path).place(scenes)]
    assert [draw(each) for each in Cache(again, tmp_path).place(scenes)] == expected
    assert (first.placed, again.placed) == (len(scenes), 0)


def test_only_what_changed_is_placed(tmp_path: Path) -> None:
    placing = Placing()
    Cache(placing, tmp_path).place([entities()])
    other = replace(entities(), title="Other")
    placed = Cache(placing, tmp_path).place([entities(), other, entities()])
    assert [each.scene.title for each in placed] == [entities().title, "Other", entities().title]
    assert placing.placed == 2


@pytest.mark.parametrize("harm", [b"", b"{", b"\x80not text", b"[]", b'{"scene": 1}'])
def test_a_damaged_entry_is_made_anew(tmp_path: Path, harm: bytes) -> None:
    placing = Placing()
    whole = Cache(placing, tmp_path).place([entities()])
    (entry,) = kept(tmp_path)
    right = entry.read_bytes()
    entry.write_bytes(harm or right[: len(right) // 2])
    assert Cache(placing, tmp_path).place([entities()]) == whole
    assert entry.read_bytes() == right


def test_an_entry_of_another_scene_is_not_taken(tmp_path: Path) -> None:
    placing = Placing()
    Cache(placing, tmp_path).place([entities()])
    (entry,) = kept(tmp_path)
    entry.write_bytes(entry.read_bytes().replace(entities().title.encode(), b"Something else", 1))
    assert Cache(placing, tmp_path).place([entities()])[0].scene == entities()


def test_another_version_of_the_layout_finds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    placing = Placing()
    Cache(placing, tmp_path).place([entities()])
    monkeypatch.setattr(cache, "_code", lambda: b"another")
    Cache(placing, tmp_path).place([entities()])
    assert placing.placed == 2


def test_git_passes_the_folder_by(tmp_path: Path) -> None:
    Cache(Placing(), tmp_path / "new").place([entities()])
    assert (tmp_path / "new" / ".gitignore").read_text() == "*\n"


def test_a_fallback_is_not_kept(tmp_path: Path) -> None:
    def plainly(scenes: Sequence[Scene]) -> tuple[Placed, ...]:
        return tuple(replace(place_here(each), notice="too large") for each in scenes)

    Cache(plainly, tmp_path).place([entities()])
    assert kept(tmp_path) == []


def test_a_folder_that_cannot_be_written_is_told_and_costs_no_drawing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    keeping = Cache(Placing(), tmp_path / "file" / "folder")
    assert len(keeping.place([entities()])) == 1
    assert "not kept" in keeping.problem


def test_what_no_build_asked_for_is_deleted_in_time(tmp_path: Path) -> None:
    Cache(Placing(), tmp_path).place([entities()])
    (old,) = kept(tmp_path)
    part = old.with_suffix(".part")
    part.write_bytes(b"half")
    for each, age in ((old, KEPT_FOR), (part, HALF_FOR)):
        os.utime(each, (time.time() - age - 60,) * 2)
    Cache(Placing(), tmp_path).place([replace(entities(), title="New")])
    assert not old.exists()
    assert not part.exists()
    assert len(kept(tmp_path)) == 1


def test_two_builds_share_a_folder(tmp_path: Path) -> None:
    scenes = [replace(entities(), title=f"Entities {n}") for n in range(12)]
    expected = tuple(map(place_here, scenes))
    found: list[tuple[Placed, ...]] = []
    builds = [threading.Thread(target=lambda: found.append(Cache(Placing(), tmp_path).place(scenes))) for _ in range(4)]
    for build in builds:
        build.start()
    for build in builds:
        build.join()
    assert found == [expected] * 4
    assert len(kept(tmp_path)) == len(scenes)
