"""What is known of earlier versions: from git, from a folder, and when neither says all."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from repository import Repository

from process_atlas.history import History, git, read_history
from process_atlas.spec.load import load
from process_atlas.spec.model import Process, Spec
from process_atlas.spec.source import SourceFile
from small import PROCESS, SMALL
from support import counted

REPAIR = "process_specs/repair.yaml"


def at_version(version: str, *changes: tuple[str, str]) -> str:
    """The small process in another version, with texts replaced."""
    text = PROCESS.replace("version: 1.0.0", f"version: {version}")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def spec_of(text: str) -> Spec:
    return load([SourceFile("x.yaml", text.encode())]).loaded[0].spec


def numbers(history: History, kind: str = "process", id: str = "repair") -> list[str]:
    return [each.version for each in history.kept(kind, id)]


def codes(history: History) -> list[str]:
    return [each.code for each in history.notes]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "firm")


def test_each_revision_with_another_version_is_a_version(repository: Repository) -> None:
    first = repository.commit(SMALL, day="2026-01-05")
    repository.commit({REPAIR: at_version("1.0.0", ("within: 3 days", "within: 4 days"))}, day="2026-01-06")
    second = repository.commit({REPAIR: at_version("1.1.0", ("within: 3 days", "within: 5 days"))}, day="2026-02-01")
    newest, oldest = read_history(repository.folder / "process_specs").kept("process", "repair")
    assert (newest.version, newest.date, newest.revision, newest.author) == ("1.1.0", date(2026, 2, 1), second, "Ann")
    assert (oldest.version, oldest.date, oldest.revision) == ("1.0.0", date(2026, 1, 5), first)
    assert (oldest.path, len(oldest.revisions)) == (REPAIR, 2)
    assert isinstance(oldest.spec, Process)
    assert oldest.spec.steps[2].within is not None
    assert oldest.spec.steps[2].within.amount == 4, "a version is what it said last"


def test_a_version_follows_its_spec_to_other_files_and_folders(repository: Repository) -> None:
    files = {f"old/{Path(name).name}": text for name, text in SMALL.items()}
    repository.commit(files, day="2026-01-05")
    repository.commit({"old/repair.yaml": at_version("1.1.0")}, day="2026-01-06")
    repository.git("mv", "old", "process_specs")
    repository.commit({}, day="2026-01-07")
    repository.git("mv", REPAIR, "process_specs/mending.yaml")
    repository.commit({"process_specs/mending.yaml": at_version("1.2.0")}, day="2026-01-08")
    found = read_history(repository.folder / "process_specs").kept("process", "repair")
    assert [(each.version, each.path) for each in found] == [
        ("1.2.0", "process_specs/mending.yaml"),
        ("1.1.0", "old/repair.yaml"),
        ("1.0.0", "old/repair.yaml"),
    ]


def test_specs_that_share_a_file_have_histories_of_their_own(repository: Repository) -> None:
    repository.commit(SMALL)
    roles = SMALL["process_specs/roles.yaml"].replace(
        "Clerk, zh: 文员}\nversion: 1.0.0", "Clerk, zh: 职员}\nversion: 1.0.1"
    )
    repository.commit({"process_specs/roles.yaml": roles})
    history = read_history(repository.folder / "process_specs")
    assert numbers(history, "role", "clerk") == ["1.0.1", "1.0.0"]
    assert numbers(history, "role", "lead") == ["1.0.0"]
    assert len(history.kept("role", "lead")[0].revisions) == 1, "nothing changed in it"


def test_versions_made_on_a_branch_and_in_a_merge_are_known(repository: Repository) -> None:
    repository.commit(SMALL, day="2026-01-01")
    repository.git("checkout", "-q", "-b", "work")
    repository.commit({REPAIR: at_version("1.1.0", ("Repair,", "Mending,"))}, day="2026-01-02")
    repository.git("checkout", "-q", "main")
    repository.commit({REPAIR: at_version("1.0.1", ("Settled", "Closed"))}, day="2026-01-03")
    repository.git("merge", "-q", "--no-commit", "-s", "ours", "work")
    repository.commit({REPAIR: at_version("1.2.0", ("Repair,", "Mending,"), ("Settled", "Closed"))}, day="2026-01-04")
    assert numbers(read_history(repository.folder / "process_specs")) == ["1.2.0", "1.0.1", "1.1.0", "1.0.0"]


@pytest.mark.parametrize("broken", ["kind: process\nid: repair\n  version: [1\n", "\xff\xfe", "- a\n- b\n"])
def test_a_revision_that_cannot_be_read_is_noted_and_the_rest_is_shown(repository: Repository, broken: str) -> None:
    repository.commit(SMALL)
    (repository.folder / REPAIR).write_bytes(broken.encode("latin-1"))
    repository.commit({})
    repository.commit({REPAIR: PROCESS})
    repository.commit({REPAIR: at_version("1.1.0")})
    history = read_history(repository.folder / "process_specs")
    assert numbers(history) == ["1.1.0", "1.0.0"]
    assert codes(history) == ["unreadable-revision"]


def test_a_version_whose_text_has_errors_is_listed_and_says_why(repository: Repository) -> None:
    repository.commit({**SMALL, REPAIR: at_version("0.9.0", ("owner: lead", "boss: lead"))})
    repository.commit({REPAIR: PROCESS})
    newest, oldest = read_history(repository.folder / "process_specs").kept("process", "repair")
    assert newest.spec is not None
    assert oldest.spec is None
    assert {each.code for each in oldest.problems} == {"missing-key", "unknown-key"}
    assert str(oldest.problems[0].span).startswith(f"{oldest.revision[:7]}:{REPAIR}:")


def test_numbers_used_twice_or_out_of_order_are_told_and_nothing_is_lost(repository: Repository) -> None:
    for version, days in (("1.0.0", 3), ("1.2.0", 4), ("1.1.0", 5), ("1.2.0", 6)):
        repository.commit({**SMALL, REPAIR: at_version(version, ("within: 3 days", f"within: {days} days"))})
    history = read_history(repository.folder / "process_specs")
    assert numbers(history) == ["1.2.0", "1.1.0", "1.2.0", "1.0.0"]
    assert sorted(codes(history)) == ["version-out-of-order", "version-used-twice"]
    assert all(each.subject == ("process", "repair") for each in history.notes)


def test_a_file_renamed_together_with_its_id_keeps_its_history(repository: Repository) -> None:
    repository.commit(SMALL)
    text = at_version("2.0.0", ("id: repair\n", "id: mending\n"))
    repository.commit({REPAIR: None, "process_specs/mending.yaml": text})
    history = read_history(repository.folder / "process_specs")
    assert [(each.id, each.version) for each in history.kept("process", "mending")] == [
        ("mending", "2.0.0"),
        ("repair", "1.0.0"),
    ]
    assert numbers(history) == ["1.0.0"], "the old id still finds its own"
    assert codes(history) == ["id-changed"]


def test_a_folder_without_git_says_so_and_uses_what_there_is(tmp_path: Path) -> None:
    specs = tmp_path / "process_specs"
    (specs / ".history").mkdir(parents=True)
    notes = "{version: 1.1.0, date: 2026-02-01, note: Faster.}, {version: 0.9.0, date: 2025-12-01, note: First.}"
    told = f"changes: [{notes}]\n"
    (specs / "repair.yaml").write_text(at_version("1.1.0") + told, encoding="utf-8")
    (specs / ".history/repair-1.0.0.yaml").write_text(PROCESS, encoding="utf-8")
    history = read_history(specs)
    assert codes(history) == ["no-git-history"]
    found = history.of(spec_of(at_version("1.1.0") + told))
    assert [(each.version, each.date, bool(each.spec)) for each in found] == [
        ("1.1.0", date(2026, 2, 1), False),
        ("1.0.0", None, True),
        ("0.9.0", date(2025, 12, 1), False),
    ]


def test_the_folder_of_older_versions_fills_what_git_does_not_know(repository: Repository) -> None:
    repository.commit({**SMALL, REPAIR: at_version("1.2.0"), "process_specs/.history/a/repair.yaml": PROCESS})
    assert numbers(read_history(repository.folder / "process_specs")) == ["1.2.0", "1.0.0"]


def test_a_shallow_clone_is_told_and_dates_come_from_the_spec(repository: Repository, tmp_path: Path) -> None:
    note = "changes: [{version: 1.1.0, date: 2026-01-30, note: Faster.}]\n"
    repository.commit(SMALL, day="2026-01-05")
    repository.commit({REPAIR: at_version("1.1.0") + note}, day="2026-02-01")
    repository.commit({REPAIR: at_version("1.2.0") + note}, day="2026-03-01")
    repository.git("clone", "--quiet", "--depth", "2", repository.folder.as_uri(), str(tmp_path / "clone"))
    history = read_history(tmp_path / "clone/process_specs")
    newest, older = history.kept("process", "repair")
    assert (newest.version, newest.date) == ("1.2.0", date(2026, 3, 1))
    assert (older.version, older.date, older.revision) == ("1.1.0", date(2026, 1, 30), "")
    assert codes(history) == ["history-incomplete"]


def test_a_repository_without_a_commit_has_no_versions_yet(repository: Repository) -> None:
    repository.write(SMALL)
    history = read_history(repository.folder / "process_specs")
    assert (dict(history.versions), history.notes) == ({}, ())
    assert [each.version for each in history.of(spec_of(PROCESS))] == ["1.0.0"]


def test_without_the_git_program_the_rest_works(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit(SMALL)
    monkeypatch.setenv("PATH", "")
    history = read_history(repository.folder / "process_specs")
    assert codes(history) == ["no-git-history"]
    assert "git cannot be run" in history.notes[0].message


def test_specs_that_are_not_kept_in_the_repository_have_no_history(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"readme.md": "x", "elsewhere/repair.yaml": PROCESS, "process_specs/.draft/repair.yaml": PROCESS})
    assert dict(read_history(repository.folder / "process_specs").versions) == {}


def test_nothing_is_read_again_while_nothing_is_committed(repository: Repository) -> None:
    repository.commit(SMALL)
    specs = repository.folder / "process_specs"
    history = read_history(specs)
    assert read_history(specs, history) is history
    repository.commit({REPAIR: at_version("1.1.0")})
    assert numbers(read_history(specs, history)) == ["1.1.0", "1.0.0"]


@pytest.mark.parametrize(
    "text",
    [
        '{kind: process, id: repair, version: "1.4.0"}\n',
        '"kind": process\nid: repair\nversion: 1.4.0\n',
        "id: 'repair'\r\nkind: process # what it is\r\nversion: 1.4.0\r\n",
        "--- \nkind: role\nid: clerk\nversion: 1.0.0\n...\n---\nid: repair\nversion: 1.4.0\nkind: process\n",
        'kind: process\nid: repair\ntitle: "two\nversion: 9.9.9\nlines"\nversion: 1.4.0\n',
        "kind: process\nid: repair\nversion: &v 1.4.0\n",
        "kind: process\nid: repair\ndescription: |\n  version: 9.9.9\nversion: 1.4.0\n",
    ],
)
def test_versions_are_found_however_the_text_is_laid_out(repository: Repository, text: str) -> None:
    repository.commit({REPAIR: text})
    assert numbers(read_history(repository.folder / "process_specs")) == ["1.4.0"]


class Work:
    """What reading a history takes: the answers of git in bytes, and the calls of functions in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._run = git._run
        monkeypatch.setattr(git, "_run", self._asked)
        self.answers: list[int] = []
        self.calls = 0

    def _asked(self, *arguments: Any, **given: Any) -> bytes:
        answer = self._run(*arguments, **given)
        self.answers.append(len(answer))
        return answer

    def read(self, folder: Path, previous: History | None = None) -> History:
        """The history, and what it took."""
        self.answers.clear()
        history, self.calls = counted(read_history, folder, previous)
        return history


def many(repository: Repository, specs: int, versions: int) -> Path:
    """The folder of processes that have changed one after the other, each in a commit of its own."""
    body = "".join(f"  - {{id: s{n}, title: Do the thing number {n}, responsible: clerk}}\n" for n in range(20))
    stream = []
    for mark in range(specs * versions):
        version, spec = divmod(mark, specs)
        text = f"kind: process\nid: p{spec}\ntitle: P{spec}\nversion: 1.{version}.0\nowner: clerk\nsteps:\n{body}"
        when = f"committer Ann <ann@example.com> {1_700_000_000 + mark * 60} +0000\n"
        file = f"M 100644 inline process_specs/p{spec}.yaml\ndata {len(text)}\n{text}\n"
        stream.append(f"commit refs/heads/main\n{when}data 1\nx\n{file}")
    repository.git("fast-import", "--quiet", given="".join(stream).encode())
    return repository.folder / "process_specs"


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_work_grows_with_the_versions_and_git_is_called_as_often(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = Work(monkeypatch)
    taken = {}
    for specs in (100, 500):
        folder = many(Repository(tmp_path / str(specs)), specs, 20)
        history = work.read(folder)
        assert sum(len(each) for each in history.versions.values()) == specs * 20
        taken[specs] = len(work.answers), sum(work.answers), work.calls
        assert work.read(folder, history) is history
        assert sum(work.answers) < 1000, "and without a new commit no text is read again"
    (few, bytes_of_few, calls_of_few), (more, bytes_of_more, calls_of_more) = taken.values()
    assert few == more <= 10
    assert bytes_of_more < 5.5 * bytes_of_few
    assert calls_of_more < 5.5 * calls_of_few
