"""The same flowcharts as `dot` draws them, lanes as clusters, lines at right angles: what ours is measured against."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import graphviz

from process_atlas.diagrams.scene import Placed, PlacedEdge

_INCH = 72.0
_LIMIT = 60.0
_NEAR = 0.6
Point = tuple[float, float]


def as_dot_draws(placed: Placed) -> Placed | None:
    """The drawing with the lines of `dot`; None if it crashed or took too long. Symbols keep their size.

    `dot` runs in a process of its own: a graph may end it.
    """
    command = [sys.executable, "-m", "with_dot"]
    try:
        done = subprocess.run(
            command, input=source_of(placed), capture_output=True, text=True, timeout=_LIMIT, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    lines = [line.split() for line in done.stdout.splitlines()]
    edges = [words for words in lines if words[:1] == ["edge"]]
    if done.returncode or not edges:
        return None
    return replace(placed, edges=tuple(_edges(placed, edges)), nodes=tuple(_nodes(placed, lines)))


def source_of(placed: Placed) -> str:
    """The drawing's boxes and lines for `dot`, lanes as clusters."""
    chart = graphviz.Digraph(
        graph_attr={"splines": "ortho", "newrank": "true", "nodesep": "0.4", "ranksep": "0.5"},
        node_attr={"shape": "box", "fixedsize": "true", "label": ""},
        edge_attr={"arrowhead": "none"},
    )
    for number, lane in enumerate(placed.lanes):
        with chart.subgraph(name=f"cluster_{number}") as cluster:
            for place, node in enumerate(placed.nodes):
                if node.node.lane == lane.lane.id:
                    cluster.node(f"n{place}", width=f"{node.box.w / _INCH:.3f}", height=f"{node.box.h / _INCH:.3f}")
    for edge in placed.edges:
        chart.edge(f"n{edge.source}", f"n{edge.target}")
    return str(chart.source)


def _nodes(placed: Placed, lines: list[list[str]]) -> list[object]:
    found = list(placed.nodes)
    for words in lines:
        if words[:1] == ["node"]:
            place, (x, y, w, h) = int(words[1][1:]), (float(word) * _INCH for word in words[2:6])
            found[place] = replace(found[place], box=replace(found[place].box, x=x - w / 2, y=y - h / 2, w=w, h=h))
    return found


def _edges(placed: Placed, lines: list[list[str]]) -> list[PlacedEdge]:
    """The edges in the order of the drawing; where two join the same symbols, each takes one of their lines."""
    waiting: dict[tuple[str, str], list[list[str]]] = {}
    for words in lines:
        waiting.setdefault((words[1], words[2]), []).append(words)
    found = []
    for edge in placed.edges:
        words = waiting[f"n{edge.source}", f"n{edge.target}"].pop(0)
        numbers = [float(word) * _INCH for word in words[4 : 4 + 2 * int(words[3])]]
        found.append(replace(edge, points=_straightened(list(zip(numbers[::2], numbers[1::2], strict=True)))))
    return found


def _straightened(points: list[Point]) -> tuple[Point, ...]:
    """The corners of a line of right angles that is written as a curve; wobbles below a pixel are no corners."""
    kept = [points[0]]
    for here, after in pairwise(points[1:]):
        if not (_level(kept[-1], here, after, 0) or _level(kept[-1], here, after, 1)):
            kept.append(here)
    kept.append(points[-1])
    return tuple(_squared(kept))


def _level(before: Point, here: Point, after: Point, axis: int) -> bool:
    return abs(before[axis] - here[axis]) < _NEAR and abs(here[axis] - after[axis]) < _NEAR


def _squared(points: list[Point]) -> list[Point]:
    """Points whose legs are exactly level or upright, so that they can be compared as ours are."""
    squared = [points[0]]
    for x, y in points[1:]:
        px, py = squared[-1]
        squared.append((px, y) if abs(x - px) < abs(y - py) else (x, py))
    return squared


if __name__ == "__main__":
    import pygraphviz

    answer = pygraphviz.AGraph(string=sys.stdin.read()).draw(format="plain", prog="dot")
    sys.stdout.write(answer.decode("ascii") if isinstance(answer, bytes) else str(answer))
