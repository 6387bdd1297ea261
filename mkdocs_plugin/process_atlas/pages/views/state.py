"""A version of a spec in the world that it stands in: what the pages of former versions and differences are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from process_atlas.addresses import version_id
from process_atlas.analysis.atlas import Atlas
from process_atlas.analysis.past import PastAtlas, Surroundings, past_atlas, surroundings_of
from process_atlas.catalog import Key
from process_atlas.history import Entry
from process_atlas.spec.model import Spec


@dataclass(frozen=True, eq=False)
class State:
    """A version that is read, of the spec `key`. `last_known` has specs that the `present` no longer has."""

    key: Key
    entry: Entry
    present: Atlas
    last_known: Mapping[Key, Spec]

    @property
    def spec(self) -> Spec:
        """The spec as the version says it."""
        assert self.entry.spec
        return self.entry.spec

    @property
    def id(self) -> str:
        """What stands for the id in the address of its page: the spec's own page shows the one in force."""
        return version_id(self.key[1], self.entry.slug) if self.entry.former else self.key[1]

    @cached_property
    def around(self) -> Surroundings:
        """What is shown of the present beside it."""
        return surroundings_of(self.spec, self.present, self.last_known)

    @cached_property
    def atlas(self) -> PastAtlas:
        """Its world."""
        return past_atlas(self.around, self.present.catalog.manifest)
