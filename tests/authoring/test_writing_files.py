"""Files are written whole or not at all, sets of them all or none; modes and links stay, and nothing is left over."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from process_atlas.authoring import files
from process_atlas.authoring.files import STAGED, create_all, replace_all, write_whole
from small import SMALL

posix = pytest.mark.skipif(os.name == "nt", reason="modes and links of POSIX")
Harm = Callable[[pytest.MonkeyPatch, BaseException], None]


def failing(name: str, owner: Any) -> Harm:
    """What makes the second call of a function fail, and no other."""

    def harm(monkeypatch: pytest.MonkeyPatch, problem: BaseException) -> None:
        real, calls = getattr(owner, name), []

        def second_fails(*args: Any) -> Any:
            calls.append(args)
            if len(calls) == 2:
                raise problem
            return real(*args)

        monkeypatch.setattr(owner, name, second_fails)

    return harm


STEPS = {"write": failing("_write", files), "move": failing("replace", os), "sync": failing("fsync", os)}


def held(top: Path) -> dict[str, str]:
    """Everything below a folder, hidden files too."""
    return {path.relative_to(top).as_posix(): path.read_text("utf-8") for path in top.rglob("*") if path.is_file()}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    "problem", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["full", "ctrl-c"]
)
def test_a_set_of_files_stays_as_it_was_when_a_step_fails_in_the_middle(
    folder: Any, monkeypatch: pytest.MonkeyPatch, step: str, problem: BaseException
) -> None:
    top = folder(SMALL)
    before = {top / name: text.encode() for name, text in SMALL.items()}
    STEPS[step](monkeypatch, problem)
    with pytest.raises(type(problem)):
        replace_all(dict.fromkeys(before, b"new"), before)
    assert held(top) == SMALL


def test_a_rename_over_several_files_changes_none_when_a_write_fails(
    command: Any, folder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = folder(SMALL)
    STEPS["write"](monkeypatch, OSError(28, "No space left on device"))
    done = command("rename", "role", "lead", "boss")
    assert done.exit_code == 2
    assert "No space left on device" in done.stderr
    assert held(top) == SMALL


def test_a_disk_that_keeps_something_else_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", lambda _: next(tmp_path.glob(f"*{STAGED}")).write_bytes(b"rotten"))
    with pytest.raises(OSError, match="does not read back"):
        replace_all({spec: b"new"}, {spec: b"old"})
    assert held(tmp_path) == {"spec.yaml": "old"}


def test_what_cannot_be_put_back_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "1.yaml", tmp_path / "2.yaml"
    before = {first: b"old", second: b"old"}
    for path, content in before.items():
        path.write_bytes(content)
    real, calls = os.replace, []

    def only_once(source: Any, target: Any) -> None:
        calls.append(target)
        if len(calls) > 1:
            raise OSError(5, "Input/output error", str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", only_once)
    with pytest.raises(OSError, match=r"1\.yaml") as told:
        replace_all(dict.fromkeys(before, b"new"), before)
    assert "cannot be put back" in str(told.value)


@posix
def test_modes_and_links_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to("real.yaml")
    replace_all({link: b"new"}, {link: b"old"})
    write_whole(link, b"newer")
    assert link.is_symlink()
    assert (real.read_bytes(), real.stat().st_mode & 0o777) == (b"newer", 0o640)


@posix
@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_new_files_have_the_mode_that_the_user_wants(tmp_path: Path, mask: int, mode: int) -> None:
    former = os.umask(mask)
    try:
        write_whole(tmp_path / "one", b"")
        create_all({tmp_path / "two": b"", tmp_path / "folder/three": b""})
    finally:
        os.umask(former)
    assert {path.stat().st_mode & 0o777 for path in tmp_path.rglob("*") if path.is_file()} == {mode}


@pytest.mark.parametrize("without_links", [False, True])
def test_new_files_take_nobodys_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without_links: bool) -> None:
    def refused(*_: Any) -> None:
        raise OSError(95, "Operation not supported")

    if without_links:
        monkeypatch.setattr(os, "link", refused)
    create_all({tmp_path / "a/one": b"1"})
    with pytest.raises(FileExistsError):
        create_all({tmp_path / "b/two": b"2", tmp_path / "a/one": b"mine"})
    assert held(tmp_path) == {"a/one": "1"}
    assert not (tmp_path / "b").exists()


@posix
def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    write_whole(Path(os.devnull), b"gone")
    assert Path(os.devnull).is_char_device()


def test_names_as_long_as_they_may_be_can_be_written(tmp_path: Path) -> None:
    spec = tmp_path / f"{'客' * 83}.yaml"
    write_whole(spec, b"new")
    assert held(tmp_path) == {spec.name: "new"}


def test_what_an_interrupted_command_left_is_deleted_later(tmp_path: Path) -> None:
    old, young = (tmp_path / f".{name}{STAGED}" for name in ("old", "young"))
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (time.time() - 7200,) * 2)
    write_whole(tmp_path / "spec.yaml", b"new")
    assert not old.exists()
    assert young.exists()
