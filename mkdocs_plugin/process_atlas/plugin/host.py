"""What is read of MkDocs' settings, and set in them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

ASSETS = "assets/process-atlas"
EARLY = "atlas-early.js"
"""The script that is loaded before the theme's."""


def is_content_read(config: MkDocsConfig) -> bool:
    """Whether a plugin looks at the content of every page while MkDocs reads them all."""
    return bool(config.plugins.events.get("page_content"))


def beside(config: MkDocsConfig, folder: str) -> Path:
    """A folder that is written relative to the site's settings."""
    return Path(os.path.dirname(config.config_file_path or ""), folder)


def home_of(chosen: str | None, config: MkDocsConfig) -> str:
    """The folder of the catalogue's first page: the root, unless a first page is written by hand."""
    if chosen is not None:
        return chosen.strip("/")
    written = any(os.path.exists(os.path.join(config.docs_dir, name)) for name in ("index.md", "README.md"))
    return "catalog" if written else ""


def add_assets(config: MkDocsConfig, names: Iterable[str]) -> None:
    """Have styles and scripts of ours loaded by every page."""
    for name in names:
        uri = f"{ASSETS}/{name}"
        if name.endswith(".css") and uri not in config.extra_css:
            config.extra_css.append(uri)
        elif name.endswith(".js") and name != EARLY and uri not in config.extra_javascript:
            config.extra_javascript.append(uri)
