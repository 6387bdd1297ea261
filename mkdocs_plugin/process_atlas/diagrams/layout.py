"""Layout: from a bare graph to a frame of coordinates; Graphviz orders what has no lanes or columns of its own."""

from __future__ import annotations

import shutil
import subprocess
from functools import lru_cache

import graphviz

from process_atlas.diagrams.arrange import Grid, arrange
from process_atlas.diagrams.compact import compact
from process_atlas.diagrams.dataplan import plan_dataflow
from process_atlas.diagrams.geometry import Geometry
from process_atlas.diagrams.graph import Frame, Graph, turned, turned_back
from process_atlas.diagrams.labels import place_labels
from process_atlas.diagrams.route import Router, lines_of
from process_atlas.diagrams.settle import settle
from process_atlas.diagrams.tracks import assign
from process_atlas.diagrams.treeplan import plan_tree

try:
    import pygraphviz
except ImportError:  # no wheel for this platform: a system `dot` may do the same
    pygraphviz = None

_INCH = 72.0
_SYSTEM_LIMIT = 20.0
_VERSION_LIMIT = 2.0
_PARTS = ("MAJOR", "MINOR", "PATCH")


def lay_out(graph: Graph) -> Frame:
    """Coordinates for a graph by its plan. Raises RuntimeError where Graphviz itself fails."""
    if graph.plan == "dataflow":
        return plan_dataflow(graph)
    if graph.plan == "tree":
        return plan_tree(graph)
    if graph.direction == "right":
        return turned_back(_gridded(turned(graph)))
    return _gridded(graph)


def _gridded(graph: Graph) -> Frame:
    if graph.plan == "free":
        return on_grid(graph, _free_grid(graph))
    return on_grid(graph, settle(graph, arrange(graph)))


def on_grid(graph: Graph, grid: Grid) -> Frame:
    """Ways, tracks, pixels and labels for vertices that have their rows and columns."""
    lines = lines_of(graph, grid)
    router = Router(graph, grid, lines)
    ways = router.run()
    tracks = assign(ways, [router.group(index) for index in range(len(graph.links))], lines)
    return place_labels(graph, Geometry(graph, grid, lines, tracks, ways).frame())


def _free_grid(graph: Graph) -> Grid:
    """Rows and columns in a page's shape: as Graphviz orders the symbols, then exchanged while links get shorter."""
    joined = sorted({end for link in graph.links for end in (link.source, link.target)})
    if joined and _engine():
        places = _positions(graph, joined)
        order = sorted(joined, key=lambda v: (-round(places[v][1], 2), places[v][0]))
    else:
        order = joined
    held = set(joined)
    return compact(graph, [*order, *(v for v in range(len(graph.vertices)) if v not in held)])


def dot_source(graph: Graph, vertices: list[int]) -> str:
    """DOT of the graph: boxes of fixed size under generated names, no text at all."""
    chart = graphviz.Digraph(
        graph_attr={"nodesep": "0.6", "ranksep": "0.7", "newrank": "true"},
        node_attr={"shape": "box", "fixedsize": "true", "label": ""},
    )
    for v in vertices:
        chart.node(f"n{v}", width=f"{graph.vertices[v].w / _INCH:.3f}", height=f"{graph.vertices[v].h / _INCH:.3f}")
    for source, target in sorted({(link.source, link.target) for link in graph.links if link.source != link.target}):
        chart.edge(f"n{source}", f"n{target}")
    return str(chart.source)


def _positions(graph: Graph, vertices: list[int]) -> dict[int, tuple[float, float]]:
    """The middle of every vertex in inches, y upward, as `dot` places it."""
    plain = _run(dot_source(graph, vertices))
    places: dict[int, tuple[float, float]] = {}
    for line in plain.splitlines():
        words = line.split()
        if words[:1] == ["node"]:
            places[int(words[1][1:])] = float(words[2]), float(words[3])
    if len(places) != len(vertices):
        raise RuntimeError("Graphviz did not place every symbol")
    return places


@lru_cache(maxsize=1)
def _engine() -> str:
    """Where Graphviz comes from: `library`, the path of a system program, or empty."""
    return "library" if pygraphviz is not None else shutil.which("dot") or ""


def engine_of(plan: str) -> str:
    """Which Graphviz has a say in a plan, with its version; "" where none has."""
    return _version(_engine()) if plan == "free" else ""


@lru_cache(maxsize=1)
def _version(engine: str) -> str:
    """The engine with its version; a program that does not tell its version is known by its path."""
    if engine == "library":
        numbers = (getattr(pygraphviz.graphviz, f"GRAPHVIZ_{part}_VERSION", "") for part in _PARTS)
        return f"pygraphviz {pygraphviz.__version__} {'.'.join(map(str, numbers))}"
    if not engine:
        return ""
    try:
        told = subprocess.run([engine, "-V"], capture_output=True, timeout=_VERSION_LIMIT, check=True).stderr
    except (OSError, subprocess.SubprocessError):
        return engine
    return told.decode(errors="replace").strip() or engine


def _run(dot: str) -> str:
    if _engine() == "library":
        answer = pygraphviz.AGraph(string=dot).draw(format="plain", prog="dot")
        return answer.decode("ascii") if isinstance(answer, bytes) else str(answer)
    done = subprocess.run(
        [_engine(), "-Tplain"], input=dot, capture_output=True, text=True, timeout=_SYSTEM_LIMIT, check=False
    )
    if done.returncode:
        raise RuntimeError(f"Graphviz ended with code {done.returncode}")
    return done.stdout
