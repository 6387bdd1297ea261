"""Specs that got a new id between two states: which, and the old state as if they had had it all along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from process_atlas.analysis.diff.generic import same
from process_atlas.analysis.diff.state import State
from process_atlas.catalog import Key
from process_atlas.spec.model import Data, Spec
from process_atlas.spec.walk import renamed

_ALIKE = 0.6
"""How much of what is written has to be the same for two specs to be one that got a new id."""


def uncompared_of(old: State, new: State) -> frozenset[Key]:
    """Specs that one side has and the other may have too, but cannot read."""
    sides = ((old, new), (new, old))
    return frozenset(
        key
        for side, other in sides
        for key in side.specs
        if key not in other.specs and (key in other.broken or side.file_of(key) in other.unreadable)
    )


def twins_of(old: State, new: State) -> Mapping[Key, Key]:
    """Specs that most likely are old ones with a new id: new key -> old key."""
    uncompared = uncompared_of(old, new)
    gone = [key for key in old.specs if key not in new.specs and key not in uncompared]
    come = [key for key in new.specs if key not in old.specs and key not in uncompared]
    twins: dict[Key, Key] = {}
    for key in come:
        for other in gone:
            if other[0] == key[0] and other not in twins.values() and alike(old.specs[other], new.specs[key]):
                twins[key] = other
                break
    return twins


def alike(old: Spec, new: Spec) -> bool:
    """Whether two specs of a kind say so much the same that one may be the other with a new id."""
    names = [name for name in type(new).model_fields if name not in ("kind", "id", "version", "changes")]
    written = [name for name in names if name in old.model_fields_set | new.model_fields_set]
    equal = sum(same(getattr(old, name), getattr(new, name)) for name in written)
    return same(old.title, new.title) and equal >= _ALIKE * len(written)


def aligned(old: State, new: State) -> State:
    """The old state, in which references to specs that got a new id read the new one.

    A new id is a change of the spec that has it, and of no other that names it.
    """
    ids = {before: after[1] for after, before in twins_of(old, new).items()}
    if not ids:
        return old
    target = _reading(old.specs, ids)
    return replace(old, specs=MappingProxyType({key: renamed(spec, target) for key, spec in old.specs.items()}))


def with_new_ids(spec: Spec, specs: Mapping[Key, Spec], ids: Mapping[Key, str]) -> Spec:
    """A former version whose references read the new `ids` of specs, by their old keys. `specs` has the structures."""
    return renamed(spec, _reading(specs, ids)) if ids else spec


def _reading(specs: Mapping[Key, Spec], ids: Mapping[Key, str]) -> Callable[[str, str], str]:
    """What a reference of a kind reads with the new ids."""

    def target(to: str, name: str) -> str:
        if to == "party":
            kind, colon, id = name.rpartition(":")
            return f"{kind}{colon}{ids.get((kind or 'role', id), id)}"
        if to == "data-part":
            structure, dot, part = name.partition(".")
            inner = part if _is_group(specs.get(("data", structure)), part) else ids.get(("field", part), part)
            return f"{ids.get(('data', structure), structure)}{dot}{inner}"
        return ids.get((to, name), name)

    return target


def _is_group(data: Spec | None, part: str) -> bool:
    return isinstance(data, Data) and any(group.id == part for group in data.groups)
