"""What the theme says for itself in each language of a catalogue: its own words, and the site's name."""

from __future__ import annotations

import os

from mkdocs.config.defaults import MkDocsConfig

from process_atlas.catalog import Catalog


def site_names(name: str, catalog: Catalog) -> dict[str, str]:
    """The site's name in each language: one that is the catalogue's title is translated as that is."""
    title = catalog.manifest.title
    same = name == title.get(catalog.languages[0])
    return {lang: title.get(lang) if same else name for lang in catalog.languages}


def speak(lang: str, name: str, config: MkDocsConfig) -> None:
    """Let the theme speak a language, if it can, and give the site its name in it."""
    config.site_name = name
    file = os.path.join("partials", "languages", f"{lang}.html")
    if any(os.path.exists(os.path.join(folder, file)) for folder in config.theme.dirs):
        config.theme["language"] = lang
