"""Where the time of a build went, and what is said while it works."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from process_atlas.cli import timing
from process_atlas.cli.timing import Timing
from small import SMALL
from support import run

Write = Callable[[Mapping[str, str]], Path]


def test_a_profile_names_every_stage_and_is_told_only_when_asked_for(folder: Write) -> None:
    top = folder(SMALL)
    done = run("process_atlas", "build", "--out", "site", "--profile", cwd=top)
    stages = [line.split("  ")[0].strip() for line in done.stderr.splitlines() if line.endswith("%")]
    assert stages == ["files", "read and link", "history", "drawings", "checks", "pages"]
    silent = run("process_atlas", "build", "--out", "site", cwd=top)
    assert "read and link" not in silent.stderr
    assert "\033" not in silent.stderr


def test_on_a_terminal_a_long_stage_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(timing, "_LONG", 0.05)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    watched = Timing()
    with watched.stage("quick"):
        pass
    with watched.stage("drawings"):
        time.sleep(0.3)
    said = capsys.readouterr().err
    assert "drawings ..." in said
    assert "drawings: 0." in said
    assert "quick" not in said


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, name: str) -> Timing:
    """What watches on a terminal of some name, where every stage counts as a long one."""
    monkeypatch.setattr(timing, "_LONG", 0.0)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", name)
    return Timing()


def test_what_can_be_counted_is_counted_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    watched = on_a_terminal(monkeypatch, "xterm")
    with watched.stage("pages"):
        for _ in watched.counted(iter("abc"), 3):
            time.sleep(0.15)
    said = capsys.readouterr().err
    assert "\rpages" in said.replace("\033[K", "")
    assert [text for text in ("pages 1 of 3", "pages 2 of 3") if text not in said] == []
    assert said.endswith(" s\n")


def test_a_count_is_told_now_and_then_only(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    watched = on_a_terminal(monkeypatch, "xterm")
    with watched.stage("pages"):
        assert list(watched.counted(range(5000), 5000)) == list(range(5000))
    assert 0 < capsys.readouterr().err.count("of 5000") < 500


def test_a_plain_terminal_gets_whole_lines_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    watched = on_a_terminal(monkeypatch, "dumb")
    with watched.stage("pages"):
        for _ in watched.counted(range(3), 3):
            time.sleep(0.15)
    said = capsys.readouterr().err
    assert "\r" not in said
    assert "\033" not in said
    first, last = said.splitlines()
    assert first == "pages ..."
    assert last.startswith("pages: 0.")


def test_elsewhere_nothing_is_counted(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timing, "_LONG", 0.0)
    watched = Timing()
    with watched.stage("pages"):
        assert len(list(watched.counted(range(3), 3))) == 3
    assert capsys.readouterr().err == ""


def test_times_of_one_name_add_up_and_shares_make_the_whole() -> None:
    watched = Timing()
    for _ in range(2):
        with watched.stage("a"):
            time.sleep(0.01)
    with watched.stage("b"):
        time.sleep(0.01)
    assert set(watched.seconds) == {"a", "b"}
    assert watched.seconds["a"] > watched.seconds["b"]
    assert [line.split()[0] for line in watched.table()] == ["a", "b", "total"]
