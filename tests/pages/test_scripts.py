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
from process_atlas.pages.slim import slim

SOURCES = {each.name: each.read_text("utf-8") for each in (files("process_atlas.pages") / "assets").iterdir()}
SCRIPTS = {name: text for name, text in SOURCES.items() if name.endswith(".js")}
STRINGS = re.compile(r"""\"[^"]*\"|'[^']*'|`[^`]*`""")
SENT = {**assets(), **frame_assets()}


def test_all_scripts_together_are_small() -> None:
    assert sum(len(content) for name, content in SENT.items() if name.endswith(".js")) < 30_000


def test_all_styles_together_are_not_large() -> None:
    assert sum(len(content) for name, content in SENT.items() if name.endswith(".css")) < 110_000


def test_no_script_or_style_asks_another_host() -> None:
    for name, content in SENT.items():
        found = re.findall(r"(?:https?:)?//[\w.-]+\.[a-z]{2,}", content.decode())
        assert set(found) <= {"http://www.w3.org"}, name


def test_comments_indentation_and_spaces_beside_signs_are_not_sent() -> None:
    script = """\
/* What this
   is for. */
(() => {
  const most = 3; // of them

  /* One line. */
  const text = "a /* no */ comment, // nor this";
  const address = `http://x/${most}`; // it's "quoted", so it stays
  const both = [ "one", "two" ].map((each) => " , ");
  const none = each.matches("one:two") ? "three" : "";
  for (const [a, b] of pairs) if (a + 1 >= b) return { a, ...rest };
})();
"""
    assert slim(script) == (
        '(()=>{\nconst most=3;\nconst text = "a /* no */ comment, // nor this";\n'
        'const address = `http://x/${most}`; // it\'s "quoted", so it stays\n'
        'const both = [ "one", "two" ].map((each) => " , ");\nconst none=each.matches("one:two")?"three":"";\n'
        "for(const [a,b] of pairs)if(a + 1>=b)return{a,...rest};\n})();\n"
    )


@pytest.mark.parametrize("name", SCRIPTS)
def test_what_is_sent_is_what_was_written(name: str) -> None:
    """No string goes over several lines or is changed, and line by line only comments and spaces are missing."""
    assert all(line.count("`") % 2 == 0 for line in SCRIPTS[name].splitlines())
    written = [line.strip() for line in SCRIPTS[name].splitlines()]
    code = iter(line.partition(" // ")[0] if re.search(r"[;,{] // ", line) else line for line in written)
    for line in slim(SCRIPTS[name]).splitlines():
        same = next((each for each in code if each.replace(" ", "") == line.replace(" ", "")), None)
        assert same is not None, f"{line!r} was not written so, or stands elsewhere"
        assert re.findall(STRINGS, line) == re.findall(STRINGS, same)


@pytest.mark.skipif(not shutil.which("node"), reason="there is no Node.js on this machine")
def test_what_is_sent_can_be_read_by_a_machine(tmp_path: Path) -> None:
    for name in (name for name in SENT if name.endswith(".js")):
        (tmp_path / name).write_bytes(SENT[name])
        done = subprocess.run(["node", "--check", tmp_path / name], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
