"""A site for the writer of its specs: a page is made when it is asked for, from the files as they are now."""

from __future__ import annotations

import mimetypes
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from process_atlas.addresses import Settings
from process_atlas.again import Again
from process_atlas.diagnostics import Diagnostic
from process_atlas.diagrams.drawing import Draw
from process_atlas.pages.frame import ASSETS, Framing, frame_assets
from process_atlas.pages.page import AnyPage
from process_atlas.site import Site, build_site
from process_atlas.spec.collecting import without_collecting
from process_atlas.spec.folder import State, read_folder, state_of


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent for an address: a type and the bytes. `number` is that of the edition they are from."""

    type: str
    content: bytes
    number: int = 0


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
            self._changed.wait_for(lambda: self._number() != number, seconds)
            return self._number()

    def answer(self, path: str) -> Answer | None:
        """What stands at a path below the site's root, such as `roles/`; None if nothing does."""
        edition = self.edition()
        name = f"{path}index.html" if path.endswith("/") or not path else path
        beside = edition.files.get(name) or edition.site.files.get(name, "").encode()
        if beside:
            return Answer(mimetypes.guess_type(name)[0] or "application/octet-stream", beside, edition.number)
        page = edition.pages.get(name)
        if page is None:
            return None
        with self._lock:  # a drawing is made by workers that take one request at a time
            return Answer("text/html; charset=utf-8", _made(edition, page).encode(), edition.number)

    def _number(self) -> int:
        return self._edition.number if self._edition else 0

    @without_collecting()
    def _built(self, number: int, state: State) -> Edition:
        files, unreadable = read_folder(self._specs)
        site = build_site(files, self._settings(), self._again.means(lazy=True))
        assets = {**frame_assets(), **site.assets}
        titles = {lang: site.catalog.manifest.title.get(lang) for lang in site.catalog.languages}
        framing = Framing(site.pages, titles, tuple(assets))
        pages = {framing.file(page): page for page in site.pages}
        beside = {f"{ASSETS}/{name}": content for name, content in assets.items()}
        return Edition(number, state, site, unreadable, framing, pages, beside)


@without_collecting()
def _made(edition: Edition, page: AnyPage) -> str:
    return edition.framing.html(page)
