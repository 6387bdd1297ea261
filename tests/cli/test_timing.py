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
