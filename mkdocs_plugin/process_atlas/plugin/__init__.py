"""The MkDocs plugin: hooks that unpack MkDocs' values, call the pipeline, and hand its pages over."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as HostPage
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext

from process_atlas.addresses import Settings
from process_atlas.again import Again
from process_atlas.analysis.renewal import Renewal, renewal
from process_atlas.diagnostics import Diagnostic, Severity
from process_atlas.diagrams.cache import not_kept
from process_atlas.diagrams.drawing import Studio
from process_atlas.history import History, read_history
from process_atlas.pages.frame import frame_assets
from process_atlas.pages.searchable import searchable
from process_atlas.pages.words import language_name
from process_atlas.plugin.afterwards import Afterwards
from process_atlas.plugin.dirty import gone, is_fresh, take_away, write_inventory
from process_atlas.plugin.host import ASSETS, EARLY, add_assets, beside, home_of, is_content_read
from process_atlas.plugin.languages import site_names, speak
from process_atlas.plugin.navigation import (
    flattened,
    language_of,
    language_of_item,
    name_as_written,
    navigation,
    with_overviews,
)
from process_atlas.plugin.options import Options
from process_atlas.plugin.page import AtlasFile, AtlasPage, edit_url, feed_links, former_files, uri_of
from process_atlas.plugin.returning import watch_for_return
from process_atlas.site import Means, Past, Site, build_site
from process_atlas.spec.collecting import Collector
from process_atlas.spec.decoding import InventoryFile, SourceFile
from process_atlas.spec.folder import read_folder
from process_atlas.spec.inventory import INVENTORY
from process_atlas.today import DayError, present_day

log = get_plugin_logger("process-atlas")

_LEVELS = {Severity.ERROR: log.error, Severity.WARNING: log.warning, Severity.INFO: log.info}
_ALTERNATE = re.compile(r'\s*<link rel="alternate" href="[^"]*" hreflang="[^"]*">')


class ProcessAtlasPlugin(BasePlugin[Options]):
    """Adds the pages of a process catalogue to a MkDocs site."""

    def __init__(self) -> None:
        super().__init__()
        self._studio: Studio | None = None
        self._again: Again | None = None
        self._serving = self._dirty = False
        self._collector, self._afterwards = Collector(), Afterwards()
        self._history: History | None = None
        self._previous: Site | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Keep this instance, and with it what is known already, from one rebuild to the next."""
        self._serving, self._dirty = command == "serve", dirty

    def on_shutdown(self) -> None:
        """Say what is left to say, and stop the worker processes."""
        self._afterwards.finish()
        if self._studio is not None:
            self._studio.close()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Build the catalogue, so that its files and styles are known to all that follows."""
        self._afterwards.finish()
        if self._serving:
            self._collector.pause()
        files, unreadable = read_folder(Path(os.path.relpath(self.config.specs)))
        self._watch(config, files)
        home = home_of(self.config.home, config)
        settings = Settings(config.use_directory_urls, home, _today(), config.site_url or "")
        self._site = build_site(files, settings, self._means(config), self._past(), self._previous)
        self._renewed, self._gone = self._renewal()
        self._previous = self._site if self._serving else None
        _report(unreadable)
        if self._renewed is None:
            _report(self._told(self._site.diagnostics))
        else:
            self._afterwards.plan(partial(_report, self._told(self._site.diagnostics)))
        if self._studio and self._studio.problem:
            log.info(not_kept(self._studio.problem))
        self._languages = self._site.catalog.languages
        self._names = site_names(config.site_name, self._site.catalog)
        add_assets(config, self._site.assets)
        return config

    def _watch(self, config: MkDocsConfig, files: Iterable[SourceFile]) -> None:
        """Let a server build again when a spec changes, or an inventory of another catalogue."""
        inventories = (os.path.abspath(file.path) for file in files if isinstance(file, InventoryFile))
        self._watched = [os.path.abspath(self.config.specs), *inventories]
        config.watch.extend(path for path in self._watched if os.path.exists(path) and path not in config.watch)

    def on_serve(self, server: LiveReloadServer, **_: Any) -> LiveReloadServer:
        """Watch what was deleted again when it comes back."""
        watch_for_return(server, self._watched)
        return server

    def _means(self, config: MkDocsConfig) -> Means:
        """What the last build left behind, if there was one. A dirty build draws only what its few pages show."""
        folder = beside(config, self.config.cache_dir) if self.config.cache else None
        self._studio = self._studio or Studio(self.config.jobs, folder)
        if not self._serving:
            return Means(draw=self._studio.draw, once=True)
        self._again = self._again or Again(self._studio.draw)
        return self._again.means(lazy=self._dirty and self._previous is not None)

    def _renewal(self) -> tuple[Renewal | None, set[str]]:
        """What a dirty build has to make anew, None for everything; and the sources of pages that are gone."""
        if not (self._dirty and self._previous):
            return None, set()
        return renewal(self._previous.catalog, self._site.catalog), gone(self._previous, self._site)

    def _past(self) -> Past | None:
        """The history, read again when something was committed since the last build."""
        if self.config.history is False:
            return None
        self._history = read_history(Path(os.path.relpath(self.config.specs)), self._history)
        return Past(self._history, self.config.versions)

    def _told(self, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """The findings; that there is no git is a note only for those who asked for a history."""
        return (each for each in found if each.code != "no-git-history" or self.config.history)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every page and asset as a generated file. A page written by hand stays in place of ours."""
        taken = {file.dest_uri for file in files}
        hide = ["toc", "navigation"] if "navigation.tabs" in config.theme.get("features", ()) else ["toc"]
        self._pages: dict[str, AtlasPage] = {}
        for name, content in self._site.assets.items():
            files.append(File.generated(config, f"{ASSETS}/{name}", content=content))
        for path, text in self._plain_files():
            files.append(File.generated(config, path, content=text))
        files.append(self._inventory(config))
        for former in former_files(self._site, config, self._dirty):
            files.append(former)
        early = is_content_read(config)
        for page in self._site.pages:
            uri = uri_of(page, self._languages)
            file = AtlasFile.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            assert isinstance(file, AtlasFile)
            file.is_fresh = is_fresh(page, self._renewed)
            if file.dest_uri in taken:
                log.info(f"'{file.src_uri}' is written by hand and stays in place of the generated page")
                continue
            files.append(file)
            made = self._pages[file.src_uri] = AtlasPage(page, file, config, hide, early)
            made.edit_url = edit_url(page.source, self.config.edit_uri, config)
        take_away(self._gone, config)
        self._addresses = {file.src_uri: file.url for file in files.documentation_pages()}
        return files

    def _plain_files(self) -> Iterator[tuple[str, bytes]]:
        """Feeds, and what the plain frame of former versions needs."""
        files = self._site.files
        yield from ((path, files[path].encode()) for path in files if path != INVENTORY)
        for name, content in (frame_assets() if self._site.former else {}).items():
            yield f"{ASSETS}/{name}", content

    def _inventory(self, config: MkDocsConfig) -> File:
        """The inventory, which is worked out only if it has to be written."""
        file = AtlasFile.generated(config, INVENTORY, content=b"")
        assert isinstance(file, AtlasFile)
        file.is_fresh = self._renewed is not None and not self._renewed.overviews
        if file.is_modified():
            file.content_bytes = self._site.files[INVENTORY].encode()
        elif self._renewed and self._renewed.inventory:
            self._afterwards.plan(partial(write_inventory, file, self._site))
        return file

    @event_priority(50)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Add the overviews to the navigation, and give each language its own."""
        name_as_written(config.nav, self._pages)
        default = self._languages[0]
        trees: dict[str, list[StructureItem]] = {lang: [] for lang in self._languages}
        for item in nav.items:
            trees[language_of_item(item, self._languages) or default].append(item)
        self._navs = {
            lang: navigation(self._merged(flattened(items, lang != default), lang)) for lang, items in trees.items()
        }
        for lang, each in self._navs.items():
            each.homepage = self._home_page(files, lang) or each.homepage or nav.homepage
        return self._navs[default]

    def _show_context(
        self, context: TemplateContext, *, page: HostPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Show each page with the words, the navigation and the counterparts of its own language."""
        if len(self._languages) > 1:
            lang = language_of(page.file.src_uri, self._languages) or self._languages[0]
            speak(lang, self._names[lang], config)
            config.extra["alternate"] = [self._alternate(page.file.src_uri, lang, other) for other in self._languages]
            context["nav"] = self._navs[lang]
        return context

    @event_priority(1)
    def _before_search(self, context: TemplateContext, *, page: HostPage, **_: Any) -> TemplateContext:
        """Hand search the little that it reads of a page, for it parses all that it is given in plain Python."""
        if isinstance(page, AtlasPage):
            page.show()
            page.content = searchable(page.ready.body)
        return context

    @event_priority(-1)
    def _after_search(self, context: TemplateContext, *, page: HostPage, **_: Any) -> TemplateContext:
        """Put the page itself in place again."""
        if isinstance(page, AtlasPage):
            page.content = page.ready.body
        return context

    on_page_context = CombinedEvent(_show_context, _before_search, _after_search)

    @event_priority(100)
    def on_post_page(self, output: str, *, page: HostPage, config: MkDocsConfig) -> str:
        """Let a change of language load the page anew, and the links of drawings be left to the browser.

        The theme takes each alternate for the root of a site with a site map of its own, and keeps the old
        language's head and words when it swaps pages; a link with a target is left to the browser. What keeps it from
        the links inside drawings has to be loaded before the theme's own script.
        """
        early = get_relative_url(f"{ASSETS}/{EARLY}", page.url)
        feeds = feed_links(page)
        if isinstance(page, AtlasPage):
            page.let_go()
        added = f'{feeds}<script src="{early}"></script></head>'
        output = output.replace("</head>", added, 1)
        if len(self._languages) < 2:
            return output
        output = _ALTERNATE.sub("", output, count=len(self._languages))
        return output.replace('class="md-select__link"', 'class="md-select__link" target="_self"')

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Leave the theme as it was found, and do what nobody has to wait for."""
        speak(self._languages[0], self._names[self._languages[0]], config)
        self._over()

    def on_build_error(self, *, error: Exception) -> None:
        """A build failed; the server goes on."""
        self._over()

    def _over(self) -> None:
        if self._serving:
            self._afterwards.plan(self._collector.resume)
            self._afterwards.begin()

    def _merged(self, items: list[StructureItem], lang: str) -> list[StructureItem]:
        overviews = [page for page in self._pages.values() if page.planned.lang == lang and page.planned.nav]
        title = escape(self._site.catalog.manifest.title.get(lang))
        return with_overviews(items, overviews, self.config.navigation, title)

    def _home_page(self, files: Files, lang: str) -> HostPage | None:
        file = files.get_file_from_path("index.md" if lang == self._languages[0] else f"{lang}/index.md")
        return file.page if file else None

    def _alternate(self, uri: str, lang: str, other: str) -> dict[str, str]:
        """The page's counterpart in another language, or that language's first page."""
        bare = uri if lang == self._languages[0] else uri.removeprefix(f"{lang}/")
        prefix = "" if other == self._languages[0] else f"{other}/"
        address = self._addresses.get(prefix + bare) or self._addresses.get(f"{prefix}index.md") or prefix or "."
        return {"name": language_name(other), "link": address, "lang": other}


def _today() -> date:
    """The day of the build. Raises PluginError, which MkDocs tells without a traceback."""
    try:
        return present_day()
    except DayError as problem:
        raise PluginError(f"process-atlas: {problem}") from problem


def _report(found: Iterable[Diagnostic]) -> None:
    """Log findings under MkDocs' logger, so that a strict build counts errors and warnings."""
    for each in found:
        _LEVELS[each.severity](str(each))
