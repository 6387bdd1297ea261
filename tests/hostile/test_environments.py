"""Machines that are not as they should be: an answer or a site, never a traceback and never half a site."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from small import SMALL
from support import ROOT

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    """A folder with the small catalogue, and a process whose id, title and file are in Chinese."""
    chinese = SMALL["process_specs/repair.yaml"].replace("id: repair", "id: 维修")
    for name, text in {**SMALL, "process_specs/维修.yaml": chinese}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def atlas(firm: Path) -> Run:
    """Runs the command in the folder, with other variables and limits of the process; never with a traceback."""

    def run(*arguments: str, before: Callable[[], object] | None = None, **variables: str):
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "mkdocs_plugin"), **variables}
        command = [sys.executable, "-m", "process_atlas", *arguments]
        done = subprocess.run(
            command, cwd=firm, env=environment, capture_output=True, check=False, timeout=120, preexec_fn=before
        )
        assert b"Traceback" not in done.stderr + done.stdout, done.stderr.decode()
        return done

    return run


BUILD = ("build", "--out", "site", "--jobs", "1")


def pages(folder: Path) -> dict[str, bytes]:
    """Every page of a site that was written, by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.html")}


def test_a_folder_that_cannot_be_written_to(atlas: Run) -> None:
    for out in ("/proc/self/site", "/dev/null/site", "process_specs"):
        done = atlas("build", "--out", out, "--jobs", "1", "--no-history")
        assert done.returncode == 2
        assert b"error[unwritable]" in done.stderr


def test_a_folder_without_the_right_to_write(atlas: Run, firm: Path) -> None:
    (firm / "locked").mkdir(mode=0o555)
    if os.access(firm / "locked", os.W_OK):
        pytest.skip("this user may write everywhere")
    done = atlas("build", "--out", "locked/site", "--jobs", "1")
    assert (done.returncode, b"error[unwritable]" in done.stderr) == (2, True)


def no_file_above(size: int) -> Callable[[], None]:
    """Limit the size of files, which stands for a disk that is full: writing more raises an error of the system."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_disk_that_is_full_leaves_the_former_site(atlas: Run, firm: Path) -> None:
    assert atlas(*BUILD, "--no-cache").returncode == 0
    before, names = pages(firm / "site"), sorted(os.listdir(firm))
    done = atlas(*BUILD, "--no-cache", before=no_file_above(4096))
    assert done.returncode == 2
    assert b"error[unwritable]" in done.stderr
    assert pages(firm / "site") == before
    assert sorted(os.listdir(firm)) == names


@pytest.fixture
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A disk of 64 kB, where this user may mount one."""
    folder = tmp_path_factory.mktemp("disk")
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True, check=False
    )
    if mount.returncode:
        pytest.skip("this user may not mount a disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_real_disk_that_is_full(atlas: Run, tiny: Path) -> None:
    done = atlas("build", "--out", str(tiny / "site"), "--jobs", "1", "--no-cache")
    assert (done.returncode, b"error[unwritable]" in done.stderr) == (2, True)
    assert os.listdir(tiny) == []


def test_no_space_for_the_cache(atlas: Run, firm: Path) -> None:
    (firm / ".cache").write_text("a file in its place", encoding="utf-8")
    done = atlas(*BUILD)
    assert done.returncode == 0
    assert b"drawings are not kept for the next build" in done.stderr
    assert (firm / "site/index.html").is_file()


def test_a_cache_on_a_disk_that_is_full(atlas: Run, firm: Path) -> None:
    (firm / ".cache").mkdir()
    (firm / ".cache/process-atlas").symlink_to("/dev/full")
    assert atlas(*BUILD).returncode == 0
    assert (firm / "site/index.html").is_file()


def test_no_git(atlas: Run, firm: Path) -> None:
    (firm / "bin").mkdir()
    done = atlas(*BUILD, PATH=str(firm / "bin"))
    assert done.returncode == 0
    assert (firm / "site/processes/repair/index.html").is_file()


@pytest.mark.parametrize(
    "variables",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "gbk"},
        {"LC_ALL": "does_NOT.exist", "PYTHONIOENCODING": "latin-1"},
    ],
    ids=["C", "GBK", "Latin 1"],
)
def test_a_locale_that_is_not_utf_8(atlas: Run, firm: Path, variables: dict[str, str]) -> None:
    (firm / "process_specs/坏.yaml").write_text("kind: role\nid: 坏😀\ntitle: 坏\nversion: 1.0.0\n", encoding="utf-8")
    for arguments in (("check", "--format", "json"), BUILD):
        done = atlas(*arguments, **variables)
        assert done.returncode in (0, 1), done.stderr
    assert b"wrong-form" in atlas("check", **variables).stdout
    assert "维修".encode() in os.listdir(os.fsencode(firm / "site/processes"))


@pytest.mark.parametrize(("mask", "folder", "file"), [(0o022, 0o755, 0o644), (0o077, 0o700, 0o600), (0, 0o777, 0o666)])
def test_rights_follow_the_mask(atlas: Run, firm: Path, mask: int, folder: int, file: int) -> None:
    assert atlas(*BUILD, before=lambda: os.umask(mask)).returncode == 0
    rights = {name: (firm / name).stat().st_mode & 0o777 for name in ("site", "site/roles", "site/index.html")}
    assert rights == {"site": folder, "site/roles": folder, "site/index.html": file}


def test_windows_line_ends_make_the_same_site(atlas: Run, firm: Path) -> None:
    assert atlas(*BUILD).returncode == 0
    before = pages(firm / "site")
    for path in (firm / "process_specs").iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert atlas(*BUILD).returncode == 0
    assert pages(firm / "site") == before


def test_little_else_in_the_environment(atlas: Run, firm: Path) -> None:
    nothing = {name: "" for name in os.environ if name not in ("PATH", "PYTHONPATH")}
    assert atlas(*BUILD, **nothing).returncode == 0
    assert (firm / "site/index.html").is_file()


def test_nobody_who_listens(atlas: Run, firm: Path) -> None:
    with open("/dev/full", "wb") as full:
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "mkdocs_plugin")}
        command = [sys.executable, "-m", "process_atlas", "check"]
        done = subprocess.run(command, cwd=firm, env=environment, stdout=full, stderr=subprocess.PIPE, check=False)
    assert b"Traceback" not in done.stderr
    assert done.returncode != 0
