"""What a spec names: for specs outside a catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from process_atlas.catalog import Key
from process_atlas.spec.base import kept
from process_atlas.spec.model import KINDS, Spec
from process_atlas.spec.values import party
from process_atlas.spec.walk import references


@kept
def names_of(spec: Spec) -> tuple[Key, ...]:
    """The specs that a spec names, and the parts of data (kind `data-part`)."""
    return tuple(dict.fromkeys(each for each in _named(spec) if each != (spec.KIND, spec.id)))


def _named(spec: Spec) -> Iterator[Key]:
    for each in references(spec):
        if each.to == "party":
            yield party(each.target)
        elif each.to == "data-part":
            yield "data", each.target.partition(".")[0]
            if "." in each.target:
                yield "data-part", each.target
        elif each.to in KINDS:
            yield each.to, each.target
