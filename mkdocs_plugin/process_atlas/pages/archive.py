"""The pages of former versions: which there are, what is drawn on them, and which can be taken from the last build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from types import MappingProxyType

from process_atlas.addresses import Href, Settings, links_from, page_path, version_id
from process_atlas.analysis.atlas import Atlas
from process_atlas.analysis.past import past_atlas
from process_atlas.catalog import Key
from process_atlas.diagrams import flowchart
from process_atlas.diagrams.scene import Scene
from process_atlas.history import Entry, Record
from process_atlas.pages.page import Page
from process_atlas.pages.reader import Drawings, Reader
from process_atlas.pages.render import render_template
from process_atlas.pages.views.former import TEMPLATES, FormerVersion, former_view, past_href
from process_atlas.pages.words import words
from process_atlas.spec.model import Status

PageKey = tuple[str, str]
"""`(language, path)` of a page."""
DrawingKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """A page, and what it was made from beside the face of the catalogue."""

    made_from: object
    page: Page


@dataclass(frozen=True, slots=True)
class Archive:
    """The pages of former versions. `face` is what all of them show of the present catalogue."""

    kept: Mapping[PageKey, Kept] = field(default_factory=lambda: MappingProxyType({}))
    face: object = None

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages in the order of the catalogue."""
        return tuple(each.page for each in self.kept.values())


NO_ARCHIVE = Archive()
"""The archive of a site without former versions."""


@dataclass(frozen=True)
class ArchivePlan:
    """What an archive will hold: pages that are taken over, and those to make once `scenes` are drawn."""

    atlas: Atlas
    record: Record
    settings: Settings
    previous: Archive = NO_ARCHIVE

    @cached_property
    def face(self) -> object:
        """What former versions' pages show of the present: names, signs, colours, numbers, addresses."""
        catalog, atlas = self.atlas.catalog, self.atlas
        settings = replace(self.settings, today=Settings().today)
        look = dict(atlas.tones), {lang: dict(signs) for lang, signs in atlas.signs.items()}, dict(catalog.numbers)
        return dict(self.record.called), look, dict(atlas.dataflow.store_numbers), catalog.manifest, settings

    @cached_property
    def scenes(self) -> Mapping[DrawingKey, Scene]:
        """The flowcharts of the former versions of processes that are to be made."""
        return {
            ("flowchart", path, lang): replace(
                flowchart.build(former.atlas, former.spec.id, lang, self._href(former, path)),
                watermark=words(lang)("former-mark", version=former.entry.version),
            )
            for path, former in self._todo.items()
            if former.spec.KIND == "process"
            for lang in self._languages
        }

    def archive(self, drawings: Drawings) -> Archive:
        """The archive, once the scenes are drawn."""
        kept = {}
        for lang in self._languages:
            for path, slot in self._slots.items():
                former = self._todo.get(path)
                made = Kept(slot, self._made(former, path, lang, drawings)) if former else self._known[lang, path]
                kept[lang, path] = made
        return Archive(MappingProxyType(kept), self.face if kept else None)

    @property
    def _languages(self) -> tuple[str, ...]:
        return self.atlas.catalog.languages

    @cached_property
    def _known(self) -> Mapping[PageKey, Kept]:
        return self.previous.kept if self.previous.kept and self.face == self.previous.face else {}

    @cached_property
    def _slots(self) -> Mapping[str, _Slot]:
        """The former versions that have pages, by the pages' paths."""
        slots = {}
        for key, entries in self.record.entries.items():
            for newer, entry in zip(entries, entries[1:], strict=False):
                if entry.readable:
                    path = page_path(key[0], version_id(key[1], entry.slug), self.settings)
                    present = self.atlas.catalog.specs[key[0]][key[1]]
                    slots[path] = _Slot(
                        key,
                        entry,
                        newer.slug,
                        newer.version,
                        newer.changes is not None,
                        present.version,
                        present.status,
                    )
        return slots

    @cached_property
    def _todo(self) -> Mapping[str, FormerVersion]:
        """The former versions of which a page has to be made."""
        first = self._languages[0]
        return {path: self._former(slot) for path, slot in self._slots.items() if not self._is_kept(first, path, slot)}

    def _is_kept(self, lang: str, path: str, slot: _Slot) -> bool:
        kept = self._known.get((lang, path))
        return kept is not None and kept.made_from == slot

    def _former(self, slot: _Slot) -> FormerVersion:
        spec = slot.entry.spec
        assert spec is not None
        next_one = (slot.next_slug, slot.next_version) if slot.compared else None
        return FormerVersion(slot.key, slot.entry, next_one, spec, past_atlas(spec, self.atlas, self.record.last_known))

    def _href(self, former: FormerVersion, path: str) -> Href:
        return past_href(cache(links_from(path, self.settings)), former, self.atlas)

    def _made(self, former: FormerVersion, path: str, lang: str, drawings: Drawings) -> Page:
        figures = {("flowchart", former.spec.id, lang): drawings.get(("flowchart", path, lang), "")}
        at = Reader(former.atlas, lang, self._href(former, path), figures, self.settings)
        present = Reader(self.atlas, lang, links_from(path, self.settings), {}, self.settings)
        view = former_view(at, former, present)
        body = render_template(TEMPLATES[former.spec.KIND], lang, view=view)
        return Page(lang, path, view.head.title, view.head.description, body, view.headings, former=True)


@dataclass(frozen=True, slots=True)
class _Slot:
    """A former version that has a page, the one that followed it, and what is in force: all that the page depends on
    beside the face of the catalogue.
    """

    key: Key
    entry: Entry
    next_slug: str
    next_version: str
    compared: bool
    version: str
    status: Status
