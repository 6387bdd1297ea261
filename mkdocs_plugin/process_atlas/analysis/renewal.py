"""Which specs' pages are no longer right after a change: for hosts that build only what changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from process_atlas.catalog import Catalog, Key


@dataclass(frozen=True, slots=True)
class Renewal:
    """The specs whose pages are to be made anew, and the kinds whose overviews are."""

    specs: frozenset[Key]
    overviews: frozenset[str]


def renewal(before: Catalog, after: Catalog) -> Renewal | None:
    """What to make anew: the specs that changed, those that name them, those they name; None for everything.

    An overview is made anew when a spec is new or gone or shows another face there. A change can reach further than
    that, through data that pass from process to process: these are the pages that a writer looks at, not a proof.
    """
    if before.manifest != after.manifest:
        return None
    changed = frozenset(_changed(before, after))
    naming = {use.by for catalog in (before, after) for key in changed for use in catalog.uses.get(key, ())}
    named = {key for key, uses in after.uses.items() if any(use.by in changed for use in uses)}
    kinds = frozenset(kind for kind, id in changed if _face(before, kind, id) != _face(after, kind, id))
    return Renewal(changed | naming | named, kinds)


def _face(catalog: Catalog, kind: str, id: str) -> object:
    spec = catalog.get(kind, id)
    return spec and (spec.title, spec.version, spec.status, spec.owner, spec.area, spec.summary)


def _changed(before: Catalog, after: Catalog) -> Iterator[Key]:
    for kind, specs in after.specs.items():
        former = before.specs.get(kind, {})
        for id, spec in specs.items():
            old = former.get(id)
            if old is not spec and old != spec:
                yield kind, id
        yield from ((kind, id) for id in former if id not in specs)
