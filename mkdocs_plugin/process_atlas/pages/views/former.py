"""The page of a former version: the spec as it was, clearly marked, with links into the present."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from process_atlas.addresses import Href, changes_id
from process_atlas.analysis.past import Surroundings
from process_atlas.catalog import Key
from process_atlas.history import Entry
from process_atlas.pages.control import control_of, head_of, links_of
from process_atlas.pages.markdown import Html, joined
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Control, Former, Head, Link, SpecView, View, outline
from process_atlas.pages.views.brief import Brief, brief_of, step_headings
from process_atlas.pages.views.charts import ChartTable, chart_table
from process_atlas.pages.views.data import data_view
from process_atlas.pages.views.fields import field_view
from process_atlas.pages.views.role import role_view
from process_atlas.pages.views.state import State
from process_atlas.pages.views.steps import StepCard, step_cards
from process_atlas.pages.views.systems import system_view
from process_atlas.pages.words import Words, words
from process_atlas.spec.model import Status
from process_atlas.spec.values import readable


@dataclass(frozen=True, slots=True)
class FormerProcess(SpecView):
    """The page of a process as it was: what it says itself, not what followed from others."""

    brief: Brief
    flowchart: Html
    steps: tuple[StepCard, ...]
    chart: ChartTable
    links: tuple[Link, ...]


def former_view(at: Reader, state: State, newer: Entry | None, present: Reader) -> View:
    """The page of a former version. `at` reads its world, `present` the catalogue from the same address.

    `newer` is the version that followed, if there is a page on what came with that.
    """
    view = _VIEWS[state.spec.KIND](at, state.spec.id)
    return replace(view, head=_head(view.head, state, newer, present), control=_as_it_was(view.control))


def _as_it_was(control: Control) -> Control:
    """The box without what is still to come: nobody reviews a former version again."""
    return replace(control, facts=tuple(fact for fact in control.facts if not fact.due))


def former_title(state: State, lang: str) -> str:
    """What the page of a former version is called."""
    return words(lang)("former-title", title=joined(state.spec.title.get(lang)), version=state.entry.version)


def past_href(href: Href, state: State) -> Href:
    """Links from a former version: into the present where the target is there, else to the banner of the page."""
    subject, around = (state.spec.KIND, state.spec.id), state.around

    def lead(kind: str, id: str = "", anchor: str = "") -> str:
        if (kind, id) == subject:
            return f"#{anchor}" if anchor else href(*state.key)
        if not around.has(kind, id):
            return f"#{gone_anchor((kind, id))}"
        return href(kind, id, _standing(kind, id, anchor, around))

    return lead


def gone_anchor(key: Key) -> str:
    """Where a former version's page tells that something is no longer there."""
    return f"gone-{key[0]}-{key[1]}"


def _standing(kind: str, id: str, anchor: str, around: Surroundings) -> str:
    """The anchor if it is known to be on a present page, else none: pages have changed since."""
    part = f"{id}.{anchor.partition('-')[2]}"
    return anchor if kind == "data" and around.has("data-part", part) else ""


def _head(head: Head, state: State, newer: Entry | None, present: Reader) -> Head:
    t, entry, (kind, id) = present.words, state.entry, state.key
    spec = present.catalog.specs[kind][id]
    overview, valid = Link(t(f"{kind}-overview"), present.href(kind)), present.spec(kind, id)
    told = t("former-valid" if spec.status is Status.ACTIVE else "former-latest", version=spec.version)
    return Head(
        title=former_title(state, present.lang),
        description=text_of_former(t, entry),
        lead=head.lead,
        trail=(overview, valid),
        version=entry.version,
        status="former",
        status_label=t("former"),
        former=Former(
            text_of_former(t, entry), Link(told, valid.href), _changed(state, newer, present), _gone(state, present)
        ),
    )


def _changed(state: State, newer: Entry | None, present: Reader) -> Link | None:
    if newer is None:
        return None
    href = present.href(state.key[0], changes_id(state.key[1], newer.slug))
    return Link(present.words("former-changed", version=newer.version), href)


def text_of_former(t: Words, entry: Entry) -> str:
    """A sentence on which version it is, and that it is no longer in force."""
    if entry.day is None:
        return t("former-text", version=entry.version)
    return t("former-text-of", version=entry.version, date=t.date(entry.day))


def _gone(state: State, present: Reader) -> tuple[tuple[str, str], ...]:
    """What the version names and is no longer there, with the kind in words."""
    t, catalog = present.words, state.atlas.catalog
    found = []
    for kind, id in state.around.gone:
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


_VIEWS: Mapping[str, Callable[[Reader, str], SpecView]] = {
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
