"""The organisation chart: who reports to whom inside the firm."""

from __future__ import annotations

from collections.abc import Iterable

from process_atlas.addresses import Href
from process_atlas.analysis.atlas import Atlas
from process_atlas.diagrams.scene import Edge, Node, Plan, Scene
from process_atlas.diagrams.words import say


def subjects(atlas: Atlas) -> Iterable[str]:
    """The whole catalogue, if anybody reports to anybody."""
    return ("",) if any(role.reports_to for role in atlas.catalog.roles.values()) else ()


def build(atlas: Atlas, subject: str, lang: str, href: Href) -> Scene:
    """Every role inside the firm, below the one it reports to; `subject` is empty."""
    inside = {id: role for id, role in atlas.catalog.roles.items() if not role.external}
    return Scene(
        kind="organisation",
        spec="catalog",
        lang=lang,
        title=say(lang, "of-roles"),
        nodes=tuple(
            Node(
                id=id,
                shape="person",
                title=role.title.get(lang),
                href=href("role", id),
                subtitle=role.team.get(lang) if role.team else "",
                tone=atlas.tones[id],
                sign=atlas.signs[lang][id],
                roles=(id,),
            )
            for id, role in inside.items()
        ),
        edges=tuple(
            Edge(role.reports_to, id, style="line")
            for id, role in inside.items()
            if role.reports_to and role.reports_to in inside
        ),
        plan=Plan.TREE,
    )
