"""Walks the references and texts of a spec by what its model says; linking and translation follow from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from process_atlas.spec.source import Location
from process_atlas.spec.values import Ref, Text


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference as written: where it stands in its spec, what it points to, and the key that holds it."""

    loc: Location
    to: str
    target: str
    key: str


@dataclass(frozen=True, slots=True)
class _Slot:
    """A field of a model that is worth a visit: a reference (`to`), a text, or a model that holds some."""

    name: str
    key: str
    many: bool
    to: str


def references(model: BaseModel) -> Iterator[Reference]:
    """All references of a model value, in the order of its keys."""
    for loc, slot, value in _walk(model, ()):
        if slot.to:
            yield Reference(loc, slot.to, value, slot.key)


def texts(model: BaseModel) -> Iterator[tuple[Location, Text]]:
    """All texts of a model value with their places, in the order of its keys."""
    for loc, _, value in _walk(model, ()):
        if isinstance(value, Text):
            yield loc, value


def _walk(model: BaseModel, loc: Location) -> Iterator[tuple[Location, _Slot, Any]]:
    for slot in _slots(type(model)):
        value = getattr(model, slot.name)
        if value is None or value == ():
            continue
        here = (*loc, slot.key)
        for at, each in [((*here, n), each) for n, each in enumerate(value)] if slot.many else [(here, value)]:
            if isinstance(each, BaseModel):
                yield from _walk(each, at)
            else:
                yield at, slot, each


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
