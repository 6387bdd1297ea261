"""A site for the writer of its specs: a page is made when it is asked for, from the files as they are now."""

from __future__ import annotations

import mimetypes
import posixpath
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

from process_atlas.addresses import Settings, links_from
from process_atlas.again import Again
from process_atlas.diagnostics import Diagnostic
from process_atlas.diagrams.drawing import Draw
from process_atlas.pages.control import findings_of
from process_atlas.pages.frame import ASSETS, Framing, frame_assets
from process_atlas.pages.page import AnyPage, Page
from process_atlas.pages.render import render_template
from process_atlas.pages.words import words
from process_atlas.site import Site, build_site
from process_atlas.spec.collecting import without_collecting
from process_atlas.spec.folder import State, read_folder, state_of

HTML = "text/html; charset=utf-8"
"""The type of a page."""

_MOST = 20
"""How many mistakes are shown where a page is missing."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent for an address: a type and the bytes. `number` is that of the edition they are from; `to` is the
    address, relative to the one that was asked for, where that stands which was meant."""

    type: str
    content: bytes
    number: int = 0
    status: HTTPStatus = HTTPStatus.OK
    to: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """The site of one state of the files. `number` counts the states, from 1; `files` are styles and scripts."""

    number: int
    state: State
    site: Site
    unreadable: tuple[Diagnostic, ...]
    framing: Framing
    pages: Mapping[str, AnyPage]
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the site, the default first."""
        return tuple(self.site.catalog.languages)

    @property
    def mistakes(self) -> Sequence[Diagnostic]:
        """What was found while reading and linking; what keeps specs out of the site is among it."""
        return (*self.unreadable, *self.site.catalog.diagnostics)

    @property
    def findings(self) -> Sequence[Diagnostic]:
        """All that is wrong with the specs; the checks run when this is first asked for."""
        return (*self.unreadable, *self.site.diagnostics)


class Preview:
    """Answers addresses of the site below a folder of specs. Safe for several threads."""

    def __init__(self, specs: Path, settings: Callable[[], Settings], draw: Draw) -> None:
        """`settings` are asked for at every change, for the day may be another one."""
        self._specs, self._settings = specs, settings
        self._again = Again(draw)
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._edition: Edition | None = None
        self._sources: dict[str, str] = {}  # the spec's file of every page that there ever was

    @property
    def number(self) -> int:
        """The number of the last edition; 0 before the first."""
        return self._edition.number if self._edition else 0

    def edition(self) -> Edition:
        """The site of the files as they are now."""
        with self._lock:
            state = state_of(self._specs)
            if self._edition is None or self._edition.state != state:
                number = self._edition.number + 1 if self._edition else 1
                self._edition = self._built(number, state)
                self._changed.notify_all()
            return self._edition

    def wait(self, number: int, seconds: float) -> int:
        """The number of the edition, as soon as it is another than `number`, or after some time."""
        with self._lock:
            self._changed.wait_for(lambda: self.number != number, seconds)
            return self.number

    def answer(self, path: str) -> Answer:
        """What stands at a path below the site's root, such as `roles/`; if nothing does, a page that says so."""
        edition = self.edition()
        name = _file(path)
        beside = edition.files.get(name) or edition.site.files.get(name, "").encode()
        if beside:
            return Answer(mimetypes.guess_type(name)[0] or "application/octet-stream", beside, edition.number)
        if _file(f"{path}/") in edition.pages:
            to = f"{quote(posixpath.basename(path))}/"
            return Answer("text/plain", b"", edition.number, HTTPStatus.FOUND, to)
        page = edition.pages.get(name)
        if page is None:
            return Answer(HTML, self._missing(edition, path).encode(), edition.number, HTTPStatus.NOT_FOUND)
        with self._lock:  # a drawing is made by workers that take one request at a time
            return Answer(HTML, _made(edition, page).encode(), edition.number)

    def _missing(self, edition: Edition, path: str) -> str:
        """The page for an address where none is: the mistakes of the spec whose page was there, or all of them."""
        source = self._sources.get(_file(path))
        found = [each for each in edition.mistakes if not source or each.span.path == source]
        return edition.framing.html(_missing_page(edition, posixpath.dirname(path), found))

    @without_collecting()
    def _built(self, number: int, state: State) -> Edition:
        files, unreadable = read_folder(self._specs)
        site = build_site(files, self._settings(), self._again.means(lazy=True))
        assets = {**frame_assets(), **site.assets}
        titles = {lang: site.catalog.manifest.title.get(lang) for lang in site.catalog.languages}
        framing = Framing(site.pages, titles, tuple(assets))
        pages = {framing.file(page): page for page in site.pages}
        self._sources.update((name, page.source) for name, page in pages.items() if page.source)
        beside = {f"{ASSETS}/{name}": content for name, content in assets.items()}
        return Edition(number, state, site, unreadable, framing, pages, beside)


def _file(path: str) -> str:
    return f"{path}index.html" if path.endswith("/") or not path else path


def _missing_page(edition: Edition, folder: str, found: Sequence[Diagnostic]) -> Page:
    """The page for an address in a folder of the site where nothing is."""
    first, _, rest = folder.partition("/")
    default, *others = edition.languages
    lang, below = (first, rest) if first in others else (default, folder)
    home, told = links_from(below, Settings())("home"), findings_of(found, lang)[:_MOST]
    body = render_template("missing.html", lang, findings=told, home=home)
    return Page(lang, below or ".", words(lang)("nothing-here"), "", body, ())


@without_collecting()
def _made(edition: Edition, page: AnyPage) -> str:
    return edition.framing.html(page)
