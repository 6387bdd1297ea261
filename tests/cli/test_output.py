"""The folder of a site is replaced at once, in one step or in two, and what killed builds left is cleared away."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from process_atlas.cli import output
from process_atlas.cli.output import MARK, write_pages

OLD, NEW = {"index.html": "old", "old/index.html": "gone"}, {"index.html": "new"}
posix = pytest.mark.skipif(os.name == "nt", reason="links and locks of POSIX")


@pytest.fixture(params=["one step", "two steps"])
def out(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A folder to write to, on a system that can exchange folders and on one that cannot."""
    if request.param == "two steps":
        monkeypatch.setattr(output, "exchange", lambda *_: False)
    yield tmp_path / "out"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def held(folder: Path) -> dict[str, str]:
    """The files of a site."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MARK)
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}


def test_a_site_takes_the_place_of_the_former_one(out: Path) -> None:
    for pages in (OLD, NEW):
        write_pages(pages.items(), {}, out)
        assert held(out) == pages


@posix
def test_a_link_stays_a_link(out: Path) -> None:
    out.symlink_to("elsewhere")
    for pages in (OLD, NEW):
        write_pages(pages.items(), {}, out)
        assert held(out.with_name("elsewhere")) == pages
    assert out.is_symlink()


def test_a_disk_that_is_full_costs_the_new_site_and_not_the_old_one(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_pages(OLD.items(), {}, out)

    def full(self: Path, _: bytes) -> int:
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        write_pages(NEW.items(), {}, out)
    assert held(out) == OLD


def test_a_move_that_fails_is_undone(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_pages(OLD.items(), {}, out)
    monkeypatch.setattr(output, "exchange", lambda *_: False)
    real = os.replace

    def not_the_new_one(source: Any, target: Any) -> None:
        if Path(source).name == "fresh":
            raise OSError(13, "Permission denied", str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", not_the_new_one)
    with pytest.raises(PermissionError):
        write_pages(NEW.items(), {}, out)
    assert held(out) == OLD


@posix
def test_a_build_killed_between_two_moves_is_made_good(out: Path) -> None:
    write_pages(OLD.items(), {}, out)
    workshop = out.with_name(".out-process-atlas-left")
    workshop.mkdir()
    out.rename(workshop / "former")
    output._clear_up(out)
    assert held(out) == OLD


@posix
def test_what_a_running_build_is_writing_is_left_alone(out: Path) -> None:
    with output._workshop(out) as workshop:
        write_pages(NEW.items(), {}, out)
        assert workshop.exists()
    assert held(out) == NEW


@posix
def test_builds_at_the_same_time_leave_one_whole_site(out: Path) -> None:
    sites = [{f"{name}/{page}.html": name for page in range(20)} for name in ("one", "two", "three")]
    builds = [threading.Thread(target=write_pages, args=(pages.items(), {}, out)) for pages in sites]
    for build in builds:
        build.start()
    for build in builds:
        build.join()
    assert held(out) in sites
