"""What layout works on: boxes, links and lanes as bare numbers without any text, and the frame that it answers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from process_atlas.diagrams.sending import sendable
from process_atlas.said import NOTHING, Said

Point = tuple[float, float]

FAMILIES = 64
"""Families of links are numbered below this."""


@sendable
@dataclass(frozen=True, slots=True)
class Vertex:
    """A symbol: width and height in pixels, its outline (`rect`, `stadium`, `diamond`, `ellipse`), its lane's index."""

    w: float
    h: float
    outline: str = "rect"
    lane: int = 0
    role: str = ""


@sendable
@dataclass(frozen=True, slots=True)
class Link:
    """An arrow between two vertices. `lw`, `lh`: its label's size. Only links of one `family` may merge."""

    source: int
    target: int
    lw: float = 0.0
    lh: float = 0.0
    family: int = 0


@sendable
@dataclass(frozen=True, slots=True)
class Band:
    """A lane's head: the least width it needs and its height."""

    w: float
    h: float


@sendable
@dataclass(frozen=True, slots=True)
class Graph:
    """All that decides a layout. Two scenes with equal graphs have equal frames, which is what a cache may rely on."""

    plan: str
    direction: str
    vertices: tuple[Vertex, ...]
    links: tuple[Link, ...]
    bands: tuple[Band, ...] = ()


@sendable
@dataclass(frozen=True, slots=True)
class Spot:
    """A vertex with its place: top left corner and size. `copy` counts repeated symbols of one vertex from 0."""

    vertex: int
    x: float
    y: float
    w: float
    h: float
    copy: int = 0


@sendable
@dataclass(frozen=True, slots=True)
class Route:
    """The corner points of one link, its label's top left corner, and the spots it joins."""

    link: int
    points: tuple[Point, ...]
    label: Point | None = None
    source: int = -1
    target: int = -1


@sendable
@dataclass(frozen=True, slots=True)
class Frame:
    """A finished layout: spots, routes, lanes as (x, width) and the size of the drawing in pixels."""

    spots: tuple[Spot, ...]
    routes: tuple[Route, ...]
    lanes: tuple[Point, ...]
    head: float
    width: float
    height: float
    notice: Said = NOTHING


def turned(graph: Graph) -> Graph:
    """The graph with its axes swapped, so that one layout serves both directions."""
    return replace(
        graph,
        vertices=tuple(replace(v, w=v.h, h=v.w) for v in graph.vertices),
        links=tuple(replace(link, lw=link.lh, lh=link.lw) for link in graph.links),
        bands=tuple(Band(band.h, band.w) for band in graph.bands),
    )


def turned_back(frame: Frame) -> Frame:
    """A frame of a turned graph, in the page's own axes again."""
    return replace(
        frame,
        spots=tuple(replace(s, x=s.y, y=s.x, w=s.h, h=s.w) for s in frame.spots),
        routes=tuple(
            replace(r, points=tuple((y, x) for x, y in r.points), label=(r.label[1], r.label[0]) if r.label else None)
            for r in frame.routes
        ),
        width=frame.height,
        height=frame.width,
    )
