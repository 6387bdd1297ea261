"""The page on what came with a version: it and the one before it compared, in the site."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from process_atlas.addresses import FOLDERS, Href, Settings, version_id
from process_atlas.analysis.atlas import Atlas
from process_atlas.catalog import Key
from process_atlas.diagrams import comparison
from process_atlas.diagrams.scene import Scene
from process_atlas.history import Entry
from process_atlas.pages.markdown import Html
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Head, Link
from process_atlas.pages.views.comparison import Figures, Side
from process_atlas.pages.views.difference import DifferenceView, difference_view
from process_atlas.pages.views.former import is_there
from process_atlas.spec.model import Spec


@dataclass(frozen=True, slots=True)
class State:
    """One of two versions that are compared, in the world it stands in. `id` is what its page's address has."""

    entry: Entry
    spec: Spec
    atlas: Atlas
    id: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions of the spec `key`, of which one followed the other."""

    key: Key
    old: State
    new: State


def address_id(key: Key, entry: Entry) -> str:
    """What stands for the id in the address of a version's page: the spec's own page shows the one in force."""
    return version_id(key[1], entry.slug) if entry.former else key[1]


def pair_href(href: Href, pair: Pair, present: Atlas) -> Href:
    """Links from the page of a pair: to the newer version, into the present where the target is there, else none."""
    subject = (pair.new.spec.KIND, pair.new.spec.id)

    def lead(kind: str, id: str = "", anchor: str = "") -> str:
        if (kind, id) == subject:
            return href(kind, pair.new.id, anchor)
        if kind in FOLDERS and id and not present.catalog.get(kind, id):
            return ""
        return href(kind, id, anchor if is_there(kind, id, anchor, present) else "")

    return lead


def pair_scene(pair: Pair, lang: str, href: Href) -> Scene:
    """Both versions of a process in one flowchart."""
    old, new = pair.old, pair.new
    old_id = old.spec.id if old.spec.id != new.spec.id else ""
    found = new.entry.changes
    return comparison.build(old.atlas, new.atlas, new.spec.id, lang, href, old_id=old_id, changes=found)


def pair_view(at: Reader, pair: Pair, figures: Figures) -> DifferenceView:
    """The page of a pair, for a reader at its address. The figures before and after come from the versions' pages."""
    t, changes = at.words, pair.new.entry.changes
    assert changes is not None
    old, new = _side(at, pair.old), _side(at, pair.new)
    overview, own = Link(t(f"{pair.key[0]}-overview"), at.href(pair.key[0])), at.spec(*pair.key)
    view = difference_view(at, changes, old, new, figures, own)
    title = t("changed-title", version=pair.new.entry.version, title=own.title)
    head = Head(title, at.text(pair.new.entry.note) or title, at.html(pair.new.entry.note), (overview, own))
    return replace(view, head=head)


def _side(at: Reader, state: State) -> Side:
    entry = state.entry
    href = at.href(state.spec.KIND, state.id)
    return Side("", entry.version, entry.day, entry.author, href, state.atlas)


_HREF = re.compile(r'(<a href=")([^":]+")')


def moved(figure: str, page: str, settings: Settings) -> Html:
    """A drawing of the page at the address `page`, with its links made to work from here."""
    folder = page if settings.directory_urls else page[: page.rfind("/") + 1]
    return Html(_HREF.sub(lambda found: f"{found[1]}{page if found[2][0] == '#' else folder}{found[2]}", figure))
