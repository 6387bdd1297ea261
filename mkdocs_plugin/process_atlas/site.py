"""The whole pipeline on one screen: read -> load -> link -> derive -> place -> draw -> render."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from types import MappingProxyType

from process_atlas.addresses import Settings, links_from, page_path
from process_atlas.analysis.atlas import Atlas, derive
from process_atlas.analysis.checks import Outcome, examine
from process_atlas.catalog import MANIFEST, Catalog
from process_atlas.diagnostics import Diagnostic, Severity, Span, ordered, warning
from process_atlas.diagrams import words
from process_atlas.diagrams.bounds import draw_within
from process_atlas.diagrams.drawing import Draw, Drawing, draw_all
from process_atlas.diagrams.gallery import Build, Gallery, Scenes
from process_atlas.diagrams.kinds import KINDS, DiagramKind
from process_atlas.diagrams.scene import DrawingKey
from process_atlas.history import NO_RECORD, READABLE, History, Record, record_of
from process_atlas.inventory import inventory_of
from process_atlas.later import Later, Texts
from process_atlas.link import link
from process_atlas.pages.archive import Archive
from process_atlas.pages.chronicle import Chronicle
from process_atlas.pages.feeds import feeds
from process_atlas.pages.page import PlannedPage
from process_atlas.pages.render import assets, plan_pages
from process_atlas.said import Said, say
from process_atlas.spec.collecting import without_collecting
from process_atlas.spec.inventory import INVENTORY
from process_atlas.spec.load import Specs, load
from process_atlas.spec.source import SourceFile


@dataclass(frozen=True, slots=True)
class Past:
    """The history that a site tells of. `readable` is how many former versions get pages of their own."""

    history: History
    readable: int = READABLE


@dataclass(frozen=True, slots=True)
class Site:
    """What a host publishes: pages in every language, files beside them, and all findings.

    `former` are pages of former versions, which no search and no site map is to have; `archive` knows which of them
    were made already. `record` has the versions of the specs, `files` what else lies in the site, by path: the
    inventory and the news feeds.
    """

    catalog: Catalog
    pages: tuple[PlannedPage, ...]
    former: tuple[PlannedPage, ...]
    assets: Mapping[str, bytes]
    diagnostics: Sequence[Diagnostic]
    record: Record
    archive: Archive
    files: Mapping[str, str]


Stage = Callable[[str], AbstractContextManager[object]]


def unwatched(_: str) -> AbstractContextManager[object]:
    """A stage that nobody watches."""
    return nullcontext()


@dataclass(frozen=True, slots=True)
class Means:
    """What a host lends to a build.

    `load` may know files from the last build, `draw` drawings. A `lazy` build draws and checks nothing by itself: a
    drawing is made for the first page that shows it, and the checks run when somebody looks at the findings. A build
    that is done `once` keeps nothing for a next one. `stage` is entered for each part of the work, with its name.
    `derive` and `examine` may know what has not changed.
    """

    load: Callable[[Iterable[SourceFile]], Specs] = load
    draw: Draw = draw_all
    lazy: bool = False
    once: bool = False
    stage: Stage = unwatched
    derive: Callable[[Catalog], Atlas] = derive
    examine: Callable[[Atlas, date], Outcome] = examine


def build_site(
    files: Iterable[SourceFile],
    settings: Settings,
    means: Means = Means(),
    past: Past | None = None,
    previous: Site | None = None,
) -> Site:
    """Build the site of spec files. A user's mistake raises nothing: it is among the diagnostics.

    `past` is the history to tell of. What has not changed in it since the `previous` site is taken from there.
    """
    with means.stage("read and link"):
        catalog = link(means.load(files))
        atlas = means.derive(catalog)
    with means.stage("history"):
        before, shelf = (previous.record, previous.archive.shelf) if previous else (NO_RECORD, {})
        record = record_of(past.history, catalog, past.readable, before) if past else NO_RECORD
        chronicle = Chronicle(atlas, record)
        archive = Archive(atlas, record, settings, shelf, means.once)
    with means.stage("drawings"):
        draw = draw_within(catalog.manifest.limits, means.draw)
        gallery = Gallery(scenes_of(atlas, settings, others=dict(archive.builds(means.lazy))), draw)
        if not means.lazy:
            gallery.make_all()
    outcome = cache(partial(means.examine, atlas, settings.today))
    found = Later(lambda: ordered((*catalog.diagnostics, *outcome().found, *_layout_notices(catalog, gallery.drawn))))
    suppressed = Later(lambda: outcome().suppressed)
    pages = tuple(plan_pages(atlas, gallery, settings, found, suppressed, chronicle))
    told = Later(lambda: (*found, *_notes(past)))
    with means.stage("checks"):
        diagnostics = told if means.lazy else tuple(told)
    beside = Texts(dict(feeds(chronicle, settings)), {INVENTORY: partial(inventory_of, catalog, settings)})
    return Site(catalog, pages, archive.pages(gallery), assets(), diagnostics, record, archive, beside)


def _notes(past: Past | None) -> Iterator[Diagnostic]:
    """What is to be said of the history: nobody can mend what was committed long ago, so nothing graver than a note."""
    for each in past.history.notes if past else ():
        yield replace(each, severity=Severity.INFO)


def scenes_of(
    atlas: Atlas,
    settings: Settings,
    kinds: Iterable[DiagramKind] = KINDS,
    others: Mapping[DrawingKey, Build] = MappingProxyType({}),
) -> Scenes:
    """What builds the scene of every diagram in every language, and `others`; links are relative to the page that
    shows it."""
    return Scenes({kind.name: partial(_scenes_of_kind, kind, atlas, settings) for kind in kinds}, others)


@without_collecting()
def _scenes_of_kind(kind: DiagramKind, atlas: Atlas, settings: Settings) -> dict[DrawingKey, Build]:
    elsewhere = {lang: atlas.catalog.elsewhere(lang) for lang in atlas.catalog.languages}
    return {
        (kind.name, subject, lang): partial(
            kind.build, atlas, subject, lang, links_from(path, settings, elsewhere[lang])
        )
        for subject in kind.subjects(atlas)
        for path in [page_path(*kind.page(atlas, subject), settings=settings)]
        for lang in atlas.catalog.languages
    }


def _layout_notices(catalog: Catalog, drawn: Mapping[DrawingKey, Drawing]) -> list[Diagnostic]:
    """A diagram that could not be laid out well is a finding at its spec."""
    hint = Said("split it into smaller parts", "拆分成较小的部分")
    return [
        warning("plain-drawing", _said_of(catalog, kind, subject, each.notice), _place_of(catalog, kind, subject), hint)
        for (kind, subject, lang), each in drawn.items()
        if each.notice and lang == catalog.languages[0] and "/" not in subject
    ]


def _said_of(catalog: Catalog, kind: str, subject: str, why: Said) -> Said:
    """That a diagram is drawn plainly; one without a subject is of the whole catalogue."""
    name = Said(words.say("en", kind), words.say("zh", kind))
    if not subject:
        return say("the {kind} is drawn on a plain grid: {why}", "{kind}改用简易网格绘制：{why}", kind=name, why=why)
    return say(
        "the {kind} of '{subject}' is drawn on a plain grid: {why}",
        "“{subject}”的{kind}改用简易网格绘制：{why}",
        kind=name,
        subject=catalog.areas[subject].title if kind == "level-0" else subject,
        why=why,
    )


def _place_of(catalog: Catalog, kind: str, subject: str) -> Span:
    """The process that a diagram is of; else the manifest, or without one the first spec of those that it shows."""
    areas = list(catalog.areas) if kind == "level-0" else []
    if subject and subject not in areas:
        return catalog.documents["process", subject].locate(("id",))
    if manifest := catalog.documents.get(MANIFEST):
        return manifest.locate(("areas", areas.index(subject), "id") if subject else ())
    shown = {"entity": "data", "organisation": "role"}.get(kind, "process")
    return next((each.locate(("id",)) for (of, _), each in catalog.documents.items() if of == shown), Span(""))
