"""The plugin's options."""

from __future__ import annotations

from mkdocs.config import config_options as c
from mkdocs.config.base import Config

from process_atlas.diagrams.cache import FOLDER
from process_atlas.history import READABLE


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
