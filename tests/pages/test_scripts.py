"""Scripts: small in all, sent without what is only for those who write them, and the same in what they do."""

from __future__ import annotations

import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

from process_atlas.pages.frame import frame_assets
from process_atlas.pages.render import assets

SOURCES = {each.name: each.read_text("utf-8") for each in (files("process_atlas.pages") / "assets").iterdir()}
SCRIPTS = {name: text for name, text in SOURCES.items() if name.endswith(".js")}
STRINGS = re.compile(r'"[^"\n]*"|`[^`$\n]*(?:\$\{[^{}`\n]*\}[^`$\n]*)*`')
SENT = {**assets(), **frame_assets()}


def test_all_scripts_together_are_small() -> None:
    assert sum(len(content) for name, content in SENT.items() if name.endswith(".js")) < 30_000


def test_all_styles_together_are_not_large() -> None:
    assert sum(len(content) for name, content in SENT.items() if name.endswith(".css")) < 110_000


def test_no_script_or_style_asks_another_host() -> None:
    for name, content in SENT.items():
        found = re.findall(r"(?:https?:)?//[\w.-]+\.[a-z]{2,}", content.decode())
        assert set(found) <= {"http://www.w3.org"}, name


@pytest.mark.parametrize("name", SCRIPTS)
def test_comments_are_not_sent_and_strings_stay(name: str) -> None:
    sent = SENT[name].decode()
    assert "/*" not in sent
    assert len(sent) < 0.9 * len(SCRIPTS[name])
    code = re.sub(r"/\*.*?\*/| // .*$", "", SCRIPTS[name], flags=re.DOTALL | re.MULTILINE)
    strings = re.findall(STRINGS, code)
    assert strings
    assert [each for each in strings if each not in sent] == []


@pytest.mark.skipif(not shutil.which("node"), reason="there is no Node.js on this machine")
def test_what_is_sent_can_be_read_by_a_machine(tmp_path: Path) -> None:
    for name in (name for name in SENT if name.endswith(".js")):
        (tmp_path / name).write_bytes(SENT[name])
        done = subprocess.run(["node", "--check", tmp_path / name], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
