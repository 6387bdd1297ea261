"""What is wrong with a document, as findings in words for people: the mistakes that the models' library found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from process_atlas.diagnostics import Diagnostic, Span, error
from process_atlas.spec import hints
from process_atlas.spec.source import Document, Location

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


def explained(model: type[BaseModel], document: Document, problem: ValidationError) -> Iterator[Diagnostic]:
    """What is wrong with a document, in our words; the first `MOST_FINDINGS` of it."""
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
