"""What the project is built with is pinned with hashes and free to use; its jobs ask for no more rights than needed."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from support import ROOT

LOCKS = ROOT / "locks"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LICENCES = tomllib.loads(Path(__file__).with_name("licences.toml").read_text("utf-8"))


def pinned(lock: str) -> dict[str, list[str]]:
    """The requirements of a lock by their packages; with several where versions of Python differ."""
    text = (LOCKS / f"{lock}.txt").read_text("utf-8")
    found: dict[str, list[str]] = {}
    for entry in re.split(r"\n(?=\S)", re.sub(r"(?m)^#.*\n", "", text)):
        line, *hashes = (part.strip() for part in entry.strip().split("\\\n"))
        assert hashes, f"{lock}: {line} has no hash"
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", each) for each in hashes), line
        found.setdefault(canonicalize_name(Requirement(line).name), []).append(line)
    return found


@pytest.mark.parametrize("lock", ["core", "site", "dev", "supply"])
def test_every_package_is_pinned_with_hashes_and_no_host_is_named(lock: str) -> None:
    for lines in pinned(lock).values():
        for line in lines:
            assert re.fullmatch(r"[\w.-]+==[\w.!+]+( ; .+)?", line), line
    assert "://" not in (LOCKS / f"{lock}.txt").read_text("utf-8")


def test_the_locks_hold_what_the_project_asks_for() -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    groups = PROJECT["dependency-groups"]
    core = [*PROJECT["project"]["dependencies"], *groups["build"]]
    wanted = {
        "core": core,
        "site": [*core, *extras["mkdocs"]],
        "dev": [*core, *extras["mkdocs"], *extras["dev"]],
        "supply": groups["supply"],
    }
    for lock, asked in wanted.items():
        held = pinned(lock)
        for requirement in map(Requirement, asked):
            for line in held[canonicalize_name(requirement.name)]:
                version = line.split(" ")[0].split("==")[1]
                assert requirement.specifier.contains(version, prereleases=True), f"{lock}: {line}; run `make lock`"


@pytest.mark.parametrize("lock", ["core", "site"])
def test_smaller_locks_pin_the_same_as_the_one_that_is_tested(lock: str) -> None:
    tested = pinned("dev")
    assert {name: lines for name, lines in pinned(lock).items() if tested.get(name) != lines} == {}


def test_every_package_has_a_licence_that_is_allowed() -> None:
    refused = {}
    for name in pinned("dev"):
        try:
            found = licences(name)
        except PackageNotFoundError:  # for another system or another Python
            continue
        if not found or not found <= LICENCES["allowed"].keys():
            refused[name] = found
    assert refused == {}


def licences(name: str) -> set[str]:
    """The licences that hold for a package, by the names of the table."""
    if name in LICENCES["told"]:
        return {LICENCES["told"][name]}
    data: Any = metadata(name)
    said = data.get("License-Expression")
    if said is None:
        kinds = [each.split(" :: ")[-1] for each in data.get_all("Classifier", []) if each.startswith("License ::")]
        said = " AND ".join(kinds) or (data.get("License") or "").strip()
    words = re.split(r" AND | OR ", said) if said else []
    return {LICENCES["names"].get(word, word) for word in words}


def test_what_is_told_of_packages_is_still_needed() -> None:
    assert LICENCES["told"].keys() <= pinned("dev").keys()


def test_the_jobs_of_the_guide_ask_for_no_more_rights_than_they_need() -> None:
    text = (ROOT / "docs/guide/ci.md").read_text("utf-8")
    blocks = re.findall(r'```yaml title="[^"]*workflows/[^"]*"\n(.*?)```', text, re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        job = yaml.safe_load(block)
        rights = dict(job["permissions"])
        assert rights.pop("contents") == "read"
        assert rights in ({}, {"security-events": "write"})
        steps = [step for each in job["jobs"].values() for step in each["steps"]]
        checkouts = [step for step in steps if "checkout" in step.get("uses", "")]
        assert all(step["with"]["persist-credentials"] is False for step in checkouts)
