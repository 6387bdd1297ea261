"""Sequences and texts that are worked out when somebody first looks at them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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


class Texts(Mapping[str, str]):
    """Texts by name: those that are `ready`, and those that `makers` make, each once, at the first look at it."""

    def __init__(self, ready: Mapping[str, str], makers: Mapping[str, Callable[[], str]]) -> None:
        self._ready, self._makers = dict(ready), makers

    def __getitem__(self, name: str) -> str:
        if name not in self._ready:
            self._ready[name] = self._makers[name]()
        return self._ready[name]

    def __contains__(self, name: object) -> bool:
        return name in self._ready or name in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._makers, *self._ready)))

    def __len__(self) -> int:
        return len(self._makers.keys() | self._ready.keys())
