"""`process-atlas rename`: everywhere or nowhere, and nothing else changes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from process_atlas.authoring.refused import Refused
from process_atlas.authoring.rename import rename
from process_atlas.spec.folder import read_folder
from process_atlas.spec.source import SourceFile
from small import SMALL, changed
from support import SPECS, catalog_of_texts

pytest_plugins = ("authoring_fixtures",)

Texts = dict[str, str]


def texts(top: Path) -> Texts:
    """All files below a folder."""
    return {path.relative_to(top).as_posix(): path.read_text("utf-8") for path in top.rglob("*") if path.is_file()}


def sources(files: Mapping[str, str]) -> list[SourceFile]:
    """Texts as files."""
    return [SourceFile(path, text.encode()) for path, text in files.items()]


def replaced(files: Mapping[str, str], *swaps: tuple[str, str]) -> Texts:
    """The files with words replaced."""
    found = dict(files)
    for old, new in swaps:
        assert any(old in text for text in found.values()), old
        found = {path: text.replace(old, new) for path, text in found.items()}
    return found


@pytest.mark.parametrize(
    ("case", "swaps"),
    [
        (("role", "lead", "boss"), [(": lead\n", ": boss\n")]),
        (("process", "repair", "mending"), [("id: repair\n", "id: mending\n")]),
        (("field", "fault", "defect"), [("id: fault\n", "id: defect\n"), ("fields: [fault]", "fields: [defect]")]),
        (
            ("system", "desk", "help-desk"),
            [("id: desk", "id: help-desk"), ("store: desk", "store: help-desk"), ("system: desk", "system: help-desk")],
        ),
        (("data", "ticket", "案件"), [("id: ticket", "id: 案件"), ("s: ticket", "s: 案件")]),
        (
            ("step", "repair/sorry", "excuse"),
            [("id: sorry", "id: excuse"), ("next: sorry", "next: excuse"), ("overdue: sorry", "overdue: excuse")],
        ),
        (("group", "ticket/intake", "first"), [("id: intake", "id: first")]),
        (("area", "service", "care"), [("id: service", "id: care"), ("area: service", "area: care")]),
    ],
)
def test_an_id_is_renamed_everywhere(command: Any, folder: Any, case: tuple[str, str, str], swaps: Any) -> None:
    top, (kind, old, new) = folder(SMALL), case
    done = command("rename", kind, old, new)
    assert done.exit_code == 0, done.stderr
    assert texts(top) == replaced(SMALL, *swaps)
    assert command("check", "--fail-on", "warning").exit_code == 0
    assert command("rename", kind, f"{old.rpartition('/')[0]}/{new}".lstrip("/"), old.rpartition("/")[2]).exit_code == 0
    assert texts(top) == SMALL


_SENDS = '    sends: [{data: ticket.fault, to: "process:other"}]'
PARTS = {
    **SMALL,
    "process_specs/repair.yaml": SMALL["process_specs/repair.yaml"]
    .replace("reads: ticket", "reads: [ticket.intake, ticket.fault]  # parts")
    .replace("    updates: ticket", '    updates: "ticket.intake"\n' + _SENDS),
    "process_specs/other.yaml": """\
kind: process
id: other
title: {en: Other, zh: 其他}
version: 1.0.0
owner: lead
steps:
  - id: take
    title: {en: Take it, zh: 接收}
    responsible: clerk
    receives: [{data: ticket.fault, from: 'process:repair'}]
  - {id: done, type: end, title: {en: Done, zh: 完成}}
""",
}


@pytest.mark.parametrize(
    ("kind", "old", "new", "swaps"),
    [
        (
            "process",
            "repair",
            "mending",
            [("id: repair\n", "id: mending\n"), ("'process:repair'", "'process:mending'")],
        ),
        ("process", "other", "else", [("id: other\n", "id: else\n"), ('"process:other"', '"process:else"')]),
        ("group", "ticket/intake", "first", [("id: intake", "id: first"), ("ticket.intake", "ticket.first")]),
        ("field", "fault", "defect", [("id: fault", "id: defect"), ("[fault]", "[defect]"), ("t.fault", "t.defect")]),
        (
            "data",
            "ticket",
            "case",
            [("id: ticket", "id: case"), ("ticket.", "case."), ("creates: ticket", "creates: case")],
        ),
    ],
)
def test_parts_of_data_and_other_processes_follow(kind: str, old: str, new: str, swaps: Any) -> None:
    done = rename(sources(PARTS), kind, old, new)
    after = {path: content.decode() for path, content in done.contents.items()}
    assert {**PARTS, **after} == replaced(PARTS, *swaps)


CHECKS = """\
checks:
  bare-task:  # notes on tasks
    except: [process:repair, "process:re*", process:other]  # these two
    overrides:
      - {for: 'process:repair', level: "off"}
      - for:
          - drafts/**
          - process:repair   # the old one
        level: info
  long-title: {overrides: {for: process:repair, max_length: 60}, except: role:lead}
"""


def test_exceptions_of_checks_follow(command: Any, folder: Any) -> None:
    files = {**PARTS, "process_specs/catalog.yaml": SMALL["process_specs/catalog.yaml"] + CHECKS}
    top = folder(files)
    done = command("rename", "process", "repair", "mending")
    assert done.exit_code == 0, done.stderr
    wanted = replaced(files, ("id: repair\n", "id: mending\n"), ("process:repair", "process:mending"))
    assert texts(top) == wanted
    line = (
        wanted["process_specs/catalog.yaml"].split("\n").index(CHECKS.split("\n")[2].replace("repair", "mending")) + 1
    )
    assert f"catalog.yaml:{line}:30: note: this pattern means the old id or the new one, not both" in done.stderr
    assert done.stderr.count("this pattern") == 1
    assert command("rename", "role", "lead", "chief").exit_code == 0
    assert "except: role:chief}" in (top / "process_specs/catalog.yaml").read_text("utf-8")
    assert command("check").stdout.count("wrong-setting") == 1  # the pattern


def test_everything_else_stays_byte_for_byte(command: Any, folder: Any) -> None:
    top = folder(SMALL)
    odd = (
        "\ufeffkind:   role # a comment\r\nid:  'helper'\r\ntitle: {en: Helper,   zh: 助理}\r\nversion: 1.0.0\r\n"
        "owner: lead\r\nreports_to: &boss lead   \r\napprover: *boss\r\n\r\n\r\n"
    )
    path = top / "process_specs" / "odd.yaml"
    path.write_bytes(odd.encode())
    path.chmod(0o640)
    assert command("rename", "role", "lead", "chief").exit_code == 0
    assert path.read_bytes().decode() == odd.replace("lead", "chief")
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o640
    odd = odd.removeprefix("\ufeff").replace("lead", "chief")
    path.write_bytes(odd.encode("utf-16"))
    assert command("rename", "role", "helper", "aide").exit_code == 0
    assert path.read_bytes() == odd.replace("'helper'", "'aide'").encode("utf-16")


def test_a_dry_run_only_tells(command: Any, folder: Any) -> None:
    top = folder(SMALL)
    done = command("rename", "system", "desk", "help-desk", "--dry-run")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "process_specs/data.yaml:2:5",
        "process_specs/data.yaml:19:8",
        "process_specs/repair.yaml:14:13",
    ]
    assert "3 places in 2 files would change" in done.stderr
    assert texts(top) == SMALL


def test_texts_that_name_the_old_address_are_told(command: Any, folder: Any) -> None:
    folder(changed("en: 1. Mend.", "en: See ../roles/lead/"))
    assert (
        "repair.yaml:32:22: note: a text still names the old address"
        in command("rename", "role", "lead", "boss").stderr
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("role", "leda", "boss"), "did you mean 'lead'?"),
        (("role", "lead", "Clerk"), "the role id 'clerk' is taken in process_specs/roles.yaml:8:5"),
        (("role", "lead", "a b"), "'a b' is not an id"),
        (("role", "lead", "lead"), "is called 'lead' already"),
        (("step", "note", "x"), "write PROCESS/STEP"),
        (("step", "repair/nota", "x"), "did you mean 'note'?"),
        (("step", "repairs/note", "x"), "there is no step 'note' in 'repairs'"),
        (("role", "a/b", "x"), "write ID"),
        (("group", "ticket/intake", "fault"), "would mean a group and a field"),
        (("field", "fault", "intake"), "would mean a group and a field"),
        (("rolle", "lead", "x"), "is not one of"),
        (("role", "lead", "x", "--specs", "nowhere"), "is not a folder"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_changes(command: Any, folder: Any, arguments: Any, told: str) -> None:
    top = folder(SMALL)
    done = command("rename", *arguments)
    assert done.exit_code == 2
    assert told in done.stderr
    assert texts(top) == SMALL


@pytest.mark.parametrize(
    "broken",
    [
        {"process_specs/bad.yaml": "kind: role\nid: x\nreports_to: lead\n"},
        {"process_specs/bad.yaml": "kind: role\n  bad: lead\n"},
        changed("responsible: lead", "responsible: lead\n    responsibel: lead"),
        {"process_specs/bad.yaml": "kind: role\nid: lead\ntitle: Again\nversion: 1.0.0\n"},
    ],
)
def test_a_file_with_errors_that_names_the_id_stops_it(command: Any, folder: Any, broken: Texts) -> None:
    top = folder({**SMALL, **broken})
    done = command("rename", "role", "lead", "boss")
    assert done.exit_code == 2
    assert "hint: " in done.stderr
    assert texts(top) == {**SMALL, **broken}


def test_an_alias_with_two_meanings_stops_it() -> None:
    files = changed("id: repair", "id: repair\ntags: [&x lead]").copy()
    files["process_specs/repair.yaml"] = files["process_specs/repair.yaml"].replace("owner: lead", "owner: *x")
    files["process_specs/repair.yaml"] = (
        files["process_specs/repair.yaml"].replace("owner: *x\n", "", 1).replace("purpose:", "owner: *x\npurpose:")
    )
    with pytest.raises(Refused, match="without changing something else"):
        rename(sources(files), "role", "lead", "boss")


def test_all_files_or_none(command: Any, folder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    top = folder(SMALL)
    replace, calls = os.replace, []

    def failing(source: Any, target: Any) -> None:
        calls.append(target)
        if len(calls) == 2:
            raise OSError(5, "Input/output error", str(target))
        replace(source, target)

    monkeypatch.setattr("process_atlas.authoring.files.os.replace", failing)
    done = command("rename", "role", "lead", "boss")
    assert done.exit_code == 2
    assert "Input/output error" in done.stderr
    assert texts(top) == SMALL


@pytest.mark.parametrize(
    ("kind", "old"),
    [
        ("role", "service-lead"),
        ("process", "complaint-handling"),
        ("data", "complaint"),
        ("field", "phone"),
        ("area", "service"),
    ],
)
def test_the_sample_links_as_before(kind: str, old: str) -> None:
    files, _ = read_folder(SPECS)
    done = rename(files, kind, old, "another-name")
    before = {file.path: file.content.decode() for file in files}
    after = before | {path: content.decode() for path, content in done.contents.items()}
    assert len(done.places) > 3
    assert catalog_of_texts(after).diagnostics == catalog_of_texts(before).diagnostics
