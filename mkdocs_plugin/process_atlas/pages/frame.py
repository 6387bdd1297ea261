"""The files of a site without a host: whole HTML pages in a plain frame, or Markdown files for another generator."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from rjsmin import jsmin

from process_atlas.pages.page import AnyPage, Page
from process_atlas.pages.render import ASSETS as ASSET_NAMES
from process_atlas.pages.render import render_template
from process_atlas.pages.words import language_name, words

ASSETS = "assets/process-atlas"
FRAME_NAMES = ("frame.css", "frame.js")
# Many site generators look for templates (`{{ … }}`, `{% … %}`, `{# … #}`) in what they read.
_TEMPLATE = re.compile(r"\{(?=[{%#<])")
_BLANK = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a page: addresses are relative to it. Each link is `(title, address, is it here)`."""

    page: Page
    site_title: str
    home: str
    links: tuple[tuple[str, str, bool], ...]
    languages: tuple[tuple[str, str, str, bool], ...]
    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    skip: str
    toggle: str


def frame_assets() -> dict[str, bytes]:
    """The style and script of the plain frame itself, by file name."""
    folder = files("process_atlas.pages") / "standalone"
    script = jsmin((folder / "frame.js").read_text("utf-8"))
    return {"frame.css": (folder / "frame.css").read_bytes(), "frame.js": script.encode()}


class Framing:
    """Puts pages of one site into the plain frame. It knows the others, to which the frame leads.

    `titles` has the site's title by language, the default first; `assets` are the names of styles and scripts. `index`
    is put after each address of a folder: `index.html` for pages that are opened without a server. `directory_urls`
    says whether each page has a folder of its own.
    """

    def __init__(
        self,
        pages: Sequence[AnyPage],
        titles: Mapping[str, str],
        assets: Sequence[str],
        index: str = "",
        directory_urls: bool = True,
    ) -> None:
        self._titles, self._assets, self._index, self._directory_urls = titles, assets, index, directory_urls
        self._by_place: dict[tuple[str, str], AnyPage] = {(page.lang, page.path): page for page in pages}
        self._overviews = {lang: [page for page in pages if page.lang == lang and page.nav] for lang in titles}

    def file(self, page: AnyPage) -> str:
        """The path of a page's file."""
        folder = _folder(page, self._titles)
        return posixpath.join(folder, "index.html") if self._directory_urls else f"{folder}.html"

    def html(self, planned: AnyPage) -> str:
        """A page as a whole document of HTML."""
        page = planned.made()
        overviews, index = self._overviews[page.lang], self._index
        frame = _frame(page, overviews, self._by_place, self._titles, self._assets, index, self._directory_urls)
        return render_template("frame.html", page.lang, frame=frame)

    def files(self, pages: Iterable[AnyPage]) -> Iterator[tuple[str, str]]:
        """`(path, text)` of pages."""
        return ((self.file(page), self.html(page)) for page in pages)


def as_html(
    pages: Sequence[AnyPage], titles: Mapping[str, str], assets: Sequence[str], index: str = ""
) -> Iterator[tuple[str, str]]:
    """`(path, text)` of every page as a file of HTML; see `Framing`."""
    return Framing(pages, titles, assets, index).files(pages)


def former_framing(
    former: Sequence[AnyPage], pages: Sequence[AnyPage], titles: Mapping[str, str], directory_urls: bool = True
) -> Framing:
    """What puts pages of former versions into the plain frame, whatever the host; `pages` are the others."""
    return Framing((*pages, *former), titles, (*ASSET_NAMES, *FRAME_NAMES), directory_urls=directory_urls)


def as_markdown(
    pages: Sequence[AnyPage], titles: Mapping[str, str], assets: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """`(path, text)` of every page as a Markdown file whose body is ready HTML."""
    for planned in pages:
        page = planned.made()
        prefix = _prefix(page.lang, titles)
        base = posixpath.dirname(f"{prefix}{page.path or 'index'}.md")
        head = "\n".join(_asset_tags(f"{_folder(page, titles)}", assets))
        title, description = (json.dumps(text, ensure_ascii=False) for text in (page.title, page.description))
        body = _TEMPLATE.sub("&#123;", _BLANK.sub("\n", page.body.strip()))
        path = posixpath.join(base, posixpath.basename(page.path or "index") + ".md")
        yield path, f"---\ntitle: {title}\ndescription: {description}\n---\n<div>\n{head}\n{body}\n</div>\n"


def _prefix(lang: str, titles: Mapping[str, str]) -> str:
    return "" if lang == next(iter(titles)) else f"{lang}/"


def _folder(page: AnyPage, titles: Mapping[str, str]) -> str:
    return f"{_prefix(page.lang, titles)}{page.path}".rstrip("/")


def _to(here: str, there: str) -> str:
    """The relative address from one folder to another folder or file."""
    return posixpath.relpath(there or ".", here or ".")


def _asset_tags(here: str, assets: Sequence[str]) -> Iterator[str]:
    for name in assets:
        address = _to(here, f"{ASSETS}/{name}")
        if name.endswith(".css"):
            yield f'<link rel="stylesheet" href="{address}">'
        elif name.endswith(".js"):
            yield f'<script src="{address}" defer></script>'


def _frame(
    page: Page,
    overviews: Sequence[AnyPage],
    by_place: Mapping[tuple[str, str], AnyPage],
    titles: Mapping[str, str],
    assets: Sequence[str],
    index: str = "",
    directory_urls: bool = True,
) -> Frame:
    folder = _folder(page, titles)
    here = folder if directory_urls else posixpath.dirname(folder)

    def link(there: str) -> str:
        return f"{_to(here, there)}/{index}" if directory_urls else _to(here, f"{there or 'index'}.html")

    links = tuple((other.nav, link(_folder(other, titles)), other.path == page.path) for other in overviews)
    languages = []
    for lang in titles:
        counterpart = by_place.get((lang, page.path))
        there = _folder(counterpart, titles) if counterpart else _prefix(lang, titles).rstrip("/")
        languages.append((lang, language_name(lang), link(there), lang == page.lang))
    addresses = [_to(here, f"{ASSETS}/{name}") for name in assets]
    return Frame(
        page,
        titles[page.lang],
        link(_prefix(page.lang, titles).rstrip("/")),
        links,
        tuple(languages) if len(languages) > 1 else (),
        tuple(each for each in addresses if each.endswith(".css")),
        tuple(each for each in addresses if each.endswith(".js")),
        words(page.lang)("skip-to-content"),
        words(page.lang)("light-or-dark"),
    )
