"""Commits become runs of versions: a walk from the oldest commit to the newest notes where a version differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from process_atlas.catalog import Key
from process_atlas.diagnostics import Diagnostic, Severity, Span, about
from process_atlas.history.git import Commit, Edit, Repository, is_spec_path
from process_atlas.history.heads import Head, heads_of
from process_atlas.history.version import Revision
from process_atlas.said import Said, say
from process_atlas.spec.nouns import KIND_NOUNS

_ALIKE = 0.5
"""How much of its lines a text keeps that is the same spec with a new id."""


@dataclass(slots=True)
class Run:
    """A stretch of a spec's history with one version: its texts, the first first.

    `last` is the spec's own part of the last text. A run is not `exact` when it may have begun before what is known.
    """

    version: str
    revisions: list[Revision]
    last: bytes
    exact: bool


@dataclass(slots=True)
class Timeline:
    """What was found: the runs of each spec, oldest first; ids that took another's place (new -> old); notes."""

    runs: dict[Key, list[Run]] = field(default_factory=lambda: defaultdict(list))
    former: dict[Key, Key] = field(default_factory=dict)
    notes: list[Diagnostic] = field(default_factory=list)


def timeline_of(repository: Repository) -> Timeline:
    """The history of all specs below the repository's folder; a handful of calls of git. Raises GitError."""
    commits = list(_followed(repository.commits(), repository.prefix))
    wanted = {blob for each in commits for edit in each.edits for blob in (*edit.old, edit.new) if blob}
    walk = _Walk(repository.blobs(sorted(wanted)), repository.shallow)
    for commit in reversed(commits):
        walk.step(commit)
    return walk.timeline


def _followed(commits: Iterable[Commit], prefix: str) -> Iterator[Commit]:
    """The commits with those edits that belong to the folder's files, also where these stood before.

    `commits` go from the newest to the oldest, so that a file's former path is known before its older edits come.
    """
    followed: set[str] = set()
    for commit in commits:
        edits = []
        for edit in commit.edits:
            if _inside(edit.path, prefix) or edit.path in followed:
                edits.append(edit)
                followed.add(edit.was)
            elif _inside(edit.was, prefix):
                edits.append(replace(edit, new=""))  # it left the folder
        if edits:
            yield replace(commit, edits=tuple(edits))


def _inside(path: str, prefix: str) -> bool:
    return path.startswith(prefix) and is_spec_path(path[len(prefix) :])


class _Walk:
    """The state of the walk: the texts, and the timeline as far as the last commit."""

    def __init__(self, blobs: Mapping[str, bytes], shallow: frozenset[str]) -> None:
        self.timeline = Timeline()
        self._blobs = blobs
        self._shallow = shallow
        self._heads: dict[str, Mapping[Key, Head]] = {}

    def step(self, commit: Commit) -> None:
        """Take in one commit: for each spec in its files, whether its version differs from the parents'."""
        before: dict[Key, set[str]] = defaultdict(set)
        for edit in commit.edits:
            for blob in edit.old:
                for key, head in self._known(blob, edit.was, commit).items():
                    before[key].add(head.version)
        after = {
            key: (head, edit) for edit in commit.edits for key, head in self._known(edit.new, edit.path, commit).items()
        }
        gone, come = before.keys() - after.keys(), after.keys() - before.keys()
        for edit in commit.edits if gone and come else ():
            self._follow_ids(edit, commit, gone, come)
        for key, (head, edit) in after.items():
            self._note(key, head, before.get(key), commit, edit)

    def _known(self, blob: str, path: str, commit: Commit) -> Mapping[Key, Head]:
        """The specs in a blob, read once."""
        if blob not in self._heads:
            content = self._blobs.get(blob)
            heads, problems = heads_of(path, content) if content is not None else ((), ())
            self._heads[blob] = {head.key: head for head in reversed(heads)}
            if blob and (problems or content is None):
                missing = Said("is missing in this clone", "本地副本中没有此文件")
                reason = problems[0].message if problems else missing
                place = Span(f"{commit.id[:7]}:{path}", problems[0].span.line if problems else 0)
                message = say("{reason}; this revision is skipped", "{reason}；已跳过此修订", reason=reason)
                self.timeline.notes.append(Diagnostic(Severity.INFO, "unreadable-revision", message, place))
        return self._heads[blob]

    def _note(self, key: Key, head: Head, before: set[str] | None, commit: Commit, edit: Edit) -> None:
        runs = self.timeline.runs[key]
        if before is None:  # it is new, or its last text could not be read
            before = {runs[-1].version} if runs else set()
        run = next((each for each in reversed(runs) if each.version == head.version), None)
        revision = Revision(commit.id, commit.day, commit.author, edit.path, self._blobs[edit.new])
        if run is None or head.version not in before:
            runs.append(Run(head.version, [revision], head.text, commit.id not in self._shallow))
        elif run.last != head.text:
            run.revisions.append(revision)
            run.last = head.text

    def _follow_ids(self, edit: Edit, commit: Commit, gone: set[Key], come: set[Key]) -> None:
        """Specs of one file of which one went and one came, and that say much the same: one spec with a new id."""
        if not gone or not come or not edit.new:
            return
        old = {key: head for blob in edit.old for key, head in self._known(blob, edit.was, commit).items()}
        new = self._known(edit.new, edit.path, commit)
        for key in [each for each in new if each in come and each not in self.timeline.runs]:
            others = [each for each in old if each in gone and each[0] == key[0]]
            alike = {each: _likeness(old[each].text, new[key].text) for each in others}
            best = max(alike, key=lambda each: alike[each], default=None)
            if best and alike[best] >= _ALIKE and best not in self.timeline.former.values():
                self.timeline.former[key] = best
                message = say(
                    "the {kind} '{id}' was '{former}' before; its older versions have that id",
                    "{kind}“{id}”原名“{former}”，历史版本使用原 id",
                    kind=KIND_NOUNS[key[0]],
                    id=key[1],
                    former=best[1],
                )
                place = Span(f"{commit.id[:7]}:{edit.path}")
                self.timeline.notes += about([Diagnostic(Severity.INFO, "id-changed", message, place)], *key)


def _likeness(old: bytes, new: bytes) -> float:
    return SequenceMatcher(None, old.splitlines(), new.splitlines(), autojunk=False).ratio()
