"""The data overview and the page of a data structure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from process_atlas.pages.control import control_of, head_of, links_of
from process_atlas.pages.markdown import Html
from process_atlas.pages.page import Heading
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Fact, Link, RoleChip, SpecView, View, outline
from process_atlas.pages.views.matrix import Matrix, matrix_of
from process_atlas.pages.views.overview import overview_head
from process_atlas.pages.views.structures import structure_link
from process_atlas.pages.views.usage import Badge, UseGroup, badge, example_of, highest, summary_of, use_groups
from process_atlas.spec.model import Data, FieldUse, Group, Relation


@dataclass(frozen=True, slots=True)
class StructureRow:
    """A structure in a list; its link has its number on data-flow diagrams."""

    link: Link
    summary: str
    owner: RoleChip
    fields: str
    sensitivity: Badge | None
    status: str
    status_label: str


@dataclass(frozen=True, slots=True)
class StructureGroup:
    """The structures that one system keeps."""

    anchor: str
    system: Link
    rows: tuple[StructureRow, ...]


@dataclass(frozen=True, slots=True)
class RelationRow:
    """How two structures go together: source, verb, how many with how many, target."""

    source: Link
    verb: str
    many: str
    target: Link


@dataclass(frozen=True, slots=True)
class DataOverview(View):
    """The data overview. `moving` are the documents in motion."""

    stores: tuple[StructureGroup, ...]
    moving: tuple[StructureRow, ...]
    figure: Html
    relations: tuple[RelationRow, ...]
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field in a group of a structure."""

    anchor: str
    link: Link
    type: str
    required: bool
    sensitivity: Badge
    example: str
    note: str


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """A group of fields."""

    anchor: str
    title: str
    description: Html
    rows: tuple[FieldRow, ...]

    @property
    def has_notes(self) -> bool:
        """Whether any field has a note here."""
        return any(row.note for row in self.rows)


@dataclass(frozen=True, slots=True)
class DataView(SpecView):
    """The page of a data structure."""

    description: Html
    facts: tuple[Fact, ...]
    sensitivity: Badge | None
    groups: tuple[FieldGroup, ...]
    relations: tuple[RelationRow, ...]
    usage: tuple[UseGroup, ...]
    diagrams: tuple[Link, ...]
    links: tuple[Link, ...]


def data_overview(at: Reader, _: str) -> DataOverview:
    """The data overview."""
    t = at.words
    stores = tuple(_structure_groups(at))
    moving = tuple(structure_row(at, id) for id, data in at.catalog.data.items() if data.store is None)
    relations = tuple(_relation(at, data, each) for data in at.catalog.data.values() for each in data.relations)
    figure = at.figure("entity") if relations else Html("")
    matrix = matrix_of(at)
    headings = outline(
        ("stores", t("kept-in-systems"), stores),
        ("in-motion", t("in-motion"), moving),
        ("relations", t("relations"), relations),
        ("matrix", t("matrix"), matrix.rows or matrix.lists or matrix.counts),
    )
    head = overview_head(at, "data-overview", "data-lead")
    return DataOverview(head, headings, stores, moving, figure, relations, matrix)


def data_view(at: Reader, id: str) -> DataView:
    """The page of the structure `id`."""
    t = at.words
    data = at.catalog.data[id]
    groups = tuple(_field_group(at, data, group) for group in data.groups)
    usage = use_groups(at, at.atlas.lineage.by_structure.get(id, ()), about=id)
    relations = tuple(_relations_of(at, data))
    diagrams = tuple(_diagrams(at, data, usage))
    links = links_of(at, data)
    return DataView(
        head=head_of(at, data),
        headings=outline(
            ("groups", t("groups"), groups, tuple(Heading(3, group.anchor, group.title) for group in groups)),
            ("usage", t("usage"), usage),
            ("relations", t("relations-of"), relations),
            ("diagrams", t("in-diagrams"), diagrams),
            ("document-control", t("document-control"), True),
            ("links", t("links"), links),
        ),
        description=at.html(data.description, 3),
        facts=tuple(_facts(at, data)),
        sensitivity=highest(at, at.catalog.parts[id].fields),
        groups=groups,
        relations=relations,
        usage=usage,
        diagrams=diagrams,
        control=control_of(at, data),
        links=links,
    )


def structure_row(at: Reader, id: str) -> StructureRow:
    """A structure in a list."""
    data = at.catalog.data[id]
    fields = at.catalog.parts[id].fields
    return StructureRow(
        link=structure_link(at, id),
        summary=summary_of(at, data),
        owner=at.role(data.owner),
        fields=at.words.count("field", len(fields)),
        sensitivity=highest(at, fields),
        status=data.status.value,
        status_label=at.words(data.status.value),
    )


def _structure_groups(at: Reader) -> Iterator[StructureGroup]:
    """Systems in the order of the numbers of their stores."""
    data = at.catalog.data
    for id in dict.fromkeys(spec.store for spec in data.values() if spec.store):
        rows = tuple(structure_row(at, each) for each, spec in data.items() if spec.store == id)
        yield StructureGroup(f"system-{id}", at.spec("system", id), rows)


def _relation(at: Reader, data: Data, relation: Relation) -> RelationRow:
    verb = at.text(relation.title) or at.words("belongs-with")
    source, target = structure_link(at, data.id), structure_link(at, relation.to)
    return RelationRow(source, verb, at.words(relation.kind.value), target)


def _relations_of(at: Reader, data: Data) -> Iterator[RelationRow]:
    """The relations that a structure names, and those in which others name it."""
    yield from (_relation(at, data, each) for each in data.relations)
    naming = {use.by[1] for use in at.catalog.uses.get(("data", data.id), ()) if use.by[0] == "data"} - {data.id}
    for id in (each for each in at.catalog.data if each in naming) if naming else ():
        other = at.catalog.data[id]
        yield from (_relation(at, other, each) for each in other.relations if each.to == data.id)


def _facts(at: Reader, data: Data) -> Iterator[Fact]:
    t = at.words
    if data.store:
        yield Fact(t("kept-in"), link=at.spec("system", data.store))
        number = at.atlas.store_numbers.get(data.id, "")
        if number:
            yield Fact(t("store-number"), number)
    else:
        yield Fact(t("kept-in"), t("is-in-motion"))
    if data.source:
        yield Fact(t("source"), at.text(data.source))
    yield Fact(t("owner"), role=at.role(data.owner))


def _field_group(at: Reader, data: Data, group: Group) -> FieldGroup:
    """A group's fields; a field that stands in several groups has its anchor in the first."""
    first = {use.field: each.id for each in reversed(data.groups) for use in each.fields}
    rows = (_field_row(at, use, first[use.field] == group.id) for use in group.fields)
    return FieldGroup(f"group-{group.id}", at.text(group.title), at.html(group.description, 4), tuple(rows))


def _field_row(at: Reader, use: FieldUse, anchored: bool) -> FieldRow:
    field = at.catalog.fields[use.field]
    return FieldRow(
        anchor=f"field-{field.id}" if anchored else "",
        link=at.spec("field", field.id),
        type=at.words(f"type-{field.type}"),
        required=field.required if use.required is None else use.required,
        sensitivity=badge(at, field.sensitivity),
        example=example_of(at, field),
        note=at.text(use.note) or summary_of(at, field),
    )


def _diagrams(at: Reader, data: Data, usage: tuple[UseGroup, ...]) -> Iterator[Link]:
    """The data-flow diagrams that show a structure: as a store, or what flows between steps."""
    if not usage:
        return
    if data.store:
        yield Link(at.words("whole-catalogue"), at.href("data-flow", "", "level-0"))
    for group in usage:
        process = group.anchor.removeprefix("process-")
        yield Link(group.process.title, at.href("process", process, "data-flow"), group.process.number)
