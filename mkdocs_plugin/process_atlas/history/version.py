"""Versions of a spec: when each appeared, where its text is kept, and the spec it says, read when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from process_atlas.catalog import Key
from process_atlas.diagnostics import Diagnostic
from process_atlas.link import without_loose_ends
from process_atlas.spec.load import Loaded, read_spec
from process_atlas.spec.model import Spec
from process_atlas.spec.source import SourceFile, parse


@dataclass(frozen=True, slots=True)
class Revision:
    """A text that a spec had. `id` is the commit's, "" outside git; `path` is the file's then; `source` all of it."""

    id: str
    day: date | None
    author: str
    path: str
    source: bytes

    @property
    def place(self) -> str:
        """The file as messages name it: `1a2b3c4:process_specs/refund.yaml`."""
        return f"{self.id[:7]}:{self.path}" if self.id else self.path


@dataclass(frozen=True)
class Version:
    """A version of a spec.

    `date` is the day it appeared, None when nobody knows. `revision` is the commit that brought it, "" when it did
    not come from git, `author` who wrote that commit, `path` the file it stood in. `revisions` are its texts, the last
    one first: more than one when it was changed and kept its number; none when only its number is known.
    """

    kind: str
    id: str
    version: str
    date: date | None
    revision: str
    author: str
    path: str
    revisions: tuple[Revision, ...]

    @property
    def key(self) -> Key:
        """Kind and id, as they were then."""
        return self.kind, self.id

    @cached_property
    def loaded(self) -> Loaded | None:
        """The spec as this version last said it, with its document; None when none of its texts can be read."""
        return next((found for each in self.revisions for found in [self._read(each)[0]] if found), None)

    @cached_property
    def standing(self) -> Spec | None:
        """The spec less its references to steps that it does not have; None when there is no text to show."""
        return without_loose_ends(self.loaded) if self.loaded else None

    @property
    def spec(self) -> Spec | None:
        """The spec as this version last said it."""
        return self.loaded.spec if self.loaded else None

    @cached_property
    def problems(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the last text of this version."""
        return self._read(self.revisions[0])[1] if self.revisions else ()

    def _read(self, revision: Revision) -> tuple[Loaded | None, tuple[Diagnostic, ...]]:
        documents, found = parse(SourceFile(revision.place, revision.source))
        for document in documents:
            if (document.data.get("kind"), document.data.get("id")) == self.key:
                spec, wrong = read_spec(document)
                return (Loaded(spec, document) if spec else None), tuple(wrong)
        return None, found
