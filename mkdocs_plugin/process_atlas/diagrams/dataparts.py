"""The parts that a data-flow diagram's layout works on: rows of processes, and lines to what stands beside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from process_atlas.diagrams.graph import Graph, Route, Spot

#: Pixels: from line to line, between symbols, between processes, between tracks, and around labels.
PITCH, GAP, ROW, TRACK, AIR = 26.0, 10.0, 26.0, 14.0, 14.0
LEFT, RIGHT = 0, 1


@dataclass(slots=True)
class Line:
    """One drawn line at a process's side: its link, and `out` when it leaves the process."""

    link: int
    process: int
    other: int
    out: bool
    y: float = 0.0
    h: float = PITCH


@dataclass(slots=True)
class Group:
    """Lines of one process to one symbol beside it."""

    other: int
    lines: list[Line] = field(default_factory=list)
    y: float = 0.0
    h: float = 0.0


@dataclass(slots=True)
class Row:
    """One process with the groups at its two sides, and the ends of detours above and below them."""

    vertex: int
    sides: tuple[list[Group], list[Group]] = field(default_factory=lambda: ([], []))
    top: tuple[list[Line], list[Line]] = field(default_factory=lambda: ([], []))
    bottom: tuple[list[Line], list[Line]] = field(default_factory=lambda: ([], []))
    y: float = 0.0
    h: float = 0.0


@dataclass(slots=True)
class Detour:
    """A flow between two processes that are not neighbours, led round at one side."""

    start: Line
    end: Line
    span: tuple[int, int]
    side: int = LEFT
    track: int = 0


@dataclass(slots=True)
class Plan:
    graph: Graph
    rows: list[Row] = field(default_factory=list)
    direct: dict[int, list[int]] = field(default_factory=dict)
    detours: list[Detour] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    routes: list[Route] = field(default_factory=list)
    copies: dict[int, int] = field(default_factory=dict)

    def role(self, vertex: int) -> str:
        return self.graph.vertices[vertex].role

    def label_height(self, links: Iterable[int]) -> float:
        return max((self.graph.links[i].lh for i in links), default=0.0)


def all_lines(row: Row, side: int) -> list[Line]:
    """A side's lines from top to bottom."""
    return [*row.top[side], *(line for group in row.sides[side] for line in group.lines), *row.bottom[side]]
