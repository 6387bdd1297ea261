"""The page on what came with a version: it and the one before it compared, in the site."""

from __future__ import annotations

import re
from dataclasses import replace

from process_atlas.addresses import Href, Settings
from process_atlas.diagrams import comparison
from process_atlas.diagrams.scene import Scene
from process_atlas.pages.markdown import Html, joined
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Head, Link
from process_atlas.pages.views.comparison import Figures, Side
from process_atlas.pages.views.difference import DifferenceView, difference_view
from process_atlas.pages.views.state import State
from process_atlas.pages.words import words


def pair_href(href: Href, old: State, new: State) -> Href:
    """Links from the picture of a pair: to the newer version, into the present where the target is there, else none."""
    subject = new.spec.KIND, new.spec.id
    gone = {*old.around.gone, *new.around.gone, (old.spec.KIND, old.spec.id)} - {subject}

    def lead(kind: str, id: str = "", anchor: str = "") -> str:
        if (kind, id) == subject:
            return href(kind, new.id, anchor)
        return "" if (kind, id) in gone else href(kind, id)

    return lead


def pair_scene(old: State, new: State, lang: str, href: Href) -> Scene:
    """Both versions of a process in one flowchart."""
    old_id = old.spec.id if old.spec.id != new.spec.id else ""
    found = new.entry.changes
    return comparison.build(old.atlas, new.atlas, new.spec.id, lang, href, old_id=old_id, changes=found)


def pair_title(new: State, lang: str) -> str:
    """What the page of a pair is called."""
    kind, id = new.key
    own = new.present.catalog.specs[kind][id].title
    return words(lang)("changed-title", version=new.entry.version, title=joined(own.get(lang)))


def pair_view(at: Reader, old: State, new: State, figures: Figures) -> DifferenceView:
    """The page of a pair, for a reader of the present at its address. The figures before and after are those of the
    versions' pages."""
    kind, entry = new.key[0], new.entry
    assert entry.changes is not None
    overview, own = Link(at.words(f"{kind}-overview"), at.href(kind)), at.spec(*new.key)
    view = difference_view(at, entry.changes, _side(at, old), _side(at, new), figures, own)
    title = pair_title(new, at.lang)
    head = Head(title, at.text(entry.note) or title, at.html(entry.note), (overview, own))
    return replace(view, head=head)


def _side(at: Reader, state: State) -> Side:
    entry = state.entry
    return Side("", entry.version, entry.day, entry.author, at.href(state.spec.KIND, state.id), state.atlas)


_HREF = re.compile(r'(<a href=")([^":]+")')


def moved(figure: str, page: str, settings: Settings) -> Html:
    """A drawing of the page at the address `page`, with its links made to work from here."""
    folder = page if settings.directory_urls else page[: page.rfind("/") + 1]
    return Html(_HREF.sub(lambda found: f"{found[1]}{page if found[2][0] == '#' else folder}{found[2]}", figure))
