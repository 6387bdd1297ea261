"""A sequence that is worked out when somebody first looks at it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TypeVar, overload

T = TypeVar("T")


class Later(Sequence[T]):
    """The items that `work` gives. It is called once, at the first look, and not at all if there is none."""

    def __init__(self, work: Callable[[], Iterable[T]]) -> None:
        self._work = work

    @cached_property
    def _items(self) -> tuple[T, ...]:
        return tuple(self._work())

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...

    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)
