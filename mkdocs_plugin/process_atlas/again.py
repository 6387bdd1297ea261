"""What a host that builds again and again keeps from one build to the next, so that only what changed is worked out."""

from __future__ import annotations

from process_atlas.analysis.atlas import Atlas, derive
from process_atlas.analysis.checks.again import Examiner
from process_atlas.catalog import Catalog
from process_atlas.diagrams.drawing import Draw
from process_atlas.diagrams.memory import Memory
from process_atlas.site import Means
from process_atlas.spec.load import Loader


class Again:
    """Builds after the first know files, flows, charts, findings and drawings of what is as it was."""

    def __init__(self, draw: Draw) -> None:
        self._load, self._draw = Loader().load, Memory(draw).draw
        self._examine = Examiner().examine
        self._atlas: Atlas | None = None

    def means(self, lazy: bool) -> Means:
        """What to lend to the next build; see `Means`."""
        return Means(self._load, self._draw, lazy, derive=self._derive, examine=self._examine)

    def _derive(self, catalog: Catalog) -> Atlas:
        self._atlas = derive(catalog, self._atlas)
        return self._atlas
