"""The flowchart of a process: its steps in the lanes of those who do them."""

from __future__ import annotations

from collections.abc import Iterator

from process_atlas.addresses import Href
from process_atlas.analysis.atlas import Atlas
from process_atlas.analysis.flow import Flow, Way, WayKind
from process_atlas.diagrams.scene import Badge, Edge, Lane, Node, Scene
from process_atlas.diagrams.words import brief, say
from process_atlas.spec.model import Process, Status, Step, StepType

_SHAPES = {
    StepType.TASK: "process",
    StepType.DECISION: "decision",
    StepType.PARALLEL: "parallel",
    StepType.INCLUSIVE: "inclusive",
    StepType.SUBPROCESS: "subprocess",
    StepType.WAIT: "wait",
    StepType.START: "terminator",
    StepType.END: "terminator",
}

_MARKED = frozenset({Status.DRAFT, Status.RETIRED})
"""What nobody should work by."""


def build(atlas: Atlas, subject: str, lang: str, href: Href) -> Scene:
    """The flowchart of the process `subject`. Raises KeyError for a process that the catalogue does not have."""
    process, flow = atlas.catalog.processes[subject], atlas.flows[subject]
    title = process.title.get(lang)
    return Scene(
        kind="flowchart",
        spec=f"process:{subject}",
        lang=lang,
        title=say(lang, "of-flow", name=title),
        description=say(lang, "steps-in-lanes", steps=len(flow.numbers), lanes=len(flow.lanes)),
        lanes=tuple(lane(atlas, role, lang, href) for role in flow.lanes),
        nodes=tuple(_nodes(atlas, process, flow, lang, href)),
        edges=tuple(_edge(flow, way, lang) for way in flow.ways),
        direction="right" if process.lanes_as == "rows" else "down",
        watermark=say(lang, process.status.value) if process.status in _MARKED else "",
    )


def lane(atlas: Atlas, role: str, lang: str, href: Href) -> Lane:
    """The lane of a role, with its sign and colour."""
    title = atlas.catalog.roles[role].title.get(lang)
    return Lane(role, title, atlas.signs[lang][role], atlas.tones[role], href("role", role))


def _nodes(atlas: Atlas, process: Process, flow: Flow, lang: str, href: Href) -> Iterator[Node]:
    """The steps in the order they were written, after the start terminator if the process has no start step."""
    moved: tuple[Badge, ...] = ()
    if flow.entry:
        first = process.steps[0]
        moved = _channels(first, lang)
        title = process.starts_when.get(lang) if process.starts_when else say(lang, "start")
        yield Node(flow.entry, "terminator", title, flow.lane_of[flow.entry], badges=moved, css="start")
    for step in process.steps:
        badges = tuple(_badges(atlas, step, lang))
        channels = () if moved and step is process.steps[0] else _channels(step, lang)
        yield Node(
            id=step.id,
            shape=_shape(atlas, step),
            title=step_title(atlas, process, step, lang),
            lane=flow.lane_of[step.id],
            number=str(flow.numbers.get(step.id, "")),
            href=href("process", process.id, f"step-{step.id}"),
            badges=(*channels, *badges),
            level=step.level.value if step.level else "",
            css=step.type.value,
            tip=_gateway(flow, step, lang),
            roles=atlas.concerned[process.id, step.id],
        )


def _shape(atlas: Atlas, step: Step) -> str:
    """The symbol of a step (ISO 5807): a task that makes a document, which no system keeps, is a document."""
    made = (atlas.catalog.data[atlas.catalog.parts[ref].structure] for ref in step.creates)
    if step.type is StepType.TASK and any(structure.store is None for structure in made):
        return "document"
    return _SHAPES[step.type]


def _gateway(flow: Flow, step: Step, lang: str) -> str:
    """What a gateway without a title does, for those who do not see its sign."""
    if step.title or step.type not in (StepType.PARALLEL, StepType.INCLUSIVE):
        return ""
    side = "split" if len(flow.outgoing.get(step.id, ())) > 1 else "join"
    return say(lang, f"{step.type.value}-{side}")


def step_title(atlas: Atlas, process: Process, step: Step, lang: str) -> str:
    """What stands in a step's symbol: its title, else what its type has to say; gateways may be without."""
    if step.title:
        return step.title.get(lang)
    if step.type is StepType.SUBPROCESS and step.process:
        return atlas.catalog.processes[step.process].title.get(lang)
    if step.type is StepType.START:
        return process.starts_when.get(lang) if process.starts_when else say(lang, "start")
    if step.type is StepType.END:
        return process.ends_when.get(lang) if process.ends_when else say(lang, "end")
    if step.type is StepType.WAIT:
        return say(lang, "wait")
    return "" if step.type in (StepType.PARALLEL, StepType.INCLUSIVE) else step.id


def _channels(step: Step, lang: str) -> tuple[Badge, ...]:
    return tuple(Badge("channel", channel.get(lang)) for channel in step.channels)


def _badges(atlas: Atlas, step: Step, lang: str) -> Iterator[Badge]:
    """Key node, time limit or waiting time, and the tools."""
    if step.key:
        yield Badge("key", "", say(lang, "key"))
    if step.for_:
        yield Badge("wait", brief(lang, step.for_), say(lang, "waits", time=brief(lang, step.for_)))
    if step.within:
        yield Badge("time", brief(lang, step.within), say(lang, "limit", time=brief(lang, step.within)))
    for system in step.system:
        name = atlas.catalog.systems[system].title.get(lang)
        yield Badge("system", name, say(lang, "tool", name=name))


def _edge(flow: Flow, way: Way, lang: str) -> Edge:
    if way.kind is WayKind.OVERDUE:
        limit = flow.steps[way.source].within
        label = say(lang, "after", time=brief(lang, limit)) if limit else say(lang, "overdue")
        return Edge(way.source, way.target, label, style="overdue")
    label = way.label.get(lang) if way.label else ""
    return Edge(way.source, way.target, label, way.level.value if way.level else "")
