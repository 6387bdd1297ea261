"""Documents become models: every key checked, every finding walked back to its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from process_atlas.diagnostics import Diagnostic, Span, error
from process_atlas.spec import hints
from process_atlas.spec.collecting import without_collecting
from process_atlas.spec.decoding import InventoryFile, SourceFile
from process_atlas.spec.inventory import MANIFEST_NAME
from process_atlas.spec.limits import STANDARD, Limits
from process_atlas.spec.model import KINDS, Manifest, Process, Spec
from process_atlas.spec.shape import manifest_problems, shape_problems
from process_atlas.spec.source import Document, Location, parse

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
        return None, list(_explained(model, document, problem))


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
    message = f"the catalogue has a manifest already, {first.path}"
    return error("second-manifest", message, document.locate(), "keep one of them")


def _named(document: Document) -> Broken:
    kind, name = document.data.get("kind"), document.data.get("id")
    return Broken(kind if isinstance(kind, str) else "", name if isinstance(name, str) else "", document)


def _unknown_kind(document: Document, kind: object) -> Diagnostic:
    known = ", ".join(KINDS)
    if kind is None:
        wrong_colon = next((key for key in document.data if key.startswith("kind：")), None)
        hint = hints.key(wrong_colon, KINDS) if wrong_colon else f"write one of: {known}"
        return error("missing-key", "'kind' is missing", document.locate(), hint)
    hint = hints.did_you_mean(str(kind), KINDS) or f"known here: {known}"
    return error("unknown-kind", f"'{kind}' is not a kind of spec", document.locate(("kind",)), hint)


def _explained(model: type[BaseModel], document: Document, problem: ValidationError) -> Iterator[Diagnostic]:
    wrong = [
        each
        for each in problem.errors(include_url=False)
        # a list that has items is not too short: those that are wrong are reported themselves
        if each["type"] != "too_short" or not each["input"]
    ]
    yield from (_explain(model, document, each) for each in wrong[:MOST_FINDINGS])
    if len(wrong) > MOST_FINDINGS:
        message = f"has {len(wrong) - MOST_FINDINGS:,} mistakes more, which are not listed"
        yield error("more-mistakes", message, document.locate(), "mend those that are listed first")


def _explain(model: type[BaseModel], document: Document, each: Any) -> Diagnostic:
    loc: Location = each["loc"]
    name = str(loc[-1]) if loc else ""
    match each["type"]:
        case "missing":
            return error("missing-key", f"'{name}' is missing", _place(document, loc), "write it")
        case "extra_forbidden":
            hint = hints.key(name, keys_at(model, loc[:-1]))
            return error("unknown-key", f"the key '{name}' is not known here", document.locate(loc, key=True), hint)
        case "enum" | "literal_error":
            given, expected = str(each["input"]), each["ctx"]["expected"].replace(" or ", ", ").replace("'", "")
            hint = hints.did_you_mean(given, expected.split(", ")) or f"one of: {expected}"
            return error("wrong-value", f"'{given}' does not fit {_path(loc)}", document.locate(loc), hint)
        case "string_pattern_mismatch":
            return error("wrong-form", _pattern_message(each), document.locate(loc), _pattern_hint(name, each))
        case kind:
            code = CODES.get(kind, OTHERWISE)
            return error(code, f"{_path(loc)}: {_plain(each)}", document.locate(loc), _HINTS.get(kind, ""))


MOST_FINDINGS = 100
"""How many mistakes of one document are listed: where there are more, they have one cause."""

CODES = {
    "address": "wrong-form",
    "reserved-id": "reserved-id",
    "duration": "wrong-form",
    "language": "unknown-language",
    "empty-text": "empty-text",
    "too_short": "empty-list",
}
"""Codes of findings by the name that the validating library has for them; `OTHERWISE` for all others."""

OTHERWISE = "wrong-type"

_HINTS = {
    "address": "write an address that begins with https://, http://, mailto: or tel:, without a name before the host",
    "reserved-id": "choose another id: no page can have this name",
    "duration": "units: min, h, day(s), working day(s), week(s), month(s), year(s)",
    "bool_parsing": "write true or false",
    "date_from_datetime_parsing": "write a day as 2026-01-31",
    "date_parsing": "write a day as 2026-01-31",
    "tuple_type": "write a list",
    "too_short": "write one item at least",
    "empty-text": "write it, or delete the key",
    "language": "write en, zh or the like",
    "string_type": "write a text; put it in quotes if it holds special characters",
}
_WORDS = {
    "bool_parsing": "must be true or false",
    "int_parsing": "must be a whole number",
    "float_parsing": "must be a number",
    "finite_number": "must be a number",
    "tuple_type": "must be a list",
    "string_type": "must be a text",
    "model_type": "must be a map of keys",
    "model_attributes_type": "must be a map of keys",
    "dict_type": "must be a map of keys",
    "date_parsing": "is not a day of the calendar",
    "date_from_datetime_parsing": "is not a day of the calendar",
    "too_short": "must not be empty",
}


def _plain(each: Any) -> str:
    kind = each["type"]
    if kind in ("greater_than_equal", "less_than_equal"):
        least = kind == "greater_than_equal"
        return f"must be {each['ctx']['ge' if least else 'le']:,} at {'least' if least else 'most'}"
    if kind == "string_too_long":
        return f"is too long: {each['ctx']['max_length']} characters at most"
    words: str = _WORDS.get(kind, each["msg"])
    return words


def _path(loc: Location) -> str:
    """A location in words: `steps[2].within`."""
    text = ""
    for part in loc:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".") or "the spec"


def _pattern_message(each: Any) -> str:
    return f"'{each['input']}' does not fit {_path(each['loc'])}"


def _pattern_hint(name: str, each: Any) -> str:
    if name == "version":
        return "write three numbers, such as 1.0.0"
    if name == "contact":
        return "write an e-mail address, such as service@example.com"
    if name == "url":
        given = str(each["input"]).lstrip("/\\ ")
        if str(each["input"]).startswith(("//", "/\\")) and given:
            return f"two slashes lead to another host: write https://{given}, or one slash for a path of the site"
        return "write an address that begins with https://, http:// or mailto:"
    return "an id is made of letters, digits and single hyphens"


def _place(document: Document, loc: Location) -> Span:
    """Where a missing key should stand: at what should hold it."""
    return document.locate(loc[:-1])


def keys_at(model: type[BaseModel], loc: Location) -> list[str]:
    """The keys that the model knows at a location."""
    current: type[BaseModel] = model
    for part in loc:
        field = next((f for n, f in current.model_fields.items() if part in (n, f.alias)), None)
        inner = _model_in(field.annotation) if field is not None else None
        current = inner or current
    return [field.alias or name for name, field in current.model_fields.items()]


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for found in map(_model_in, get_args(annotation)) if found), None)
