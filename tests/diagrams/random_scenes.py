"""Random charts with lanes, as a strategy: loops, branches, long titles in two scripts."""

from __future__ import annotations

from hypothesis import strategies as st

from process_atlas.diagrams.scene import Badge, Edge, Lane, Node, Scene

_WORDS = (
    "register the complaint check customer record answer within a day investigate cause decide remedy approve "
    "quotation send written reply data quality management responsibility"
).split()
_SHAPES = ["process"] * 8 + ["decision"] * 3 + ["parallel", "inclusive", "subprocess", "wait", "document", "data"]
_BADGES = (Badge("time", "24 h"), Badge("time", "10 个工作日"), Badge("key"), Badge("system", "Service desk"))


@st.composite
def titles(draw: st.DrawFn, most: int = 8) -> str:
    """A title in English or Chinese."""
    if draw(st.booleans()):
        return " ".join(draw(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=most)))
    return draw(st.text(alphabet="登记投诉客户调查原因确认补救方案批准发送，", min_size=2, max_size=3 * most))


@st.composite
def charts(draw: st.DrawFn) -> Scene:
    """A chart of 5 to 40 steps in 1 to 7 lanes."""
    count = draw(st.integers(5, 40))
    lanes = draw(st.integers(1, 7))
    nodes = tuple(_node(draw, number, count, lanes) for number in range(count))
    edges = tuple(edge for number in range(count - 1) for edge in _edges(draw, nodes, number))
    heads = tuple(Lane(f"l{number}", draw(titles(4)), "AB", number) for number in range(lanes))
    direction = draw(st.sampled_from(["down", "down", "right"]))
    return Scene("flowchart", "process:x", "en", "Random", "", heads, nodes, edges, direction)


def _node(draw: st.DrawFn, number: int, count: int, lanes: int) -> Node:
    shape = "terminator" if number in (0, count - 1) else draw(st.sampled_from(_SHAPES))
    silent = shape in ("parallel", "inclusive") and draw(st.booleans())
    badges = tuple(draw(st.lists(st.sampled_from(_BADGES), max_size=2, unique_by=lambda badge: badge.kind)))
    title = "" if silent else draw(titles())
    return Node(f"s{number}", shape, title, f"l{draw(st.integers(0, lanes - 1))}", str(number + 1), badges=badges)


def _edges(draw: st.DrawFn, nodes: tuple[Node, ...], number: int) -> list[Edge]:
    branching = nodes[number].shape in ("decision", "parallel", "inclusive")
    targets = {number + 1}
    for jump in draw(st.lists(st.sampled_from([-6, -3, -2, 2, 3, 4, 6]), max_size=2)) if branching else ():
        targets.add(min(len(nodes) - 1, max(0, number + jump)))
    targets.discard(number)
    level = st.sampled_from(["", "success", "danger"])
    style = st.sampled_from(["flow"] * 6 + ["overdue"])
    return [
        Edge(
            nodes[number].id,
            nodes[target].id,
            draw(titles(3)) if branching else "",
            draw(level) if branching else "",
            draw(style),
        )
        for target in sorted(targets)
    ]
