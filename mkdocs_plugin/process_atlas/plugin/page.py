"""Pages of ours as MkDocs takes them: ready HTML, with a table of contents, an edit link and feeds."""

from __future__ import annotations

import os
import re
from html import escape
from urllib.parse import quote, urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as HostPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from process_atlas.pages.page import Heading, Page

_ANCHOR = re.compile(r'\sid="([^"]+)"')


class AtlasPage(HostPage):
    """A page whose HTML is ready: MkDocs parses nothing and runs no Markdown.

    Themes put titles and descriptions into their templates as they stand, so they are handed over as HTML.
    """

    def __init__(self, page: Page, file: File, config: MkDocsConfig, hide: list[str]) -> None:
        super().__init__(escape(page.nav) or None, file, config)
        self.ready = page
        self._hide = hide

    def read_source(self, config: MkDocsConfig) -> None:
        """Set what MkDocs would read from the head of a file."""
        self.markdown = ""
        about = {"title": escape(self.ready.title), "description": escape(self.ready.description)}
        self.meta = {**about, "hide": self._hide}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Set what MkDocs would make from Markdown."""
        self.content = self.ready.body
        self.toc = TableOfContents([_anchor(heading) for heading in self.ready.headings])
        self.present_anchor_ids = set(_ANCHOR.findall(self.ready.body))
        self.links_to_anchors = {}


def feed_links(page: HostPage) -> str:
    """What tells a browser of the feeds of a page."""
    feeds = page.ready.feeds if isinstance(page, AtlasPage) else ()
    # Two words: the theme takes each link whose relation is `alternate` alone for a language with a site map.
    kind = 'rel="alternate feed" type="application/atom+xml"'
    return "".join(f'<link {kind} title="{escape(title)}" href="{escape(href)}">' for title, href in feeds)


def edit_url(source: str, chosen: str | None, config: MkDocsConfig) -> str | None:
    """Where a spec's file is edited: the site's edit address with the docs folder taken off, or the one chosen."""
    base = chosen or config.edit_uri
    if not source or not base or not config.config_file_path:
        return None
    top = os.path.dirname(config.config_file_path)
    docs = os.path.relpath(config.docs_dir, top).replace(os.sep, "/") + "/"
    base = base if chosen else base.removesuffix(docs)
    path = os.path.relpath(os.path.abspath(source), top).replace(os.sep, "/")
    repository = config.repo_url and config.repo_url.rstrip("/") + "/"
    return urljoin(repository or "", base + quote(path))


def _anchor(heading: Heading) -> AnchorLink:
    link = AnchorLink(escape(heading.title), escape(heading.id), heading.level)
    link.children = [_anchor(child) for child in heading.children]
    return link
