"""Scenes (what a diagram shows, without coordinates) and placed drawings (the same with coordinates)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from process_atlas.diagrams.sending import sendable
from process_atlas.said import NOTHING, Said


class Plan(StrEnum):
    """How a scene is arranged on the page."""

    LANES = "lanes"
    FREE = "free"
    TREE = "tree"
    DATAFLOW = "dataflow"


@sendable
@dataclass(frozen=True, slots=True)
class Badge:
    """A small mark on a node: `time`, `wait`, `key`, `channel`, `system` or `count`, with its short text."""

    kind: str
    text: str = ""
    tip: str = ""


@sendable
@dataclass(frozen=True, slots=True)
class Row:
    """One line inside an entity: a field. `mark` is `key`, `required` or empty; `detail` stands at the right."""

    text: str
    mark: str = ""
    detail: str = ""


@sendable
@dataclass(frozen=True, slots=True)
class Lane:
    """One lane. `sign` is the short sign of its role, `tone` the number of its colour (0 to 11)."""

    id: str
    title: str
    sign: str = ""
    tone: int = 0
    href: str = ""


@sendable
@dataclass(frozen=True, slots=True)
class Node:
    """One symbol. `shape` names its form (see `shapes.FORMS`), `tone` overrides its lane's colour when not negative.

    `css` are extra class names, `tip` the text a pointer shows, `subtitle` a second, smaller line. In a comparison,
    `change` is what became of it (`added`, `removed`, `changed`, `moved`) and `anchor` names it for links.
    `roles` are the ids of the roles that it concerns.
    """

    id: str
    shape: str
    title: str
    lane: str = ""
    number: str = ""
    href: str = ""
    badges: tuple[Badge, ...] = ()
    level: str = ""
    rows: tuple[Row, ...] = ()
    subtitle: str = ""
    css: str = ""
    tip: str = ""
    tone: int = -1
    sign: str = ""
    change: str = ""
    anchor: str = ""
    roles: tuple[str, ...] = ()


@sendable
@dataclass(frozen=True, slots=True)
class Edge:
    """One arrow. `style`: `flow`, `overdue`, `data`, `reference`, `line`, `moved`, or an entity relation such as
    `one-to-many`. `level` colours a branch (`success`, `warning`, `danger`, `info`). `change` and `anchor` are as those
    of a node; `signed` puts the sign of the change beside the label."""

    source: str
    target: str
    label: str = ""
    level: str = ""
    style: str = "flow"
    css: str = ""
    tip: str = ""
    change: str = ""
    anchor: str = ""
    signed: bool = False

    @property
    def signs(self) -> int:
        """How many small signs stand before its label: the sign of its level, the sign of its change."""
        return bool(self.level and self.label) + self.signed


@sendable
@dataclass(frozen=True, slots=True)
class Scene:
    """Everything a diagram says. `kind` and `spec` name the drawing (and prefix its ids), `lang` is its language;
    `watermark` is a word that lies over all of it, such as that it is a draft."""

    kind: str
    spec: str
    lang: str
    title: str
    description: str = ""
    lanes: tuple[Lane, ...] = ()
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    direction: str = "down"
    plan: Plan = Plan.LANES
    watermark: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of text. `x`, `y` is the first baseline; `role` sets size and colour; `full` is the uncut text."""

    x: float
    y: float
    lines: tuple[str, ...]
    role: str = "title"
    anchor: str = "start"
    full: str = ""

    def moved(self, dx: float, dy: float) -> Text:
        """The same text elsewhere, to a tenth of a pixel."""
        return Text(round(self.x + dx, 1), round(self.y + dy, 1), self.lines, self.role, self.anchor, self.full)


@dataclass(frozen=True, slots=True)
class Mark:
    """A small drawn mark: number tab, time pill, channel chip, key star, level sign. Box in pixels."""

    kind: str
    x: float
    y: float
    w: float
    h: float
    text: str = ""
    tip: str = ""

    def moved(self, dx: float, dy: float) -> Mark:
        """The same mark elsewhere, to a tenth of a pixel."""
        return Mark(self.kind, round(self.x + dx, 1), round(self.y + dy, 1), self.w, self.h, self.text, self.tip)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: top left corner, width and height, in pixels."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right side's x."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower side's y."""
        return self.y + self.h

    def overlaps(self, other: Box, gap: float = 0.0) -> bool:
        """Whether both share any area once `gap` is kept between them."""
        return (
            self.x < other.right + gap
            and other.x < self.right + gap
            and self.y < other.bottom + gap
            and other.y < self.bottom + gap
        )

    def holds(self, other: Box, slack: float = 0.01) -> bool:
        """Whether `other` lies wholly inside."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )


@dataclass(frozen=True, slots=True)
class PlacedNode:
    """A node with its box, texts and marks. `copy` counts repeated symbols of one node from 0, of `copies` in all."""

    node: Node
    box: Box
    texts: tuple[Text, ...] = ()
    marks: tuple[Mark, ...] = ()
    tone: int = -1
    copy: int = 0
    copies: int = 1


@dataclass(frozen=True, slots=True)
class PlacedLane:
    """A lane's band, its head and the head's texts."""

    lane: Lane
    band: Box
    head: Box
    texts: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedEdge:
    """An edge's corner points, its label's box and text. `tail` and `head` say what its ends carry (`""`, `arrow`,
    `one`, `many`); `merged` marks that the last stretch is shared with another edge to the same target."""

    edge: Edge
    points: tuple[tuple[float, float], ...]
    label: Box | None = None
    text: Text | None = None
    tail: str = ""
    head: str = "arrow"
    source: int = -1
    target: int = -1


@dataclass(frozen=True, slots=True)
class Placed:
    """A drawing with coordinates. `notice` says why it is a plain fallback, or is empty."""

    scene: Scene
    lanes: tuple[PlacedLane, ...]
    nodes: tuple[PlacedNode, ...]
    edges: tuple[PlacedEdge, ...]
    width: float
    height: float
    notice: Said = NOTHING


Place = Callable[[Sequence[Scene]], Sequence[Placed]]
"""What gives scenes their coordinates, each in its place: in workers, from a memory, from a folder."""
DrawingKey = tuple[str, str, str]
"""`(kind of diagram, id of its subject, language)`."""
