"""The folder that keeps layouts: what is ours in it goes in time, and what is somebody else's is never touched."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from scenes import entities

from process_atlas.diagrams import cachedir
from process_atlas.diagrams.cachedir import HALF_FOR, KEPT_FOR, TAG, prepare
from process_atlas.diagrams.drawing import Studio, draw_here

OLD = time.time() - KEPT_FOR - 60
STRANGERS = (
    "zh/data.json",
    "js/package.json",
    "ab/tmp.part",
    "ab/0cc175b9c0f1b6a831c399e2697726.json",
    f"ab/{'c' * 64}.layout",
    f"ab/{'a' * 64}.layout",
    f"AB/AB{'a' * 62}.layout",
    f"{'a' * 64}.layout",
    "index.md",
)
"""What may look like an entry from afar, and is none."""


def written(folder: Path, names: tuple[str, ...] = STRANGERS) -> dict[str, bytes]:
    """Write old files, and give all that there is in the folder."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine")
        os.utime(path, (OLD, OLD))
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in the folder."""
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.mark.parametrize("name", STRANGERS)
def test_a_folder_of_others_is_told_and_left_as_it_is(tmp_path: Path, name: str) -> None:
    before = written(tmp_path, (name,))
    with Studio(1, tmp_path) as studio:
        assert studio.draw([entities()]) == (draw_here(entities()),)
    assert str(tmp_path) in studio.problem
    assert contents(tmp_path) == before


def test_what_others_put_into_our_folder_stays(tmp_path: Path) -> None:
    assert prepare(tmp_path) == ""
    before = written(tmp_path)
    assert prepare(tmp_path) == ""
    assert contents(tmp_path) == before


def test_a_tag_of_another_program_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / TAG).write_text("Signature: 8a477f597d28d172789f06886806bc55\n# made by another program\n")
    before = contents(tmp_path)
    assert prepare(tmp_path)
    assert contents(tmp_path) == before


def test_git_and_backups_pass_the_folder_by(tmp_path: Path) -> None:
    assert prepare(tmp_path / "new") == ""
    assert (tmp_path / "new" / ".gitignore").read_text() == "*\n"
    assert (tmp_path / "new" / TAG).read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


def test_what_no_build_asked_for_is_deleted_in_time(tmp_path: Path) -> None:
    prepare(tmp_path)
    draw_here(entities(), tmp_path)
    (old,) = tmp_path.rglob("*.layout")
    part = old.parent / "tmpabcd_123.part"
    part.write_bytes(b"half")
    young = old.parent / f"{old.parent.name}{'0' * 62}.layout"
    young.write_bytes(b"young")
    for each, age in ((old, KEPT_FOR), (part, HALF_FOR)):
        os.utime(each, (time.time() - age - 60,) * 2)
    prepare(tmp_path)
    assert list(old.parent.iterdir()) == [young]


def test_a_folder_that_is_deleted_during_a_build_is_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    with Studio(1, folder) as studio:
        first = studio.draw([entities()])
        for entry in list(folder.rglob("*.layout")):
            entry.unlink()
            entry.parent.rmdir()
        for name in (TAG, ".gitignore"):
            (folder / name).unlink()
        folder.rmdir()
        assert studio.draw([entities()]) == first
    assert studio.problem == ""
    assert list(folder.rglob("*.layout"))
    assert prepare(folder) == "", "it is ours as before"


def test_a_folder_that_another_build_has_just_begun_is_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, looked = cachedir._is_tagged, list[bool]()

    def just_before(folder: Path) -> bool:
        looked.append(real(folder))
        if len(looked) == 1:
            monkeypatch.setattr(cachedir, "_is_tagged", real)
            assert prepare(folder) == ""
        return looked[-1]

    monkeypatch.setattr(cachedir, "_is_tagged", just_before)
    assert prepare(tmp_path) == ""
    assert looked == [False]


def test_our_folder_without_its_tag_is_ours_again(tmp_path: Path) -> None:
    prepare(tmp_path)
    draw_here(entities(), tmp_path)
    (tmp_path / TAG).unlink()
    assert prepare(tmp_path) == ""
    assert (tmp_path / TAG).is_file()


def test_a_folder_of_the_first_versions_is_ours(tmp_path: Path) -> None:
    written(tmp_path, (f"ab/{'c' * 32}.json",))
    assert prepare(tmp_path) == ""
    assert not (tmp_path / "ab" / f"{'c' * 32}.json").exists()


def test_a_folder_that_cannot_be_written_is_told_and_costs_no_drawing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with Studio(1, tmp_path / "file" / "folder") as studio:
        (drawing,) = studio.draw([entities()])
    assert drawing == draw_here(entities())
    assert studio.problem
