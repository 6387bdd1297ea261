"""The overview of all processes: one table for each area."""

from __future__ import annotations

from dataclasses import dataclass

from process_atlas.pages.markdown import Html
from process_atlas.pages.page import Heading
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Head, View
from process_atlas.pages.views.cards import AreaGroup, area_groups


@dataclass(frozen=True, slots=True)
class ProcessesView(View):
    """The overview of all processes."""

    areas: tuple[AreaGroup, ...]


def processes_view(at: Reader, _: str) -> ProcessesView:
    """The overview of all processes."""
    t = at.words
    groups = area_groups(at)
    lead = t("processes-large-lead" if at.catalog.is_large else "processes-lead")
    return ProcessesView(
        head=Head(t("process-overview"), lead, Html.escaped(lead)),
        headings=tuple(Heading(2, group.anchor, group.title) for group in groups),
        areas=groups,
    )
