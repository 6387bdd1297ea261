"""The dictionary of fields and the page of a field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from process_atlas.pages.control import control_of, head_of, links_of
from process_atlas.pages.lexicon_reference import REFERENCE_PHRASES
from process_atlas.pages.markdown import Html
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Fact, Link, SpecView, View, outline
from process_atlas.pages.views.overview import overview_head
from process_atlas.pages.views.structures import structure_link
from process_atlas.pages.views.usage import Badge, UseGroup, badge, example_of, summary_of, use_groups
from process_atlas.spec.model import Data, FieldSpec, Sensitivity

_MANY = 400
"""A dictionary of more fields tells less of each: the rest stands on the fields' pages."""


@dataclass(frozen=True, slots=True)
class ToolName:
    """A field's name in another tool."""

    tool: str
    name: str


@dataclass(frozen=True, slots=True)
class DictionaryRow:
    """A field in the dictionary. `required` is in words; `rank` orders rows by sensitivity; `places` leads to the
    structures where they are only counted."""

    link: Link
    summary: str
    type: str
    structures: tuple[Link, ...]
    sensitivity: Badge
    rank: int
    required: str
    example: str
    tools: tuple[ToolName, ...]
    places: Link | None = None


@dataclass(frozen=True, slots=True)
class FieldsView(View):
    """The dictionary. `degrees` are the degrees of sensitivity that occur, least sensitive first."""

    rows: tuple[DictionaryRow, ...]
    degrees: tuple[Badge, ...]
    has_tools: bool


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One value that a field may have."""

    value: str
    title: str
    level: str
    level_label: str


@dataclass(frozen=True, slots=True)
class Place:
    """A structure that holds the field, the group in it, and whether it is required there."""

    structure: Link
    group: Link
    required: str
    note: str


@dataclass(frozen=True, slots=True)
class FieldView(SpecView):
    """The page of a field."""

    description: Html
    sensitivity: Badge
    type: str
    example: str
    facts: tuple[Fact, ...]
    pattern: str
    values: tuple[ValueRow, ...]
    places: tuple[Place, ...]
    tools: tuple[ToolName, ...]
    usage: tuple[UseGroup, ...]
    links: tuple[Link, ...]

    @property
    def has_levels(self) -> bool:
        """Whether any value has a grade."""
        return any(row.level for row in self.values)

    @property
    def has_notes(self) -> bool:
        """Whether the field is special in any structure."""
        return any(place.note for place in self.places)


def fields_view(at: Reader, _: str) -> FieldsView:
    """The dictionary of all fields."""
    fields = sorted(at.catalog.fields.values(), key=lambda field: at.text(field.title).casefold())
    rows = tuple((_short_row if len(fields) > _MANY else _row)(at, field) for field in fields)
    present = {field.sensitivity for field in at.catalog.fields.values()}
    degrees = tuple(badge(at, each) for each in Sensitivity if each in present)
    head = overview_head(at, "field-overview", "fields-lead")
    return FieldsView(head, (), rows, degrees if len(degrees) > 1 else (), any(row.tools for row in rows))


def field_view(at: Reader, id: str) -> FieldView:
    """The page of the field `id`."""
    t = at.words
    field = at.catalog.fields[id]
    usage = use_groups(at, at.atlas.lineage.field_lineage(id))
    places = tuple(_places(at, field))
    values, tools, links = tuple(_values(at, field)), _tools(at, field), links_of(at, field)
    return FieldView(
        head=head_of(at, field),
        headings=outline(
            ("rules", t("rules"), True),
            ("values", t("values"), values),
            ("places", t("stands-in"), places),
            ("usage", t("field-usage"), usage),
            ("tools", t("other-tools"), tools),
            ("document-control", t("document-control"), True),
            ("links", t("links"), links),
        ),
        description=at.html(field.description, 3),
        sensitivity=badge(at, field.sensitivity),
        type=t(f"type-{field.type}"),
        example=example_of(at, field),
        facts=tuple(_facts(at, field)),
        pattern=field.pattern or "",
        values=values,
        places=places,
        tools=tools,
        usage=usage,
        control=control_of(at, field),
        links=links,
    )


def _row(at: Reader, field: FieldSpec) -> DictionaryRow:
    holders = at.atlas.lineage.structures_of.get(field.id, ())
    demands = {_is_required(field, at.catalog.data[id]) for id in holders} or {field.required}
    key = "required-some" if len(demands) > 1 else "required" if True in demands else "optional"
    return DictionaryRow(
        link=at.spec("field", field.id),
        summary=summary_of(at, field),
        type=at.words(f"type-{field.type}"),
        structures=tuple(structure_link(at, id) for id in holders),
        sensitivity=badge(at, field.sensitivity),
        rank=field.sensitivity.rank,
        required=at.words(key),
        example=example_of(at, field),
        tools=_tools(at, field),
    )


def _short_row(at: Reader, field: FieldSpec) -> DictionaryRow:
    """A row among very many."""
    row = _row(at, field)
    plain_badge = replace(row.sensitivity, meaning="")
    if len(row.structures) < 2:
        return replace(row, summary="", sensitivity=plain_badge)
    places = Link(at.words.count("data", len(row.structures)), at.href("field", field.id, "places"))
    return replace(row, summary="", sensitivity=plain_badge, structures=(), places=places)


def _is_required(field: FieldSpec, data: Data) -> bool:
    """Whether any group of a structure demands the field."""
    uses = [use for group in data.groups for use in group.fields if use.field == field.id]
    return any(field.required if use.required is None else use.required for use in uses)


def _tools(at: Reader, field: FieldSpec) -> tuple[ToolName, ...]:
    """Tools by their proper names; one that is not known keeps its key."""
    return tuple(
        ToolName(at.words(f"tool-{key}") if f"tool-{key}" in REFERENCE_PHRASES else key, name)
        for key, name in field.maps_to.items()
    )


def _facts(at: Reader, field: FieldSpec) -> Iterator[Fact]:
    """The rules of a field in words, only those that are there."""
    t = at.words
    yield Fact(t("type"), t(f"type-{field.type}"))
    yield Fact(t("filling"), t("rule-required" if field.required else "rule-optional"))
    if field.unique:
        yield Fact(t("uniqueness"), t("rule-unique"))
    length = _between(at, "length", field.min_length, field.max_length)
    if length:
        yield Fact(t("length"), length)
    unit = at.text(field.unit)
    limits = _between(at, "range", field.minimum, field.maximum)
    if limits:
        yield Fact(t("range"), f"{limits} {unit}".strip())
    elif unit:
        yield Fact(t("unit"), unit)
    if field.refers_to:
        yield Fact(t("refers-to"), link=at.spec("data", field.refers_to))
    if field.source:
        yield Fact(t("source"), at.text(field.source))
    if field.owner:
        yield Fact(t("owner"), role=at.role(field.owner))


def _between(at: Reader, what: str, least: float | None, most: float | None) -> str:
    """Two bounds in words; "" when there is none."""
    if least is None and most is None:
        return ""
    end = "least" if most is None else "most" if least is None else "both"
    shown = {name: "" if bound is None else f"{bound:,g}" for name, bound in (("least", least), ("most", most))}
    return at.words(f"{what}-{end}", **shown)


def _values(at: Reader, field: FieldSpec) -> Iterator[ValueRow]:
    for each in field.values:
        level = each.level.value if each.level else ""
        yield ValueRow(each.value, at.text(each.title), level, at.words(f"level-{level}") if level else "")


def _places(at: Reader, field: FieldSpec) -> Iterator[Place]:
    """Every group that holds the field."""
    for id in at.atlas.lineage.structures_of.get(field.id, ()):
        for group in at.catalog.data[id].groups:
            for use in group.fields:
                if use.field == field.id:
                    required = field.required if use.required is None else use.required
                    link = Link(at.text(group.title), at.href("data", id, f"field-{field.id}"))
                    word = at.words("required" if required else "optional")
                    yield Place(structure_link(at, id), link, word, at.text(use.note))
