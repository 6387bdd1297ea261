"""Where work changes hands: between whom, how often, and in which steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from process_atlas.analysis.responsibility import Handover, Place
from process_atlas.catalog import NO_AREA
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Link, RoleChip

_HEATS = 4


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Where work changes hands."""

    process: Link
    source: Link
    target: Link


@dataclass(frozen=True, slots=True)
class HeatCell:
    """How often one role hands work to another; `heat` is 0 for never, else 1 (few) to 4 (many)."""

    count: int
    heat: int
    crosses: bool
    external: bool
    spoken: str
    href: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One role that hands work over; None is the cell of the role itself."""

    role: RoleChip
    cells: tuple[HeatCell | None, ...]


@dataclass(frozen=True, slots=True)
class PairRow:
    """All places where one role hands work to another; in large catalogues `areas` lead to them, with how many."""

    anchor: str
    source: RoleChip
    target: RoleChip
    count: int
    mark: str
    places: tuple[PlaceRow, ...]
    areas: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Crossings:
    """Who hands work to whom: a heat map of givers x takers, and the places pair by pair."""

    givers: tuple[HeatRow, ...]
    takers: tuple[RoleChip, ...]
    heats: tuple[int, ...]
    pairs: tuple[PairRow, ...]


@dataclass(frozen=True, slots=True)
class Partner:
    """A role that hands work over or takes it."""

    role: RoleChip
    count: str
    mark: str
    places: tuple[PlaceRow, ...]
    areas: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """All partners in one direction."""

    title: str
    partners: tuple[Partner, ...]


def crossings_of(at: Reader, area: str = "") -> Crossings:
    """Who hands work to whom, everywhere or in an area. Everywhere in a large catalogue is told by area."""
    handovers = at.atlas.handovers
    cells = _in_area(at, area) if area else handovers.cells
    by_area = at.catalog.is_large and not area
    takers = tuple(id for id in handovers.roles if any(target == id for _, target in cells))
    return Crossings(
        givers=tuple(_givers(at, cells, takers)),
        takers=at.roles(takers),
        heats=tuple(range(1, _HEATS + 1)),
        pairs=tuple(_pair(at, each, by_area) for each in cells.values()),
    )


def exchanges_of(at: Reader, id: str, by_area: bool = False) -> Iterator[Exchange]:
    """From whom a role gets work, and to whom it hands work on, in which steps or areas; the most frequent first."""
    cells = at.atlas.handovers.cells.values()
    directions = {
        "gets-work": [(each.source, each) for each in cells if each.target == id],
        "hands-work": [(each.target, each) for each in cells if each.source == id],
    }
    for title, found in directions.items():
        if found:
            ordered = sorted(found, key=lambda each: -each[1].count)
            yield Exchange(at.words(title), tuple(_partner(at, other, each, by_area) for other, each in ordered))


def _partner(at: Reader, other: str, handover: Handover, by_area: bool) -> Partner:
    mark = at.words("crosses-teams") if handover.crosses_teams else ""
    count = at.words.count("handover", handover.count)
    return Partner(at.role(other), count, mark, *_where(at, handover, by_area))


def _where(at: Reader, handover: Handover, by_area: bool) -> tuple[tuple[PlaceRow, ...], tuple[Link, ...]]:
    """Where work changes hands: the steps, or how often in which areas."""
    return ((), tuple(_areas(at, handover))) if by_area else (place_rows(at, handover), ())


def _areas(at: Reader, handover: Handover) -> Iterator[Link]:
    counts = Counter(at.catalog.processes[place.process].area or NO_AREA for place in handover.places)
    for area in at.catalog.by_area:
        if area in counts:
            yield Link(at.area_title(area), at.href("area", area, _anchor(handover)), note=str(counts[area]))


def _in_area(at: Reader, area: str) -> Mapping[tuple[str, str], Handover]:
    """The hand-overs in the processes of an area."""
    found: dict[tuple[str, str], list[Place]] = {}
    for id in at.catalog.by_area[area]:
        lane_of = at.atlas.flows[id].lane_of
        for place in at.atlas.handed_over.get(id, ()):
            found.setdefault((lane_of[place.source], lane_of[place.target]), []).append(place)
    cells = at.atlas.handovers.cells
    return {pair: replace(each, places=tuple(found[pair])) for pair, each in cells.items() if pair in found}


def _givers(at: Reader, cells: Mapping[tuple[str, str], Handover], takers: Iterable[str]) -> Iterator[HeatRow]:
    most = max((each.count for each in cells.values()), default=1)
    for giver in at.atlas.handovers.roles:
        if any(source == giver for source, _ in cells):
            found = (cells.get((giver, taker)) for taker in takers)
            row = (_cell(at, each, most) if each else None for each in found)
            yield HeatRow(at.role(giver), tuple(row))


def _cell(at: Reader, handover: Handover, most: int) -> HeatCell:
    source, target = at.role(handover.source), at.role(handover.target)
    spoken = f"{source.title} → {target.title}: {at.words.count('handover', handover.count)}"
    heat = -(-handover.count * _HEATS // most)
    mark = _mark(at, handover)
    return HeatCell(
        count=handover.count,
        heat=heat,
        crosses=handover.crosses_teams,
        external=handover.external,
        spoken=f"{spoken}, {mark}" if mark else spoken,
        href=f"#{_anchor(handover)}",
    )


def _pair(at: Reader, handover: Handover, by_area: bool) -> PairRow:
    places, areas = _where(at, handover, by_area)
    return PairRow(
        anchor=_anchor(handover),
        source=at.role(handover.source),
        target=at.role(handover.target),
        count=handover.count,
        mark=_mark(at, handover),
        places=places,
        areas=areas,
    )


def _mark(at: Reader, handover: Handover) -> str:
    if handover.external:
        return at.words("handover-external")
    return at.words("crosses-teams") if handover.crosses_teams else ""


def _anchor(handover: Handover) -> str:
    return f"from-{handover.source}-to-{handover.target}"


def place_rows(at: Reader, handover: Handover) -> tuple[PlaceRow, ...]:
    """Where one role hands work to another, with the steps on both sides."""
    return tuple(
        PlaceRow(at.numbered(each.process), at.step(each.process, each.source), at.step(each.process, each.target))
        for each in handover.places
    )
