"""What a renaming is: the id that changes, and what a reference, a key or a step reads after it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from process_atlas.authoring.refused import Refused
from process_atlas.catalog import DataPart, Key
from process_atlas.spec.values import Id, party
from process_atlas.spec.walk import Reference

HOLDERS = {"step": "process", "group": "data"}
"""The kind of spec that holds what is not a spec of its own."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """What is renamed. `holder` is the process of a step, the structure of a group, or empty."""

    kind: str
    holder: str
    old: str
    new: str

    def target(self, by: Key, reference: Reference, parts: Mapping[str, DataPart]) -> str:
        """What a reference reads after the renaming."""
        names = reference.target
        if reference.to == "data-part":
            return self._data_part(names, parts)
        if reference.to == "party":
            kind, id = party(names)
            return f"process:{self._plain(kind, id)}" if kind == "process" else self._plain(kind, id)
        if reference.to == "step":
            return self.new if self.kind == "step" and by == ("process", self.holder) and names == self.old else names
        return self._plain(reference.to, names)

    def _is(self, kind: str, id: str) -> bool:
        return self.kind == kind and self.old == id

    def _plain(self, kind: str, id: str) -> str:
        return self.new if self._is(kind, id) else id

    def _data_part(self, ref: str, parts: Mapping[str, DataPart]) -> str:
        structure, dot, inner = ref.partition(".")
        part = parts.get(ref)
        is_group = part is not None and part.group == inner
        if self.kind == "group" and structure == self.holder and inner == self.old and is_group:
            return f"{structure}.{self.new}"
        if self._is("field", inner) and part is not None and not is_group:
            return f"{structure}.{self.new}"
        return f"{self._plain('data', structure)}{dot}{inner}"

    def key(self, key: Key) -> Key:
        """The key of a spec after the renaming."""
        return key[0], self._plain(*key)

    def step(self, by: Key, step: str) -> str:
        """A step's id after the renaming."""
        return self.new if self.kind == "step" and by == ("process", self.holder) and step == self.old else step


def renaming_of(kind: str, old: str, new: str) -> Renaming:
    """What the user asked for. `old` is `PROCESS/STEP` or `STRUCTURE/GROUP` for steps and groups. Raises Refused."""
    old, new = unicodedata.normalize("NFC", old), unicodedata.normalize("NFC", new)
    holder, slash, inner = old.rpartition("/")
    if bool(slash) != (kind in HOLDERS):
        form = {"step": "PROCESS/STEP", "group": "STRUCTURE/GROUP"}.get(kind, "ID")
        raise Refused(f"'{old}' does not name a {kind}", f"write {form}")
    new = new.removeprefix(f"{holder}/") if slash else new
    try:
        TypeAdapter(Id).validate_python(new)
    except ValidationError:
        hint = "an id is made of letters, digits and single hyphens, 80 characters at most"
        raise Refused(f"'{new}' is not an id", hint) from None
    if inner == new:
        raise Refused(f"the {kind} is called '{new}' already")
    return Renaming(kind, holder, inner, new)
