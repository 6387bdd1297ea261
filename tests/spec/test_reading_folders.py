"""The files of a folder are read in order, and what cannot be read is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from process_atlas.spec.folder import read_folder


def write(path: Path, text: str = "a: b\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_yaml_files_are_read_in_the_order_of_their_paths(tmp_path: Path) -> None:
    for name in ("b.yaml", "a/z.yml", "a.YAML", "note.md", ".hidden.yaml", ".git/c.yaml", "客户/投诉.yaml"):
        write(tmp_path / name)
    files, found = read_folder(tmp_path)
    assert [Path(file.path).relative_to(tmp_path).as_posix() for file in files] == [
        "a.YAML",
        "a/z.yml",
        "b.yaml",
        "客户/投诉.yaml",
    ]
    assert found == ()
    assert files[0].content == b"a: b\n"


def test_a_folder_that_is_not_there_or_empty_is_told(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere", write(tmp_path / "file.txt")):
        files, (found,) = read_folder(folder)
        assert (files, found.code, found.span.path) == ((), "no-specs", folder.as_posix())
        assert found.hint


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs links")
def test_links_that_lead_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside.yaml")
    write(tmp_path / "specs/in.yaml")
    (tmp_path / "specs/out.yaml").symlink_to(outside)
    (tmp_path / "specs/gone.yaml").symlink_to(tmp_path / "nothing.yaml")
    (tmp_path / "specs/same.yaml").symlink_to(tmp_path / "specs/in.yaml")
    files, found = read_folder(tmp_path / "specs")
    assert [Path(file.path).name for file in files] == ["in.yaml", "same.yaml"]
    assert [each.code for each in found] == ["unreadable-file"] * 2


def test_a_folder_named_like_a_spec_is_no_file(tmp_path: Path) -> None:
    write(tmp_path / "old.yaml/a.yaml")
    assert [Path(file.path).name for file in read_folder(tmp_path)[0]] == ["a.yaml"]
