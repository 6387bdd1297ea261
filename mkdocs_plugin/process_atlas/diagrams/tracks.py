"""Tracks: links that use the same line of the grid are set side by side, in the order that makes fewest crossings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from process_atlas.diagrams.route import Lines, Vertexes

#: A corner on a wire: its place along the line, where the way turns (-1 up or left, +1 down or right), into which leg.
Turn = tuple[int, int, tuple[int, int]]


@dataclass(slots=True)
class Wire:
    """Legs of one group that lie on one line. `legs` are (link, leg number); `track` is counted from 0."""

    group: int
    low: int
    high: int
    legs: list[tuple[int, int]]
    turns: list[Turn] = field(default_factory=list)
    ports: int = 0
    track: int = 0
    tracks: int = 1
    straight: bool = False
    base: int = -1
    cluster_legs: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Tracks:
    """Wires of all lines: `across[y]` and `down[x]`; `wire_of[link, leg]` finds a leg's wire."""

    across: dict[int, list[Wire]]
    down: dict[int, list[Wire]]
    wire_of: dict[tuple[int, int], Wire]


def assign(ways: list[Vertexes], groups: list[int], lines: Lines) -> Tracks:
    """Tracks for every leg of every way."""
    wire_of: dict[tuple[int, int], Wire] = {}
    across, down = _legs(ways, groups)
    found = Tracks(_wires(across, wire_of), _wires(down, wire_of), wire_of)
    _note_turns(ways, wire_of)
    middles = set(lines.middle_y), set(lines.middle_x)
    for axis, table in enumerate((found.across, found.down)):
        for line in sorted(table):
            for cluster in _clusters(table[line]):
                _order(cluster, wire_of if axis else {}, line in middles[axis])
    return found


Leg = tuple[int, int, int, tuple[int, int], int]


def _legs(ways: list[Vertexes], groups: list[int]) -> tuple[dict[int, list[Leg]], dict[int, list[Leg]]]:
    """Legs by line: (low, high, group, (link, leg), ports), for rows and for columns.

    Places along a line count double, so that a leg can end at a symbol's border, half a step before its middle.
    """
    across: dict[int, list[Leg]] = defaultdict(list)
    down: dict[int, list[Leg]] = defaultdict(list)
    for link, way in enumerate(ways):
        last = len(way) - 2
        for leg, ((x0, y0), (x1, y1)) in enumerate(zip(way, way[1:], strict=False)):
            ports = (leg == 0) + (leg == last)
            table, line, start, end = (across, y0, x0, x1) if y0 == y1 else (down, x0, y0, y1)
            onward = 1 if end > start else -1
            start, end = 2 * start + onward * (leg == 0), 2 * end - onward * (leg == last)
            table[line].append((min(start, end), max(start, end), groups[link], (link, leg), ports))
    return across, down


def _wires(table: dict[int, list[Leg]], wire_of: dict[tuple[int, int], Wire]) -> dict[int, list[Wire]]:
    """Legs of one group that touch on a line become one wire."""
    found: dict[int, list[Wire]] = {}
    for line, legs in table.items():
        wires: list[Wire] = []
        open_: dict[int, Wire] = {}
        for low, high, group, name, ports in sorted(legs):
            wire = open_.get(group)
            if wire is None or low > wire.high:
                wire = open_[group] = Wire(group, low, high, [])
                wires.append(wire)
            wire.high = max(wire.high, high)
            wire.legs.append(name)
            wire.ports += ports
            wire.straight = wire.straight or ports == 2
            wire_of[name] = wire
        found[line] = wires
    return found


def _note_turns(ways: list[Vertexes], wire_of: dict[tuple[int, int], Wire]) -> None:
    """Every corner is a turn of both wires that meet in it."""
    for link, way in enumerate(ways):
        for leg in range(len(way) - 2):
            (x0, y0), (x1, y1), (x2, y2) = way[leg : leg + 3]
            before, after = (link, leg), (link, leg + 1)
            if y0 == y1:
                wire_of[before].turns.append((2 * x1, _sign(y2 - y1), after))
                wire_of[after].turns.append((2 * y1, _sign(x0 - x1), before))
            else:
                wire_of[before].turns.append((2 * y1, _sign(x2 - x1), after))
                wire_of[after].turns.append((2 * x1, _sign(y0 - y1), before))


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _clusters(wires: list[Wire]) -> list[list[Wire]]:
    """Groups of wires on one line that overlap or touch."""
    found: list[list[Wire]] = []
    reach = -1
    for wire in wires:
        if found and wire.low <= reach:
            found[-1].append(wire)
        else:
            found.append([wire])
        reach = max(reach, wire.high) if len(found[-1]) > 1 else wire.high
    return found


def _order(cluster: list[Wire], known: dict[tuple[int, int], Wire], middle: bool) -> None:
    """Tracks for one cluster: a wire comes before another where that saves crossings."""
    if len(cluster) == 1:
        return
    after: list[set[int]] = [set() for _ in cluster]
    for i, one in enumerate(cluster):
        for j in range(i + 1, len(cluster)):
            other = cluster[j]
            if other.low > one.high:
                continue
            vote = _vote(one, other, known) - _vote(other, one, known) or _lean(one) - _lean(other) or -1
            if vote < 0:
                after[j].add(i)
            else:
                after[i].add(j)
    for wire, track in zip(cluster, _layered(cluster, after), strict=True):
        wire.track = track
    total = max(wire.track for wire in cluster) + 1
    bases = [wire for wire in cluster if wire.straight] or [wire for wire in cluster if wire.ports]
    base = bases[0].track if middle and bases else -1
    legs = [leg for wire in cluster for leg in wire.legs] if middle else []
    for wire in cluster:
        wire.tracks, wire.base, wire.cluster_legs = total, base, legs


def _lean(wire: Wire) -> int:
    return sum(turn for _, turn, _ in wire.turns)


def _layered(cluster: list[Wire], after: list[set[int]]) -> list[int]:
    """The least track of each wire that respects `after`; circles are broken at the wire with fewest before it."""
    tracks = [-1] * len(cluster)
    left = set(range(len(cluster)))
    while left:
        ready = [i for i in sorted(left) if not after[i] & left]
        ready = ready or [min(left, key=lambda i: (len(after[i] & left), i))]
        for i in ready:
            held = [
                tracks[j]
                for j in range(len(cluster))
                if tracks[j] >= 0 and j not in ready and _touch(cluster[i], cluster[j])
            ]
            tracks[i] = max(held, default=-1) + 1
        left.difference_update(ready)
    return tracks


def _touch(one: Wire, other: Wire) -> bool:
    return one.low <= other.high and other.low <= one.high


def _vote(one: Wire, other: Wire, known: dict[tuple[int, int], Wire]) -> int:
    """Negative where `one` should come first (above, or left), by the turns of `other` along `one`."""
    votes = 0
    for place, turn, leg in other.turns:
        if one.low < place < one.high:
            votes -= turn
        elif place in (one.low, one.high):
            votes += _vote_at_end(one, other, place, turn, leg, known)
    return votes


def _vote_at_end(
    one: Wire, other: Wire, place: int, turn: int, leg: tuple[int, int], known: dict[tuple[int, int], Wire]
) -> int:
    for where, mine, my_leg in one.turns:
        if where != place:
            continue
        if mine != turn:
            return mine
        if known and _same_side(one, other, place):
            here, there = known[my_leg].track, known[leg].track
            outward = 1 if place == one.high else -1
            return _sign(here - there) * outward * turn * -1
    return 0


def _same_side(one: Wire, other: Wire, place: int) -> bool:
    return (place == one.high) == (place == other.high)
