"""What is wrong with a placed drawing: overlaps, lines through symbols, labels in the way. Used by the tests."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from process_atlas.diagrams.measure import LEADING, MARK, MARK_LEADING, TEXT, widest
from process_atlas.diagrams.scene import Box, Placed, PlacedEdge, PlacedNode, Text

_SIZES = {"label": 12.0, "row": 12.0, "sub": MARK, "number": MARK}
_HANG = 16.0


def problems(placed: Placed) -> tuple[str, ...]:
    """Every violation in plain words; empty for a sound drawing. Meant for tests: it looks at all pairs."""
    return (
        *_symbols(placed),
        *_lanes(placed),
        *_texts(placed),
        *_lines(placed),
        *_labels(placed),
        *_overlaid(placed),
    )


def crossings(placed: Placed) -> int:
    """How many pairs of lines cross in a point."""
    found: set[tuple[int, int]] = set()
    for (i, a), (j, b) in combinations(enumerate(placed.edges), 2):
        if a.target != b.target and any(_cross(x, y) for x in legs(a) for y in legs(b)):
            found.add((i, j))
    return len(found)


def bends(placed: Placed) -> int:
    """How many corners all lines have together."""
    return sum(max(0, len(edge.points) - 2) for edge in placed.edges)


def legs(edge: PlacedEdge) -> list[Box]:
    """The straight parts of an edge as boxes without width or without height."""
    return [Box(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0)) for (x0, y0), (x1, y1) in pairwise(edge.points)]


def text_box(text: Text) -> Box:
    """The room that lines of text take by our own measure."""
    size = _SIZES.get(text.role, TEXT)
    leading = LEADING if size == TEXT else MARK_LEADING
    w = widest(text.lines, size, text.role in ("head", "number"))
    x = text.x - {"middle": w / 2, "end": w}.get(text.anchor, 0.0)
    return Box(x, text.y - size * 0.85, w, (len(text.lines) - 1) * leading + size * 1.05)


def _name(node: PlacedNode) -> str:
    return f"{node.node.id}{'*' * node.copy}"


def _symbols(placed: Placed) -> Iterator[str]:
    page = Box(0, 0, placed.width, placed.height)
    for node in placed.nodes:
        if not page.holds(node.box):
            yield f"{_name(node)} outside the drawing"
    for a, b in combinations(placed.nodes, 2):
        if a.box.overlaps(b.box):
            yield f"{_name(a)} overlaps {_name(b)}"


def _lanes(placed: Placed) -> Iterator[str]:
    bands = {lane.lane.id: lane.band for lane in placed.lanes}
    for node in placed.nodes:
        if bands and not bands[node.node.lane].holds(node.box):
            yield f"{_name(node)} outside its lane"
        if any(lane.head.overlaps(node.box) for lane in placed.lanes):
            yield f"{_name(node)} on a lane's head"


def _texts(placed: Placed) -> Iterator[str]:
    for node in placed.nodes:
        for text in node.texts:
            if not node.box.holds(text_box(text), 0.6):
                yield f"text of {_name(node)} outside its shape"
        for mark in node.marks:
            box = Box(node.box.x - _HANG, node.box.y - _HANG, node.box.w + 4 * _HANG, node.box.h + 2 * _HANG)
            if not box.holds(Box(mark.x, mark.y, mark.w, mark.h)):
                yield f"mark {mark.kind} of {_name(node)} far outside its shape"
        for one, other in combinations([m for m in node.marks if m.kind != "head"], 2):
            if Box(one.x, one.y, one.w, one.h).overlaps(Box(other.x, other.y, other.w, other.h), -0.5):
                yield f"marks {one.kind} and {other.kind} of {_name(node)} overlap"
    for lane in placed.lanes:
        for text in lane.texts:
            if not lane.head.holds(text_box(text), 0.6):
                yield f"title of lane {lane.lane.id} outside its head"


def _lines(placed: Placed) -> Iterator[str]:
    for edge in placed.edges:
        for x, y in edge.points:
            if not (0 <= x <= placed.width and 0 <= y <= placed.height):
                yield f"{_arrow(edge)} leaves the drawing"
        for (x0, y0), (x1, y1) in pairwise(edge.points):
            if x0 != x1 and y0 != y1:
                yield f"{_arrow(edge)} runs aslant"
        for place, node in enumerate(placed.nodes):
            shrunk = Box(node.box.x + 0.2, node.box.y + 0.2, node.box.w - 0.4, node.box.h - 0.4)
            own = place in (edge.source, edge.target)
            if sum(leg.overlaps(shrunk) for leg in legs(edge)) > (2 if own and _slanted(node) else 0):
                yield f"{_arrow(edge)} runs through {_name(node)}"


def _slanted(node: PlacedNode) -> bool:
    return node.node.shape in ("decision", "parallel", "inclusive", "bubble", "terminator")


def _labels(placed: Placed) -> Iterator[str]:
    labelled = [(edge, edge.label) for edge in placed.edges if edge.label]
    for edge, box in labelled:
        if box is None:
            continue
        if not Box(0, 0, placed.width, placed.height).holds(box):
            yield f"label of {_arrow(edge)} outside the drawing"
        for node in placed.nodes:
            if box.overlaps(node.box, -0.5) and not _in_corner(box, node):
                yield f"label of {_arrow(edge)} on {_name(node)}"
        for other in placed.edges:
            if other is not edge and any(leg.overlaps(box, -0.5) for leg in legs(other)):
                yield f"label of {_arrow(edge)} on the line of {_arrow(other)}"
        if edge.text and not box.holds(text_box(edge.text), 0.6):
            yield f"label of {_arrow(edge)} wider than its pill"
    for (one, a), (other, b) in combinations(labelled, 2):
        if a and b and a.overlaps(b):
            yield f"labels of {_arrow(one)} and {_arrow(other)} overlap"


def _in_corner(box: Box, node: PlacedNode) -> bool:
    """Whether a label only reaches into a corner that a slanted shape leaves free."""
    if node.node.shape not in ("decision", "parallel", "inclusive"):
        return False
    cx, cy = node.box.x + node.box.w / 2, node.box.y + node.box.h / 2
    corners = [(x, y) for x in (box.x, box.right) for y in (box.y, box.bottom)]
    return all(abs(x - cx) / node.box.w + abs(y - cy) / node.box.h >= 0.5 for x, y in corners)


def _overlaid(placed: Placed) -> Iterator[str]:
    """Lines that lie on top of each other although they have different targets; those of a tree may share a stem."""
    for a, b in combinations(placed.edges, 2):
        shared = a.edge.target == b.edge.target or (a.edge.style == "line" and a.edge.source == b.edge.source)
        if not shared and any(_together(x, y) for x in legs(a) for y in legs(b)):
            yield f"{_arrow(a)} lies on {_arrow(b)}"


def _together(a: Box, b: Box) -> bool:
    if a.w == b.w == 0 and abs(a.x - b.x) < 2:
        return min(a.bottom, b.bottom) - max(a.y, b.y) > 2
    if a.h == b.h == 0 and abs(a.y - b.y) < 2:
        return min(a.right, b.right) - max(a.x, b.x) > 2
    return False


def _cross(a: Box, b: Box) -> bool:
    if (a.w == 0) == (b.w == 0):
        return False
    across, down = (b, a) if a.w == 0 else (a, b)
    return across.x < down.x < across.right and down.y < across.y < down.bottom


def _arrow(edge: PlacedEdge) -> str:
    return f"{edge.edge.source} -> {edge.edge.target}"
