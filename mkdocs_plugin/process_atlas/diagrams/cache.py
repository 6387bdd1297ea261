"""Recalls layouts from a folder, so that the next build lays out only what changed.

An entry's key is the digest of the bare graph, of the code that lays out and of the version of Graphviz where that has
a say: an entry is right or it is not found, and a word that changes but keeps its size moves nothing. Entries are JSON
under a digest of the key and of the content, checked when read, so that a damaged or exchanged one is made anew and no
program can hide in one. Whatever is wrong with the folder costs time, never a drawing.
"""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from process_atlas.diagrams.cachedir import place_of, read, reason, write
from process_atlas.diagrams.graph import Frame, Graph, Point, Route, Spot
from process_atlas.diagrams.layout import engine_of
from process_atlas.diagrams.sending import values_of
from process_atlas.said import Said

FOLDER = ".cache/process-atlas"
"""Where hosts keep layouts unless told otherwise."""
LAYOUT: tuple[str, ...] = (
    *("arrange", "compact", "datadraw", "dataparts", "dataplan", "geometry", "graph", "labels", "layout"),
    *("route", "scene", "search", "sending", "settle", "tracks", "treeplan"),
)
"""The modules that decide where things stand: other code, other layouts."""
_DIGEST = 32


def recall(graph: Graph, folder: Path) -> Frame:
    """The layout of a graph as `folder` has it. Raises whatever is wrong with the entry, or that there is none."""
    key = _key(graph)
    content = read(place_of(folder, key))
    digest, text = content[:_DIGEST], content[_DIGEST:]
    if _sealed(key, text) != digest:
        raise ValueError("not what was written")
    frame = _frame(*json.loads(text))
    if not _fits(graph, frame):
        raise ValueError("not a layout of this graph")
    return frame


def keep(graph: Graph, frame: Frame, folder: Path) -> str:
    """Keep the layout of a graph in `folder`. Says in the system's words why it could not be kept, or ""."""
    key, text = _key(graph), _written(frame)
    try:
        write(folder, key, _sealed(key, text) + text)
    except OSError as problem:
        return reason(problem)
    return ""


def not_kept(problem: str) -> str:
    """A line for the user about layouts that could not be kept."""
    return f"drawings are not kept for the next build: {problem}"


def _key(graph: Graph) -> str:
    return sha256(_code() + _written((engine_of(graph.plan), graph))).hexdigest()


def _sealed(key: str, text: bytes) -> bytes:
    return sha256(key.encode() + text).digest()


def _fits(graph: Graph, frame: Frame) -> bool:
    """Whether a frame shows a graph and nothing else. Only on a grid has every link a route."""
    spots, drawn, links = range(len(frame.spots)), {route.link for route in frame.routes}, set(range(len(graph.links)))
    return (
        {spot.vertex for spot in frame.spots} == set(range(len(graph.vertices)))
        and (drawn == links if graph.plan in ("lanes", "free") else drawn <= links)
        and len(drawn) == len(frame.routes)
        and all(route.source in spots and route.target in spots for route in frame.routes)
        and len(frame.lanes) == (len(graph.bands) or len(frame.lanes))
        and not frame.notice
    )


@cache
def _code() -> bytes:
    folder = files(__package__)
    return sha256(b"\0".join((folder / f"{name}.py").read_bytes() for name in LAYOUT)).digest()


def _written(value: tuple[str, Graph] | Frame) -> bytes:
    """A graph with its engine or a frame as JSON: lists of the values of fields."""
    return json.dumps(value, default=values_of, separators=(",", ":")).encode()


def _frame(spots: Any, routes: Any, lanes: Any, head: Any, width: Any, height: Any, notice: Any) -> Frame:
    """The frame that was written so. Raises ValueError or TypeError for anything else."""
    return Frame(
        tuple(Spot(int(at), float(x), float(y), float(w), float(h), int(copy)) for at, x, y, w, h, copy in spots),
        tuple(
            Route(int(link), tuple(map(_point, points)), _point(label) if label else None, int(source), int(target))
            for link, points, label, source, target in routes
        ),
        tuple(map(_point, lanes)),
        float(head),
        float(width),
        float(height),
        Said(str(notice), str(notice)),
    )


def _point(pair: Any) -> Point:
    x, y = pair
    return float(x), float(y)
