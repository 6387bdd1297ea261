"""The entity-relationship diagram: data structures, their first fields and how they go together."""

from __future__ import annotations

from collections.abc import Iterable

from process_atlas.addresses import Href
from process_atlas.analysis.atlas import Atlas
from process_atlas.catalog import MANY
from process_atlas.diagrams.scene import Edge, Node, Plan, Row, Scene
from process_atlas.diagrams.words import say
from process_atlas.spec.model import Data, FieldUse, RelationKind

_MOST, _FEW, _MANY = 7, 4, 14
_MIRRORED = {RelationKind.ONE_TO_MANY: RelationKind.MANY_TO_ONE, RelationKind.MANY_TO_ONE: RelationKind.ONE_TO_MANY}


def subjects(atlas: Atlas) -> Iterable[str]:
    """The whole catalogue, if any structure is related to another, and not so many are that nobody could read it."""
    related = sum(bool(data.relations) for data in atlas.catalog.data.values())
    return ("",) if 0 < related <= MANY else ()


def build(atlas: Atlas, subject: str, lang: str, href: Href) -> Scene:
    """Every structure that is related to another; `subject` is empty."""
    edges = _edges(atlas, lang)
    related = {end for edge in edges for end in (edge.source, edge.target)}
    most = _MOST if len(related) <= _MANY else _FEW
    tones = {id: place % 12 for place, id in enumerate(atlas.catalog.areas)}
    return Scene(
        kind="entity",
        spec="catalog",
        lang=lang,
        title=say(lang, "of-entities"),
        nodes=tuple(
            _node(atlas, data, tones.get(data.area or "", 9), most, lang, href)
            for id, data in atlas.catalog.data.items()
            if id in related
        ),
        edges=edges,
        plan=Plan.FREE,
    )


def _node(atlas: Atlas, data: Data, tone: int, most: int, lang: str, href: Href) -> Node:
    store = atlas.catalog.systems[data.store].title.get(lang) if data.store else ""
    link = href("data", data.id)
    return Node(
        data.id,
        "entity",
        data.title.get(lang),
        href=link,
        rows=_rows(atlas, data, most, lang),
        subtitle=store,
        tone=tone,
    )


def _rows(atlas: Atlas, data: Data, most: int, lang: str) -> tuple[Row, ...]:
    """Keys first, then what is required, then the rest, in the order of the structure; the tail is counted."""
    uses = {use.field: use for group in data.groups for use in group.fields}
    marked = [(_mark(atlas, use), id) for id, use in uses.items()]
    order = {"key": 0, "required": 1, "": 2}
    chosen = {id for _, id in sorted(marked, key=lambda item: order[item[0]])[:most]}
    fields = atlas.catalog.fields
    rows = [Row(fields[id].title.get(lang), mark) for mark, id in marked if id in chosen]
    left = len(marked) - len(rows)
    return (*rows, Row(say(lang, "more", count=left), "more")) if left else tuple(rows)


def _mark(atlas: Atlas, use: FieldUse) -> str:
    field = atlas.catalog.fields[use.field]
    if field.unique:
        return "key"
    required = field.required if use.required is None else use.required
    return "required" if required else ""


def _edges(atlas: Atlas, lang: str) -> tuple[Edge, ...]:
    """Every relation once, also where both structures name it."""
    edges: dict[tuple[str, str, str], Edge] = {}
    for data in atlas.catalog.data.values():
        for relation in data.relations:
            mirrored = (relation.to, data.id, _MIRRORED.get(relation.kind, relation.kind).value)
            if mirrored not in edges:
                label = relation.title.get(lang) if relation.title else ""
                key = (data.id, relation.to, relation.kind.value)
                edges.setdefault(key, Edge(data.id, relation.to, label, style=relation.kind.value))
    return tuple(edges.values())
