"""Connectors: what stands where a line is cut, so that readers find it again on the other sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from process_atlas.diagrams.measure import widest
from process_atlas.diagrams.scene import Box, Placed, PlacedNode

SIZE, TALL = 12.0, 18.0
_GAP, _LEAD = 4.0, 9.0


@dataclass(frozen=True, slots=True)
class Crossing:
    """A line at a cut: its place across the flow, its name, whom it leads from and to. `onward`: with the flow."""

    at: float
    sources: tuple[str, ...]
    target: str
    onward: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class Pill:
    """A connector beside a cut. `depth` is how far from the cut its near side stands; `low` and `size` are across the
    flow, `long` along it."""

    crossing: Crossing
    text: str
    low: float
    size: float
    long: float
    depth: float


def crossings(placed: Placed, axis: int, place: float) -> list[Crossing]:
    """The lines that a cut at `place` meets, in their order; lines that lie on each other are one."""
    found: dict[tuple[float, str, bool], dict[str, None]] = {}
    for edge in placed.edges:
        for p, q in pairwise(edge.points):
            if min(p[axis], q[axis]) < place < max(p[axis], q[axis]):
                key = (p[1 - axis], _called(placed.nodes[edge.target]), q[axis] > p[axis])
                found.setdefault(key, {})[_called(placed.nodes[edge.source])] = None
    return [Crossing(at, tuple(sources), to, onward) for (at, to, onward), sources in sorted(found.items())]


def _called(node: PlacedNode) -> str:
    """A step's number; for what has none, the start of its title."""
    title = node.node.title or node.node.tip
    return node.node.number or (title if len(title) < 16 else f"{title[:14]}…")


def named(cuts: Sequence[Sequence[Crossing]]) -> Iterator[tuple[Crossing, ...]]:
    """The crossings with letters, A, B, … over all cuts: each letter stands on two sheets and nowhere else."""
    number = 0
    for found in cuts:
        yield tuple(replace(each, name=_letters(number + place)) for place, each in enumerate(found))
        number += len(found)


def _letters(number: int) -> str:
    return (_letters(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)


def pills(found: Sequence[Crossing], axis: int, size: float, ahead: bool) -> tuple[Pill, ...]:
    """The connectors at one side of a cut; `ahead`: the cut ends the sheet, so that onward lines leave it there.

    `size` is the sheet's extent across the flow. Going backwards, each stands before what it would cover.
    """
    texts = {each: _text(each, ahead) for each in found}
    lengths = {each: widest((text,), SIZE) + 12 for each, text in texts.items()}
    long = TALL if axis else max(lengths.values(), default=0.0)
    placed: list[Pill] = []
    for each in sorted(found, key=lambda one: -one.at):
        across = lengths[each] if axis else TALL
        low = max(0.0, min(each.at - _LEAD, size - across))
        level = 0
        while any(_clash(pill, low, across, each.at, level * (long + _GAP)) for pill in placed):
            level += 1
        placed.append(Pill(each, texts[each], low, across, long, level * (long + _GAP) + _GAP))
    return tuple(placed)


def _clash(pill: Pill, low: float, size: float, at: float, depth: float) -> bool:
    """Whether a new pill would cover `pill`, or have its line run through it."""
    if pill.depth == depth + _GAP:
        return low < pill.low + pill.size + _GAP and pill.low < low + size + _GAP
    return pill.depth > depth + _GAP and low < pill.crossing.at < low + size


def _text(each: Crossing, ahead: bool) -> str:
    """`A → 14` where a line leaves a sheet, `9 → A` where it comes in."""
    leaves = each.onward == ahead
    return f"{each.name} → {each.target}" if leaves else f"{', '.join(each.sources)} → {each.name}"


def depth_of(side: Sequence[Pill]) -> float:
    """The room along the flow that connectors need beside a cut."""
    return max((pill.depth + pill.long + _GAP for pill in side), default=0.0)


def box_of(pill: Pill, axis: int, border: float, ahead: bool) -> Box:
    """Where a connector stands, the cut being at `border`."""
    near = border + pill.depth if ahead else border - pill.depth - pill.long
    return Box(pill.low, near, pill.size, pill.long) if axis else Box(near, pill.low, pill.long, pill.size)
