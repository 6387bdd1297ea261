"""What a user of `diff`, `check --since` and `review` gets."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from repository import Repository

from small import PROCESS, SMALL
from support import ROOT, run

REPAIR = "process_specs/repair.yaml"
FASTER = PROCESS.replace("within: 3 days", "within: 2 days")
RAISED = FASTER.replace("version: 1.0.0", "version: 1.1.0")
NOTED = f"{RAISED}changes: [{{version: 1.1.0, date: 2026-01-02, note: Faster.}}]\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path / "firm")
    repository.commit(SMALL)
    return repository


def atlas(repository: Repository, *arguments: str, **variables: str) -> tuple[int, str, str]:
    done = run("process_atlas", *arguments, cwd=repository.folder, **variables)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


# diff


def test_diff_tells_changes_by_spec_with_class_and_the_version_due(repository: Repository) -> None:
    repository.write({REPAIR: FASTER})
    assert atlas(repository, "diff", "HEAD") == (
        0,
        "Repair (process repair) 1.0.0, minor: version 1.1.0 is due\n"
        "  minor  Step “Mend it”: the time limit changes from 3 days to 2 days.\n"
        "\n"
        "1 spec changed: 1 minor\n",
        "",
    )


def test_diff_of_revisions_folders_and_files_says_the_same(repository: Repository, tmp_path: Path) -> None:
    repository.git("tag", "v1")
    repository.commit({REPAIR: RAISED})
    (tmp_path / "old").mkdir()
    for name, text in SMALL.items():
        (tmp_path / "old" / Path(name).name).write_text(text, encoding="utf-8")
    asked = (
        ("v1",),
        ("v1", "main"),
        ("v1:process_specs", "HEAD"),
        (str(tmp_path / "old"),),
        (str(tmp_path / "old"), "process_specs"),
        (str(tmp_path / "old/repair.yaml"), REPAIR),
        (str(tmp_path / "old/repair.yaml"),),
        (f"v1:{REPAIR}", "main"),
    )
    answers = {atlas(repository, "diff", *each)[:2] for each in asked}
    (answer,) = answers
    assert answer[1].startswith("Repair (process repair) 1.0.0 → 1.1.0, minor: raised as is due\n")


def test_diff_works_from_a_folder_below_and_where_nothing_changed(repository: Repository) -> None:
    done = run("process_atlas", "diff", "HEAD", "--specs", ".", cwd=repository.folder / "process_specs")
    assert (done.returncode, done.stdout) == (0, "no changes\n")


def test_diff_as_markdown_escapes_what_users_wrote(repository: Repository) -> None:
    repository.write({REPAIR: PROCESS.replace("Say sorry", "'*Say* <sorry> @all'").replace("致歉", "道歉")})
    _, out, _ = atlas(repository, "diff", "HEAD", "--format", "markdown")
    assert "- **patch** Step “\\*Say\\* \\<sorry\\> \\@all”" in out
    _, out, _ = atlas(repository, "diff", "HEAD", "--format", "markdown", "--lang", "zh")
    assert out.startswith(
        "### 维修（流程） 1.0.0，细微：应改为 1.0.1 版\n\n- **细微** 步骤“道歉”：名称由“致歉”改为“道歉”。\n"
    )


def test_diff_as_json_has_code_class_place_and_values(repository: Repository) -> None:
    repository.write({REPAIR: FASTER})
    _, out, _ = atlas(repository, "diff", "HEAD", "--format", "json")
    (spec,) = json.loads(out)["specs"]
    (change,) = spec["changes"]
    assert (spec["class"], spec["due"], spec["raised_enough"]) == ("minor", "1.1.0", False)
    assert (change["code"], change["path"], change["line"]) == ("limit-changed", REPAIR, 30)
    assert (change["before"]["zh"], change["roles"]) == ("3 天", ["clerk", "lead"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nope",), "'nope' is not a folder, a file or a revision"),
        (("HEAD", "nope"), "'nope' is not a folder, a file or a revision"),
        (("v1..v2",), "write them with a space"),
        (("HEAD:nowhere",), "is not a folder, a file or a revision"),
        (("HEAD", "--specs", "elsewhere"), "the revision 'HEAD' has no folder 'elsewhere'"),
        (("HEAD~1", "HEAD", "--specs", "new"), "is not a folder, a file or a revision"),
        (("HEAD", "HEAD", "--specs", "new"), "the revision 'HEAD' has no folder 'new'"),
        (("",), "an empty name"),
        (("main",), "both a revision and a path: write ./main"),
    ],
)
def test_a_state_that_cannot_be_read_ends_with_2(
    repository: Repository, arguments: tuple[str, ...], message: str
) -> None:
    (repository.folder / "main").mkdir()
    code, out, err = atlas(repository, "diff", *arguments)
    assert (code, out) == (2, "")
    assert message in err


def test_diff_outside_a_repository_says_so(tmp_path: Path) -> None:
    (tmp_path / "process_specs").mkdir()
    done = run("process_atlas", "diff", "HEAD", cwd=tmp_path)
    assert done.returncode == 2
    assert "not a git repository" in done.stderr


def test_specs_with_errors_are_named_and_the_rest_is_compared(repository: Repository) -> None:
    role = SMALL["process_specs/roles.yaml"].replace("title: {en: Clerk", "title: {en: Assistant")
    repository.write({REPAIR: "kind: process\nid: [\n", "process_specs/roles.yaml": role})
    code, out, err = atlas(repository, "diff", "HEAD")
    assert code == 0
    assert "Assistant (role clerk)" in out
    assert "not compared, for they cannot be read on one side: process repair" in out
    assert "process_specs/repair.yaml:" in err


# check --since


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (FASTER, "version-not-raised", ":4:10:"),
        (FASTER.replace("version: 1.0.0", "version: 0.9.0"), "version-not-raised", ":4:10:"),
        (FASTER.replace("version: 1.0.0", "version: 1.0.1"), "version-raised-too-little", ":4:10:"),
        (RAISED, "change-not-noted", ":1:1:"),
        (
            RAISED + "changes: [{version: 1.0.0, date: 2026-01-01, note: First.}]\n",
            "change-not-noted",
            f":{PROCESS.count(chr(10)) + 1}:1:",
        ),
    ],
)
def test_check_since_finds_versions_that_do_not_follow(
    repository: Repository, text: str, code: str, place: str
) -> None:
    repository.write({REPAIR: text})
    status, out, _ = atlas(repository, "check", "--since", "HEAD")
    assert status == 1
    assert f"{REPAIR}{place} error[{code}]" in out


@pytest.mark.parametrize("text", [NOTED, f"# a comment\n{PROCESS}status: review\n", PROCESS])
def test_check_since_is_content_where_versions_follow(repository: Repository, text: str) -> None:
    repository.write({REPAIR: text})
    assert atlas(repository, "check", "--since", "HEAD") == (0, "no findings\n", "")


def test_check_since_a_branch_looks_only_at_the_work_since_they_parted(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "work")
    repository.commit({REPAIR: NOTED})
    repository.git("checkout", "-q", "main")
    roles = SMALL["process_specs/roles.yaml"].replace("zh: 文员}\nversion: 1.0.0", "zh: 职员}\nversion: 1.0.1")
    repository.commit({"process_specs/roles.yaml": roles})
    repository.git("checkout", "-q", "work")
    assert atlas(repository, "check", "--since", "main")[0] == 0


@pytest.mark.parametrize("revision", ["nope", "", "--help", "HEAD:process_specs"])
def test_check_since_no_revision_ends_with_2(repository: Repository, revision: str) -> None:
    code, _, err = atlas(repository, "check", f"--since={revision}")
    assert code == 2
    assert "is not a revision" in err


# review

TODAY = {"SOURCE_DATE_EPOCH": "1767225600"}  # 2026-01-01


@pytest.fixture
def reviewed(repository: Repository) -> Repository:
    roles = SMALL["process_specs/roles.yaml"] + "contact: lead@example.com\n"
    title = "title: {en: 'Repair; fast, \\ and very long: ' , zh: 维修}".replace("long: '", f"{'long ' * 20}'")
    text = PROCESS.replace("title: {en: Repair, zh: 维修}", title, 1)
    dates = "reviewed: 2025-07-15\nreview_every: 6 months\n"
    data = SMALL["process_specs/data.yaml"].replace(
        "store: desk", "store: desk\nreviewed: 2025-06-01\nreview_every: 6 months"
    )
    repository.commit({REPAIR: text + dates, "process_specs/roles.yaml": roles, "process_specs/data.yaml": data})
    return repository


def test_review_lists_what_is_due_with_owner_and_contact(reviewed: Repository) -> None:
    _, out, _ = atlas(reviewed, "review", "--due", "30d", "--lang", "zh", **TODAY)
    assert out == (
        "2025-12-01  已逾期      数据结构 工单 1.0.0  负责人: 主管 <lead@example.com>\n"
        "2026-01-15  待评审      流程 维修 1.0.0  负责人: 主管 <lead@example.com>\n"
    )
    _, out, _ = atlas(reviewed, "review", "--due", "1 week", "--format", "json", **TODAY)
    (only,) = json.loads(out)["reviews"]
    assert (only["id"], only["due"], only["days_overdue"]) == ("ticket", "2025-12-01", 31)


def test_review_as_calendar_is_folded_escaped_and_the_same_on_any_day(reviewed: Repository) -> None:
    done = [
        run("process_atlas", "review", "--format", "ics", "--due", "1 year", cwd=reviewed.folder, SOURCE_DATE_EPOCH=day)
        for day in ("1767225600", "1769904000")
    ]
    assert done[0].stdout == done[1].stdout
    assert "SUMMARY:Review: Repair\\; fast\\, \\\\ and very long" in done[0].stdout
    assert "DTSTART;VALUE=DATE:20260115" in done[0].stdout
    assert all(len(line.encode()) <= 75 for line in done[0].stdout.splitlines())
    assert done[0].stdout.count("BEGIN:VEVENT") == 2


def test_lines_of_a_calendar_end_as_the_standard_wants(reviewed: Repository) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "process_atlas", "review", "--format", "ics", "--due", "1 year"],
        cwd=reviewed.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "mkdocs_plugin"), **TODAY},
        capture_output=True,
        check=True,
    )
    assert done.stdout.endswith(b"END:VCALENDAR\r\n")
    assert done.stdout.count(b"\n") == done.stdout.count(b"\r\n")
    assert b"\r\n " in done.stdout, "a long line goes on after a blank"


def test_owners_that_git_platforms_cannot_ask_are_left_out_of_codeowners_and_told(reviewed: Repository) -> None:
    people = reviewed.folder / "process_specs/roles.yaml"
    for contact, line in (
        ("'@firm/leads'", "/process_specs/repair.yaml @firm/leads\n"),
        ("lead@intranet", "# no e-mail address or @name is known: Lead\n"),
    ):
        people.write_text(SMALL["process_specs/roles.yaml"] + f"contact: {contact}\n", encoding="utf-8")
        _, out, _ = atlas(reviewed, "review", "--codeowners")
        assert line in out
        assert "intranet" not in out


def test_review_writes_codeowners(reviewed: Repository) -> None:
    _, out, _ = atlas(reviewed, "review", "--codeowners")
    assert "/process_specs/data.yaml lead@example.com\n/process_specs/repair.yaml lead@example.com\n" in out


def test_review_without_anything_due_and_with_a_wrong_span(repository: Repository) -> None:
    assert atlas(repository, "review")[:2] == (0, "no review is due\n")
    code, _, err = atlas(repository, "review", "--due", "soon")
    assert code == 2
    assert "is not a duration" in err
