"""Documents become models: every key checked, every finding walked back to its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from process_atlas.diagnostics import Diagnostic, Span, error
from process_atlas.spec import hints
from process_atlas.spec.collecting import without_collecting
from process_atlas.spec.decoding import InventoryFile, SourceFile
from process_atlas.spec.inventory import MANIFEST_NAME
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


@without_collecting()
def load(files: Iterable[SourceFile]) -> Specs:
    """Parse and check files. Nothing is raised for a user's mistake: it is in `diagnostics`."""
    loaded: list[Loaded] = []
    broken: list[Broken] = []
    manifest, manifest_document = Manifest(), None
    found: list[Diagnostic] = []
    inventories: dict[str, InventoryFile] = {}
    for file in files:
        if isinstance(file, InventoryFile):
            inventories[file.path] = file
            continue
        documents, problems = parse(file)
        found += problems
        for document in documents:
            if _is_manifest(document):
                if manifest_document is not None:
                    found.append(_second_manifest(document, manifest_document))
                    continue
                manifest, wrong = read_manifest(document)
                manifest_document = document
                found += wrong
                continue
            spec, wrong = read_spec(document)
            found += wrong
            if spec is not None:
                loaded.append(Loaded(spec, document))
            else:
                broken.append(_named(document))
    return Specs(tuple(loaded), tuple(broken), manifest, manifest_document, tuple(found), MappingProxyType(inventories))


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
    return document.path.rsplit("/", 1)[-1] == MANIFEST_NAME and "kind" not in document.data


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
    for each in problem.errors(include_url=False):
        if each["type"] == "too_short" and each["input"]:
            continue  # the list has items; those that are wrong are reported themselves
        yield _explain(model, document, each)


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


CODES = {
    "duration": "wrong-form",
    "language": "unknown-language",
    "empty-text": "empty-text",
    "too_short": "empty-list",
}
"""Codes of findings by the name that the validating library has for them; `OTHERWISE` for all others."""

OTHERWISE = "wrong-type"

_HINTS = {
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
    "string_too_long": "is too long: 80 characters at most",
}


def _plain(each: Any) -> str:
    words: str = _WORDS.get(each["type"], each["msg"])
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
