"""Layout of trees, such as organisation charts: parents over their children, long families in a hanging column."""

from __future__ import annotations

from dataclasses import dataclass, field

from process_atlas.diagrams.graph import Frame, Graph, Point, Route, Spot

_ACROSS, _DOWN, _STACK, _INDENT = 24.0, 48.0, 16.0, 26.0
_WIDE = 1150.0


@dataclass(slots=True)
class _Branch:
    """A vertex with its children. `left`, `width`: the room of the whole branch; `x`, `y`: the card itself."""

    vertex: int
    link: int
    children: list[_Branch] = field(default_factory=list)
    hanging: bool = False
    width: float = 0.0
    middle: float = 0.0


def plan_tree(graph: Graph) -> Frame:
    """A frame for a tree or several. A vertex's first incoming link counts; links that close a circle are not drawn."""
    roots = _branches(graph)
    for hang in (False, True):
        for root in roots:
            _measure(graph, root, hang)
        if sum(root.width + _ACROSS for root in roots) - _ACROSS <= _WIDE:
            break
    spots: dict[int, Spot] = {}
    routes: list[tuple[int, tuple[Point, ...]]] = []
    x = 0.0
    tall = _levels(graph, roots)
    for root in roots:
        _place(graph, root, (x, 8.0), tall, spots, routes)
        x += root.width + _ACROSS
    order = sorted(spots)
    at = {vertex: place for place, vertex in enumerate(order)}
    drawn = tuple(
        Route(link, points, None, at[graph.links[link].source], at[graph.links[link].target]) for link, points in routes
    )
    height = max((spot.y + spot.h for spot in spots.values()), default=0.0) + 8
    return Frame(tuple(spots[v] for v in order), drawn, (), 0.0, max(0.0, x - _ACROSS), height)


def _branches(graph: Graph) -> list[_Branch]:
    """The forest: every vertex hangs below the source of its first incoming link that closes no circle."""
    parent: dict[int, int] = {}
    branches = [_Branch(v, -1) for v in range(len(graph.vertices))]
    for index, link in enumerate(graph.links):
        if link.target in parent or _above(parent, link.source, link.target):
            continue
        parent[link.target] = link.source
        branches[link.target].link = index
        branches[link.source].children.append(branches[link.target])
    return [branch for branch in branches if branch.vertex not in parent]


def _above(parent: dict[int, int], vertex: int, wanted: int) -> bool:
    while vertex != wanted and vertex in parent:
        vertex = parent[vertex]
    return vertex == wanted


def _measure(graph: Graph, branch: _Branch, hang: bool) -> None:
    w = graph.vertices[branch.vertex].w
    for child in branch.children:
        _measure(graph, child, hang)
    leaves = bool(branch.children) and not any(child.children for child in branch.children)
    branch.hanging = leaves and len(branch.children) > (1 if hang else 3)
    if branch.hanging:
        branch.width = max(w, _INDENT + max(child.width for child in branch.children))
        branch.middle = branch.width / 2 if branch.width == w else w / 2
    elif branch.children:
        row = sum(child.width + _ACROSS for child in branch.children) - _ACROSS
        branch.width = max(w, row)
        shift = (branch.width - row) / 2
        first = branch.children[0].middle + shift
        last = row - branch.children[-1].width + branch.children[-1].middle + shift
        branch.middle = min(max((first + last) / 2, w / 2), branch.width - w / 2)
    else:
        branch.width, branch.middle = w, w / 2


def _levels(graph: Graph, roots: list[_Branch]) -> list[float]:
    """The height of the tallest card on every level that is not hanging."""
    tall: list[float] = []
    level = roots
    while level:
        tall.append(max(graph.vertices[branch.vertex].h for branch in level))
        level = [child for branch in level if not branch.hanging for child in branch.children]
    return tall


def _place(
    graph: Graph,
    branch: _Branch,
    corner: Point,
    tall: list[float],
    spots: dict[int, Spot],
    routes: list[tuple[int, tuple[Point, ...]]],
) -> None:
    x, y = corner
    vertex = graph.vertices[branch.vertex]
    middle = round(x + branch.middle, 1)
    spot = spots[branch.vertex] = Spot(branch.vertex, round(middle - vertex.w / 2, 1), round(y, 1), vertex.w, vertex.h)
    foot = spot.y + spot.h
    below_y = round(y + tall[0] + _DOWN, 1)
    if branch.hanging:
        _hang(graph, branch, spot, spots, routes)
        return
    row = sum(child.width + _ACROSS for child in branch.children) - _ACROSS
    at = x + (branch.width - row) / 2
    for child in branch.children:
        _place(graph, child, (at, below_y), tall[1:], spots, routes)
        below = round(at + child.middle, 1)
        bus = round(below_y - _DOWN / 2, 1)
        bent = ((middle, foot), (middle, bus), (below, bus), (below, below_y))
        routes.append((child.link, bent if abs(below - middle) > 1 else ((middle, foot), (middle, below_y))))
        at += child.width + _ACROSS


def _hang(
    graph: Graph, branch: _Branch, spot: Spot, spots: dict[int, Spot], routes: list[tuple[int, tuple[Point, ...]]]
) -> None:
    """Children in a column, joined to a spine at their left."""
    spine = round(spot.x + _INDENT / 2, 1)
    y = spot.y + spot.h + _STACK + 6
    for child in branch.children:
        vertex = graph.vertices[child.vertex]
        spots[child.vertex] = Spot(child.vertex, round(spot.x + _INDENT, 1), round(y, 1), vertex.w, vertex.h)
        side = round(y + vertex.h / 2, 1)
        routes.append((child.link, ((spine, spot.y + spot.h), (spine, side), (spot.x + _INDENT, side))))
        y += vertex.h + _STACK
