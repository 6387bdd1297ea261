"""A state that is not linked becomes an atlas that can be drawn: what it refers to and lacks is found elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from process_atlas.analysis.atlas import Atlas, derive
from process_atlas.analysis.diff.state import State
from process_atlas.analysis.named import names_of
from process_atlas.catalog import MANIFEST, Key
from process_atlas.link import link
from process_atlas.spec.load import Loaded, Specs, read_spec
from process_atlas.spec.source import SourceFile, parse
from process_atlas.spec.values import readable

_STAND_INS = frozenset({"role", "system"})
"""Kinds of specs that are little more than a name, so that a name can stand for one."""


def whole_atlas(state: State, others: Sequence[State] = ()) -> Atlas:
    """The atlas of a state and of all that it refers to.

    A spec that it does not have comes from the first of `others` that has it, so that a former version of one spec can
    be drawn with the roles and data of today. A role or system that nobody has is called by its id, made readable. The
    manifest is that of the first state that was written with one.
    """
    found: dict[Key, Loaded] = {key: Loaded(spec, state.documents[key]) for key, spec in state.specs.items()}
    waiting = list(found)
    while waiting:
        for key in sorted(names_of(found[waiting.pop()].spec)):
            if key not in found:
                spec = _from(key, others) or _stand_in(key)
                if spec:
                    found[key] = spec
                    waiting.append(key)
    written = next((each for each in (state, *others) if MANIFEST in each.documents), state)
    specs = Specs(tuple(found.values()), (), written.manifest, None, ())
    return derive(link(specs))


def _from(key: Key, others: Sequence[State]) -> Loaded | None:
    side = next((each for each in others if key in each.specs), None)
    return Loaded(side.specs[key], side.documents[key]) if side else None


def _stand_in(key: Key) -> Loaded | None:
    if key[0] not in _STAND_INS:
        return None
    text = f"kind: {key[0]}\nid: {key[1]}\ntitle: {readable(key[1]).get('')}\nversion: 0.0.0\n"
    documents, _ = parse(SourceFile("", text.encode()))
    spec = next((spec for spec, _ in map(read_spec, documents)), None)
    return Loaded(spec, documents[0]) if spec else None
