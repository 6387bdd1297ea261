"""From a scene to a placed drawing: measure, reduce to a bare graph, lay out, put the texts back."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from process_atlas.diagrams.graph import Band, Frame, Graph, Link, Vertex
from process_atlas.diagrams.layout import lay_out
from process_atlas.diagrams.measure import LEADING, MARK_LEADING, TEXT, widest, wrap
from process_atlas.diagrams.scene import (
    Box,
    Edge,
    Lane,
    Mark,
    Node,
    Placed,
    PlacedEdge,
    PlacedLane,
    PlacedNode,
    Scene,
    Text,
)
from process_atlas.diagrams.shapes import size, size_all, stretch
from process_atlas.diagrams.sized import LANE_SIGN, Sized, baseline, sign_width

LABEL = 12.0
#: The widest label, and how many lines it may have, by plan.
_LABELS = {"lanes": (82.0, 4), "free": (104.0, 3), "tree": (104.0, 3), "dataflow": (150.0, 5)}
_FAMILIES = {"flow": 0, "overdue": 1, "data": 2, "reference": 3}
_CHANGES = ("", "added", "removed", "changed", "moved")
_APART = 8
_ENDS = {
    "line": ("", ""),
    "moved": ("arrow", ""),
    "data-both": ("arrow", "arrow"),
    "one-to-one": ("one", "one"),
    "one-to-many": ("one", "many"),
    "many-to-one": ("many", "one"),
    "many-to-many": ("many", "many"),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """A scene with all its text measured: what layout needs (`graph`) and what is needed to put the text back."""

    scene: Scene
    graph: Graph
    sizes: tuple[Sized, ...]
    heads: tuple[tuple[str, ...], ...]
    labels: tuple[tuple[str, ...], ...]


def measure(scene: Scene) -> Measured:
    """Measure a scene. Raises KeyError if an edge or a node names what the scene does not have."""
    lane_of = {lane.id: place for place, lane in enumerate(scene.lanes)}
    node_of = {node.id: place for place, node in enumerate(scene.nodes)}
    sizes = size_all(scene.nodes)
    room, most = _LABELS[scene.plan]
    labels = tuple(wrap(edge.label, room, LABEL, False, most) if edge.label else () for edge in scene.edges)
    heads = tuple(_head(lane, scene.direction) for lane in scene.lanes)
    vertices = tuple(
        Vertex(sized.w, sized.h, sized.outline, lane_of[node.lane] if scene.lanes else 0, _role(node.shape))
        for node, sized in zip(scene.nodes, sizes, strict=True)
    )
    links = tuple(
        Link(node_of[edge.source], node_of[edge.target], *_label_size(edge, lines), _family(edge))
        for edge, lines in zip(scene.edges, labels, strict=True)
    )
    bands = tuple(_band(lane, lines, scene.direction) for lane, lines in zip(scene.lanes, heads, strict=True))
    return Measured(scene, Graph(str(scene.plan), scene.direction, vertices, links, bands), sizes, heads, labels)


def _role(shape: str) -> str:
    return {
        "external": "external",
        "outside": "external",
        "plain-external": "external",
        "store": "store",
        "open-store": "store",
    }.get(shape, "")


def _family(edge: Edge) -> int:
    """Ways that may share their last stretch: those of a style, of which the same became."""
    return _FAMILIES.get(edge.style, len(_FAMILIES)) + _APART * _CHANGES.index(edge.change)


def _label_size(edge: Edge, lines: tuple[str, ...]) -> tuple[float, float]:
    if not lines and not edge.signs:
        return 0.0, 0.0
    signs = 19.0 * edge.signs
    if not lines:
        return signs + 3, 21.0
    return float(ceil(widest(lines, LABEL) + 12 + signs)), max(len(lines) * MARK_LEADING + 4, 21.0 * edge.signed)


def _head(lane: Lane, direction: str) -> tuple[str, ...]:
    return wrap(lane.title, 118.0 if direction == "right" else 128.0, TEXT, True, 3)


def _sign_room(lane: Lane) -> float:
    return sign_width(lane.sign, LANE_SIGN) + 8 if lane.sign else 0.0


def _band(lane: Lane, lines: tuple[str, ...], direction: str) -> Band:
    sign = _sign_room(lane)
    w = ceil(widest(lines, TEXT, True) + sign + 24)
    h = max(44.0, len(lines) * LEADING + 18)
    return Band(w, h + 14) if direction == "right" else Band(w, h)


def place(scene: Scene) -> Placed:
    """Lay out one scene in this process. Raises whatever the layout raises."""
    measured = measure(scene)
    return dress(measured, lay_out(measured.graph))


def dress(measured: Measured, frame: Frame) -> Placed:
    """A frame with the scene's texts and marks put back in."""
    scene = measured.scene
    copies: dict[int, int] = {}
    for spot in frame.spots:
        copies[spot.vertex] = copies.get(spot.vertex, 0) + 1
    tones = {lane.id: lane.tone for lane in scene.lanes}
    nodes = []
    for spot in frame.spots:
        node, sized = scene.nodes[spot.vertex], measured.sizes[spot.vertex]
        texts, marks = _shifted(_fitted(node, sized, spot.w, spot.h), spot.x, spot.y)
        tone = node.tone if node.tone >= 0 else tones.get(node.lane, -1)
        box = Box(spot.x, spot.y, spot.w, spot.h)
        nodes.append(PlacedNode(node, box, texts, marks, tone, spot.copy, copies[spot.vertex]))
    return Placed(
        scene,
        _lanes(measured, frame),
        tuple(nodes),
        tuple(_edge(measured, frame, number) for number in range(len(frame.routes))),
        frame.width,
        frame.height,
        frame.notice,
    )


def _fitted(node: Node, sized: Sized, w: float, h: float) -> Sized:
    """The symbol's texts for a box that the layout made taller or wider: everything moves to its middle."""
    if (w, h) == (sized.w, sized.h):
        return sized
    wider = size(node, w) if w != sized.w else sized
    return stretch(node.shape, wider, h)


def _shifted(sized: Sized, x: float, y: float) -> tuple[tuple[Text, ...], tuple[Mark, ...]]:
    return tuple(text.moved(x, y) for text in sized.texts), tuple(mark.moved(x, y) for mark in sized.marks)


def _edge(measured: Measured, frame: Frame, number: int) -> PlacedEdge:
    route = frame.routes[number]
    index = route.link
    edge, lines = measured.scene.edges[index], measured.labels[index]
    tail, head = _ENDS.get(edge.style, ("", "arrow"))
    box, text = None, None
    if route.label and (lines or edge.signs):
        w, h = measured.graph.links[index].lw, measured.graph.links[index].lh
        box = Box(*route.label, w, h)
        x, top = box.x + w / 2 + 9.5 * edge.signs, box.y + (h - len(lines) * MARK_LEADING) / 2
        text = Text(round(x, 1), round(baseline(top, LABEL, MARK_LEADING), 1), lines, "label", "middle", edge.label)
    return PlacedEdge(edge, route.points, box, text, tail, head, route.source, route.target)


def _lanes(measured: Measured, frame: Frame) -> tuple[PlacedLane, ...]:
    scene = measured.scene
    if not scene.lanes:
        return ()
    placed = []
    for lane, lines, (at, extent) in zip(scene.lanes, measured.heads, frame.lanes, strict=True):
        if scene.direction == "right":
            band, head = Box(0, at, frame.width, extent), Box(0, at, frame.head, extent)
        else:
            band, head = Box(at, 0, extent, frame.height), Box(at, 0, extent, frame.head)
        sign = _sign_room(lane)
        x = head.x + (head.w - widest(lines, TEXT, True) - sign) / 2 + sign
        if scene.direction == "right":
            x = head.x + 14 + sign
        y = baseline(head.y + (head.h - len(lines) * LEADING) / 2)
        placed.append(PlacedLane(lane, band, head, (Text(round(x, 1), round(y, 1), lines, "head", full=lane.title),)))
    return tuple(placed)
