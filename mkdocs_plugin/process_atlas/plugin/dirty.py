"""A dirty build: what it leaves as the last one wrote it, what it takes away, and what it writes afterwards."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from process_atlas.analysis.renewal import Renewal
from process_atlas.authoring.files import write_whole
from process_atlas.pages.page import PlannedPage
from process_atlas.plugin.page import uri_of
from process_atlas.site import Site
from process_atlas.spec.inventory import INVENTORY

_LEFT = "quality"
"""The overview that shows what the checks find, for which no reader is to wait."""


def is_fresh(page: PlannedPage, renewed: Renewal | None) -> bool:
    """Whether a page may stay as the last build wrote it; without a renewal, none may."""
    if renewed is None:
        return False
    if page.spec:
        return page.spec not in renewed.specs
    return not renewed.overviews or page.kind == _LEFT


def gone(before: Site, after: Site) -> set[str]:
    """The sources of the pages that a site no longer has."""
    return _uris(before) - _uris(after)


def _uris(site: Site) -> set[str]:
    return {uri_of(page, site.catalog.languages) for page in (*site.pages, *site.former)}


def take_away(uris: Iterable[str], config: MkDocsConfig) -> None:
    """Delete the pages that were written from some sources. MkDocs writes anew what else is to stand there."""
    for uri in uris:
        with suppress(OSError):
            os.remove(File.generated(config, uri, content="").abs_dest_path)


def write_inventory(file: File, site: Site) -> None:
    """Write the inventory of a site into its place. A server that ends meanwhile takes the place away."""
    with suppress(OSError):
        write_whole(Path(file.abs_dest_path), site.files[INVENTORY].encode())
