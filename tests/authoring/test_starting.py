"""`process-atlas init` and `new`: what is written is right at once, and nothing is overwritten."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from process_atlas.authoring.library import names
from process_atlas.checking import check_specs
from process_atlas.spec.folder import read_folder
from process_atlas.today import present_day
from small import SMALL, changed
from support import SPECS, catalog_of_texts, run

pytest_plugins = ("authoring_fixtures",)

PROCESSES = names("process")
TOPICS = [name for name in PROCESSES if name != "blank"]


def findings(specs: Path) -> list[str]:
    """All that `check` tells, notes too."""
    files, found = read_folder(specs)
    return [str(each) for each in (*found, *check_specs(files, present_day()))]


def test_the_templates_that_were_asked_for_are_there() -> None:
    wanted = "sales-pipeline service-request complaint record-keeping data-analysis survey onboarding"
    assert set(TOPICS) == set(wanted.split())
    assert PROCESSES[0] == "blank"


@pytest.mark.parametrize("lang", ["en", "zh", "en,zh", "zh,en", "zh-CN,en", "de"])
@pytest.mark.parametrize("template", PROCESSES)
def test_a_new_catalogue_is_right(command: Any, tmp_path: Path, template: str, lang: str) -> None:
    done = command("init", "--lang", lang, "--template", template)
    assert done.exit_code == 0, done.stderr
    assert findings(tmp_path / "process_specs") == []
    assert done.stdout.splitlines()[0] == "process_specs/catalog.yaml"
    assert all((tmp_path / line).is_file() for line in done.stdout.splitlines())
    assert command("fmt", "--check").exit_code == 0


def test_a_new_catalogue_makes_a_site_in_strict_mode(command: Any, tmp_path: Path) -> None:
    done = command("init", "handbook", "--lang", "zh,en", "--template", "survey", "--title", "Our handbook: 2026")
    assert done.exit_code == 0, done.stderr
    built = run("mkdocs", "build", "--strict", "--quiet", cwd=tmp_path / "handbook")
    assert built.returncode == 0, built.stdout + built.stderr
    page = (tmp_path / "handbook/site/processes/satisfaction-survey/index.html").read_text("utf-8")
    assert "编写问卷" in page
    assert "Our handbook: 2026" in page
    assert "Write the questions" in (tmp_path / "handbook/site/en/processes/satisfaction-survey/index.html").read_text(
        "utf-8"
    )


def test_one_language_is_written_without_maps(command: Any, tmp_path: Path) -> None:
    command("init", "--lang", "zh", "--template", "complaint")
    text = (tmp_path / "process_specs/processes/complaint-handling.yaml").read_text("utf-8")
    assert "title: 客户投诉处理\n" in text
    assert not re.search(r"\b(en|zh):", text)
    assert "    how: |\n      1. 先听客户说完，再用自己的话复述。\n" in text


def test_several_templates_share_what_they_name(command: Any, tmp_path: Path) -> None:
    arguments = [each for name in PROCESSES for each in ("--template", name)]
    assert command("init", *arguments).exit_code == 0
    assert findings(tmp_path / "process_specs") == []
    assert (tmp_path / "process_specs/roles.yaml").read_text("utf-8").count("id: customer\n") == 1


@pytest.mark.parametrize("template", PROCESSES)
def test_a_process_from_a_template_fits_into_a_catalogue(command: Any, folder: Any, template: str) -> None:
    top = folder(SMALL)
    done = command("new", "process", "vip-work", "--template", template)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("process_specs/processes/vip-work.yaml\n")
    assert findings(top / "process_specs") == []
    assert all((top / path).read_text("utf-8") == text for path, text in SMALL.items())
    assert command("fmt", "--check").exit_code == 0
    text = (top / "process_specs/processes/vip-work.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../.schema/atlas.json\nkind: process\nid: vip-work\n")
    assert (top / "process_specs/.schema/atlas.json").is_file()


def test_a_template_fits_into_the_sample_again_and_again(command: Any, folder: Any) -> None:
    top = folder({path.relative_to(SPECS.parent).as_posix(): path.read_text("utf-8") for path in SPECS.rglob("*.yaml")})
    for template in PROCESSES:
        assert command("new", "process", f"my-{template}", "--template", template).exit_code == 0
    assert command("new", "process", "my-second", "--template", "complaint").exit_code == 0
    assert [each for each in findings(top / "process_specs") if "[role-overloaded]" not in each] == []


@pytest.mark.parametrize(
    ("kind", "template"),
    [(kind, name) for kind in ("data", "field", "role", "system") for name in names(kind)],
)
@pytest.mark.parametrize("files", [SMALL, {"process_specs/catalog.yaml": "languages: [zh]\n"}], ids=["small", "empty"])
def test_other_kinds_may_wait_to_be_used(command: Any, folder: Any, kind: str, template: str, files: Any) -> None:
    top = folder(files)
    done = command("new", kind, "brand-new", "--template", template)
    assert done.exit_code == 0, done.stderr
    assert findings(top / "process_specs") == []


def test_in_force_they_must_be_used(command: Any, folder: Any) -> None:
    top = folder(SMALL)
    for kind in ("role", "field", "data"):
        assert command("new", kind, "brand-new").exit_code == 0
    for path in (top / "process_specs").rglob("brand-new.yaml"):
        path.write_text(path.read_text("utf-8").replace("status: draft", "status: active"), "utf-8")
    found = {each.code for each in check_specs(read_folder(top / "process_specs")[0], present_day())}
    assert {"role-unused", "field-unused", "never-used"} <= found


def test_titles_owner_and_language_as_asked(command: Any, folder: Any) -> None:
    top = folder(SMALL)
    command("new", "role", "packer", "--title", "en=Packer", "--title", "zh=包装工", "--owner", "lead")
    text = (top / "process_specs/roles/packer.yaml").read_text("utf-8")
    assert "title: {en: Packer, zh: 包装工}\n" in text
    assert "owner: lead\n" in text
    command("new", "field", "size", "--title", "Size: big?", "--lang", "en")
    text = (top / "process_specs/fields/size.yaml").read_text("utf-8")
    assert 'title: "Size: big?"\n' in text
    assert "zh" not in text
    command("new", "process", "own", "--owner", "clerk")
    text = (top / "process_specs/processes/own.yaml").read_text("utf-8")
    assert "owner: clerk\n" in text
    assert "title: Own\n" in text
    assert "process-owner" not in text


def test_the_catalogues_own_specs_are_used_where_titles_agree(command: Any, folder: Any) -> None:
    files = {path: text.replace("customer", "client") for path, text in SMALL.items()}
    top = folder(files)
    assert command("new", "process", "talks", "--template", "complaint").exit_code == 0
    text = (top / "process_specs/processes/talks.yaml").read_text("utf-8")
    assert "lanes: [client, service-agent, service-lead]" in text
    assert "receives: [{data: complaint-form, from: client}]" in text
    assert findings(top / "process_specs") == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("role", "Clerk"), "there is a role 'Clerk' already"),
        (("role", "a b"), "'a b' is not an id"),
        (("rolle", "x"), "is not one of"),
        (("process", "x", "--template", "complant"), "did you mean 'complaint'?"),
        (("process", "x", "--lang", "English"), "'English' is not a language code"),
        (("process", "x", "--owner", "nobody"), "there is no role 'nobody'"),
        (("process", "x", "--title", ""), "the title is not clear"),
        (("process", "x", "--title", "en=A", "--title", "B"), "the title is not clear"),
        (("process", "x", "--specs", "nowhere"), "process-atlas init"),
        (("role", "mine"), "the file roles/mine.yaml is there already"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(command: Any, folder: Any, arguments: Any, told: str) -> None:
    files = {**SMALL, "process_specs/roles/mine.yaml": "# mine\n"}
    top = folder(files)
    done = command("new", *arguments)
    assert done.exit_code == 2
    assert told in done.stderr
    written = {path.relative_to(top).as_posix(): path.read_text("utf-8") for path in top.rglob("*") if path.is_file()}
    assert written == files


def test_init_leaves_a_folder_that_is_not_empty_alone(command: Any, folder: Any) -> None:
    top = folder({"mkdocs.yml": "site_name: Mine\n"})
    done = command("init")
    assert done.exit_code == 2
    assert "there already: mkdocs.yml" in done.stderr
    assert [path.name for path in top.iterdir()] == ["mkdocs.yml"]
    folder({"theirs/process_specs/role.yaml": "kind: role\n"})
    assert "there already: theirs/process_specs/role.yaml" in command("init", "theirs").stderr
    assert not (top / "theirs/mkdocs.yml").exists()
    assert command("init", "--lang", "!").exit_code == 2
    assert command("init", "mkdocs.yml").exit_code == 2


def test_a_failing_disk_leaves_nothing_behind(command: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written, real = [], os.fsync

    def failing(handle: int) -> None:
        written.append(handle)
        if len(written) == 4:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", failing)
    done = command("init")
    assert done.exit_code == 2
    assert "No space left on device" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_help_lists_the_templates(command: Any) -> None:
    text = command("new", "--help").stdout
    assert all(name in text for kind in ("process", "data", "field", "role", "system") for name in names(kind))


def test_a_broken_catalogue_does_not_stop_new_specs(command: Any, folder: Any) -> None:
    top = folder(changed("duration: 10 min", "duration: soon"))
    assert command("new", "system", "lift").exit_code == 0
    assert (top / "process_specs/systems/lift.yaml").is_file()
    assert command("new", "process", "repair").exit_code == 2
    assert catalog_of_texts({"a.yaml": (top / "process_specs/systems/lift.yaml").read_text("utf-8")}).systems
