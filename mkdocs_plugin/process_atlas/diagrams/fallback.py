"""The plain drawing of a scene that could not be laid out: symbols in rows, in their lanes, and straight arrows."""

from __future__ import annotations

from process_atlas.diagrams.graph import Frame, Graph, Point, Route, Spot
from process_atlas.diagrams.place import dress, measure
from process_atlas.diagrams.scene import Placed, Scene
from process_atlas.said import Said, say

_GAP, _ACROSS, _WRAP = 40.0, 36.0, 5
_NO_LINES = 400


def ended(code: object) -> Said:
    """Why there is no layout: the process that made it ended."""
    return say("the layout process ended with code {code}", "排版进程以代码 {code} 结束", code=code)


def too_slow(limit: float) -> Said:
    """Why there is no layout: it took longer than `limit` seconds."""
    return say("the layout took longer than {limit} s", "排版超过 {limit} 秒", limit=f"{limit:g}")


def failed_with(error: Exception) -> Said:
    """Why there is no layout, in the words of the program that failed: they are the same in every language."""
    told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return Said(told, told)


def place_plainly(scene: Scene, notice: Said) -> Placed:
    """A drawing that always works, in linear time; `notice` is kept in it."""
    measured = measure(scene)
    return dress(measured, _frame(measured.graph, notice))


def _frame(graph: Graph, notice: Said) -> Frame:
    """Every symbol in a row of its own in its lane; without lanes a few side by side."""
    if graph.bands:
        spots, lanes, width, height, head = _in_lanes(graph)
    else:
        spots, width, height = _in_rows(graph)
        lanes, head = (), 0.0
    few = len(graph.links) <= _NO_LINES
    routes = tuple(_route(index, graph, spots) for index in range(len(graph.links))) if few else ()
    return Frame(spots, routes, lanes, head, width, height, notice)


def _in_lanes(graph: Graph) -> tuple[tuple[Spot, ...], tuple[Point, ...], float, float, float]:
    right = graph.direction == "right"
    breadths = [band.h if right else band.w for band in graph.bands]
    for vertex in graph.vertices:
        breadths[vertex.lane] = max(breadths[vertex.lane], (vertex.h if right else vertex.w) + _ACROSS)
    starts = [sum(breadths[:lane]) for lane in range(len(breadths))]
    head = max(band.w if right else band.h for band in graph.bands)
    at = head + _GAP / 2
    spots = []
    for index, vertex in enumerate(graph.vertices):
        across = starts[vertex.lane] + (breadths[vertex.lane] - (vertex.h if right else vertex.w)) / 2
        x, y = (at, across) if right else (across, at)
        spots.append(Spot(index, round(x, 1), round(y, 1), vertex.w, vertex.h))
        at += (vertex.w if right else vertex.h) + _GAP
    lanes = tuple(zip(starts, breadths, strict=True))
    total = sum(breadths)
    return tuple(spots), lanes, (at if right else total), (total if right else at), head


def _in_rows(graph: Graph) -> tuple[tuple[Spot, ...], float, float]:
    spots = []
    x = y = tall = width = 0.0
    for index, vertex in enumerate(graph.vertices):
        if index and index % _WRAP == 0:
            x, y, tall = 0.0, y + tall + _GAP, 0.0
        spots.append(Spot(index, x, y, vertex.w, vertex.h))
        x += vertex.w + _GAP
        tall, width = max(tall, vertex.h), max(width, x - _GAP)
    return tuple(spots), width, y + tall


def _route(index: int, graph: Graph, spots: tuple[Spot, ...]) -> Route:
    """From border to border, with one step in the middle."""
    link = graph.links[index]
    a, b = spots[link.source], spots[link.target]
    down = b.y >= a.y
    start = (round(a.x + a.w / 2, 1), a.y + a.h if down else a.y)
    end = (round(b.x + b.w / 2, 1), b.y if down else b.y + b.h)
    middle = round((start[1] + end[1]) / 2, 1)
    points = (start, end) if start[0] == end[0] else (start, (start[0], middle), (end[0], middle), end)
    return Route(index, points, None, link.source, link.target)
