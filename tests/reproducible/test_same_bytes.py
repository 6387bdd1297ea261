"""The same specs give the same bytes, wherever and whenever they are built."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from small import MKDOCS, SMALL
from support import ROOT

DAY = "1767225600"
FORMATS = ("html", "markdown")
REPAIR = "process_specs/repair.yaml"
Build = Callable[..., Mapping[str, bytes]]


@dataclass(frozen=True)
class Machine:
    """What is different where a site is built."""

    variables: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    shuffled: int = 0
    days: int = 0
    mask: int = 0o022
    backwards: bool = False
    folder: str = "here"


MACHINES = {
    "hash seed 1": Machine({"PYTHONHASHSEED": "1"}),
    "hash seed 4242": Machine({"PYTHONHASHSEED": "4242"}),
    "behind in time": Machine({"TZ": "Pacific/Honolulu"}),
    "ahead in time": Machine({"TZ": "Pacific/Kiritimati"}),
    "locale C": Machine({"LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}),
    "locale of Chinese": Machine({"LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8", "LANGUAGE": "zh"}),
    "files made in another order": Machine(backwards=True),
    "folders listed in another order": Machine(shuffled=7),
    "one worker": Machine(options=("--jobs", "1")),
    "two workers": Machine(options=("--jobs", "2")),
    "four workers": Machine(options=("--jobs", "4")),
    "no cache": Machine(options=("--no-cache",)),
    "a private umask": Machine(mask=0o077),
    "an open umask": Machine(mask=0),
    "a year later": Machine(days=400),
    "another folder": Machine(folder="a folder/客户 管理"),
}


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A function that builds the small catalogue on a machine, and gives the files of the site."""

    def build(machine: Machine, form: str, again: bool = False) -> Mapping[str, bytes]:
        top = tmp_path_factory.mktemp("machine") / machine.folder
        _write(top, machine)
        command = ("process_atlas", "build", "--out", "out", "--format", form, *machine.options)
        for _ in range(1 + again):
            _run(top, machine, *command)
        return _files(top / "out")

    return build


@pytest.fixture(scope="module")
def expected(builds: Build) -> Mapping[str, Mapping[str, bytes]]:
    """The site in every format, from the machine that the others are compared with."""
    return {form: builds(Machine({"PYTHONHASHSEED": "0", "TZ": "UTC"}), form) for form in FORMATS}


pytestmark = pytest.mark.xdist_group("reproducible")


@pytest.mark.parametrize("name", MACHINES)
def test_a_site_is_the_same_on_another_machine(
    builds: Build, expected: Mapping[str, Mapping[str, bytes]], name: str
) -> None:
    form = FORMATS[list(MACHINES).index(name) % 2]
    assert different(builds(MACHINES[name], form), expected[form]) == []


@pytest.mark.parametrize("form", FORMATS)
def test_a_site_is_the_same_where_all_is_different_at_once(
    builds: Build, expected: Mapping[str, Mapping[str, bytes]], form: str
) -> None:
    assert different(builds(ODD, form), expected[form]) == []


def test_a_site_is_the_same_with_drawings_that_were_kept(
    builds: Build, expected: Mapping[str, Mapping[str, bytes]]
) -> None:
    assert different(builds(Machine(), "html", again=True), expected["html"]) == []


ODD = Machine(
    {"PYTHONHASHSEED": "99", "TZ": "Asia/Kolkata", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    ("--jobs", "3"),
    shuffled=3,
    days=77,
    mask=0o077,
    backwards=True,
    folder="另一处",
)
"""A machine where all is different at once, but for the day that SOURCE_DATE_EPOCH names."""


def test_the_day_that_is_set_is_the_day_that_reviews_are_judged_by(
    builds: Build, expected: Mapping[str, Mapping[str, bytes]]
) -> None:
    later = builds(Machine({"SOURCE_DATE_EPOCH": str(int(DAY) + 3 * 365 * 86400)}), "html")
    assert "quality/index.html" in different(later, expected["html"])


@pytest.mark.parametrize(("command", "code"), [(("process_atlas", "check"), 2), (("mkdocs", "build"), 1)])
def test_a_day_that_is_none_is_told(tmp_path: Path, command: tuple[str, ...], code: int) -> None:
    _write(tmp_path, Machine())
    done = _started(tmp_path, Machine({"SOURCE_DATE_EPOCH": "soon"}), *command)
    assert done.returncode == code
    assert "SOURCE_DATE_EPOCH" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_site_of_mkdocs_is_the_same_with_its_search_and_its_site_map(tmp_path: Path) -> None:
    sites = []
    for number, machine in enumerate((Machine({"PYTHONHASHSEED": "0", "TZ": "UTC"}), ODD)):
        top = tmp_path / str(number) / machine.folder
        _write(top, machine)
        _run(top, machine, "mkdocs", "build", "--quiet")
        sites.append(_files(top / "site"))
    assert different(*sites) == []
    assert {"sitemap.xml", "sitemap.xml.gz", "search/search_index.json"} <= sites[0].keys()
    assert b"2026-01-01" in sites[0]["sitemap.xml"]
    assert len(json.loads(sites[0]["search/search_index.json"])["docs"]) > 30


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_former_versions_and_feeds_are_the_same(tmp_path: Path) -> None:
    top = tmp_path / "first"
    _write(top, Machine())
    (top / ".gitignore").write_text("out\n.cache\n", "utf-8")
    _git(top, "init", "-q", when="2026-01-01T23:30:00-0800")
    _commit(top, "2026-01-01T23:30:00-0800")
    spec = top / REPAIR
    spec.write_text(spec.read_text("utf-8").replace("1.0.0", "1.1.0").replace("10 min", "15 min"), "utf-8")
    _commit(top, "2026-02-01T00:30:00+0800")
    shutil.copytree(top, tmp_path / "second")
    sites = []
    for name, machine in (("first", Machine({"TZ": "UTC"})), ("second", ODD)):
        _run(tmp_path / name, machine, "process_atlas", "build", "--out", "out", "--site-url", "https://example.com/")
        sites.append(_files(tmp_path / name / "out"))
    assert different(*sites) == []
    assert "changes.xml" in sites[0]
    assert any("1.0.0" in path for path in sites[0])


def test_the_sample_is_the_same_where_all_is_different_at_once(tmp_path: Path) -> None:
    sites = []
    for number, machine in enumerate((Machine({"PYTHONHASHSEED": "0"}), ODD)):
        top = tmp_path / str(number)
        shutil.copytree(ROOT / "process_specs", top / "process_specs")
        _run(top, machine, "process_atlas", "build", "--out", "out", "--no-history")
        sites.append(_files(top / "out"))
    assert different(*sites) == []


def different(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """The files that are not the same."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def _write(top: Path, machine: Machine) -> None:
    """Write the small catalogue with something that is due, and a site for it."""
    texts = {**SMALL, "mkdocs.yml": f"{MKDOCS}site_url: https://example.com/\n", "docs/about.md": "# About\n"}
    texts["mkdocs.yml"] = texts["mkdocs.yml"].replace("plugins: [", "plugins: [search, ")
    texts[REPAIR] = texts[REPAIR].replace("purpose:", "reviewed: 2025-12-01\nreview_every: 1 year\npurpose:")
    for name in sorted(texts, reverse=machine.backwards):
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(texts[name], "utf-8")


def _commit(top: Path, when: str) -> None:
    _git(top, "add", "-A", when=when)
    _git(top, "commit", "-q", "-m", "A change", when=when)


def _git(top: Path, *arguments: str, when: str) -> None:
    names = {f"GIT_{who}_{what}": "a@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    subprocess.run(["git", *arguments], cwd=top, env={**os.environ, **names, **dates}, check=True, timeout=60)


def _run(top: Path, machine: Machine, *arguments: str) -> None:
    done = _started(top, machine, *arguments)
    assert done.returncode == 0, done.stderr


def _started(top: Path, machine: Machine, *arguments: str) -> subprocess.CompletedProcess[str]:
    disorder = str(Path(__file__).with_name("disorder.py"))
    program = [sys.executable, disorder, str(machine.shuffled), str(machine.days), *arguments]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON", "TZ"))}
    environment = {
        **kept,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": str(ROOT / "mkdocs_plugin"),
        "SOURCE_DATE_EPOCH": DAY,
        "ATLAS_UMASK": oct(machine.mask),
        **machine.variables,
    }
    return subprocess.run(
        program, cwd=top, env=environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300
    )


def _files(folder: Path) -> Mapping[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
