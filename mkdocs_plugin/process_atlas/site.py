"""The whole pipeline on one screen: read -> load -> link -> derive -> place -> draw -> render."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from process_atlas.addresses import Settings, links_from, page_path
from process_atlas.analysis.atlas import Atlas, derive
from process_atlas.analysis.checks import examine
from process_atlas.catalog import Catalog
from process_atlas.diagnostics import Diagnostic, Severity, Span, ordered, warning
from process_atlas.diagrams.kinds import KINDS
from process_atlas.diagrams.scene import DrawingKey, Place, Placed, Scene
from process_atlas.diagrams.svg import draw
from process_atlas.diagrams.workers import place_all
from process_atlas.history import NO_RECORD, READABLE, History, Record, record_of
from process_atlas.inventory import inventory_of
from process_atlas.link import link
from process_atlas.pages.archive import NO_ARCHIVE, Archive, ArchivePlan
from process_atlas.pages.chronicle import Chronicle
from process_atlas.pages.feeds import feeds
from process_atlas.pages.page import Page
from process_atlas.pages.render import assets, render_pages
from process_atlas.spec.inventory import INVENTORY
from process_atlas.spec.load import load
from process_atlas.spec.source import SourceFile


@dataclass(frozen=True, slots=True)
class Past:
    """The history that a site tells of. `readable` is how many former versions get pages of their own."""

    history: History
    readable: int = READABLE


@dataclass(frozen=True, slots=True)
class Site:
    """What a host publishes: pages in every language, files beside them, and all findings.

    `record` has the versions of the specs, `archive` the pages of former ones, `files` what else lies in the site, by
    path: the inventory and the news feeds.
    """

    catalog: Catalog
    pages: tuple[Page, ...]
    assets: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]
    record: Record = NO_RECORD
    archive: Archive = NO_ARCHIVE
    files: Mapping[str, str] = field(default_factory=dict)


def build_site(
    files: Iterable[SourceFile],
    settings: Settings,
    place: Place = place_all,
    past: Past | None = None,
    previous: Site | None = None,
) -> Site:
    """Build the site of spec files. A user's mistake raises nothing: it is among the diagnostics.

    `past` is the history to tell of. What has not changed in it since the `previous` site is taken from there.
    """
    catalog = link(load(files))
    atlas = derive(catalog)
    before, shelf = (previous.record, previous.archive) if previous else (NO_RECORD, NO_ARCHIVE)
    record = record_of(past.history, catalog, past.readable, before) if past else NO_RECORD
    chronicle = Chronicle(atlas, record)
    plan = ArchivePlan(atlas, record, settings, shelf)
    scenes = {**scenes_of(atlas, settings), **plan.scenes}
    placed = dict(zip(scenes, place(list(scenes.values())), strict=True))
    drawings = {key: draw(each) for key, each in placed.items()}
    outcome = examine(atlas, settings.today)
    found = ordered((*catalog.diagnostics, *outcome.found, *_layout_notices(catalog, placed)))
    pages = tuple(render_pages(atlas, drawings, settings, found, outcome.suppressed, chronicle))
    return Site(
        catalog,
        pages,
        assets(),
        (*found, *_notes(past)),
        record,
        plan.archive(drawings),
        {INVENTORY: inventory_of(catalog, settings), **dict(feeds(chronicle, settings))},
    )


def _notes(past: Past | None) -> Iterator[Diagnostic]:
    """What is to be said of the history: nobody can mend what was committed long ago, so nothing graver than a note."""
    for each in past.history.notes if past else ():
        yield replace(each, severity=Severity.INFO)


def scenes_of(atlas: Atlas, settings: Settings) -> dict[DrawingKey, Scene]:
    """The scene of every diagram in every language; its links are relative to the page that shows it."""
    return {
        (kind.name, subject, lang): kind.build(
            atlas, subject, lang, links_from(path, settings, atlas.catalog.elsewhere(lang))
        )
        for kind in KINDS
        for subject in kind.subjects(atlas)
        for path in [page_path(*kind.page(subject), settings=settings)]
        for lang in atlas.catalog.languages
    }


def _layout_notices(catalog: Catalog, placed: Mapping[DrawingKey, Placed]) -> list[Diagnostic]:
    """A diagram that could not be laid out well is a finding at its spec."""
    found = []
    for (kind, subject, lang), each in placed.items():
        if each.notice and lang == catalog.languages[0] and "/" not in subject:
            document = catalog.documents.get(("process", subject))
            span = document.locate(("id",)) if document else Span("")
            message = f"the {kind} of '{subject}' is drawn on a plain grid: {each.notice}"
            found.append(warning("plain-drawing", message, span, "split it into smaller parts"))
    return found
