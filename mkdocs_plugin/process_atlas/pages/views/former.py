"""The page of a former version: the spec as it was, clearly marked, with links into the present."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from process_atlas.addresses import FOLDERS, Href, changes_id
from process_atlas.analysis.atlas import Atlas
from process_atlas.analysis.past import PastAtlas
from process_atlas.catalog import Key
from process_atlas.history import Entry
from process_atlas.pages.control import control_of, head_of, links_of
from process_atlas.pages.markdown import Html
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Control, Former, Head, Link, View, outline
from process_atlas.pages.views.brief import Brief, brief_of, step_headings
from process_atlas.pages.views.charts import ChartTable, chart_table
from process_atlas.pages.views.data import data_view
from process_atlas.pages.views.fields import field_view
from process_atlas.pages.views.role import role_view
from process_atlas.pages.views.steps import StepCard, step_cards
from process_atlas.pages.views.systems import system_view
from process_atlas.pages.words import Words
from process_atlas.spec.model import Spec, Status
from process_atlas.spec.values import readable


@dataclass(frozen=True, slots=True)
class FormerVersion:
    """A former version of the spec `key` in the world it stands in. `compared` are the slug and the number of the
    version that followed it, if there is a page on what came with that."""

    key: Key
    entry: Entry
    compared: tuple[str, str] | None
    spec: Spec
    atlas: PastAtlas


@dataclass(frozen=True, slots=True)
class FormerProcess(View):
    """The page of a process as it was: what it says itself, not what followed from others."""

    brief: Brief
    flowchart: Html
    steps: tuple[StepCard, ...]
    chart: ChartTable
    control: Control
    links: tuple[Link, ...]


def former_view(at: Reader, former: FormerVersion, present: Reader) -> View:
    """The page of a former version. `at` reads its world, `present` the catalogue from the same address."""
    view = _VIEWS[former.spec.KIND](at, former.spec.id)
    return replace(view, head=_head(view.head, former, present))


def past_href(href: Href, former: FormerVersion, present: Atlas) -> Href:
    """Links from a former version: into the present where the target is there, else to the banner of the page."""
    subject = (former.spec.KIND, former.spec.id)

    def lead(kind: str, id: str = "", anchor: str = "") -> str:
        if (kind, id) == subject:
            return f"#{anchor}" if anchor else href(*former.key)
        if kind in FOLDERS and id and not present.catalog.get(kind, id):
            return f"#{gone_anchor((kind, id))}"
        return href(kind, id, anchor if is_there(kind, id, anchor, present) else "")

    return lead


def gone_anchor(key: Key) -> str:
    """Where a former version's page tells that something is no longer there."""
    return f"gone-{key[0]}-{key[1]}"


def is_there(kind: str, id: str, anchor: str, present: Atlas) -> bool:
    """Whether the page of a spec has an anchor today."""
    name = anchor.partition("-")[2]
    if anchor.startswith("step-"):
        return name in present.flows[id].steps
    return f"{id}.{name}" in present.catalog.parts if kind == "data" else not anchor


def _head(head: Head, former: FormerVersion, present: Reader) -> Head:
    t, entry = present.words, former.entry
    title = t("former-title", title=head.title, version=entry.version)
    spec = present.catalog.get(*former.key)
    overview = Link(t(f"{former.spec.KIND}-overview"), present.href(former.spec.KIND))
    valid = present.spec(*former.key)
    version = spec.version if spec else ""
    told = t("former-valid" if spec and spec.status is Status.ACTIVE else "former-latest", version=version)
    return Head(
        title=title,
        description=text_of_former(t, entry),
        lead=head.lead,
        trail=(overview, valid),
        version=entry.version,
        status="former",
        status_label=t("former"),
        former=Former(
            text_of_former(t, entry), Link(told, valid.href), _changed(former, present), _gone(former, present)
        ),
    )


def _changed(former: FormerVersion, present: Reader) -> Link | None:
    if former.compared is None:
        return None
    slug, version = former.compared
    href = present.href(former.key[0], changes_id(former.key[1], slug))
    return Link(present.words("former-changed", version=version), href)


def text_of_former(t: Words, entry: Entry) -> str:
    """A sentence on which version it is, and that it is no longer in force."""
    if entry.day is None:
        return t("former-text", version=entry.version)
    return t("former-text-of", version=entry.version, date=t.date(entry.day))


def _gone(former: FormerVersion, present: Reader) -> tuple[tuple[str, str], ...]:
    """What the version names and is no longer there, with the kind in words."""
    t, catalog = present.words, former.atlas.catalog
    found = []
    for kind, id in former.atlas.gone:
        if kind == "data-part":
            part = catalog.parts[id]
            whole = catalog.data[part.structure]
            found.append((kind, id, f"{present.text(whole.title)}: {present.text(part.title)}"))
        else:
            spec = catalog.get(kind, id)
            found.append((kind, id, present.text(spec.title if spec else readable(id))))
    names = {"data-part": "data"}
    return tuple(
        (gone_anchor((kind, id)), t("former-named", kind=t(names.get(kind, kind)), title=title))
        for kind, id, title in found
    )


def _process_view(at: Reader, id: str) -> FormerProcess:
    process = at.catalog.processes[id]
    cards = tuple(replace(card, feedback="") for card in step_cards(at, process))
    chart, links = chart_table(at, at.atlas.charts[id], here=True), links_of(at, process)
    t = at.words
    return FormerProcess(
        head=head_of(at, process),
        headings=outline(
            ("flowchart", t("flowchart"), True),
            ("steps", t("steps"), cards, step_headings(cards)),
            ("responsibilities", t("responsibilities"), chart.rows),
            ("document-control", t("document-control"), True),
            ("links", t("links"), links),
        ),
        brief=brief_of(at, process),
        flowchart=at.figure("flowchart", id),
        steps=cards,
        chart=chart,
        control=control_of(at, process),
        links=links,
    )


_VIEWS: Mapping[str, Callable[[Reader, str], View]] = {
    "process": _process_view,
    "data": data_view,
    "field": field_view,
    "role": role_view,
    "system": system_view,
}

TEMPLATES: Mapping[str, str] = {
    "process": "former_process.html",
    "data": "data.html",
    "field": "field.html",
    "role": "role.html",
    "system": "system.html",
}
"""The template of a former version, by kind."""
