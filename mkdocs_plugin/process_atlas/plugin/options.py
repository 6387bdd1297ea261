"""The plugin's options, and what it reads from and adds to the settings of a MkDocs site."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig

from process_atlas.diagrams.cache import FOLDER
from process_atlas.history import READABLE

ASSETS = "assets/process-atlas"
EARLY = "atlas-early.js"
"""The script that is loaded before the theme's."""


class Options(Config):
    """Options of the plugin in `mkdocs.yml`."""

    specs = c.Dir(exists=False, default="process_specs")
    navigation = c.Choice(("top", "section", "off", False), default="top")
    home = c.Optional(c.Type(str))
    edit_uri = c.Optional(c.Type(str))
    history = c.Optional(c.Type(bool))
    versions = c.Type(int, default=READABLE)
    jobs = c.Optional(c.Type(int))
    cache = c.Type(bool, default=True)
    cache_dir = c.Type(str, default=FOLDER)


def beside(config: MkDocsConfig, folder: str) -> Path:
    """A folder that is written relative to the site's settings."""
    return Path(os.path.dirname(config.config_file_path or ""), folder)


def first_page(chosen: str | None, config: MkDocsConfig) -> str:
    """The folder of the catalogue's first page: the root, unless a first page is written by hand."""
    if chosen is not None:
        return chosen.strip("/")
    written = any(os.path.exists(os.path.join(config.docs_dir, name)) for name in ("index.md", "README.md"))
    return "catalog" if written else ""


def add_assets(config: MkDocsConfig, names: Iterable[str]) -> None:
    """Let every page have the styles and scripts of these names."""
    for name in names:
        uri = f"{ASSETS}/{name}"
        if name.endswith(".css") and uri not in config.extra_css:
            config.extra_css.append(uri)
        elif name.endswith(".js") and name != EARLY and uri not in config.extra_javascript:
            config.extra_javascript.append(uri)
