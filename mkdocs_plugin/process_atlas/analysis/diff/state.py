"""What is compared: the specs of a catalogue at one time, as they were written, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from process_atlas.analysis.diff.words import mapped, plain, quoted
from process_atlas.catalog import MANIFEST, Catalog, Key
from process_atlas.diagnostics import Severity
from process_atlas.foreign import foreign_things, titles_of
from process_atlas.spec.load import Specs
from process_atlas.spec.model import Data, FieldSpec, Manifest, Spec
from process_atlas.spec.source import Document
from process_atlas.spec.values import Text, party


@dataclass(frozen=True, slots=True)
class State:
    """The specs of a catalogue at one time, not linked: a reference to nothing stays as it was written.

    `documents` has the manifest's too, under MANIFEST. `broken` are specs with errors, as far as they can be named;
    `unreadable` are files that could not be read at all, relative to the folder. `elsewhere` are the titles of things
    of other catalogues.
    """

    specs: Mapping[Key, Spec]
    manifest: Manifest
    documents: Mapping[Key, Document]
    broken: frozenset[Key] = frozenset()
    unreadable: frozenset[str] = frozenset()
    root: str = ""
    elsewhere: Mapping[Key, Text] = field(default_factory=dict)

    def file_of(self, key: Key) -> str:
        """The file of a spec, relative to the folder."""
        return self.documents[key].path.removeprefix(self.root)

    def only(self, keys: Iterable[Key]) -> State:
        """The same state as if it held nothing but these specs."""
        kept = frozenset(keys)
        specs = {key: spec for key, spec in self.specs.items() if key in kept}
        documents = {key: each for key, each in self.documents.items() if key in kept}
        manifest = self.manifest if MANIFEST in kept else Manifest()
        return State(specs, manifest, documents, self.broken & kept, self.unreadable, self.root, self.elsewhere)


def state_of(specs: Specs, root: str = "") -> State:
    """The state of specs that were loaded from files below `root` (with the slash at its end)."""
    found: dict[Key, Spec] = {}
    documents: dict[Key, Document] = {}
    for each in specs.loaded:
        key = (each.spec.KIND, each.spec.id)
        if key not in found:
            found[key], documents[key] = each.spec, each.document
    if specs.manifest_document:
        documents[MANIFEST] = specs.manifest_document
    broken = frozenset((each.kind, each.id) for each in specs.broken) - found.keys()
    read = {each.path for each in documents.values()} | {each.document.path for each in specs.broken}
    failed = {each.span.path for each in specs.diagnostics if each.severity is Severity.ERROR} - read
    unreadable = frozenset(path.removeprefix(root) for path in failed)
    names = titles_of(foreign_things(specs))
    return State(MappingProxyType(found), specs.manifest, MappingProxyType(documents), broken, unreadable, root, names)


def state_of_catalog(catalog: Catalog) -> State:
    """The state of a catalogue, as it was linked."""
    specs = {(kind, id): spec for kind, found in catalog.specs.items() for id, spec in found.items()}
    return State(MappingProxyType(specs), catalog.manifest, catalog.documents, elsewhere=titles_of(catalog.foreign))


@dataclass(frozen=True, slots=True)
class Names:
    """What ids are called: by the new state, else by the old one, else the id itself."""

    old: State
    new: State

    def spec(self, kind: str, id: str) -> Text:
        """The title of a spec."""
        found = self.new.specs.get((kind, id)) or self.old.specs.get((kind, id))
        if found:
            return found.title
        return self.new.elsewhere.get((kind, id)) or self.old.elsewhere.get((kind, id)) or plain(id)

    def ref(self, to: str, target: str) -> Text:
        """What a reference names, in words: a title, in quotes unless it is a role's or a system's."""
        match to:
            case "role" | "system":
                return self.spec(to, target)
            case "party":
                kind, id = party(target)
                return quoted(self.spec(kind, id)) if kind == "process" else self.spec(kind, id)
            case "area":
                return self.area(target)
            case "data-part":
                return quoted(self.data(target))
            case kind:
                return quoted(self.spec(kind, target))

    def area(self, id: str) -> Text:
        """The title of an area."""
        areas = {area.id: area.title for state in (self.old, self.new) for area in state.manifest.areas}
        return areas.get(id) or plain(id)

    def data(self, ref: str) -> Text:
        """The title of a structure, or of a part of one with the structure's before it."""
        id, _, part = ref.partition(".")
        if not part:
            return self.spec("data", id)
        return mapped(lambda whole, inner: f"{whole}: {inner}", self.spec("data", id), self.part(id, part))

    def part(self, id: str, part: str) -> Text:
        """The title of a group or a field of a structure."""
        for state in (self.new, self.old):
            data = state.specs.get(("data", id))
            groups = data.groups if isinstance(data, Data) else ()
            title = next((group.title for group in groups if group.id == part), None)
            if title:
                return title
        return self.spec("field", part)

    def required(self, state: State, field: str, written: bool | None) -> bool:
        """Whether a field must be filled in where it is used: as its place says, else as the field itself says."""
        spec = state.specs.get(("field", field))
        return written if written is not None else isinstance(spec, FieldSpec) and spec.required


NO_STATE = State(MappingProxyType({}), Manifest(), MappingProxyType({}))
