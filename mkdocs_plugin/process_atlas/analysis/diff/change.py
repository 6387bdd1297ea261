"""What a comparison gives: single changes, the changes of a spec, the changes of a catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from process_atlas.analysis.diff.numbers import Size, due_number, raised_by
from process_atlas.catalog import MANIFEST, Key
from process_atlas.spec.source import Location
from process_atlas.spec.values import Text


class Part(StrEnum):
    """What a change is about, inside its spec; the spec as a whole is `""`."""

    WHOLE = ""
    STEP = "step"
    GROUP = "group"
    FIELD = "field"
    VALUE = "value"
    RELATION = "relation"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a spec.

    `code` is a code of `rules.RULES`, `size` its class. `part` and `id` say what it is about, such as
    `(Part.STEP, "register")`; of a thing that got a new id, the new one. `loc` is its place in the new spec, `old_loc`
    in the old one; where it is not there, the place of what held it. `before` and `after` are values in words, None
    where there is none. `roles` are the ids of the roles whose work it is, before or after; empty when it concerns the
    spec as a whole. `sentence` says it in English and Chinese; `brief` the same without naming the part first.
    """

    code: str
    size: Size
    part: Part
    id: str
    loc: Location
    old_loc: Location
    before: Text | None
    after: Text | None
    roles: tuple[str, ...]
    sentence: Text
    brief: Text


@dataclass(frozen=True, slots=True)
class SpecChanges:
    """What changed in one spec. A version is "" on the side where the spec is not there."""

    kind: str
    id: str
    title: Text
    old_version: str
    new_version: str
    changes: tuple[Change, ...]

    @property
    def key(self) -> Key:
        """Kind and id of the spec, as it is now."""
        return self.kind, self.id

    @property
    def old_id(self) -> str:
        """The id of the spec in the old state."""
        told = next((each.before for each in self.changes if each.code == "spec-id-changed"), None)
        return told.get("") if told else self.id

    @property
    def size(self) -> Size:
        """The class of the gravest change."""
        return max((change.size for change in self.changes), default=Size.NONE)

    @property
    def due(self) -> str:
        """The version number that the changes ask for; "" when none is due: no change of content, a spec that
        is new, gone or has no version."""
        compared = self.key != MANIFEST and self.old_version and self.new_version
        return due_number(self.old_version, self.size) if compared and self.size is not Size.NONE else ""

    @property
    def raised_enough(self) -> bool:
        """Whether the version was raised by the class of the changes, or more."""
        return not self.due or raised_by(self.old_version, self.new_version) >= raised_by(self.old_version, self.due)


@dataclass(frozen=True, slots=True)
class CatalogChanges:
    """What changed between two states of a catalogue.

    `specs` has those that changed, in catalogue order, the manifest first. `uncompared` are specs that are there on
    both sides, or may be, and cannot be read on one.
    """

    specs: tuple[SpecChanges, ...]
    uncompared: tuple[Key, ...] = ()

    def of(self, kind: str, id: str) -> SpecChanges | None:
        """The changes of one spec, if it has some."""
        return next((each for each in self.specs if each.key == (kind, id)), None)
