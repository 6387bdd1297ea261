"""Scenes as Mermaid text, for tools that draw Mermaid: every symbol, lane, arrow and label, nothing of the layout."""

from __future__ import annotations

import re
from collections.abc import Iterator

from process_atlas.diagrams.scene import Edge, Node, Plan, Scene

_OPEN_CLOSE = {
    "terminator": ("([", "])"),
    "decision": ("{", "}"),
    "subprocess": ("[[", "]]"),
    "parallel": ("{{", "}}"),
    "inclusive": ("{{", "}}"),
    "wait": ("(", ")"),
    "document": ("[/", "/]"),
    "dfd-process": ("(", ")"),
    "store": ("[(", ")]"),
    "open-store": ("[(", ")]"),
}
"""What encloses the label of each shape that is not a plain box."""
_ARROWS = {"overdue": "-.->", "reference": "-.->", "data-both": "<-->", "line": "---"}
_RELATIONS = {"one-to-one": "1 : 1", "one-to-many": "1 : n", "many-to-one": "n : 1", "many-to-many": "n : n"}
_DIRECTIVE = re.compile("%(?=%)")
_SPELT = {"#": "#35;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "&": "#amp;", "`": "#96;", "\\": "#92;"}
_ENTITIES = str.maketrans(_SPELT)


def mermaid(scene: Scene) -> str:
    """A scene as a Mermaid flowchart, one statement a line. Whatever a text contains, it stays text."""
    rows = scene.direction == "right" or scene.plan is Plan.DATAFLOW
    names = {node.id: f"n{at}" for at, node in enumerate(scene.nodes)}
    lines = [f"flowchart {'LR' if rows else 'TD'}", f"accTitle: {_plain(scene.title)}"]
    lines += _nodes(scene, names)
    lines += (_edge(edge, names) for edge in scene.edges if edge.source in names and edge.target in names)
    return "\n".join(lines)


def _nodes(scene: Scene, names: dict[str, str]) -> Iterator[str]:
    """The symbols without a lane, then each lane with its own."""
    lanes = {lane.id for lane in scene.lanes}
    yield from (_node(node, names[node.id]) for node in scene.nodes if node.lane not in lanes)
    for at, lane in enumerate(scene.lanes):
        yield f'subgraph l{at}["{_label(lane.title)}"]'
        yield from (_node(node, names[node.id]) for node in scene.nodes if node.lane == lane.id)
        yield "end"


def _node(node: Node, name: str) -> str:
    opening, closing = _OPEN_CLOSE.get(node.shape, ("[", "]"))
    head = " ".join(filter(None, (node.number, node.title or node.tip)))
    marks = ", ".join(badge.text for badge in node.badges if badge.text)
    lines = [head, node.subtitle, marks, *(" ".join(filter(None, (row.text, row.detail))) for row in node.rows)]
    return f'{name}{opening}"{"<br/>".join(_label(line) for line in lines if line)}"{closing}'


def _edge(edge: Edge, names: dict[str, str]) -> str:
    relation = _RELATIONS.get(edge.style, "")
    arrow = "---" if relation else _ARROWS.get(edge.style, "-->")
    said = _label(" ".join(filter(None, (edge.label, f"({relation})" if relation else ""))))
    label = f'|"{said}"|' if said else ""
    return f"{names[edge.source]} {arrow}{label} {names[edge.target]}"


def _plain(text: str) -> str:
    """A text on one line, without characters that a page or an XML file cannot hold, and without `%%`: Mermaid looks
    for directives (`%%{init: …}%%`) in the whole source, labels included."""
    printable = text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)
    return _DIRECTIVE.sub("% ", " ".join(printable.split()))


def _label(text: str) -> str:
    """A text inside quotation marks; what Mermaid or HTML would read as its own is spelt as an entity."""
    return _plain(text).translate(_ENTITIES) or " " * bool(text)
