"""The handbook as PDF: with a Chromium what was asked for, without one a clear word; never half a file."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pypdf import PdfReader

from process_atlas.export import chromium
from process_atlas.export.chromium import PrintError, find, print_pdf
from process_atlas.export.pdf import pages_of
from small import SMALL
from support import SPECS, run

Write = Callable[[Mapping[str, str]], Path]
BROWSER = find()
needs_browser = pytest.mark.skipif(BROWSER is None, reason="there is no Chromium on this machine")
posix = pytest.mark.skipif(os.name != "posix", reason="makes a program of a shell script")


def _text(path: Path) -> list[str]:
    return [page.extract_text() for page in PdfReader(path).pages]


@needs_browser
def test_a_process_is_printed_chart_first_with_a_foot_on_every_page(folder: Write) -> None:
    top = folder(SMALL)
    asked = ("export", "pdf", "process", "repair", "--out", "out/repair.pdf", "--address", "https://h.example.com")
    done = run("process_atlas", *asked, cwd=top, SOURCE_DATE_EPOCH="1770000000")
    assert done.returncode == 0, done.stderr
    pages = _text(top / "out/repair.pdf")
    assert pages[0].index("Note the fault") < pages[0].index("Broken things work again.")
    for number, page in enumerate(pages, 1):
        assert "Repair · Version 1.0.0 · 2 February 2026 · https://h.example.com/processes/repair/" in page
        assert f"Page {number} of {len(pages)}" in page
    assert sorted(path.name for path in (top / "out").iterdir()) == ["repair.pdf"]


@needs_browser
def test_the_whole_handbook_has_contents_with_page_numbers_and_chinese_text(folder: Write) -> None:
    top = folder(SMALL)
    done = run("process_atlas", "export", "pdf", "--all", "--lang", "zh", "--out", "book.pdf", cwd=top)
    assert done.returncode == 0, done.stderr
    pages = _text(top / "book.pdf")
    assert "维修" in pages[0]
    assert "目录" in pages[1]
    assert "岗位" in pages[1]
    assert "页" in pages[1]
    assert any("登记故障" in page for page in pages)
    assert not any("\u2e80" <= character < "\u2fe0" for page in pages for character in page)
    starts = pages_of((top / "book.pdf").read_bytes())
    assert len(starts) == 2 + 4 + 2 + 1
    assert sorted(starts.values()) == list(starts.values())
    assert all(str(number) in pages[1] for number in starts.values())
    assert PdfReader(top / "book.pdf").outline


@needs_browser
def test_a_long_chart_of_the_sample_is_cut_and_named(tmp_path: Path) -> None:
    out = tmp_path / "c.pdf"
    done = run("process_atlas", "export", "pdf", "process", "complaint-handling", "--out", out, "--specs", SPECS)
    assert done.returncode == 0, done.stderr
    pages = _text(out)
    assert "Sheet 1 of" in pages[0]
    assert "A →" in pages[0]
    assert "→ A" in pages[1]


@posix
def test_without_a_browser_it_says_what_to_install_and_ends_with_2(folder: Write) -> None:
    top = folder(SMALL)
    done = run("process_atlas", "export", "pdf", "--all", "--out", "book.pdf", cwd=top, PATH="/nowhere")
    assert done.returncode == 2
    assert "install Chromium" in done.stderr
    assert not (top / "book.pdf").exists()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--all", "--chromium", "no-such-browser"), "no-such-browser: there is no program of this name"),
        (("process", "repairs"), "there is no process 'repairs'; the catalogue has: repair"),
        (("--all", "--lang", "fr"), "the catalogue is not written in 'fr', but in: en, zh"),
        ((), "say what to export"),
        (("process", "repair", "--all"), "say what to export"),
    ],
)
def test_a_wrong_wish_is_answered(folder: Write, asked: tuple[str, ...], said: str) -> None:
    done = run("process_atlas", "export", "pdf", *asked, "--out", "book.pdf", cwd=folder(SMALL))
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def _program(folder: Path, script: str) -> Path:
    path = folder / "browser"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@posix
def test_a_browser_that_hangs_is_ended_and_leaves_no_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    with pytest.raises(PrintError, match="was not done after"):
        print_pdf(_program(tmp_path, "sleep 60"), "<p>x</p>", 0.3)
    assert list((tmp_path / "temp").iterdir()) == []


@posix
def test_a_browser_that_prints_nothing_is_told_with_its_last_word(tmp_path: Path) -> None:
    with pytest.raises(PrintError, match="printed nothing: no display"):
        print_pdf(_program(tmp_path, "echo no display >&2; exit 1"), "<p>x</p>", 20)
    with pytest.raises(PrintError, match="cannot be started"):
        print_pdf(tmp_path / "nothing", "<p>x</p>", 20)


@posix
def test_a_failed_print_leaves_the_former_file(folder: Write) -> None:
    top = folder({**SMALL, "book.pdf": "the former"})
    broken = _program(top, "exit 1")
    done = run("process_atlas", "export", "pdf", "--all", "--out", "book.pdf", "--chromium", broken, cwd=top)
    assert done.returncode == 2
    assert (top / "book.pdf").read_text("utf-8") == "the former"


def test_browsers_are_found_where_windows_keeps_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edge = tmp_path / "Microsoft/Edge/Application/msedge.exe"
    edge.parent.mkdir(parents=True)
    edge.touch()
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("PROGRAMFILES(X86)", str(tmp_path))
    assert chromium.find() == edge
