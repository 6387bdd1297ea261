"""The specs that `checks` of the manifest name in `except` and `for`: where a renaming has to follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from process_atlas.analysis.checks.settings import EXCEPT, FOR, OVERRIDES, matcher
from process_atlas.spec.model import Manifest
from process_atlas.spec.source import Location


def renamed_patterns(manifest: Manifest, kind: str, old: str, new: str) -> Iterator[tuple[Location, str]]:
    """The places that name the spec `kind:old`, and what stands there after the renaming."""
    for loc, pattern in _patterns(manifest):
        if pattern == f"{kind}:{old}":
            yield loc, f"{kind}:{new}"


def changed_patterns(manifest: Manifest, kind: str, old: str, new: str) -> Iterator[Location]:
    """The patterns with `*` or `?` that mean the spec under one of its ids only; their writer has to mend them."""
    for loc, pattern in _patterns(manifest):
        of_kind, _, ids = pattern.partition(":")
        if of_kind == kind and ids != old and bool(matcher(ids).fullmatch(old)) != bool(matcher(ids).fullmatch(new)):
            yield loc


def _patterns(manifest: Manifest) -> Iterator[tuple[Location, str]]:
    """Every pattern of `checks` with its place."""
    for code, written in manifest.checks.items():
        here: Location = ("checks", code)
        yield from _texts(written.get(EXCEPT), (*here, EXCEPT))
        for loc, each in _items(written.get(OVERRIDES), (*here, OVERRIDES)):
            if isinstance(each, dict):
                yield from _texts(each.get(FOR), (*loc, FOR))


def _texts(value: object, loc: Location) -> Iterator[tuple[Location, str]]:
    return ((at, each) for at, each in _items(value, loc) if isinstance(each, str))


def _items(value: Any, loc: Location) -> Iterator[tuple[Location, Any]]:
    """The items of a list, or the one that was written in place of a list."""
    if isinstance(value, list):
        yield from (((*loc, index), each) for index, each in enumerate(value))
    elif value is not None:
        yield loc, value
