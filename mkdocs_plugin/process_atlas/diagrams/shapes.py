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
    alone = [None if node.shape in symbols_flow.WIDTHS else size(node) for node in nodes]
    widths = [
        sized.w if sized else symbols_flow.WIDTHS[node.shape](node) for node, sized in zip(nodes, alone, strict=True)
    ]
    common: dict[str, float] = {}
    for node, w in zip(nodes, widths, strict=True):
        family = FAMILIES.get(node.shape)
        if family:
            common[family] = max(common.get(family, 0.0), w)
    found = []
    for node, sized, w in zip(nodes, alone, widths, strict=True):
        most = common.get(FAMILIES.get(node.shape, ""), w)
        found.append(size(node, most) if w < most else sized or size(node))
    return tuple(found)


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
