"""The finished page, addresses of pages, and the settings that pages depend on."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass

from process_atlas.catalog import Key

Href = Callable[[str, str, str], str]
"""`href(kind, id, anchor)`: the address of a spec's page (or of an overview, with an empty id) from where we are."""

FOLDERS = {"process": "processes", "data": "data", "field": "fields", "role": "roles", "system": "systems"}
OVERVIEWS = {
    **FOLDERS,
    "data-flow": "data-flow",
    "responsibility": "responsibilities",
    "quality": "quality",
    "change": "changes",
    "home": "",
}
"""Folder of the overview page of each kind; a spec's own page lies below the folder of its kind."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the host decides. `home` is the folder of the catalogue's first page ("" is the root of the site)."""

    directory_urls: bool = True
    home: str = ""
    dev: bool = False


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
    """

    lang: str
    path: str
    title: str
    description: str
    body: str
    headings: tuple[Heading, ...]
    spec: Key | None = None
    source: str = ""


def page_path(kind: str, id: str, settings: Settings) -> str:
    """The folder of a page below its language's root: `processes/refund`; "" for a home at the root."""
    if kind == "home":
        return settings.home
    return f"{OVERVIEWS[kind]}/{id}" if id else OVERVIEWS[kind]


def links_from(path: str, settings: Settings) -> Href:
    """The link function of the page at `path`. Links are relative, so that a site works under any address."""
    base = path if settings.directory_urls else posixpath.dirname(path)

    def href(kind: str, id: str = "", anchor: str = "") -> str:
        target = page_path(kind, id, settings)
        if not settings.directory_urls:
            file = f"{target}.html" if target else "index.html"
            address = posixpath.relpath(file, base or ".")
        else:
            address = posixpath.relpath(target or ".", base or ".") + "/"
        return f"{address}#{anchor}" if anchor else address

    return href
