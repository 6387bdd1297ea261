"""Pages of ours as MkDocs takes them: ready HTML, with a table of contents, an edit link and feeds."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html import escape
from urllib.parse import quote, urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as HostPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from process_atlas.pages.frame import former_framing
from process_atlas.pages.page import Heading, Page, PlannedPage
from process_atlas.site import Site

_ANCHOR = re.compile(r'\sid="([^"]+)"')


class AtlasFile(File):
    """The file of a page of ours. In a dirty build it counts as changed only when its page may have."""

    is_fresh: bool = False

    def is_modified(self) -> bool:
        """Whether the page has to be built: it may have changed, or it was never written."""
        return not (self.is_fresh and os.path.exists(self.abs_dest_path))


class FormerFile(File):
    """The file of a page of a former version. It is made when MkDocs writes it, and let go afterwards.

    In a dirty build a fresh one, which was written by an earlier build, stays.
    """

    make: Callable[[], str]
    is_fresh: bool = False

    def copy_file(self, dirty: bool = False) -> None:
        """Write the file."""
        if dirty and self.is_fresh and os.path.exists(self.abs_dest_path):
            return
        self.content_string = self.make()
        super().copy_file()
        self.content_string = ""


class AtlasPage(HostPage):
    """A page whose HTML is ready: MkDocs parses nothing and runs no Markdown.

    It is made when MkDocs writes it, and let go afterwards, so that no more than one is in memory. With `early` it is
    made when MkDocs reads all pages, for plugins that want to see the content of each. Themes put titles and
    descriptions into their templates as they stand, so they are handed over as HTML.
    """

    file: AtlasFile

    def __init__(
        self, planned: PlannedPage, file: AtlasFile, config: MkDocsConfig, hide: list[str], early: bool
    ) -> None:
        self.planned = planned
        self._early = early
        self._page: Page | None = None
        super().__init__(escape(planned.nav or planned.title), file, config)
        self.meta = {"title": escape(planned.title), "hide": hide}
        self.markdown, self.content = "", ""
        self.links_to_anchors = {}

    @property
    def ready(self) -> Page:
        """The page, made when first asked for."""
        if self._page is None:
            self._page = self.planned.made()
        return self._page

    def show(self) -> None:
        """Set what the theme reads of a page that is about to be written."""
        self.meta.update(title=escape(self.ready.title), description=escape(self.ready.description))
        self.toc = TableOfContents([_anchor(heading) for heading in self.ready.headings])

    def let_go(self) -> None:
        """Forget the page; it can be made again."""
        self._page, self.content, self.toc = None, "", TableOfContents([])

    @property
    def present_anchor_ids(self) -> set[str]:
        """What links may lead to, for MkDocs' check of the links that are written by hand."""
        return set(_ANCHOR.findall((self._page or self.planned.made()).body))

    @present_anchor_ids.setter
    def present_anchor_ids(self, value: object) -> None:
        """MkDocs has nothing to set here."""

    def read_source(self, config: MkDocsConfig) -> None:
        """There is nothing to read."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Set what MkDocs would make from Markdown, if a plugin wants to see it this early."""
        if self._early:
            self.show()
            self.content = self.ready.body


def uri_of(page: PlannedPage, languages: Sequence[str]) -> str:
    """The name that the source of a page has for MkDocs; the first of the languages stands at the root."""
    prefix = "" if page.lang == languages[0] else f"{page.lang}/"
    return f"{prefix}{page.path or 'index'}.md"


def former_files(site: Site, config: MkDocsConfig, dirty: bool) -> Iterator[FormerFile]:
    """The files of former versions. They are plain for MkDocs, so that no search and no site map has them."""
    titles = {lang: site.catalog.manifest.title.get(lang) for lang in site.catalog.languages}
    framing = former_framing(site.former, site.pages, titles, config.use_directory_urls)
    for page in site.former:
        file = FormerFile.generated(config, framing.file(page), content="")
        assert isinstance(file, FormerFile)
        file.make = partial(framing.html, page)
        file.is_fresh = dirty and site.archive.has(page.lang, page.path)
        yield file


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
