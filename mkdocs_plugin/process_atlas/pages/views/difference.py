"""The pages of a difference between two states of a catalogue: which specs changed, and each compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from process_atlas.analysis.diff import CatalogChanges, SpecChanges
from process_atlas.pages.markdown import Html
from process_atlas.pages.page import Heading
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Head, Link, View
from process_atlas.pages.views.comparison import Comparison, Figures, Side, comparison_of


@dataclass(frozen=True, slots=True)
class SpecRow:
    """A spec that changed."""

    link: Link
    kind: str
    versions: str
    size: str
    size_label: str
    due: str
    count: int


@dataclass(frozen=True, slots=True)
class DifferencesView(View):
    """All specs that changed, and notes on what could not be compared."""

    rows: tuple[SpecRow, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DifferenceView(View):
    """One spec compared."""

    comparison: Comparison


def differences_view(
    at: Reader, changes: CatalogChanges, old: Side, new: Side, links: Sequence[str], notes: Iterable[str] = ()
) -> DifferencesView:
    """The overview of a difference; `links` lead to the pages of its specs, in their order."""
    t = at.words
    lead = t("compare-from-to", old=old.name, new=new.name)
    head = Head(t("compare-all"), lead, Html.escaped(lead), nav=t("compare-all"))
    rows = tuple(_row(at, spec, link) for spec, link in zip(changes.specs, links, strict=True))
    missing = [
        t("compare-uncompared", kind=t(kind), title=_title(at, kind, id, old)) for kind, id in changes.uncompared
    ]
    return DifferencesView(head, (), rows, (*missing, *notes))


def difference_view(
    at: Reader, changes: SpecChanges, old: Side, new: Side, figures: Figures, back: Link
) -> DifferenceView:
    """The page of one spec; `back` leads to the overview."""
    t = at.words
    comparison = comparison_of(at, changes, old, new, figures)
    title = at.text(changes.title)
    head = Head(title, t("compare-title", title=title), Html.escaped(t(changes.kind)), trail=(back,))
    return DifferenceView(head, _outline(comparison), comparison)


def _outline(comparison: Comparison) -> tuple[Heading, ...]:
    groups = tuple(Heading(3, group.anchor, group.title) for group in comparison.groups)
    return tuple(
        Heading(2, each.id, each.title, groups if each.id == "changes" else ()) for each in comparison.headings
    )


def _title(at: Reader, kind: str, id: str, old: Side) -> str:
    """What a spec is called by the side that can be read; its id if neither can."""
    catalogs = (at.catalog, *([old.atlas.catalog] if old.atlas else []))
    found = next((spec for catalog in catalogs for spec in [catalog.specs.get(kind, {}).get(id)] if spec), None)
    return at.text(found.title) if found else id


def _row(at: Reader, spec: SpecChanges, href: str) -> SpecRow:
    t = at.words
    old, new = spec.old_version, spec.new_version
    versions = f"{old} → {new}" if old and new and old != new else new or old
    if bool(old) is not bool(new):
        versions = f"{versions} {t('compare-new-spec' if new else 'compare-gone-spec')}"
    due = "" if spec.raised_enough else t("compare-due", due=spec.due, new=new)
    size = str(spec.size)
    link = Link(at.text(spec.title), href)
    return SpecRow(link, t(spec.kind), versions, size, t(f"compare-{size}"), due, len(spec.changes))
