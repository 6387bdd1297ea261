"""Walks the references and texts of a spec by what its model says; linking and translation follow from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, TypeVar, get_args, get_origin

from pydantic import BaseModel

from process_atlas.spec.base import kept
from process_atlas.spec.source import Location
from process_atlas.spec.values import Ref, Text

M = TypeVar("M", bound=BaseModel)


class Reference(NamedTuple):
    """One reference as written: where it stands in its spec, what it points to, and the key that holds it."""

    loc: Location
    to: str
    target: str
    key: str


class _Slot(NamedTuple):
    """A field of a model that is worth a visit: a reference (`to`), a text, or a model that holds some."""

    name: str
    key: str
    many: bool
    to: str


@dataclass(frozen=True, slots=True)
class _Walked:
    """What one walk through a model value finds, in the order of its keys."""

    references: tuple[Reference, ...]
    texts: tuple[tuple[Location, Text], ...]
    languages: frozenset[str]


def references(model: BaseModel) -> tuple[Reference, ...]:
    """All references of a model value, in the order of its keys."""
    return _walked(model).references


def texts(model: BaseModel) -> tuple[tuple[Location, Text], ...]:
    """All texts of a model value with their places, in the order of its keys."""
    return _walked(model).texts


def languages(model: BaseModel) -> frozenset[str]:
    """The languages in which any text of a model value is written."""
    return _walked(model).languages


def renamed(model: M, target: Callable[[str, str], str]) -> M:
    """A model value whose references read what `target` makes of their kind and their name; itself if all stay."""
    changed = {}
    for name, _, many, to in _slots(type(model)):
        value = model.__dict__[name]
        if value is None or value == () or isinstance(value, Text):
            continue
        after = tuple(_renamed(each, to, target) for each in value) if many else _renamed(value, to, target)
        if after != value:
            changed[name] = after
    return model.model_copy(update=changed) if changed else model


def _renamed(value: Any, to: str, target: Callable[[str, str], str]) -> Any:
    if to:
        return target(to, value)
    return renamed(value, target) if isinstance(value, BaseModel) else value


@kept
def _walked(model: BaseModel) -> _Walked:
    found_references: list[Reference] = []
    found_texts: list[tuple[Location, Text]] = []
    _walk(model, (), found_references, found_texts)
    written = frozenset(lang for _, text in found_texts for lang, _ in text.by_language if lang)
    return _Walked(tuple(found_references), tuple(found_texts), written)


def _walk(model: BaseModel, loc: Location, refs: list[Reference], found: list[tuple[Location, Text]]) -> None:
    """Append what a model value holds, itself and inside, to the two lists."""
    values = model.__dict__
    for name, key, many, to in _slots(type(model)):
        value = values[name]
        if value is None or value == ():
            continue
        here = (*loc, key)
        for at, each in [((*here, n), each) for n, each in enumerate(value)] if many else ((here, value),):
            if to:
                refs.append(Reference(at, to, each, key))
            elif isinstance(each, Text):
                found.append((at, each))
            else:
                _walk(each, at, refs, found)


@cache
def _slots(model: type[BaseModel]) -> tuple[_Slot, ...]:
    found = []
    for name, info in model.model_fields.items():
        many, marks, inner = _inspect(info.annotation)
        marks = [mark for mark in info.metadata if isinstance(mark, Ref)] + marks
        if marks or inner is Text or (inner and issubclass(inner, BaseModel) and _slots(inner)):
            found.append(_Slot(name, info.alias or name, many, marks[0].to if marks else ""))
    return tuple(found)


def _inspect(annotation: object) -> tuple[bool, list[Ref], type[Any] | None]:
    """Whether an annotation is a tuple, the reference marks inside it, and the model or Text inside it."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel | Text):
        return False, [], annotation
    many = get_origin(annotation) is tuple
    marks = [mark for mark in getattr(annotation, "__metadata__", ()) if isinstance(mark, Ref)]
    inner = None
    for argument in get_args(annotation):
        inner_many, inner_marks, inner_type = _inspect(argument)
        many, marks, inner = many or inner_many, marks + inner_marks, inner or inner_type
    return many, marks, inner
