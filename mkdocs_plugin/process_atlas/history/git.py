"""Asks the `git` program for history: the only module that runs it. It reads, and never writes, a repository."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from process_atlas.said import Said, say

_FIELD, _COMMIT = "\x02", "\x01"
_FORMAT = _COMMIT + _FIELD.join(("%H", "%cs", "%aN"))
_ENDINGS = (".yaml", ".yml")
_NO_BLOB = frozenset("0")
_FILES = ("100644", "100755")
_NO_REPOSITORY = "not a git repository"


class GitError(Exception):
    """What git says when it cannot answer, in a line for the user: `said`."""

    def __init__(self, said: Said) -> None:
        super().__init__(said)
        self.said = said


@dataclass(frozen=True, slots=True)
class Edit:
    """One file that a commit changed: its content before (one for each parent of a merge) and after, as blob ids.

    `new` is "" when the file is gone, `old` is empty when it is new; `was` is its path before.
    """

    path: str
    was: str
    old: tuple[str, ...]
    new: str


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit with the files that it changed. `day` is the day it was committed."""

    id: str
    day: date
    author: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository, seen from a folder in it.

    `prefix` is the folder's path below the top with a slash at its end, or "". `head` is "" before the first commit.
    `shallow` are the commits at which a shallow clone begins.
    """

    top: Path
    prefix: str
    head: str
    shallow: frozenset[str]

    def commits(self) -> tuple[Commit, ...]:
        """Every commit that changed files of the folder, or of a folder that files of it came from; newest first.

        Two calls of git, and two more for each time that files moved in from elsewhere.
        """
        folders = frozenset({self.prefix.rstrip("/")})
        while self.head:
            commits = self._log(self.head, folders=folders)
            entered = [each.id for each in commits if any(not edit.old for edit in each.edits)]
            wider = _outermost(folders | self._sources(entered, folders))
            if wider == folders:
                return commits
            folders = wider
        return ()

    def _log(self, *revisions: str, folders: Collection[str], given: str = "") -> tuple[Commit, ...]:
        """Commits with their edits; all files of them when a folder is the top."""
        options = ("-z", "--date-order", "-c", "-M", "--raw", "--no-abbrev", f"--format={_FORMAT}")
        paths = () if "" in folders else ("--", *(f":(top,literal){each}" for each in sorted(folders)))
        listing = _run(self.top, "log", *options, *revisions, *paths, given=given)
        return tuple(_commits(listing.decode("utf-8", "surrogateescape")))

    def _sources(self, commits: Collection[str], folders: Collection[str]) -> frozenset[str]:
        """The folders outside `folders` from which these commits moved YAML files into them."""
        if not commits or "" in folders:
            return frozenset()
        whole = self._log("--no-walk=unsorted", "--stdin", folders=[""], given="\n".join(commits) + "\n")
        moved = (edit for each in whole for edit in each.edits if edit.was != edit.path)
        return frozenset(
            edit.was.rpartition("/")[0]
            for edit in moved
            if is_spec_path(edit.path) and _within(edit.path, folders) and not _within(edit.was, folders)
        )

    def blobs(self, ids: Collection[str]) -> Mapping[str, bytes]:
        """The contents of blobs, by id; one call of git for all of them. A blob that is missing is left out."""
        if not ids:
            return {}
        return dict(_contents(_run(self.top, "cat-file", "--batch", given="\n".join(ids) + "\n")))

    def kind_of(self, name: str) -> str:
        """What a name such as `main` or `v1.0:specs` means: `commit`, `tag`, `tree`, `blob`, or "" for nothing."""
        if not name or "\n" in name or name.startswith("-"):
            return ""
        answer = _run(self.top, "cat-file", "--batch-check=%(objecttype)", given=f"{name}\n").decode("utf-8", "replace")
        words = answer.split()
        return words[0] if len(words) == 1 else ""

    def files(self, tree: str) -> Mapping[str, str]:
        """The YAML files of a tree: path below it -> blob id. Hidden ones are left out."""
        listing = _run(self.top, "ls-tree", "-r", "-z", "--full-tree", tree).decode("utf-8", "surrogateescape")
        found = {}
        for line in filter(None, listing.split("\0")):
            about, _, path = line.partition("\t")
            mode, _, blob = about.split(" ")
            if mode in _FILES and is_spec_path(path):
                found[path] = blob
        return found

    def fork_point(self, revision: str) -> str:
        """The last commit that `revision` and HEAD have in common; the revision itself when there is none."""
        try:
            return _run(self.top, "merge-base", revision, "HEAD").decode().strip()
        except GitError:
            return revision


def _within(path: str, folders: Collection[str]) -> bool:
    return any(not each or path == each or path.startswith(f"{each}/") for each in folders)


def _outermost(folders: frozenset[str]) -> frozenset[str]:
    """The folders that stand in no other of them."""
    return frozenset(each for each in folders if not _within(each, folders - {each}))


def is_spec_path(path: str) -> bool:
    """Whether a path names a YAML file, and neither it nor a folder of it is hidden."""
    return path.lower().endswith(_ENDINGS) and not any(part.startswith(".") for part in path.split("/"))


def find_repository(folder: Path) -> Repository:
    """The repository that a folder, or the nearest folder around it that exists, stands in. Raises GitError."""
    start = next((each for each in (folder.resolve(), *folder.resolve().parents) if each.is_dir()), Path())
    answer = _run(start, "rev-parse", "--show-toplevel", "--git-path", "shallow").decode("utf-8", "surrogateescape")
    lines = answer.splitlines()
    if len(lines) != 2:
        raise GitError(Said("the repository has no working tree", "git 仓库没有工作区"))
    top = Path(lines[0])
    prefix = Path(os.path.relpath(folder.resolve(), top.resolve())).as_posix()
    if prefix.startswith("../"):
        raise GitError(_outside(folder, top))
    try:
        head = _run(start, "rev-parse", "--verify", "--quiet", "HEAD").decode().strip()
    except GitError:
        head = ""
    prefix = "" if prefix == "." else f"{prefix}/"
    return Repository(top, prefix, head, _shallow(start / lines[1]))


def _shallow(path: Path) -> frozenset[str]:
    try:
        return frozenset(path.read_text("ascii").split())
    except (OSError, UnicodeDecodeError):
        return frozenset()


def _run(folder: Path, *arguments: str, given: str = "") -> bytes:
    """What git prints. Raises GitError with git's own words, or when there is no git."""
    command = ["git", "--no-pager", "-c", "log.showSignature=false", *arguments]
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    sent = given.encode("utf-8", "surrogateescape")
    try:
        done = subprocess.run(command, cwd=folder, env=environment, input=sent, capture_output=True, check=False)
    except OSError as problem:
        reason = problem.strerror
        raise GitError(say("git cannot be run: {reason}", "无法运行 git：{reason}", reason=reason)) from problem
    if done.returncode:
        raise GitError(_told(done))
    return done.stdout


def _told(done: subprocess.CompletedProcess[bytes]) -> Said:
    """What git says in its own words, which are English; in Chinese for what is said of most folders without it."""
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    if not lines:
        return say("git ended with {code}", "git 以代码 {code} 结束", code=done.returncode)
    words = lines[0].removeprefix("fatal: ")
    return Said(words, "所在文件夹不属于任何 git 仓库" if words.startswith(_NO_REPOSITORY) else f"git：{words}")


def _outside(folder: Path, top: Path) -> Said:
    return say(
        "{folder} is not in the repository {top}",
        "{folder} 不在 git 仓库 {top} 中",
        folder=folder.as_posix(),
        top=top.as_posix(),
    )


def _commits(listing: str) -> Iterator[Commit]:
    """The commits of a `git log -z --raw`, in its order."""
    head: tuple[str, date, str] | None = None
    edits: list[Edit] = []
    parts = iter(listing.split("\0"))
    for part in map(_at_its_start, parts):
        if part.startswith(_COMMIT):
            if head:
                yield Commit(*head, tuple(edits))
            id, day, author = part[1:].rstrip("\n").split(_FIELD, 2)
            head, edits = (id, date.fromisoformat(day), author), []
        elif part.startswith(":"):
            edits.append(_edit(part, parts))
    if head:
        yield Commit(*head, tuple(edits))


def _at_its_start(part: str) -> str:
    return part.lstrip("\n")


def _edit(part: str, paths: Iterator[str]) -> Edit:
    """One raw line, `:MODES BLOBS STATUS`, with as many colons as the commit has parents; its paths follow."""
    parents = len(part) - len(part.lstrip(":"))
    words = part[parents:].split(" ")
    *old, new = words[parents + 1 : -1]
    path = next(paths)
    was, path = (path, next(paths)) if parents == 1 and words[-1][0] in "RC" else (path, path)
    modes = words[: parents + 1]
    before = tuple(blob for mode, blob in zip(modes, old, strict=False) if mode in _FILES and set(blob) != _NO_BLOB)
    return Edit(path, was, before, "" if modes[-1] not in _FILES or set(new) == _NO_BLOB else new)


def _contents(stream: bytes) -> Iterator[tuple[str, bytes]]:
    """The answers of `git cat-file --batch`: `ID TYPE SIZE`, the content, a line's end; or `ID missing`."""
    place = 0
    while place < len(stream):
        end = stream.index(b"\n", place)
        words = stream[place:end].decode("ascii", "replace").split(" ")
        place = end + 1
        if len(words) == 3:
            size = int(words[2])
            yield words[0], stream[place : place + size]
            place += size + 1
