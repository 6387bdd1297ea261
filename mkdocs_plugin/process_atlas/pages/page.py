"""The finished page: what a host gets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from process_atlas.addresses import Href, Settings, links_from, page_path
from process_atlas.catalog import Key

__all__ = ["AnyPage", "Heading", "Href", "Page", "PlannedPage", "Settings", "links_from", "page_path"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page, for tables of contents; nested as in the page."""

    level: int
    id: str
    title: str
    children: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page in one language: `path` is its folder below the language's root, `body` the HTML of its article.

    `spec` and `source` name the spec it is about and its file, for the edit button; both empty for overviews.
    `nav` is the short label of a page that stands in the navigation (home and the overviews, in their order).
    `feeds` are the titles and relative addresses of its news feeds. A `former` page shows what is no longer in force:
    it stands in the plain frame, outside the search and the site map.
    """

    lang: str
    path: str
    title: str
    description: str
    body: str
    headings: tuple[Heading, ...]
    spec: Key | None = None
    source: str = ""
    nav: str = ""
    feeds: tuple[tuple[str, str], ...] = ()
    former: bool = False

    def made(self) -> Page:
        """The page itself, so that hosts may treat it like one that is planned."""
        return self


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """A page that is there but not made yet: what hosts must know of all pages, and `make` for the rest of one.

    A host makes a page when it writes it and lets go of it, so that no more than one has to be in memory. The values
    are those of `Page`; `kind` is the kind of its address.
    """

    lang: str
    path: str
    kind: str
    title: str
    make: Callable[[], Page]
    spec: Key | None = None
    source: str = ""
    nav: str = ""

    def made(self) -> Page:
        """The page, made anew each time."""
        return self.make()


AnyPage = Page | PlannedPage
