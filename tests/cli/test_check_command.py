"""What `check` is for in a team: suppression with a reason, a baseline, watching, reports for code hosts."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import jsonschema
import pytest

from small import SMALL, changed
from support import SPECS, run

Write = Callable[[Mapping[str, str]], Path]

FAULTY = changed("duration: 10 min", "within: 0 h")


def test_a_report_in_sarif_is_valid_against_its_schema(folder: Write) -> None:
    schema = json.loads((Path(__file__).parent / "sarif-schema-2.1.0.json").read_text("utf-8"))
    top = folder({**changed("next: done", "next: dome"), "process_specs/extra.yaml": "kind: field\nid: lonely\n"})
    report = json.loads(run("process_atlas", "check", "--format", "sarif", cwd=top).stdout)
    jsonschema.Draft4Validator(schema).validate(report)
    rules = {each["id"]: each for each in report["runs"][0]["tool"]["driver"]["rules"]}
    assert {each["ruleId"] for each in report["runs"][0]["results"]} == set(rules)
    assert all(each["helpUri"].startswith("https://") for each in rules.values())


def test_the_help_of_a_rule_says_why_and_cites(folder: Write) -> None:
    report = json.loads(run("process_atlas", "check", "--format", "sarif", cwd=folder(FAULTY)).stdout)
    rule = next(each for each in report["runs"][0]["tool"]["driver"]["rules"] if each["id"] == "impossible-limit")
    assert rule["helpUri"].endswith("rules/time.md#impossible-limit")
    assert "Dijkstra" in rule["help"]["markdown"]


def test_a_report_for_gitlab_has_the_keys_that_gitlab_asks_for_and_marks_that_differ(folder: Write) -> None:
    twice = changed("responsible: clerk", "responsible: clrk")
    done = run("process_atlas", "check", "--format", "gitlab", cwd=folder(twice))
    rows = json.loads(done.stdout)
    assert done.returncode == 1
    assert [each["description"].partition(" (")[0] for each in rows[:2]] == ["there is no role 'clrk'"] * 2
    assert {frozenset(each) for each in rows} == {
        frozenset({"description", "check_name", "fingerprint", "severity", "location"})
    }
    first = rows[0]
    assert (first["severity"], first["location"]["path"]) == ("major", "process_specs/repair.yaml")
    assert first["location"]["lines"]["begin"] > 1
    assert len({each["fingerprint"] for each in rows}) == len(rows)
    assert json.loads(run("process_atlas", "check", "--format", "gitlab", cwd=folder(SMALL)).stdout) == []


def test_known_findings_do_not_fail_and_new_ones_do(folder: Write) -> None:
    top = folder(FAULTY)
    assert run("process_atlas", "check", "--fail-on", "warning", cwd=top).returncode == 1
    done = run("process_atlas", "check", "--write-baseline", cwd=top)
    assert (done.returncode, done.stdout) == (0, "")
    assert "process_specs/.baseline.json: 1 finding is known now" in done.stderr
    path = top / "process_specs/repair.yaml"
    path.write_text("# A line above moves all others.\n" + path.read_text("utf-8"), encoding="utf-8")
    done = run("process_atlas", "check", "--fail-on", "warning", cwd=top)
    assert (done.returncode, done.stdout.strip()) == (0, "no findings; 1 known")
    path.write_text(path.read_text("utf-8").replace("type: end", "type: end\n    informed: [nobody]"), encoding="utf-8")
    done = run("process_atlas", "check", "--fail-on", "warning", cwd=top)
    assert done.returncode == 1
    assert "impossible-limit" not in done.stdout


def test_what_was_mended_is_told(folder: Write) -> None:
    top = folder(FAULTY)
    run("process_atlas", "check", "--write-baseline", "known.json", cwd=top)
    folder(SMALL)
    done = run("process_atlas", "check", "--baseline", "known.json", cwd=top)
    assert done.stdout.startswith("fixed: [impossible-limit]")
    assert done.stdout.strip().endswith("no findings; 1 fixed")
    report = json.loads(run("process_atlas", "check", "--baseline", "known.json", "--format", "json", cwd=top).stdout)
    assert (report["summary"]["fixed"], len(report["fixed"])) == (1, 1)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("{", "baseline-broken"),
        ("[]", "baseline-broken"),
        ('{"format": 1, "findings": [{"code": "x"}]}', "baseline-broken"),
        ('{"format": 1, "findings": 7}', "baseline-broken"),
        ('{"format": 99, "findings": []}', "baseline-version"),
    ],
)
def test_a_baseline_that_cannot_be_used_is_a_finding(folder: Write, content: str, code: str) -> None:
    top = folder({**FAULTY, "process_specs/.baseline.json": content})
    done = run("process_atlas", "check", cwd=top)
    assert done.returncode == 1
    assert f"process_specs/.baseline.json: error[{code}]" in done.stdout
    assert "impossible-limit" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_baseline_that_is_named_must_be_there(folder: Write) -> None:
    done = run("process_atlas", "check", "--baseline", "nowhere.json", cwd=folder(SMALL))
    assert done.returncode == 1
    assert "nowhere.json: error[baseline-broken] cannot be read" in done.stdout


def test_a_baseline_that_cannot_be_written_ends_with_2(folder: Write) -> None:
    done = run("process_atlas", "check", "--write-baseline", "no/such/folder.json", cwd=folder(SMALL))
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_ignored_with_a_reason_is_counted(folder: Write) -> None:
    top = folder(changed("duration: 10 min", "within: 0 h  # atlas: ignore[impossible-limit] because it is a joke"))
    done = run("process_atlas", "check", "--fail-on", "warning", cwd=top)
    assert (done.returncode, done.stdout.strip()) == (0, "no findings; 1 ignored with a reason")
    report = json.loads(run("process_atlas", "check", "--format", "json", cwd=top).stdout)
    assert [each["reason"] for each in report["suppressed"]] == ["it is a joke"]


def test_the_summary_tells_how_complete_the_specs_are(folder: Write) -> None:
    top = folder(SMALL)
    assert "tasks that say how" not in run("process_atlas", "check", cwd=top).stdout
    shown = run("process_atlas", "check", "--summary", cwd=top).stdout
    assert "tasks that say how" in shown
    assert "%" in shown


def test_a_report_in_chinese_leaves_places_levels_and_codes_as_they_are(folder: Write) -> None:
    top = folder(changed("informed: customer", "informed: custmer"))
    there, here = (run("process_atlas", "check", "--lang", lang, cwd=top).stdout.splitlines() for lang in ("en", "zh"))
    assert len(here) == len(there)
    assert there[0].endswith("error[unknown-reference] there is no role 'custmer'")
    assert here[0] == there[0].replace("there is no role 'custmer'", "没有岗位“custmer”")
    assert here[1:3] == there[1:3]
    assert here[3] == "    提示：是不是想写“customer”？"
    assert (there[-1], here[-1]) == ("1 error", "1 个错误")


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("json", '"message": "没有岗位“clrk”",'),
        ("sarif", '"text": "没有岗位“clrk”。是不是想写“clerk”？"'),
        ("github", "title=unknown-reference::没有岗位“clrk”（是不是想写“clerk”？）"),
        ("gitlab", '"description": "没有岗位“clrk”（是不是想写“clerk”？）",'),
    ],
)
def test_reports_for_programs_speak_the_language_too(folder: Write, form: str, told: str) -> None:
    top = folder(changed("responsible: clerk", "responsible: clrk"))
    assert told in run("process_atlas", "check", "--lang", "zh", "--format", form, cwd=top).stdout


def test_totals_and_figures_are_told_in_chinese(folder: Write) -> None:
    top = folder(changed("duration: 10 min", "within: 0 h  # atlas: ignore[impossible-limit] because it is a joke"))
    done = run("process_atlas", "check", "--lang", "zh", "--summary", cwd=top)
    assert done.stdout.startswith("没有发现问题；1 个已按理由忽略\n")
    assert "写明操作方法的任务（" in done.stdout


def test_what_a_finding_is_known_by_is_the_same_in_every_language(folder: Write) -> None:
    top = folder(FAULTY)
    marks = [
        [
            re.findall(r'(?:fingerprint|finding/v1)": "(\w+)"', done.stdout)
            for form in ("sarif", "gitlab")
            for done in [run("process_atlas", "check", "--lang", lang, "--format", form, cwd=top)]
        ]
        for lang in ("en", "zh")
    ]
    assert all(marks[0])
    assert marks[0] == marks[1]
    run("process_atlas", "check", "--lang", "zh", "--write-baseline", cwd=top)
    assert run("process_atlas", "check", "--fail-on", "warning", cwd=top).stdout.strip() == "no findings; 1 known"
    folder(SMALL)
    done = run("process_atlas", "check", "--lang", "zh", cwd=top)
    assert done.stdout.startswith("已解决：[impossible-limit]")
    assert done.stdout.strip().endswith("没有发现问题；1 个已解决")


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts are sent differently there")
def test_watching_checks_again_when_a_spec_is_saved_and_ends_well(folder: Write) -> None:
    top = folder(SMALL)
    environment = {**os.environ, "PYTHONPATH": str(SPECS.parent / "mkdocs_plugin"), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "process_atlas", "check", "--watch"]
    with subprocess.Popen(command, cwd=top, env=environment, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        assert running.stdout.readline() == "no findings\n"
        time.sleep(0.5)
        folder(FAULTY)
        assert "impossible-limit" in running.stdout.readline()
        running.send_signal(signal.SIGINT)
        running.stdout.read()
        assert running.wait(10) == 0
