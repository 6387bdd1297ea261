"""The pages of former versions, and of what came with each: which there are, and which the last build made already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from types import MappingProxyType

from process_atlas.addresses import Href, Settings, changes_id, links_from, page_path
from process_atlas.analysis.atlas import Atlas
from process_atlas.analysis.past import past_atlas
from process_atlas.catalog import Key
from process_atlas.diagrams import flowchart
from process_atlas.diagrams.scene import DrawingKey, Scene
from process_atlas.history import Entry, Record
from process_atlas.pages.markdown import NOTHING, Html
from process_atlas.pages.page import Page
from process_atlas.pages.reader import Drawings, Reader
from process_atlas.pages.render import render_template
from process_atlas.pages.view import View
from process_atlas.pages.views.comparison import Figures
from process_atlas.pages.views.former import TEMPLATES, FormerVersion, former_view, past_href
from process_atlas.pages.views.pair import Pair, State, address_id, moved, pair_href, pair_scene, pair_view
from process_atlas.pages.words import words

PageKey = tuple[str, str]
"""`(language, path)` of a page."""


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


@dataclass(frozen=True, slots=True)
class _Slot:
    """A page of the archive, and all that it depends on: a former version, or one and the one before it (`older`).

    `latest` is the number and the status of what is on the spec's own page; `newer` the slug and the number of the
    version that followed, if there is a page on what came with that.
    """

    key: Key
    entry: Entry
    latest: tuple[str, str]
    older: Entry | None = None
    newer: tuple[str, str] | None = None


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
        look = dict(atlas.tones), {lang: dict(atlas.signs[lang]) for lang in catalog.languages}, dict(catalog.numbers)
        return dict(self.record.called), look, dict(atlas.dataflow.store_numbers), catalog.manifest, settings

    @cached_property
    def scenes(self) -> Mapping[DrawingKey, Scene]:
        """The drawings that are needed: flowcharts of former versions, and of two versions in one."""
        return {
            key: scene
            for path, slot in self._todo.items()
            if slot.key[0] == "process"
            for lang in self.atlas.catalog.languages
            for key, scene in self._scenes_of(path, slot, lang)
        }

    def archive(self, drawings: Drawings) -> Archive:
        """The archive, once the scenes are drawn."""
        kept = {}
        for lang in self.atlas.catalog.languages:
            for path, slot in self._slots.items():
                if path in self._todo:
                    view = self._pair_view if slot.older else self._former_view
                    template = "difference.html" if slot.older else TEMPLATES[slot.key[0]]
                    kept[lang, path] = Kept(slot, _page(view(path, slot, lang, drawings), template, lang, path))
                else:
                    kept[lang, path] = self._known[lang, path]
        return Archive(MappingProxyType(kept), self.face if kept else None)

    @cached_property
    def _known(self) -> Mapping[PageKey, Kept]:
        return self.previous.kept if self.previous.kept and self.face == self.previous.face else {}

    @cached_property
    def _slots(self) -> Mapping[str, _Slot]:
        """The pages of the archive by their paths."""
        return dict(self._all_slots())

    def _all_slots(self) -> Iterator[tuple[str, _Slot]]:
        for key, entries in self.record.entries.items():
            present = self.atlas.catalog.specs[key[0]][key[1]]
            latest = present.version, present.status.value
            for entry, newer, older in zip(entries, (None, *entries), (*entries[1:], None), strict=False):
                if entry.readable and newer:
                    follower = (newer.slug, newer.version) if newer.changes else None
                    yield self._path(key, entry), _Slot(key, entry, latest, newer=follower)
                if entry.changes and older:
                    path = page_path(key[0], changes_id(key[1], entry.slug), self.settings)
                    yield path, _Slot(key, entry, latest, older)

    def _links(self, path: str, lang: str) -> Href:
        return cache(links_from(path, self.settings, self.atlas.catalog.elsewhere(lang)))

    def _path(self, key: Key, entry: Entry) -> str:
        return page_path(key[0], address_id(key, entry), self.settings)

    @cached_property
    def _todo(self) -> Mapping[str, _Slot]:
        """The pages that have to be made."""
        first = self.atlas.catalog.languages[0]
        known = {path: self._known.get((first, path)) for path in self._slots}
        return {path: slot for path, slot in self._slots.items() if not (kept := known[path]) or kept.made_from != slot}

    @cached_property
    def _worlds(self) -> dict[tuple[Key, str], FormerVersion]:
        return {}

    def _former(self, key: Key, entry: Entry, compared: tuple[str, str] | None = None) -> FormerVersion:
        """A former version in its world, which is made once."""
        place = key, entry.slug
        if place not in self._worlds:
            assert entry.spec is not None
            world = past_atlas(entry.spec, self.atlas, self.record.last_known)
            self._worlds[place] = FormerVersion(key, entry, None, entry.spec, world)
        return replace(self._worlds[place], compared=compared)

    def _state(self, key: Key, entry: Entry) -> State:
        assert entry.spec is not None
        atlas = self._former(key, entry).atlas if entry.former else self.atlas
        return State(entry, entry.spec, atlas, address_id(key, entry))

    def _pair(self, slot: _Slot) -> Pair:
        assert slot.older is not None
        return Pair(slot.key, self._state(slot.key, slot.older), self._state(slot.key, slot.entry))

    def _scenes_of(self, path: str, slot: _Slot, lang: str) -> Iterator[tuple[DrawingKey, Scene]]:
        shown = (slot.entry, slot.older) if slot.older else (slot.entry,)
        for entry in shown:
            if entry.former:
                yield ("flowchart", self._path(slot.key, entry), lang), self._flowchart(slot.key, entry, lang)
        if slot.older:
            pair = self._pair(slot)
            href = pair_href(self._links(path, lang), pair, self.atlas)
            yield ("comparison", path, lang), pair_scene(pair, lang, href)

    def _flowchart(self, key: Key, entry: Entry, lang: str) -> Scene:
        """The flowchart of a former version, by a name that no other drawing of a page has."""
        former = self._former(key, entry)
        href = past_href(self._links(self._path(key, entry), lang), former, self.atlas)
        scene = flowchart.build(former.atlas, former.spec.id, lang, href)
        mark = words(lang)("former-mark", version=entry.version)
        return replace(scene, spec=f"{scene.spec}@{entry.slug}", watermark=mark)

    def _former_view(self, path: str, slot: _Slot, lang: str, drawings: Drawings) -> View:
        former = self._former(slot.key, slot.entry, slot.newer)
        figures = {("flowchart", former.spec.id, lang): drawings.get(("flowchart", path, lang), "")}
        href = self._links(path, lang)
        at = Reader(former.atlas, lang, past_href(href, former, self.atlas), figures, self.settings)
        return former_view(at, former, Reader(self.atlas, lang, href, {}, self.settings))

    def _pair_view(self, path: str, slot: _Slot, lang: str, drawings: Drawings) -> View:
        pair, href = self._pair(slot), self._links(path, lang)
        at = Reader(self.atlas, lang, href, {}, self.settings)
        scene = self.scenes.get(("comparison", path, lang))
        if scene is None:
            return pair_view(at, pair, Figures())
        before, after = (
            self._drawn(slot.key, each, lang, drawings, href(slot.key[0], each.id)) for each in (pair.old, pair.new)
        )
        picture = Html(drawings[("comparison", path, lang)])
        return pair_view(at, pair, Figures(picture, before, after, scene))

    def _drawn(self, key: Key, state: State, lang: str, drawings: Drawings, page: str) -> Html:
        """The flowchart of one side, as its own page has it."""
        id = self._path(key, state.entry) if state.entry.former else key[1]
        figure = drawings.get(("flowchart", id, lang))
        return moved(figure, page, self.settings) if figure else NOTHING


def _page(view: View, template: str, lang: str, path: str) -> Page:
    head = view.head
    body = render_template(template, lang, view=view)
    return Page(lang, path, head.title, head.description, body, view.headings, former=True)
