"""Documents become models: every key checked, every finding walked back to its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from process_atlas.diagnostics import Diagnostic, error
from process_atlas.said import Said, in_a_row, say
from process_atlas.spec import hints
from process_atlas.spec.collecting import without_collecting
from process_atlas.spec.decoding import InventoryFile, SourceFile
from process_atlas.spec.explain import explained
from process_atlas.spec.inventory import MANIFEST_NAME
from process_atlas.spec.limits import STANDARD, Limits
from process_atlas.spec.model import KINDS, Manifest, Process, Spec
from process_atlas.spec.shape import manifest_problems, shape_problems
from process_atlas.spec.source import Document, parse

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A spec and the document it came from."""

    spec: Spec
    document: Document


@dataclass(frozen=True, slots=True)
class Broken:
    """A spec that was left out for its errors, as far as it can be named."""

    kind: str
    id: str
    document: Document


@dataclass(frozen=True, slots=True)
class Specs:
    """All that was read: the specs, those left out, the manifest, and every finding so far.

    `inventories` are those of other catalogues, by path.
    """

    loaded: tuple[Loaded, ...]
    broken: tuple[Broken, ...]
    manifest: Manifest
    manifest_document: Document | None
    diagnostics: tuple[Diagnostic, ...]
    inventories: Mapping[str, InventoryFile] = field(default_factory=dict)


def load(files: Iterable[SourceFile]) -> Specs:
    """Parse and check files. Nothing is raised for a user's mistake: it is in `diagnostics`."""
    return Loader().load(files)


class Loader:
    """Reads files again and again, and each only when its content is not what it was the last time."""

    def __init__(self) -> None:
        self._known: dict[tuple[SourceFile, Limits], _FileSpecs] = {}

    @without_collecting()
    def load(self, files: Iterable[SourceFile]) -> Specs:
        """See `load`. Specs of files that did not change are the same objects as the last time."""
        everything = tuple(files)
        inventories = {file.path: file for file in everything if isinstance(file, InventoryFile)}
        files = [file for file in everything if not isinstance(file, InventoryFile)]
        limits = _limits(files)
        wanted = [(file, STANDARD if _is_manifest_file(file.path) else limits) for file in files]
        self._known = {each: self._known.get(each) or _read_file(*each) for each in wanted}
        return replace(_together(list(self._known.values())), inventories=MappingProxyType(inventories))


@dataclass(frozen=True, slots=True)
class _FileSpecs:
    """What one file holds."""

    loaded: tuple[Loaded, ...]
    broken: tuple[Broken, ...]
    manifests: tuple[Document, ...]
    diagnostics: tuple[Diagnostic, ...]


def _read_file(file: SourceFile, limits: Limits) -> _FileSpecs:
    loaded: list[Loaded] = []
    broken: list[Broken] = []
    documents, problems = parse(file, limits)
    found = [*problems]
    for document in documents:
        if _is_manifest(document):
            continue
        spec, wrong = read_spec(document)
        found += wrong
        if spec is not None:
            loaded.append(Loaded(spec, document))
        else:
            broken.append(_named(document))
    return _FileSpecs(tuple(loaded), tuple(broken), tuple(filter(_is_manifest, documents)), tuple(found))


def _together(files: Sequence[_FileSpecs]) -> Specs:
    """The specs of all files; the first manifest is the catalogue's."""
    found = [each for file in files for each in file.diagnostics]
    manifests = [each for file in files for each in file.manifests]
    manifest, first = Manifest(), manifests[0] if manifests else None
    if first is not None:
        manifest, wrong = read_manifest(first)
        found += [*wrong, *(_second_manifest(each, first) for each in manifests[1:])]
    loaded = tuple(each for file in files for each in file.loaded)
    broken = tuple(each for file in files for each in file.broken)
    return Specs(loaded, broken, manifest, first, tuple(found))


def read_spec(document: Document) -> tuple[Spec | None, list[Diagnostic]]:
    """The spec that a document holds, or None with what is wrong."""
    kind = document.data.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        return None, [_unknown_kind(document, kind)]
    spec, found = validate(KINDS[kind], document)
    if isinstance(spec, Process):
        found += shape_problems(spec, document)
    return (None if found else spec), found


def read_manifest(document: Document) -> tuple[Manifest, list[Diagnostic]]:
    """The manifest that a document holds, less the keys that are wrong, and what is wrong with them."""
    manifest, found = validate(Manifest, document)
    if manifest is None:
        alone = ((key, replace(document, data={key: value})) for key, value in document.data.items())
        sound = {key: each.data[key] for key, each in alone if validate(Manifest, each)[0] is not None}
        manifest = Manifest.model_validate(sound)
    return manifest, [*found, *manifest_problems(manifest, document)]


def validate(model: type[Model], document: Document) -> tuple[Model | None, list[Diagnostic]]:
    """The document as a value of `model`, or None with every finding."""
    try:
        return model.model_validate(document.data), []
    except ValidationError as problem:
        return None, list(explained(model, document, problem))


def _is_manifest(document: Document) -> bool:
    return _is_manifest_file(document.path) and "kind" not in document.data


def _is_manifest_file(path: str) -> bool:
    return path.rsplit("/", 1)[-1] == MANIFEST_NAME


def _limits(files: Iterable[SourceFile]) -> Limits:
    """The limits that the manifest sets for all other files."""
    manifests = (document for file in files if _is_manifest_file(file.path) for document in parse(file)[0])
    first = next(filter(_is_manifest, manifests), None)
    return read_manifest(first)[0].limits if first and "limits" in first.data else STANDARD


def _second_manifest(document: Document, first: Document) -> Diagnostic:
    message = say("the catalogue has a manifest already, {path}", "目录的设置文件已有一份：{path}", path=first.path)
    return error("second-manifest", message, document.locate(), Said("keep one of them", "只保留一个"))


def _named(document: Document) -> Broken:
    kind, name = document.data.get("kind"), document.data.get("id")
    return Broken(kind if isinstance(kind, str) else "", name if isinstance(name, str) else "", document)


def _unknown_kind(document: Document, kind: object) -> Diagnostic:
    if kind is None:
        message = Said("'kind' is missing", "缺少“kind”")
        wrong_colon = next((key for key in document.data if key.startswith("kind：")), None)
        known = say("write one of: {known}", "写以下之一：{known}", known=in_a_row([*KINDS]))
        return error("missing-key", message, document.locate(), hints.key(wrong_colon, KINDS) if wrong_colon else known)
    message = say("'{kind}' is not a kind of spec", "“{kind}”不是规范的类别", kind=kind)
    hint = hints.did_you_mean(str(kind), KINDS) or hints.known_here(KINDS)
    return error("unknown-kind", message, document.locate(("kind",)), hint)
