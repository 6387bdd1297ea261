"""The pages of former versions, and of what came with each: planned like all pages, and kept from build to build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial

from process_atlas.addresses import Href, Settings, changes_id, links_from, page_path
from process_atlas.analysis.atlas import Atlas
from process_atlas.diagrams import flowchart
from process_atlas.diagrams.gallery import Build
from process_atlas.diagrams.scene import DrawingKey, Scene
from process_atlas.history import Entry, Record
from process_atlas.pages.markdown import NOTHING, Html
from process_atlas.pages.page import Page, PlannedPage
from process_atlas.pages.reader import Drawings, Reader
from process_atlas.pages.render import render_template
from process_atlas.pages.view import View
from process_atlas.pages.views.comparison import Figures
from process_atlas.pages.views.former import TEMPLATES, former_title, former_view, past_href
from process_atlas.pages.views.pair import moved, pair_href, pair_scene, pair_title, pair_view
from process_atlas.pages.views.state import State
from process_atlas.pages.words import words

PageKey = tuple[str, str]
"""`(language, path)` of a page."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A page, and all that it was made from."""

    made_from: object
    page: Page


Shelf = Mapping[PageKey, Kept]
"""Pages that were made."""


@dataclass(frozen=True, eq=False, slots=True)
class _Slot:
    """A page of the archive: a former version, or any version and the one before it (`older`).

    `newer` is the version that followed, if there is a page on what came with that.
    """

    state: State
    older: State | None = None
    newer: Entry | None = None

    @property
    def id(self) -> str:
        """What stands for the id in the address."""
        return changes_id(self.state.key[1], self.state.entry.slug) if self.older else self.state.id

    @property
    def shown(self) -> tuple[State, ...]:
        """The versions that the page shows."""
        return (self.state, self.older) if self.older else (self.state,)


@dataclass(frozen=True)
class Archive:
    """The pages of former versions. Those that are on the shelf of the `previous` build are taken from there as long as
    they would be made the same. With `once` nothing is kept: there will be no next build.
    """

    atlas: Atlas
    record: Record
    settings: Settings
    previous: Shelf
    once: bool = False

    def builds(self, lazy: bool) -> Iterator[tuple[DrawingKey, Build]]:
        """What builds the scenes for the pages that are to be made, or for all if it is not known yet (`lazy`)."""
        for lang, path in self._places:
            slot = self._slots[path]
            if slot.state.key[0] == "process" and (lazy or not self.has(lang, path)):
                yield from self._builds_of(slot, path, lang)

    def pages(self, drawings: Drawings) -> tuple[PlannedPage, ...]:
        """The pages in the order of the catalogue; they take their drawings from `drawings` when they are made."""
        return tuple(self._planned(lang, path, drawings) for lang, path in self._places)

    @cached_property
    def shelf(self) -> dict[PageKey, Kept]:
        """The pages that were made, in this build or before; more come to it as hosts make them."""
        return {place: self.previous[place] for place in self._places if place in self.previous}

    def has(self, lang: str, path: str) -> bool:
        """Whether a page is on the shelf as it would be made now."""
        kept = self.shelf.get((lang, path))
        return kept is not None and kept.made_from == self._made_from(path)

    @property
    def _places(self) -> Iterator[PageKey]:
        return ((lang, path) for lang in self.atlas.catalog.languages for path in self._slots)

    @cached_property
    def _slots(self) -> Mapping[str, _Slot]:
        """The pages of the archive by their paths."""
        return {page_path(slot.state.key[0], slot.id, self.settings): slot for slot in self._all_slots()}

    def _all_slots(self) -> Iterator[_Slot]:
        for key, row in self.record.rows.items():
            read = row.entries[: len(row.compared) + 1]
            states = [State(key, each, self.atlas, self.record.last_known) for each in read]
            for state, newer, older in zip(states, (None, *states), (*states[1:], None), strict=False):
                if state.entry.readable and newer:
                    yield _Slot(state, newer=newer.entry if newer.entry.changes else None)
                if state.entry.changes and older:
                    yield _Slot(state, older)

    def _made_from(self, path: str) -> object:
        """All that a page says: it is right as long as this stays the same."""
        slot = self._slots[path]
        kind, id = slot.state.key
        present = self.atlas.catalog.specs[kind][id]
        steps = frozenset(self.atlas.flows[id].steps) if kind == "process" and slot.older else ()
        now = present.title, present.version, present.status, steps
        shown = tuple((each.entry, each.around) for each in slot.shown)
        newer = slot.newer and (slot.newer.slug, slot.newer.version)
        return shown, newer, now, self.atlas.catalog.manifest, self.settings

    def _planned(self, lang: str, path: str, drawings: Drawings) -> PlannedPage:
        slot = self._slots[path]
        title = (pair_title if slot.older else former_title)(slot.state, lang)
        return PlannedPage(lang, path, slot.state.key[0], title, partial(self._page, lang, path, drawings))

    def _page(self, lang: str, path: str, drawings: Drawings) -> Page:
        """A page from the shelf; one that is not there is made, and put there."""
        if self.has(lang, path):
            return self.shelf[lang, path].page
        slot = self._slots[path]
        view = (self._pair_view if slot.older else self._former_view)(slot, path, lang, drawings)
        template = "difference.html" if slot.older else TEMPLATES[slot.state.key[0]]
        body = render_template(template, lang, view=view)
        page = Page(lang, path, view.head.title, view.head.description, body, view.headings, former=True)
        if not self.once:
            self.shelf[lang, path] = Kept(self._made_from(path), page)
        return page

    def _links(self, path: str, lang: str) -> Href:
        return cache(links_from(path, self.settings, self.atlas.catalog.elsewhere(lang)))

    def _path(self, state: State) -> str:
        return page_path(state.key[0], state.id, self.settings)

    def _builds_of(self, slot: _Slot, path: str, lang: str) -> Iterator[tuple[DrawingKey, Build]]:
        for state in slot.shown:
            if state.entry.former:
                yield ("flowchart", self._path(state), lang), partial(self._flowchart, state, lang)
        if slot.older:
            yield ("comparison", path, lang), partial(self._picture, slot, path, lang)

    def _flowchart(self, state: State, lang: str) -> Scene:
        """The flowchart of a former version, by a name that no other drawing of a page has."""
        href = past_href(self._links(self._path(state), lang), state)
        scene = flowchart.build(state.atlas, state.spec.id, lang, href)
        mark = words(lang)("former-mark", version=state.entry.version)
        return replace(scene, spec=f"{scene.spec}@{state.entry.slug}", watermark=mark)

    def _picture(self, slot: _Slot, path: str, lang: str) -> Scene:
        """Two versions in one flowchart. It is kept from its drawing until its page is made, which tells of it too."""
        assert slot.older
        href = pair_href(self._links(path, lang), slot.older, slot.state)
        return self._pictures.setdefault((lang, path), pair_scene(slot.older, slot.state, lang, href))

    @cached_property
    def _pictures(self) -> dict[PageKey, Scene]:
        return {}

    def _former_view(self, slot: _Slot, path: str, lang: str, drawings: Drawings) -> View:
        state, href = slot.state, self._links(path, lang)
        figures = {("flowchart", state.spec.id, lang): drawings.get(("flowchart", path, lang), "")}
        at = Reader(state.atlas, lang, past_href(href, state), figures, self.settings)
        return former_view(at, state, slot.newer, Reader(self.atlas, lang, href, {}, self.settings))

    def _pair_view(self, slot: _Slot, path: str, lang: str, drawings: Drawings) -> View:
        assert slot.older
        href, figures = self._links(path, lang), Figures()
        at = Reader(self.atlas, lang, href, {}, self.settings)
        if ("comparison", path, lang) in drawings:
            before, after = (self._drawn(each, lang, drawings, href) for each in (slot.older, slot.state))
            picture = Html(drawings["comparison", path, lang])
            scene = self._pictures.pop((lang, path), None) or self._picture(slot, path, lang)
            figures = Figures(picture, before, after, scene)
        return pair_view(at, slot.older, slot.state, figures)

    def _drawn(self, state: State, lang: str, drawings: Drawings, href: Href) -> Html:
        """The flowchart of one side, as its own page has it."""
        kind, id = state.key
        figure = drawings.get(("flowchart", self._path(state) if state.entry.former else id, lang))
        return moved(figure, href(kind, state.id), self.settings) if figure else NOTHING
