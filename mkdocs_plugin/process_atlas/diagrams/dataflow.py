"""Data-flow diagrams: the context, level 0 of the catalogue or an area, and level 1 of a process."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from process_atlas.addresses import Href
from process_atlas.analysis.atlas import Atlas
from process_atlas.analysis.dataflow import DataFlow, Diagram, Symbol
from process_atlas.analysis.supply import End
from process_atlas.diagrams.flowchart import step_title
from process_atlas.diagrams.scene import Edge, Node, Plan, Scene
from process_atlas.diagrams.words import listing, say

_MOST = 5


def whole(atlas: Atlas) -> Iterable[str]:
    """The catalogue as one subject, if any data flow to or from outside."""
    return ("",) if atlas.dataflow.context.flows else ()


def areas(atlas: Atlas) -> Iterable[str]:
    """The whole catalogue, unless it is too large to be read, then each of its areas in which data flow."""
    found = [""] if atlas.dataflow.level_0.flows and not atlas.catalog.is_large else []
    return [*found, *(area for area in atlas.catalog.areas if atlas.dataflow.area(area).flows)]


def page_of_area(atlas: Atlas, area: str) -> tuple[str, str]:
    """The page that shows the level 0 of the catalogue, or of one of its areas."""
    return ("area", area) if area and atlas.catalog.is_large else ("data-flow", "")


def processes(atlas: Atlas) -> Iterable[str]:
    """Processes whose steps handle data."""
    return [id for id in atlas.catalog.processes if atlas.dataflow.handles_data(id)]


def build_context(atlas: Atlas, subject: str, lang: str, href: Href) -> Scene:
    """The catalogue as one process among those outside; `subject` is empty."""
    title = atlas.catalog.manifest.title.get(lang)
    return _scene(atlas, atlas.dataflow.context, "context", "catalog", title, lang, href)


def build_level_0(atlas: Atlas, subject: str, lang: str, href: Href) -> Scene:
    """All processes, or those of the area `subject`."""
    if not subject:
        title = atlas.catalog.manifest.title.get(lang)
        return _scene(atlas, atlas.dataflow.level_0, "level-0", "catalog", title, lang, href)
    title = atlas.catalog.areas[subject].title.get(lang)
    return _scene(atlas, atlas.dataflow.area(subject), "level-0", f"area:{subject}", title, lang, href)


def build_level_1(atlas: Atlas, subject: str, lang: str, href: Href) -> Scene:
    """The steps of the process `subject` that handle data."""
    title = atlas.catalog.processes[subject].title.get(lang)
    return _scene(atlas, atlas.dataflow.level_1(subject), "dataflow", f"process:{subject}", title, lang, href)


def _scene(atlas: Atlas, diagram: Diagram, kind: str, spec: str, title: str, lang: str, href: Href) -> Scene:
    return Scene(
        kind=kind,
        spec=spec,
        lang=lang,
        title=say(lang, "of-data", name=title),
        description=say(lang, "flows", flows=len(diagram.flows)),
        nodes=tuple(_node(atlas, symbol, lang, href) for symbol in sorted(diagram.symbols, key=_place)),
        edges=_edges(atlas, diagram, lang),
        plan=Plan.DATAFLOW,
    )


def _place(symbol: Symbol) -> tuple[bool, int]:
    """Processes in the order of their numbers, before all else; what has no place of its own keeps its order."""
    return (False, int(symbol.number)) if symbol.end.kind == "process" else (True, 0)


def _name(end: End) -> str:
    return f"{end.kind}:{end.id}"


def _node(atlas: Atlas, symbol: Symbol, lang: str, href: Href) -> Node:
    end, number = symbol.end, symbol.number
    catalog = atlas.catalog
    match end.kind:
        case "external" if end.id in catalog.outsiders:
            other = catalog.outsiders[end.id]
            title = other.title.get(lang)
            return Node(_name(end), "external", title, href=href(*other.key), css="external")
        case "external":
            role = catalog.roles[end.id].title.get(lang)
            link, tone = href("role", end.id), atlas.tones[end.id]
            return Node(_name(end), "external", role, href=link, tone=tone, css="external", roles=(end.id,))
        case "store":
            title = catalog.data[end.id].title.get(lang)
            return Node(_name(end), "store", title, number=number, href=href("data", end.id), css="store")
        case "step":
            return _step(atlas, end, number, lang, href)
        case _:
            return _process(atlas, symbol, lang, href)


def _process(atlas: Atlas, symbol: Symbol, lang: str, href: Href) -> Node:
    id = symbol.end.id
    if not id:
        title = atlas.catalog.manifest.title.get(lang)
        return Node(
            _name(symbol.end), "dfd-process", title, number=symbol.number, href=href("data-flow", "", "level-0")
        )
    process = atlas.catalog.processes[id]
    title, owner = process.title.get(lang), atlas.catalog.roles[process.owner].title.get(lang)
    node = Node(
        id=_name(symbol.end),
        shape="outside" if symbol.outside else "dfd-process",
        title=title,
        number=symbol.number,
        href=href("process", id, "data-flow" if atlas.dataflow.handles_data(id) else ""),
        tone=atlas.tones[process.owner],
        roles=atlas.concerned[id, ""],
    )
    return replace(node, css="process") if symbol.outside else replace(node, subtitle=owner)


def _step(atlas: Atlas, end: End, number: str, lang: str, href: Href) -> Node:
    id, _, step_id = end.id.partition("/")
    process, flow = atlas.catalog.processes[id], atlas.flows[id]
    role = flow.lane_of[step_id]
    return Node(
        id=_name(end),
        shape="dfd-process",
        title=step_title(atlas, process, flow.steps[step_id], lang),
        number=number,
        href=href("process", id, f"step-{step_id}"),
        subtitle=atlas.catalog.roles[role].title.get(lang),
        tone=atlas.tones[role],
        roles=atlas.concerned[id, step_id],
    )


def _edges(atlas: Atlas, diagram: Diagram, lang: str) -> tuple[Edge, ...]:
    """The flows as edges; two opposite ones between the same ends that say the same become one with two heads."""
    edges: dict[tuple[str, str, str], Edge] = {}
    for flow in diagram.flows:
        source, target = _name(flow.source), _name(flow.target)
        label, tip = _label(atlas, flow, lang)
        opposite = (target, source, label)
        if opposite in edges:
            edges[opposite] = Edge(target, source, label, style="data-both", css="data", tip=tip)
        else:
            edges[source, target, label] = Edge(source, target, label, style="data", tip=tip)
    return tuple(edges.values())


def _label(atlas: Atlas, flow: DataFlow, lang: str) -> tuple[str, str]:
    """What flows, as far as it says more than a store's name does; and all of it."""
    store = next((end.id for end in (flow.source, flow.target) if end.kind == "store"), "")
    parts = [atlas.catalog.parts[ref] for ref in flow.refs]
    names: dict[str, list[str]] = {}
    for part in parts:
        names.setdefault(part.structure, []).extend([] if part.whole else [part.title.get(lang)])
    whole = {part.structure for part in parts if part.whole}
    said = []
    for structure, inner in names.items():
        title = atlas.catalog.data[structure].title.get(lang)
        if structure in whole:
            said += [] if structure == store else [title]
        elif structure == store:
            said += inner
        else:
            said.append(f"{title}{say(lang, 'colon')}{listing(lang, inner)}")
    full = listing(lang, said)
    if len(said) > _MOST:
        said = [*said[: _MOST - 1], say(lang, "more", count=len(said) - _MOST + 1)]
    return listing(lang, said), full
