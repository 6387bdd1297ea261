"""Random catalogues, made from the models: every key, every type, references that mostly lead somewhere."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Union

import yaml
from annotated_types import MinLen
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from process_atlas.analysis.checks import RULES
from process_atlas.spec.choices import StepType
from process_atlas.spec.model import KINDS, Manifest, Step
from process_atlas.spec.shape import KEYS, NEEDED
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
_FLAWS: Mapping[Any, tuple[Any, ...]] = {
    Text: ("", "\t", {}, {"xx-": "a"}, ["a"]),
    Duration: ("soon", "99999999 years", "1e9 h", "-1 h"),
    date: ("2026-02-30", "0000-01-01", "today"),
    bool: ("maybe", None),
    int: ("-1", "1e400", "nan", "1_0"),
    float: ("1e400", "nan", "x"),
    str: ({}, [], None),
}
"""What a type does not take."""
_SOUND: Mapping[Any, SearchStrategy[Any]] = {
    Duration: st.sampled_from(
        ["10 min", "24 h", "3 days", "2 working days", "1.5 weeks", "6 months", "0 h", "3 个工作日"]
    ),
    date: st.dates(date(1, 1, 1), date(9999, 12, 31)).map(str) | st.sampled_from(["2026-02-01", "2025-12-31"]),
    bool: st.sampled_from([True, False, "yes"]),
    int: st.sampled_from(["1", "7", "9999", "007"]),
    float: st.sampled_from(["0", "1", "-1", "1e308", "0.1"]),
    str: st.sampled_from(["plain", "[a-z]+", "(a+)+$", "(", "a@example.com", "{kind} {nobody}", *HOSTILE]),
    Any: st.none(),
}
_NAMED: Mapping[str, SearchStrategy[Any]] = {
    "version": st.sampled_from(["1.0.0", "2.10.3", "0.0.0", "99999999999.0.0"]),
    "url": st.sampled_from(["https://example.com/a", 'https://客户.example/?a="b&c', "http://x"]),
    "languages": st.sampled_from([["en"], ["zh", "en"], ["en", "zh", "fr"], ["de", "de"]]),
    "maps_to": st.dictionaries(st.sampled_from(["zoho", "x y", ""]), st.sampled_from(["Phone", MARKED]), max_size=2),
    "checks": st.dictionaries(
        st.sampled_from(sorted(RULES)),
        st.fixed_dictionaries({}, optional={"level": st.sampled_from(["off", "info", "warning", "error", "loud"])}),
        max_size=4,
    ),
}


def catalogues() -> SearchStrategy[dict[str, bytes]]:
    """Files of a catalogue by their paths. Most specs are sound; some have a flaw."""
    specs = st.one_of([SOUND.specs()] * 7 + [FLAWED.specs()])
    manifests = st.one_of([SOUND.manifests()] * 7 + [FLAWED.manifests()])
    return st.builds(_files, manifests, st.lists(specs, min_size=2, max_size=14), st.booleans())


def as_yaml(documents: list[dict[str, Any]], flow: bool = False) -> bytes:
    """Documents as one file."""
    text: str = yaml.safe_dump_all(documents, allow_unicode=True, sort_keys=False, default_flow_style=flow)
    return text.encode("utf-8", "surrogatepass")


def _files(manifest: dict[str, Any], made: list[dict[str, Any]], flow: bool) -> dict[str, bytes]:
    """The files; every process and structure has an owner that there is, so that few are left out."""
    owner = {"kind": "role", "id": "lead", "title": "Lead", "version": "1.0.0"}
    unique = {(each.get("kind"), str(each.get("id"))): each for each in (owner, *made)}
    return {"specs/catalog.yaml": as_yaml([manifest], flow), "specs/all.yaml": as_yaml(list(unique.values()), flow)}


class Maker:
    """Makes what may be written for a model, with flaws among it or without."""

    def __init__(self, flawed: bool) -> None:
        self._flawed = flawed
        self._known: dict[tuple[object, ...], SearchStrategy[dict[str, Any]]] = {}

    def specs(self) -> SearchStrategy[dict[str, Any]]:
        """One spec of any kind, as data."""
        weighted = (*KINDS, "process", "process", "data")
        return st.sampled_from(weighted).flatmap(lambda kind: self._model(KINDS[kind], kind))

    def manifests(self) -> SearchStrategy[dict[str, Any]]:
        """A manifest, as data."""
        return self._model(Manifest, "area").map(lambda each: {"format": "1", **each})

    def _model(
        self, model: type[BaseModel], kind: str, only: frozenset[str] = frozenset(), also: tuple[str, ...] = ()
    ) -> SearchStrategy[dict[str, Any]]:
        """A model's keys: those that it needs, and some of the others; of them `only` some if any are named."""
        if (model, kind, also, only) not in self._known:
            fields = {field.alias or name: (name, field) for name, field in model.model_fields.items()}
            made = {
                key: self._field(name, each, kind) for key, (name, each) in fields.items() if not only or key in only
            }
            needed = {key: each for key, each in made.items() if fields[key][1].is_required() or key in also}
            others = {key: each for key, each in made.items() if key not in needed}
            self._known[model, kind, also, only] = st.fixed_dictionaries(needed, optional=others)
        return self._known[model, kind, also, only]

    def _steps(self) -> SearchStrategy[list[dict[str, Any]]]:
        """Steps with ids of their own and the keys that go with their types."""
        if self._flawed:
            return st.lists(self._model(Step, "step"), max_size=6)
        types = st.sampled_from([StepType.TASK, *StepType])
        step = types.flatmap(
            lambda each: self._model(Step, "step", KEYS[each] - {"type"}, NEEDED.get(each, ())).map(
                lambda made: {**made, "type": each.value}
            )
        )
        return st.lists(step, min_size=1, max_size=7, unique_by=lambda each: each["id"])

    def _field(self, name: str, field: FieldInfo, kind: str) -> SearchStrategy[Any]:
        if name == "id":
            return st.sampled_from(IDS.get(kind, IDS["step"]))
        if name == "steps":
            return self._steps()
        if name in _NAMED:
            return _NAMED[name]
        least = 0 if self._flawed else next((mark.min_length for mark in field.metadata if isinstance(mark, MinLen)), 0)
        return self._of(Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation, least)

    def _of(self, annotation: Any, least: int = 0) -> SearchStrategy[Any]:  # noqa: PLR0911 (a return for each form)
        """What may be written where a value of a type is wanted."""
        origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
        if origin is Annotated:
            return self._annotated(inner[0], inner[1:], least)
        if origin is Literal:
            return st.sampled_from(inner)
        if origin in (Union, types.UnionType):
            return st.one_of([self._of(each, least) for each in inner if each is not type(None)])
        if origin is tuple:
            return st.lists(self._of(inner[0]), min_size=least, max_size=4, unique_by=_id)
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return st.deferred(lambda: self._model(annotation, annotation.__name__.lower()))
        if annotation not in _SOUND and annotation is not Text:
            return st.sampled_from([each.value for each in annotation])
        sound = texts() if annotation is Text else _SOUND[annotation]
        return sound | st.sampled_from(_FLAWS[annotation]) if self._flawed and annotation in _FLAWS else sound

    def _annotated(self, annotation: Any, marks: tuple[Any, ...], least: int) -> SearchStrategy[Any]:
        to = next((mark.to for mark in marks if isinstance(mark, Ref)), None)
        if to:
            flaws = ["nobody", "", "a b", MARKED] if self._flawed else ["nobody"]
            return st.one_of([_reference(to)] * 9 + [st.sampled_from(flaws)])
        return self._of(annotation, least)


def _id(made: Any) -> object:
    """What items of a list may not have in common."""
    return made.get("id", str(made)) if isinstance(made, dict) else str(made)


def _reference(to: str) -> SearchStrategy[str]:
    if to == "party":
        return st.sampled_from([*IDS["role"], *(f"process:{id}" for id in IDS["process"])])
    if to == "data-part":
        parts = ("", *(f".{id}" for id in (*IDS["step"][:2], *IDS["field"])))
        return st.builds(str.__add__, st.sampled_from(IDS["data"]), st.sampled_from(parts))
    return st.sampled_from(("lead", *IDS[to]) if to == "role" else IDS[to])


def texts() -> SearchStrategy[Any]:
    """A text as it may be written: once, or by languages; plain, hostile or anything at all."""
    plain = st.sampled_from(["Register the complaint", "登记投诉", "Is it severe?", "1. Listen.\n2. Act."])
    any_text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).filter(str.strip)
    once = plain | st.sampled_from(HOSTILE) | any_text
    return once | st.fixed_dictionaries({"en": once}, optional={"zh": once, "fr": once})


SOUND, FLAWED = Maker(False), Maker(True)
