"""What a user of the command gets: reports, exit codes, and a site."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from small import SMALL, changed
from support import run

Write = Callable[[Mapping[str, str]], Path]


def test_a_clean_catalogue_ends_with_0(folder: Write) -> None:
    done = run("process_atlas", "check", "--fail-on", "warning", cwd=folder(SMALL))
    assert (done.returncode, done.stdout.strip()) == (0, "no findings")


def test_every_finding_is_printed_with_place_code_and_hint_in_one_run(folder: Write) -> None:
    files = changed("duration: 10 min", "duration: soon\n    durration: 5 min")
    files["process_specs/roles.yaml"] = files["process_specs/roles.yaml"].replace(
        "reports_to: lead", "reports_to: leda"
    )
    done = run("process_atlas", "check", cwd=folder(files))
    assert done.returncode == 1
    assert "process_specs/repair.yaml:16:15: error[wrong-form]" in done.stdout
    assert "process_specs/repair.yaml:17:5: error[unknown-key]" in done.stdout
    assert "did you mean 'duration'?" in done.stdout
    assert "process_specs/roles.yaml:11:13: error[unknown-reference] there is no role 'leda'" in done.stdout
    assert "did you mean 'lead'?" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("specs", ["nowhere", "empty"])
def test_no_specs_at_all_is_said_and_ends_with_2(folder: Write, specs: str) -> None:
    top = folder(SMALL)
    (top / "empty").mkdir()
    for command in (["check"], ["build", "--out", "site"]):
        done = run("process_atlas", *command, "--specs", specs, cwd=top)
        assert done.returncode == 2
        assert "no-specs" in done.stdout + done.stderr
        assert "Traceback" not in done.stderr


def test_json_has_the_same_findings(folder: Write) -> None:
    done = run("process_atlas", "check", "--format", "json", cwd=folder(changed("next: done", "next: dome")))
    report = json.loads(done.stdout)
    assert report["summary"]["error"] == len([each for each in report["findings"] if each["severity"] == "error"])
    first = next(each for each in report["findings"] if each["code"] == "unknown-reference")
    assert (first["path"], first["line"], first["hint"]) == ("process_specs/repair.yaml", 33, "did you mean 'done'?")


def test_build_writes_a_whole_site_and_replaces_only_its_own(folder: Write) -> None:
    top = folder(SMALL)
    for _ in range(2):
        done = run("process_atlas", "build", "--out", "out", cwd=top)
        assert done.returncode == 0, done.stderr
    page = (top / "out/zh/processes/repair/index.html").read_text("utf-8")
    assert '<html lang="zh">' in page
    assert "登记故障" in page
    assert '<figure class="atlas-diagram"' in page
    assert sorted(path.name for path in top.iterdir()) == [".cache", "out", "process_specs"]
    (top / "mine").mkdir()
    (top / "mine/letter.txt").write_text("dear", encoding="utf-8")
    done = run("process_atlas", "build", "--out", "mine", cwd=top)
    assert done.returncode == 2
    assert "not from an earlier build" in done.stderr
    assert (top / "mine/letter.txt").exists()


def test_markdown_pages_carry_titles_and_bodies_without_blank_lines(folder: Write) -> None:
    top = folder(SMALL)
    assert run("process_atlas", "build", "--out", "out", "--format", "markdown", cwd=top).returncode == 0
    head, body = (top / "out/processes/repair.md").read_text("utf-8").split("\n---\n", 1)
    assert 'title: "Repair"' in head
    assert "\n\n" not in body.strip()
    assert 'id="step-note"' in body


def test_a_file_in_place_of_the_output_folder_is_an_answer_not_a_traceback(folder: Write) -> None:
    top = folder({**SMALL, "out": "a file"})
    done = run("process_atlas", "build", "--out", "out", cwd=top)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert (top / "out").read_text("utf-8") == "a file"


def test_works_where_mkdocs_is_not_installed(folder: Write) -> None:
    top = folder(SMALL)
    (top / "blocker").mkdir()
    (top / "blocker/sitecustomize.py").write_text(
        "import sys\nfor name in ('mkdocs', 'material'):\n    sys.modules[name] = None\n", encoding="utf-8"
    )
    source = str(Path(__file__).parents[2] / "mkdocs_plugin")
    separator = ";" if sys.platform == "win32" else ":"
    done = run("process_atlas", "build", "--out", "out", cwd=top, PYTHONPATH=f"{top / 'blocker'}{separator}{source}")
    assert done.returncode == 0, done.stderr
    assert (top / "out/index.html").exists()


def test_build_keeps_drawings_for_the_next_one_unless_told_not_to(folder: Write) -> None:
    top = folder(SMALL)
    assert run("process_atlas", "build", "--out", "out", "--no-cache", cwd=top).returncode == 0
    assert not (top / ".cache").exists()
    first = (top / "out/processes/repair/index.html").read_bytes()
    (top / ".cache").write_text("in the way")
    done = run("process_atlas", "build", "--out", "out", cwd=top)
    assert done.returncode == 0
    assert "drawings are not kept for the next build" in done.stderr
    assert (top / "out/processes/repair/index.html").read_bytes() == first
