"""`process-atlas fmt`: only layout changes, and nothing at all where anything else would."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from process_atlas.authoring.layout import lay_out
from process_atlas.authoring.library import names, template
from process_atlas.spec.source import SourceFile
from small import SMALL
from support import SPECS

pytest_plugins = ("authoring_fixtures",)

UGLY = """\


# a role
kind:   role~~
id : clerk     # the id stays
title:
   en:  Clerk
   zh:   文员


tags:
- one
-   two
-
    - three
description: |

        First line.

          Deeper, with a trailing space:~

links: [{title: a,
   url: "https://example.com/"}]


---

# second
kind: process
steps:
# before the step
-   id:  a
    how:   >-
       folded
       text
    # before title
    title: several
      words
    # after title
# before b
-  {id: b}
"""
"""A text as no tool would write it; `~` stands for a space that ends a line."""

NEAT = """\
# a role
kind: role
id: clerk     # the id stays
title:
  en: Clerk
  zh: 文员

tags:
  - one
  - two
  - - three
description: |

  First line.

    Deeper, with a trailing space:~

links: [{title: a,
   url: "https://example.com/"}]
---
# second
kind: process
steps:
  # before the step
  - id: a
    how: >-
      folded
      text
    # before title
    title: several
      words
    # after title
  # before b
  - {id: b}
"""
UGLY, NEAT = (text.replace("~", " ") for text in (UGLY, NEAT))


def laid_out(text: str) -> str:
    """The text laid out; it must be possible."""
    done, found = lay_out(SourceFile("a.yaml", text.encode()))
    assert done is not None, found
    return done


def test_it_looks_as_it_should() -> None:
    assert laid_out(UGLY) == NEAT
    assert laid_out(NEAT) == NEAT


def test_line_ends_and_marks_are_layout() -> None:
    for content in (UGLY.replace("\n", "\r\n").encode("utf-8-sig"), UGLY.encode("utf-16"), UGLY.strip().encode()):
        assert lay_out(SourceFile("a.yaml", content)) == (NEAT, ())


@pytest.mark.parametrize(
    "text",
    [
        "a: |+\n  kept\n\n\nb: c\n",
        "a: |2\n    indented by two\nb: c\n",
        'a: "one \\\n   two"\n',
        "a: &x\n    b: c\nd: *x\n",
        "a: 'it''s'\nb: \"tab\\t\"\n",
        "%YAML 1.1\n---\na: b\n...\n",
        "a:\nb: # nothing\nc: ''\n",
        "a:\n    - b:\n      - c\n      d: e\n    - f\n",
        "",
        "# only a comment\n",
    ],
)
def test_odd_forms_read_the_same(text: str) -> None:
    done = laid_out(text)
    assert list(yaml.compose_all(done) and yaml.load_all(done, yaml.BaseLoader)) == list(
        yaml.load_all(text, yaml.BaseLoader)
    )
    assert laid_out(done) == done


@pytest.mark.parametrize("path", sorted(SPECS.rglob("*.yaml")), ids=lambda path: path.stem)
def test_the_sample_is_laid_out(path: Path) -> None:
    assert laid_out(path.read_text("utf-8")) == path.read_text("utf-8")


@pytest.mark.parametrize("kind", ["process", "data", "field", "role", "system"])
def test_templates_are_laid_out(kind: str) -> None:
    for name in names(kind):
        assert laid_out(template(kind, name).text) == template(kind, name).text


_SAMPLE = (SPECS / "processes" / "complaint-handling.yaml").read_text("utf-8").split("\nsteps:\n")[1]


@given(st.integers(0, 7), st.integers(1, 4), st.booleans(), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_whatever_the_layout_was(indent: int, spaces: int, blanks: bool, random: Any) -> None:
    """Indentation, spaces and blank lines as somebody might have left them lead to the same text."""
    lines = []
    for line in f"steps:\n{_SAMPLE}".splitlines():
        moved = line if line == "steps:" else " " * indent + line
        moved = re.sub(r"^(\s*(?:- )?[a-z_]+:) (?=\S)", rf"\1{' ' * spaces}", moved)
        lines += [moved + " " * random.randrange(3 if line.strip().endswith("}") else 1)]
        lines += ["", ""] if blanks and not line.strip() else []
    if indent >= 2 or indent == 0:
        assert laid_out("\n".join(lines)) == laid_out(f"steps:\n{_SAMPLE}")


def test_check_changes_nothing_and_ends_with_1(command: Any, folder: Any) -> None:
    top = folder({**SMALL, "process_specs/ugly.yaml": UGLY.partition("---")[0]})
    done = command("fmt", "--check")
    assert (done.exit_code, done.stdout) == (1, "process_specs/ugly.yaml: is not laid out\n")
    assert (top / "process_specs/ugly.yaml").read_text("utf-8") == UGLY.partition("---")[0]
    assert command("fmt").exit_code == 0
    assert (top / "process_specs/ugly.yaml").read_text("utf-8") == NEAT.partition("---")[0]
    done = command("fmt", "--check")
    assert (done.exit_code, done.stdout) == (0, "")


def test_files_that_are_named_and_modes_that_stay(command: Any, folder: Any) -> None:
    top = folder({"a.yaml": "kind:   role\n", "b.yaml": "kind:   role\n"})
    (top / "a.yaml").chmod(0o640)
    assert command("fmt", "a.yaml").stdout == "a.yaml\n"
    assert (top / "a.yaml").read_text("utf-8") == "kind: role\n"
    assert (top / "b.yaml").read_text("utf-8") == "kind:   role\n"
    assert os.name == "nt" or (top / "a.yaml").stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in top.iterdir()) == ["a.yaml", "b.yaml"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kind: role\n title: x\n", "error[yaml]"),
        ("kind:   role\nkind: role\n", "error[duplicate-key]"),
        ("? kind\n:   role\n", "error[not-laid-out]"),
    ],
)
def test_what_cannot_be_laid_out_is_left_and_told(command: Any, folder: Any, text: str, told: str) -> None:
    top = folder({"a.yaml": text, "b.yaml": "kind:   role\n"})
    done = command("fmt", "a.yaml", "b.yaml")
    assert done.exit_code == 1
    assert told in done.stderr
    assert (top / "a.yaml").read_text("utf-8") == text
    assert (top / "b.yaml").read_text("utf-8") == "kind: role\n"


def test_wrong_usage_is_an_answer(command: Any) -> None:
    assert command("fmt", "nowhere.yaml").exit_code == 2
    assert command("fmt", "--specs", "nowhere").exit_code == 2


def test_a_file_that_cannot_be_written_is_told(command: Any, folder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    top = folder({"a.yaml": "kind:   role\n"})

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("process_atlas.authoring.files.os.fsync", full)
    done = command("fmt", "a.yaml")
    assert done.exit_code == 2
    assert "No space left on device" in done.stderr
    assert _texts(top) == {"a.yaml": "kind:   role\n"}


def _texts(top: Path) -> Mapping[str, str]:
    return {path.name: path.read_text("utf-8") for path in top.iterdir()}
