"""Addresses of pages, the same for every floor above: which folder a page lies in, and the link from one to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Protocol

FOLDERS = {"process": "processes", "data": "data", "field": "fields", "role": "roles", "system": "systems"}
"""Folder of each kind's pages; a spec's own page lies below it, the overview is the folder itself."""

OVERVIEWS = {
    **FOLDERS,
    "area": "areas",
    "data-flow": "data-flow",
    "responsibility": "responsibilities",
    "glossary": "glossary",
    "quality": "quality",
    "change": "changes",
}
"""Folder of the overview page of each kind. Areas have no overview, and pages in large catalogues only."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the host decides.

    `directory_urls`: `roles/` rather than `roles.html`. `home`: the folder of the catalogue's first page, "" for the
    root of the site. `today`: the day that reviews are judged by. `site_url`: the site's own address, "" when nobody
    knows it; feeds need it.
    """

    directory_urls: bool = True
    home: str = ""
    today: date = date(1970, 1, 1)
    site_url: str = ""


Elsewhere = Mapping[tuple[str, str], str]
"""The addresses of things of other catalogues by kind and id (`CATALOGUE:ID`).

One that begins with a dot is from the root of the language on.
"""
NOWHERE: Elsewhere = MappingProxyType({})


class Href(Protocol):
    """The address of a spec's page, or of an overview (empty `id`), from where we are."""

    def __call__(self, kind: str, id: str = "", anchor: str = "") -> str:
        """`kind` is a spec kind, `area`, `data-flow`, `responsibility`, `glossary`, `quality`, `change` or `home`;
        or `file`, for a file whose path below the language's root is `id`.
        """


def version_id(id: str, slug: str) -> str:
    """What stands for the id in the address of a former version: `refund/versions/1.2.0`."""
    return f"{id}/versions/{slug}"


def changes_id(id: str, slug: str) -> str:
    """What stands for the id in the address of the page on what came with a version."""
    return f"{version_id(id, slug)}/changes"


def page_path(kind: str, id: str, settings: Settings) -> str:
    """The folder of a page below its language's root, such as `processes/refund`; "" for a home at the root."""
    if kind == "home":
        return settings.home
    return f"{OVERVIEWS[kind]}/{id}" if id else OVERVIEWS[kind]


def links_from(path: str, settings: Settings, elsewhere: Elsewhere = NOWHERE) -> Href:
    """The link function of the page at `path`. Links are relative, so that a site works under any address."""
    depth = len(path.split("/")) if path else 0
    top = "../" * (depth if settings.directory_urls else max(0, depth - 1))
    return _links_below(top, "./", settings, elsewhere)


def links_in_full(root: str, settings: Settings, elsewhere: Elsewhere = NOWHERE) -> Href:
    """Links that hold anywhere, for a site that knows its address; `root` is the language's, such as `zh/`."""
    base = f"{settings.site_url.rstrip('/')}/{root}"
    return _links_below(base, base, settings, elsewhere)


def _links_below(top: str, home: str, settings: Settings, elsewhere: Elsewhere) -> Href:
    """Links that begin with `top`; `home` is the address of the root where `top` is empty."""

    def href(kind: str, id: str = "", anchor: str = "") -> str:
        if kind == "file":
            return f"{top}{id}"
        if ":" in id:
            address = elsewhere.get((kind, id), "")
            return f"{top}{address}" if address.startswith(".") else address
        target = page_path(kind, id, settings)
        if settings.directory_urls:
            address = f"{top}{target}/" if target else top or home
        else:
            address = f"{top}{target or 'index'}.html"
        return f"{address}#{anchor}" if anchor else address

    return href
