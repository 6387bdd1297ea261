"""Sizes of symbols: each node's box, and where its text and marks stand inside it."""

from __future__ import annotations

from dataclasses import replace

from process_atlas.diagrams import symbols_data, symbols_flow
from process_atlas.diagrams.scene import Mark, Node
from process_atlas.diagrams.sized import STAR, Form, Sized

#: Every shape that a node may have.
FORMS: dict[str, Form] = {**symbols_flow.FORMS, **symbols_data.FORMS}
#: Shapes that share one width in a chart.
FAMILIES = {
    "process": "card",
    "subprocess": "card",
    "document": "card",
    "data": "card",
    "wait": "card",
    "dfd-process": "process",
    "store": "store",
    "open-store": "store",
    "external": "external",
    "plain-external": "external",
    "outside": "external",
    "person": "person",
}


def size(node: Node, least: float = 0.0) -> Sized:
    """The size of one node, at least `least` wide where its shape may be widened."""
    sized = FORMS[node.shape](node, least)
    if not node.change:
        return sized
    x, y = (sized.w / 4 - STAR, sized.h * 0.75) if sized.outline == "diamond" else (-STAR / 2, -STAR / 2)
    return replace(sized, marks=(*sized.marks, Mark("change", x, y, STAR, STAR, node.change)))


def size_all(nodes: tuple[Node, ...]) -> tuple[Sized, ...]:
    """Sizes of all nodes; cards of one form come out equally wide, which makes a chart calm."""
    alone = [_width(node) if node.shape in FAMILIES else 0.0 for node in nodes]
    common: dict[str, float] = {}
    for node, w in zip(nodes, alone, strict=True):
        if node.shape in FAMILIES:
            common[FAMILIES[node.shape]] = max(common.get(FAMILIES[node.shape], 0.0), w)
    least = [common.get(FAMILIES.get(node.shape, ""), 0.0) for node in nodes]
    return tuple(size(node, 0.0 if w == most else most) for node, w, most in zip(nodes, alone, least, strict=True))


def _width(node: Node) -> float:
    """How wide a symbol is by itself."""
    width = symbols_flow.WIDTHS.get(node.shape)
    return width(node) if width else size(node).w


def stretch(shape: str, sized: Sized, h: float) -> Sized:
    """The symbol made `h` pixels tall; text moves to the new middle, a process's strip and foot stay at the ends."""
    more = h - sized.h
    if shape == "dfd-process":
        moves = {"number": 0.0, "sub": more}
        texts = tuple(replace(text, y=text.y + moves.get(text.role, more / 2)) for text in sized.texts)
    else:
        texts = tuple(replace(text, y=text.y + more / 2) for text in sized.texts)
    marks = (
        m if m.kind == "change" else replace(m, h=h) if m.kind == "cell" else replace(m, y=m.y + more / 2)
        for m in sized.marks
    )
    return replace(sized, h=h, texts=texts, marks=tuple(marks))
