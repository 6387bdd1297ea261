"""Reads a state of a catalogue to compare: a folder, a file, or a revision of the repository that it stands in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from process_atlas.analysis.diff.state import State, state_of
from process_atlas.diagnostics import Diagnostic
from process_atlas.history.git import GitError, Repository, find_repository
from process_atlas.spec.folder import read_folder
from process_atlas.spec.load import load
from process_atlas.spec.source import SourceFile


class NoStateError(Exception):
    """Why a name stands for no state of a catalogue, in a line for the user."""


@dataclass(frozen=True, slots=True)
class Read:
    """A state that was read. `name` is what it is called, `single` whether it is one file and not a whole catalogue.

    `problems` are all findings of reading it.
    """

    name: str
    state: State
    single: bool
    problems: tuple[Diagnostic, ...]


def read_state(name: str, specs: Path) -> Read:
    """The state that `name` stands for: a folder, a file, a revision such as `main` or `v1.2.0` (the specs in the
    folder `specs` then), or a folder or file of a revision (`main:process_specs`). Raises NoStateError.
    """
    if not name:
        raise NoStateError("an empty name stands for no revision, folder or file")
    path = Path(name)
    exists = path.exists()
    try:
        repository = find_repository(specs)
        kind = repository.kind_of(name)
    except GitError as said:
        if exists:
            return _of_path(path)
        raise NoStateError(f"'{name}' is not a folder or a file, and {_lower(str(said))}") from said
    if exists and kind:
        raise NoStateError(f"'{name}' is both a revision and a path: write ./{name} for the path")
    if exists:
        return _of_path(path)
    if not kind:
        hint = "; to compare two revisions, write them with a space" if ".." in name else ""
        raise NoStateError(f"'{name}' is not a folder, a file or a revision of {repository.top.as_posix()}{hint}")
    return _of_revision(name, kind, repository)


def working_state(specs: Path) -> Read:
    """The state of the folder `specs` as its files are now. Raises NoStateError."""
    if not specs.is_dir():
        raise NoStateError(f"'{specs.as_posix()}' is not a folder; name the folder of the specs with --specs")
    return _of_path(specs)


def since_state(revision: str, specs: Path) -> Read:
    """The state that the work since `revision` began with: where its history and HEAD's part. Raises NoStateError."""
    try:
        repository = find_repository(specs)
        kind = repository.kind_of(revision)
        if kind not in ("commit", "tag"):
            raise NoStateError(f"'{revision}' is not a revision of {repository.top.as_posix()}")
        return _of_revision(repository.fork_point(revision), "commit", repository)
    except GitError as said:
        raise NoStateError(f"there is no revision '{revision}': {said}") from said


def _of_path(path: Path) -> Read:
    if path.is_dir():
        files, problems = read_folder(path)
        return _read(path.as_posix(), files, problems, _root(path), single=False)
    try:
        file = SourceFile(path.as_posix(), path.read_bytes())
    except OSError as problem:
        raise NoStateError(f"'{path.as_posix()}' cannot be read: {problem.strerror}") from problem
    return _read(path.as_posix(), (file,), (), "", single=True)


def _root(folder: Path) -> str:
    """What the paths of a folder's files begin with."""
    path = folder.as_posix()
    return "" if path == "." else f"{path.rstrip('/')}/"


def _of_revision(name: str, kind: str, repository: Repository) -> Read:
    tree = name if ":" in name or kind == "tree" else f"{name}:{repository.prefix.rstrip('/')}"
    try:
        inner = repository.kind_of(tree)
        if inner == "blob":
            content = repository.blobs([tree])
            return _read(name, [SourceFile(name, each) for each in content.values()], (), "", single=True)
        if inner != "tree":
            raise NoStateError(f"the revision '{name}' has no folder '{repository.prefix.rstrip('/')}'")
        ids = repository.files(tree)
        contents = repository.blobs(sorted(set(ids.values())))
    except GitError as said:
        raise NoStateError(f"the revision '{name}' cannot be read: {said}") from said
    root = tree if tree.endswith(":") else f"{tree}/"
    files = [SourceFile(f"{root}{path}", contents[id]) for path, id in sorted(ids.items()) if id in contents]
    return _read(name, files, (), root, single=False)


def _read(name: str, files: Iterable[SourceFile], problems: Iterable[Diagnostic], root: str, *, single: bool) -> Read:
    specs = load(files)
    return Read(name, state_of(specs, root), single, (*problems, *specs.diagnostics))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
