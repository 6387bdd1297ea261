"""What others put into their own checks runs as it is written: the GitHub Action, pre-commit, GitLab and Gitea."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from support import ROOT, SPECS

BASH = shutil.which("bash")
pytestmark = pytest.mark.skipif(os.name == "nt" or not BASH, reason="the steps are written for bash")

ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
GUIDE = (ROOT / "docs/guide/ci.md").read_text("utf-8")
FAULT = ("chart-review.yaml", '"Does it match practice?"', "It matches practice")

PYTHON = """#!/bin/sh
# Makes what `python -m venv` makes, and notes what pip would install.
if [ "$2" = venv ]; then mkdir -p "$3/bin" && cp "{bin}/python3" "$3/bin/python" && cp "{bin}/process-atlas" "$3/bin/"
else echo "$@" >> "{bin}/installed"; fi
"""
COMMAND = '#!/bin/sh\nexec "{python}" -m process_atlas "$@"\n'


class Machine:
    """A machine of a CI service with a copy of the sample: programs come from `bin`, nothing from the network."""

    def __init__(self, top: Path) -> None:
        self.work, self._bin, self._temp = top / "work", top / "bin", top / "temp"
        for folder in (self._bin, self._temp):
            folder.mkdir(parents=True)
        shutil.copytree(SPECS, self.work / "process_specs")
        for name, text in (("python3", PYTHON), ("pip", PYTHON), ("process-atlas", COMMAND)):
            (self._bin / name).write_text(text.format(bin=self._bin, python=sys.executable), "utf-8")
            (self._bin / name).chmod(0o755)

    def plant(self) -> None:
        """Put a fault into the copy."""
        name, old, new = FAULT
        path = self.work / "process_specs/processes" / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    @property
    def installed(self) -> str:
        """What pip was asked for."""
        return (self._bin / "installed").read_text("utf-8")

    def run(self, script: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a step as the services do: bash that stops at the first failure."""
        assert BASH
        around = {"PATH": f"{self._bin}:{os.environ['PATH']}", "RUNNER_TEMP": str(self._temp)}
        return subprocess.run(
            [BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.work,
            env={**os.environ, "PYTHONPATH": str(ROOT / "mkdocs_plugin"), **around, **variables},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def filled(text: str, inputs: Mapping[str, str]) -> str:
    """A value of the action with its `${{ … }}` filled in."""
    context = {**{f"inputs.{name}": value for name, value in inputs.items()}, "github.action_path": str(ROOT)}
    return re.sub(r"\$\{\{ *([\w.-]+) *\}\}", lambda match: context[match[1]], text)


def act(machine: Machine, **given: str) -> dict[str, subprocess.CompletedProcess[str]]:
    """Run the steps of the action until one fails."""
    inputs = {name: each["default"] for name, each in ACTION["inputs"].items()} | given
    done = {}
    for step in ACTION["runs"]["steps"]:
        if "run" in step:
            assert step["shell"] == "bash"
            assert "${{" not in step["run"], "an input in a script could run as one"
            env = {name: filled(value, inputs) for name, value in step["env"].items()}
            done[step["name"]] = machine.run(step["run"], **env)
            if done[step["name"]].returncode:
                break
    return done


def test_the_action_passes_a_clean_catalogue(machine: Machine) -> None:
    done = act(machine)
    assert [(name, each.returncode) for name, each in done.items()] == [
        ("Install", 0),
        ("Write the report", 0),
        ("Check", 0),
    ], [each.stderr for each in done.values()]
    first, second = machine.installed.splitlines()
    assert first.endswith(f"install --quiet --require-hashes --requirement {ROOT}/locks/core.txt")
    assert second.endswith(f"install --quiet --no-deps --no-build-isolation {ROOT}")
    report = json.loads((machine.work / "process-atlas.sarif").read_text("utf-8"))
    assert report["version"] == "2.1.0"
    assert report["runs"][0]["results"] == []


def test_the_action_fails_for_a_fault_after_writing_the_report(machine: Machine) -> None:
    machine.plant()
    done = act(machine, **{"fail-on": "warning", "sarif": "my report.sarif", "version": "==1.0.0"})
    assert done["Write the report"].returncode == 0
    assert done["Check"].returncode == 1
    assert f"file=process_specs/processes/{FAULT[0]},line=" in done["Check"].stdout
    assert "mkdocs-process-atlas==1.0.0" in machine.installed
    report = json.loads((machine.work / "my report.sarif").read_text("utf-8"))
    assert [each["ruleId"] for each in report["runs"][0]["results"]] == ["not-a-question"]


def test_the_action_stops_where_there_is_nothing_to_check(machine: Machine) -> None:
    done = act(machine, specs="$(touch made) no such folder")
    assert list(done) == ["Install", "Write the report"]
    assert done["Write the report"].returncode == 2
    assert done["Write the report"].stdout.startswith("::error")
    assert "no such folder" in done["Write the report"].stdout
    assert not (machine.work / "made").exists()


def test_the_report_that_is_uploaded_is_the_one_that_is_written() -> None:
    (upload,) = [step for step in ACTION["runs"]["steps"] if "uses" in step]
    assert upload["with"]["sarif_file"] == ACTION["outputs"]["sarif"]["value"] == "${{ inputs.sarif }}"
    assert upload["if"] == "inputs.upload == 'true'"


def hook(machine: Machine, id: str, *files: str) -> subprocess.CompletedProcess[str]:
    """Run a hook as pre-commit does, with the names of the changed files that it wants."""
    each = HOOKS[id]
    assert each["language"] == "python"
    wanted = [file for file in files if re.search(each["files"], file)]
    names = wanted if each.get("pass_filenames", True) else []
    return machine.run(shlex.join([*shlex.split(each["entry"]), *names]))


def test_the_hooks_of_pre_commit_run(machine: Machine) -> None:
    changed = ["process_specs/roles.yaml", "process_specs/catalog.yaml", "mkdocs.yml", "docs/index.md"]
    assert hook(machine, "process-atlas-check", *changed).returncode == 0
    clean = hook(machine, "process-atlas-fmt", *changed)
    assert clean.returncode == 0, clean.stderr
    assert "of 2 files" in clean.stderr
    machine.plant()
    found = hook(machine, "process-atlas-check", *changed)
    assert "[not-a-question]" in found.stdout
    roles = machine.work / "process_specs/roles.yaml"
    neat = roles.read_text("utf-8")
    roles.write_text(neat.replace("id: ", "id:   "), "utf-8")
    hook(machine, "process-atlas-fmt", *changed)
    assert roles.read_text("utf-8") == neat
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert {shlex.split(each["entry"])[0] for each in HOOKS.values()} <= set(scripts)


def snippet(title: str) -> Any:
    """The YAML of a snippet of the guide."""
    found = re.search(rf'```yaml title="{re.escape(title)}"\n(.*?)```', GUIDE, re.DOTALL)
    assert found, title
    return yaml.safe_load(found[1])


@pytest.mark.parametrize("service", ["gitlab", "gitea"])
def test_the_jobs_of_the_guide_run(machine: Machine, service: str) -> None:
    if service == "gitlab":
        commands = snippet(".gitlab-ci.yml")["specs"]["script"]
    else:
        steps = snippet(".gitea/workflows/specs.yml")["jobs"]["check"]["steps"]
        commands = [step["run"] for step in steps if "run" in step]
    script = "\n".join(commands)
    assert machine.run(script).returncode == 0
    assert machine.installed == "install --quiet mkdocs-process-atlas\n"
    machine.plant()
    assert machine.run(script).returncode == 1


def test_the_guide_names_what_there_is() -> None:
    steps = snippet(".github/workflows/specs.yml")["jobs"]["check"]["steps"]
    (used,) = [step for step in steps if "process-atlas" in step["uses"]]
    assert set(used["with"]) <= set(ACTION["inputs"])
    told = re.findall(r"^\| `([\w-]+)` \|", GUIDE, re.MULTILINE)
    assert told == list(ACTION["inputs"])
    (repo,) = snippet(".pre-commit-config.yaml")["repos"]
    assert [each["id"] for each in repo["hooks"]] == list(HOOKS)
