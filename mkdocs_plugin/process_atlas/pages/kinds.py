"""The table of page kinds: which view and which template make the pages of a kind, and which subjects it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from process_atlas.analysis.atlas import Atlas
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import View
from process_atlas.pages.views.area import area_view, areas_with_pages
from process_atlas.pages.views.changes import changes_view
from process_atlas.pages.views.data import data_overview, data_view
from process_atlas.pages.views.dataflow import data_flow_view
from process_atlas.pages.views.fields import field_view, fields_view
from process_atlas.pages.views.glossary import glossary_view, has_terms
from process_atlas.pages.views.home import home_view
from process_atlas.pages.views.process import process_view
from process_atlas.pages.views.processes import processes_view
from process_atlas.pages.views.quality import quality_view
from process_atlas.pages.views.responsibilities import responsibilities_view
from process_atlas.pages.views.role import role_view
from process_atlas.pages.views.roles import roles_view
from process_atlas.pages.views.systems import system_view, systems_view


def _one(_: Atlas) -> Iterable[str]:
    """The subject of an overview."""
    return ("",)


@dataclass(frozen=True, slots=True)
class PageKind:
    """One kind of page. `kind` is a kind of address (see `page.page_path`); `view` makes the page of one subject;
    `template` lays it out; `subjects` are the ids of its subjects, or "" alone for an overview; `nav` is the key of
    the phrase by which an overview stands in the navigation, if there are specs of the kind that it `needs`."""

    kind: str
    view: Callable[[Reader, str], View]
    template: str
    subjects: Callable[[Atlas], Iterable[str]] = _one
    nav: str = ""
    needs: str = ""


PAGE_KINDS: tuple[PageKind, ...] = (
    PageKind("home", home_view, "home.html", nav="home"),
    PageKind("process", processes_view, "processes.html", nav="process-overview", needs="process"),
    PageKind("process", process_view, "process.html", lambda atlas: atlas.catalog.processes),
    PageKind("area", area_view, "area.html", lambda atlas: areas_with_pages(atlas.catalog)),
    PageKind("data-flow", data_flow_view, "data_flow.html", nav="data-flow-overview", needs="data"),
    PageKind("responsibility", responsibilities_view, "responsibilities.html", nav="responsibilities", needs="process"),
    PageKind("data", data_overview, "data_overview.html", nav="data-overview", needs="data"),
    PageKind("data", data_view, "data.html", lambda atlas: atlas.catalog.data),
    PageKind("field", fields_view, "fields.html", nav="field-overview", needs="field"),
    PageKind("field", field_view, "field.html", lambda atlas: atlas.catalog.fields),
    PageKind("role", roles_view, "roles.html", nav="role-overview", needs="role"),
    PageKind("role", role_view, "role.html", lambda atlas: atlas.catalog.roles),
    PageKind("system", systems_view, "systems.html", nav="system-overview", needs="system"),
    PageKind("system", system_view, "system.html", lambda atlas: atlas.catalog.systems),
    PageKind("glossary", glossary_view, "glossary.html", has_terms, nav="glossary"),
    PageKind("quality", quality_view, "quality.html", nav="quality-overview"),
    PageKind("change", changes_view, "changes.html", nav="change-overview"),
)
"""A new kind of page is one row here, one view and one template."""
