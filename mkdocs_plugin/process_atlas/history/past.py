"""All versions of all specs of a folder: from git, from its folder `.history`, and from what the specs tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from process_atlas.analysis.diff.numbers import parts_of
from process_atlas.catalog import Key
from process_atlas.diagnostics import Diagnostic, Severity, Span, about, ordered
from process_atlas.history.git import GitError, Repository, find_repository
from process_atlas.history.heads import heads_of
from process_atlas.history.timeline import Run, timeline_of
from process_atlas.history.version import Revision, Version
from process_atlas.said import NOTHING, Said, say
from process_atlas.spec.folder import read_folder
from process_atlas.spec.model import Spec
from process_atlas.spec.nouns import KIND_NOUNS

FOLDER = ".history"
"""The folder below the specs that may keep older versions, for those who use no git."""

_Stamp = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The versions of every spec, newest first; `former` says which id took another's place (new -> old).

    `notes` say what is not known, what could not be read, and which version numbers are out of order. `stamp` tells
    whether there is anything new to read.
    """

    versions: Mapping[Key, tuple[Version, ...]]
    former: Mapping[Key, Key]
    notes: tuple[Diagnostic, ...]
    stamp: _Stamp

    def kept(self, kind: str, id: str) -> tuple[Version, ...]:
        """The versions whose text is kept, newest first; those of former ids follow."""
        found: list[Version] = []
        key, seen = (kind, id), set[Key]()
        while key not in seen:
            seen.add(key)
            found += self.versions.get(key, ())
            key = self.former.get(key, key)
        return tuple(found)

    def of(self, spec: Spec) -> tuple[Version, ...]:
        """All versions of a spec as it stands now, newest first: its own, even if it is not committed yet, those that
        are kept, and those of which only its `changes` tell (they have no revisions).
        """
        kept = self.kept(spec.KIND, spec.id)
        if not kept or kept[0].version != spec.version:
            kept = (_told(spec, spec.version), *kept)
        known = {each.version for each in kept}
        return _merged(kept, [_told(spec, each.version) for each in spec.changes if each.version not in known])


def read_history(folder: Path, previous: History | None = None) -> History:
    """The history of the specs below `folder`; `previous` again when nothing was committed or changed since.

    Raises nothing: what keeps git from answering is a note.
    """
    older, unreadable = read_folder(folder / FOLDER) if (folder / FOLDER).is_dir() else ((), ())
    try:
        repository: Repository | None = find_repository(folder)
        problem = NOTHING
    except GitError as trouble:
        repository, problem = None, trouble.said
    stamp = (folder, repository, problem, older)
    if previous is not None and previous.stamp == stamp:
        return previous
    runs, former, notes = _committed(repository, folder) if repository else ({}, {}, [_no_git(folder, problem)])
    versions = {key: _versions(key, found) for key, found in runs.items()}
    for key, found in _filed((file.path, file.content) for file in older):
        versions[key] = _merged(versions.get(key, ()), [found])
    notes = [*notes, *unreadable, *(note for key, found in versions.items() for note in _order_notes(key, found))]
    return History(MappingProxyType(versions), MappingProxyType(former), ordered(notes), stamp)


def _committed(
    repository: Repository, folder: Path
) -> tuple[Mapping[Key, list[Run]], Mapping[Key, Key], list[Diagnostic]]:
    try:
        timeline = timeline_of(repository)
    except GitError as trouble:
        return {}, {}, [_no_git(folder, trouble.said)]
    notes = timeline.notes
    if repository.shallow:
        notes = [*notes, _shallow(folder)]
    return timeline.runs, timeline.former, notes


def _shallow(folder: Path) -> Diagnostic:
    message = Said(
        "the clone is shallow: versions older than its first commit are not known",
        "只取得了部分 git 历史，更早的版本未知",
    )
    hint = Said(
        "fetch the rest with `git fetch --unshallow`; in a workflow, check out with `fetch-depth: 0`",
        "用 `git fetch --unshallow` 取得其余历史；在自动流程中检出时用 `fetch-depth: 0`",
    )
    return Diagnostic(Severity.INFO, "history-incomplete", message, Span(folder.as_posix()), hint)


def _no_git(folder: Path, problem: Said) -> Diagnostic:
    message = say(
        "older versions are known only from `{folder}` and `changes`: {problem}",
        "历史版本只能从 `{folder}` 和 `changes` 中得知：{problem}",
        folder=FOLDER,
        problem=problem,
    )
    return Diagnostic(Severity.INFO, "no-git-history", message, Span(folder.as_posix()))


def _versions(key: Key, runs: Iterable[Run]) -> tuple[Version, ...]:
    found: list[Version] = []
    last: Run | None = None
    for run in runs:
        if last and (run.version, run.last) == (last.version, last.last):
            continue  # the same on two branches
        found.append(_version(key, run.version, tuple(reversed(run.revisions)), run.exact))
        last = run
    return tuple(reversed(found))


def _version(key: Key, number: str, revisions: tuple[Revision, ...], exact: bool) -> Version:
    """A version of which the texts are known; where its first day is not, the spec's own word for it counts."""
    first = revisions[-1]
    version = Version(*key, number, first.day, first.id, first.author, first.path, revisions)
    if exact:
        return version
    day = _day_told(version.spec, number) if version.spec else None
    return replace(version, date=day, revision="", author="")


def _told(spec: Spec, number: str) -> Version:
    """A version that is known by its number, and by its entry in `changes` if it has one."""
    return Version(spec.KIND, spec.id, number, _day_told(spec, number), "", "", "", ())


def _day_told(spec: Spec, number: str) -> date | None:
    told = next((each.date for each in spec.changes if each.version == number), None)
    return told or ((spec.effective or spec.approved) if spec.version == number else None)


def _filed(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[Key, Version]]:
    """The versions in the files of the folder of older versions."""
    for path, content in files:
        for head in heads_of(path, content)[0]:
            revision = Revision("", None, "", path, content)
            yield head.key, _version(head.key, head.version, (revision,), False)


def _merged(known: tuple[Version, ...], more: Iterable[Version]) -> tuple[Version, ...]:
    """The versions with those of `more` whose number is not there yet, each before the first that is lower."""
    found = list(known)
    for each in more:
        if all(other.version != each.version for other in found):
            lower = (n for n, other in enumerate(found) if parts_of(other.version) < parts_of(each.version))
            found.insert(next(lower, len(found)), each)
    return tuple(found)


def _order_notes(key: Key, versions: tuple[Version, ...]) -> Iterator[Diagnostic]:
    """Numbers that were given twice, or that fell."""
    seen: dict[str, Version] = {}
    for newer, older in zip(versions, (*versions[1:], None), strict=True):
        place = Span(newer.revisions[0].place) if newer.revisions else Span("")
        if newer.version in seen:
            message = say(
                "the {kind} '{id}' had version {version} twice, with different contents",
                "{kind}“{id}”两次使用版本号 {version}，内容却不同",
                kind=KIND_NOUNS[key[0]],
                id=key[1],
                version=newer.version,
            )
            yield from about([Diagnostic(Severity.WARNING, "version-used-twice", message, place)], *key)
        elif older and parts_of(newer.version) < parts_of(older.version):
            message = say(
                "version {version} of the {kind} '{id}' came after {older}",
                "{kind}“{id}”的版本 {version} 出现在 {older} 之后",
                version=newer.version,
                kind=KIND_NOUNS[key[0]],
                id=key[1],
                older=older.version,
            )
            yield from about([Diagnostic(Severity.WARNING, "version-out-of-order", message, place)], *key)
        seen[newer.version] = newer
