"""JSON Schema of all kinds of specs and of the manifest, for editors; made from the models, in one document."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from process_atlas.analysis.checks import RULES
from process_atlas.analysis.checks.settings import OFF
from process_atlas.authoring.schema_words import DESCRIPTIONS, EXAMPLES, VALUES
from process_atlas.diagnostics import Severity
from process_atlas.spec import shape
from process_atlas.spec.model import KINDS, FieldUse, Manifest, Spec, Step, StepType
from process_atlas.spec.values import ID_PATTERN, Duration, Text, as_list

Json = dict[str, Any]

_SCALAR = ["string", "number", "boolean"]
_TEXT: Json = {"type": _SCALAR, "minLength": 1}
_SHARED: dict[str, Json] = {
    "text": {
        "description": "A text for every reader, or a map of languages to texts.",
        "anyOf": [
            _TEXT,
            {
                "type": "object",
                "minProperties": 1,
                "properties": {"en": {**_TEXT, "description": "English."}, "zh": {**_TEXT, "description": "中文。"}},
                "patternProperties": {"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": _TEXT},
                "additionalProperties": False,
            },
        ],
    },
    "id": {"type": ["string", "integer"], "pattern": f"^{ID_PATTERN}$", "maxLength": 80},
    "duration": {
        "type": "string",
        "pattern": r"^\s*[0-9]+(\.[0-9]+)?\s*\S.*$",
        "examples": ["30 min", "24 h", "3 days", "2 working days", "2 weeks", "6 months", "1 year"],
    },
    "date": {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "examples": ["2026-01-31"]},
    "yes-no": {"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": "^([Yy]es|YES|[Nn]o|NO)$"}]},
}


def editor_schema() -> Json:
    """The schema as plain data: draft 7, which every editor's YAML language server knows.

    `kind` decides which keys a document may have, `type` which ones a step may have. A document without `kind`
    is the manifest, unless it has keys that only specs have.
    """
    built = _Builder()
    kinds = {kind: built.model(model) for kind, model in KINDS.items()}
    manifest = built.model(Manifest)
    built.definitions[Manifest.__name__]["properties"]["checks"]["properties"] = _checks()
    only_specs = sorted(set(Spec.model_fields) - set(Manifest.model_fields) | {"steps", "groups", "type", "values"})
    nameless = {
        "if": {"anyOf": [{"required": [key]} for key in only_specs]},
        "then": {"required": ["kind"]},
        "else": manifest,
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Process Atlas, spec format 1",
        "type": "object",
        "properties": {"kind": _kind()},
        "allOf": [
            *({"if": _says("kind", kind), "then": model} for kind, model in kinds.items()),
            {"if": {"not": {"required": ["kind"]}}, "then": nameless},
        ],
        "definitions": {**_SHARED, **built.definitions},
    }


def as_text() -> str:
    """The schema as a JSON text."""
    return json.dumps(editor_schema(), ensure_ascii=False, indent=1) + "\n"


def _kind() -> Json:
    return {"description": DESCRIPTIONS["Spec.kind"], **_choices(KINDS, "kind")}


def _checks() -> dict[str, Json]:
    """The settings that each rule has."""
    level = {"description": "How grave a finding is; off: not looked for.", "enum": [*map(str, Severity), OFF]}
    return {
        code: {
            "description": rule.summary.get("en"),
            "type": "object",
            "properties": {
                "level": {**level, "default": str(rule.severity)},
                **{name: _limit(name, default) for name, default in rule.limits.items()},
            },
        }
        for code, rule in RULES.items()
    }


def _limit(name: str, default: int) -> Json:
    description = f"The limit of this rule ({name.replace('_', ' ')})."
    return {"description": description, "type": "integer", "minimum": 1, "default": default}


def _choices(values: Iterable[str], name: str) -> Json:
    words = VALUES.get(name, {})
    listed = list(values)
    return {"enum": listed, **({"enumDescriptions": [words[each] for each in listed]} if words else {})}


def _says(key: str, value: str) -> Json:
    """The condition that a key is written and has the value."""
    return {"required": [key], "properties": {key: {"const": value}}}


class _Builder:
    """Collects the definitions of models as they are met."""

    def __init__(self) -> None:
        self.definitions: dict[str, Json] = {}

    def model(self, model: type[BaseModel]) -> Json:
        """A reference to the model's definition."""
        name = model.__name__
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = self._step() if model is Step else self._object(model)
        return {"$ref": f"#/definitions/{name}"}

    def _object(self, model: type[BaseModel]) -> Json:
        keys = {info.alias or name: self._key(model, name, info) for name, info in model.model_fields.items()}
        needed = [info.alias or name for name, info in model.model_fields.items() if info.is_required()]
        return _closed(model.__doc__ or "", keys, needed)

    def _step(self) -> Json:
        """A step: for each type the keys that go with it."""
        keys = {info.alias or name: self._key(Step, name, info) for name, info in Step.model_fields.items()}
        for type_, known in shape.KEYS.items():
            about = VALUES["StepType"][type_]
            needed = ["id", *([] if type_ is StepType.TASK else ["type"]), *shape.NEEDED.get(type_, ())]
            self.definitions[f"Step-{type_}"] = _closed(about, {key: keys[key] for key in keys if key in known}, needed)
        typeless = {"if": {"not": {"required": ["type"]}}, "then": {"$ref": "#/definitions/Step-task"}}
        typed = [{"if": _says("type", each), "then": {"$ref": f"#/definitions/Step-{each}"}} for each in StepType]
        return {
            "type": "object",
            "description": Step.__doc__,
            "required": ["id"],
            "properties": {"id": keys["id"], "type": keys["type"]},
            "allOf": [typeless, *typed],
        }

    def _key(self, model: type[BaseModel], name: str, info: FieldInfo) -> Json:
        key = info.alias or name
        if model in KINDS.values() and key == "kind":
            return {"const": get_args(info.annotation)[0], "description": DESCRIPTIONS["Spec.kind"]}
        described = info.description or _said(DESCRIPTIONS, model, key)
        given = info.default
        default = {} if given in (None, (), PydanticUndefined) or isinstance(given, tuple) else {"default": given}
        examples = _said(EXAMPLES, model, key)
        return {
            "description": described,
            **self._value(info.annotation, [*info.metadata]),
            **default,
            **({"examples": list(examples)} if examples else {}),
        }

    def _value(self, annotation: Any, marks: list[Any]) -> Json:
        """The schema of an annotation with the marks around it."""
        if get_origin(annotation) is Annotated:
            inner, *more = get_args(annotation)
            return self._value(inner, [*more, *marks])
        if get_origin(annotation) in (Union, UnionType):
            (inner,) = (each for each in get_args(annotation) if each is not NoneType)
            return self._value(inner, marks)
        if get_origin(annotation) is tuple:
            return self._list(get_args(annotation)[0], marks)
        if get_origin(annotation) is dict:
            return {"type": "object", "additionalProperties": self._value(get_args(annotation)[1], [])}
        if get_origin(annotation) is Literal:
            return _literal(get_args(annotation))
        return self._simple(annotation, marks)

    def _list(self, item: Any, marks: list[Any]) -> Json:
        one = self._value(item, [])
        fewest = next((mark.min_length for mark in marks if getattr(mark, "min_length", None)), 0)
        many = {"type": "array", "items": one, **({"minItems": fewest} if fewest else {})}
        single = any(isinstance(mark, BeforeValidator) and mark.func is as_list for mark in marks)
        return {"anyOf": [one, many]} if single else many

    def _simple(self, annotation: Any, marks: list[Any]) -> Json:
        shared = {Text: "text", Duration: "duration", date: "date", bool: "yes-no"}.get(annotation)
        if shared:
            return {"$ref": f"#/definitions/{shared}"}
        if annotation is FieldUse:
            return {"anyOf": [{"type": _SCALAR}, self.model(FieldUse)]}
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return self.model(annotation)
        if isinstance(annotation, type) and issubclass(annotation, StrEnum):
            return _choices([str(each) for each in annotation], annotation.__name__)
        if annotation in (int, float):
            return {"type": "integer" if annotation is int else "number", **_limits(marks)}
        return _string(marks) if annotation is str else {}


def _closed(about: str, keys: dict[str, Json], needed: list[str]) -> Json:
    """An object that has no other keys than these."""
    return {
        "type": "object",
        "description": about,
        "properties": keys,
        "required": needed,
        "additionalProperties": False,
    }


def _said(words: Any, model: type[BaseModel], key: str) -> Any:
    """What is said about a key of the model, or of the one that it is made from."""
    return next((words[f"{each.__name__}.{key}"] for each in model.mro() if f"{each.__name__}.{key}" in words), "")


def _literal(values: tuple[str, ...]) -> Json:
    """A fixed choice; a number may be written without quotes."""
    return {"enum": [form for each in values for form in ((int(each), each) if each.isdigit() else (each,))]}


def _limits(marks: list[Any]) -> Json:
    named = (("ge", "minimum"), ("le", "maximum"))
    return {to: getattr(mark, at) for mark in marks for at, to in named if getattr(mark, at, None) is not None}


def _string(marks: list[Any]) -> Json:
    """A text of one form; without a form, numbers and such are texts too, as they are read as written."""
    pattern = next((mark.pattern for mark in marks if getattr(mark, "pattern", None)), None)
    longest = next((mark.max_length for mark in marks if getattr(mark, "max_length", None)), None)
    limit = {"maxLength": longest} if longest else {}
    if not pattern:
        return {"type": _SCALAR, **limit}
    if ID_PATTERN in pattern and longest:
        return {"$ref": "#/definitions/id"}
    return {"type": "string", "pattern": pattern, **limit}
