"""Links to structures, with the numbers of their stores."""

from __future__ import annotations

from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Link


def structure_link(at: Reader, id: str) -> Link:
    """A link to a structure's page with its number on data-flow diagrams."""
    link = at.spec("data", id)
    return Link(link.title, link.href, at.atlas.store_numbers.get(id, ""))
