"""Random catalogues, made from the models: every key, every type, references that mostly lead somewhere."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Union

import yaml
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from process_atlas.analysis.checks import RULES
from process_atlas.spec.model import KINDS, Manifest
from process_atlas.spec.values import Duration, Ref, Text

MARKED = "<fuzz-tag onload=run()>"
"""What no page may hold as it stands."""
HOSTILE = (
    MARKED,
    f'"{MARKED}',
    f"]]>{MARKED}",
    f"[x](javascript:{MARKED})",
    "\u202e\u200b\u2066right to left",
    "\\N \\G \\L {{ 7*7 }} {% raw %}",
    "a" * 3000,
    "客户" * 400,
    "👩‍👩‍👧‍👦🇨🇳\u0301\u0301",
    "| a | b |\n| - | - |\n" * 20,
    "> " * 200 + "deep",
    "* " * 200,
    "1. " * 200,
    "`" * 99 + "*" * 99 + "[" * 99,
    "&#0;&lt;&amp;quot;",
    "-",
    "0",
    "\t",
    "%s {kind} {0.__class__}",
)
IDS: Mapping[str, tuple[str, ...]] = {
    "process": ("repair", "refund", "客户投诉处理", "x" * 80),
    "data": ("ticket", "record", "档案"),
    "field": ("phone", "name", "电话", "a1"),
    "role": ("clerk", "lead", "customer", "客服"),
    "system": ("crm", "desk"),
    "area": ("sales", "service"),
    "step": ("a", "b", "c", "d", "e", "第六步", "done"),
}
_PATTERNS = {
    "version": ("1.0.0", "2.10.3", "0.0.0", "99999999999.0.0"),
    "url": ("https://example.com/a", "./b", "tel:1"),
}
_CHECKS = st.dictionaries(
    st.sampled_from(sorted(RULES)),
    st.fixed_dictionaries({}, optional={"level": st.sampled_from(["off", "info", "warning", "error", "loud"])}),
    max_size=4,
)
_DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(str) | st.sampled_from(["2026-02-01", "2025-12-31"])
_DURATIONS = st.sampled_from(
    [
        "10 min",
        "24 h",
        "3 days",
        "2 working days",
        "1.5 weeks",
        "6 months",
        "0 h",
        "3 个工作日",
        "99999999 years",
        "soon",
    ]
)
_NUMBERS = st.sampled_from(["0", "1", "7", "-1", "9999", "1e308", "1e400", "nan", "0.1", "007", "1_0", "x"])


def catalogues() -> SearchStrategy[dict[str, bytes]]:
    """Files of a catalogue by their paths."""
    return st.builds(_files, manifests(), st.lists(specs(), min_size=1, max_size=10), st.booleans())


def specs() -> SearchStrategy[dict[str, Any]]:
    """One spec of any kind, as data."""
    weighted = (*KINDS, "process", "process", "data")
    return st.sampled_from(weighted).flatmap(lambda kind: _model(KINDS[kind], kind))


def manifests() -> SearchStrategy[dict[str, Any]]:
    """A manifest, as data."""
    return _model(Manifest, "area").map(lambda each: {"format": "1", **each})


def as_yaml(documents: list[dict[str, Any]], flow: bool = False) -> bytes:
    """Documents as one file."""
    text: str = yaml.safe_dump_all(documents, allow_unicode=True, sort_keys=False, default_flow_style=flow)
    return text.encode("utf-8", "surrogatepass")


def _files(manifest: dict[str, Any], made: list[dict[str, Any]], flow: bool) -> dict[str, bytes]:
    unique = {(each["kind"], each.get("id")): each for each in made}
    return {"specs/catalog.yaml": as_yaml([manifest], flow), "specs/all.yaml": as_yaml(list(unique.values()), flow)}


_known: dict[tuple[object, str], SearchStrategy[dict[str, Any]]] = {}


def _model(model: type[BaseModel], kind: str) -> SearchStrategy[dict[str, Any]]:
    """A model's keys: those that it needs, and some of the others."""
    if (model, kind) not in _known:
        fields = {field.alias or name: (name, field) for name, field in model.model_fields.items()}
        needed = {key: _field(name, each, kind) for key, (name, each) in fields.items() if each.is_required()}
        others = {key: _field(name, each, kind) for key, (name, each) in fields.items() if not each.is_required()}
        _known[model, kind] = st.fixed_dictionaries(needed, optional=others)
    return _known[model, kind]


def _field(name: str, field: FieldInfo, kind: str) -> SearchStrategy[Any]:
    match name:
        case "id":
            return st.sampled_from(IDS[{"Step": "step"}.get(kind, kind)] if kind in IDS else IDS["step"])
        case "checks":
            return _CHECKS
        case "version" | "url":
            return st.sampled_from(_PATTERNS[name])
        case "languages":
            return st.sampled_from([["en"], ["zh", "en"], ["en", "zh", "fr"], ["de", "de"]])
    return _of(Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation)


def _of(annotation: Any) -> SearchStrategy[Any]:  # noqa: PLR0911
    """What may be written where a value of a type is wanted."""
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        return _annotated(inner[0], inner[1:])
    if origin is Literal:
        return st.sampled_from(inner)
    if origin in (Union, types.UnionType):
        return st.one_of([_of(each) for each in inner if each is not type(None)])
    if origin is tuple:
        return st.lists(_of(inner[0]), max_size=6)
    if origin is dict:
        return st.dictionaries(st.sampled_from(["zoho", "x y", ""]), st.sampled_from(["Phone", MARKED]), max_size=2)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return st.deferred(lambda: _model(annotation, annotation.__name__.lower()))
    return _SIMPLE[annotation] if annotation in _SIMPLE else st.sampled_from([each.value for each in annotation])


def _annotated(annotation: Any, marks: tuple[Any, ...]) -> SearchStrategy[Any]:
    to = next((mark.to for mark in marks if isinstance(mark, Ref)), None)
    if to:
        return st.one_of([_reference(to)] * 9 + [st.sampled_from(["nobody", "", "a b", MARKED])])
    if any(isinstance(mark, StringConstraints) for mark in marks):
        return st.sampled_from(["1.0.0", "a", "客服"])
    return _of(annotation)


def _reference(to: str) -> SearchStrategy[str]:
    if to == "party":
        return st.sampled_from([*IDS["role"], *(f"process:{id}" for id in IDS["process"])])
    if to == "data-part":
        parts = ("", *(f".{id}" for id in (*IDS["step"][:2], *IDS["field"])))
        return st.builds(str.__add__, st.sampled_from(IDS["data"]), st.sampled_from(parts))
    return st.sampled_from(IDS[to])


def texts() -> SearchStrategy[Any]:
    """A text as it may be written: once, or by languages; plain, hostile or anything at all."""
    plain = st.sampled_from(["Register the complaint", "登记投诉", "Is it severe?", "1. Listen.\n2. Act."])
    once = plain | st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
    return once | st.fixed_dictionaries({"en": once}, optional={"zh": once, "fr": once})


_SIMPLE: Mapping[Any, SearchStrategy[Any]] = {
    Text: texts(),
    Duration: _DURATIONS,
    date: _DAYS,
    bool: st.sampled_from([True, False, "yes", "maybe"]),
    int: _NUMBERS,
    float: _NUMBERS,
    str: st.sampled_from(["plain", "[a-z]+", "(a+)+$", "(", "a@example.com", "{kind} {nobody}", *HOSTILE]),
    Any: st.none(),
}
