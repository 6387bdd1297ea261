"""Where work changes hands: between whom, how often, and in which steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from process_atlas.analysis.responsibility import Handover
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Link, RoleChip


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Where work changes hands."""

    process: Link
    source: Link
    target: Link


@dataclass(frozen=True, slots=True)
class Partner:
    """A role that hands work over or takes it."""

    role: RoleChip
    count: str
    mark: str
    places: tuple[PlaceRow, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """All partners in one direction."""

    title: str
    partners: tuple[Partner, ...]


def exchanges_of(at: Reader, id: str) -> Iterator[Exchange]:
    """From whom a role gets work, and to whom it hands work on; the most frequent first."""
    cells = at.atlas.handovers.cells.values()
    directions = {
        "gets-work": [(each.source, each) for each in cells if each.target == id],
        "hands-work": [(each.target, each) for each in cells if each.source == id],
    }
    for title, found in directions.items():
        if found:
            ordered = sorted(found, key=lambda each: -each[1].count)
            yield Exchange(at.words(title), tuple(_partner(at, other, each) for other, each in ordered))


def _partner(at: Reader, other: str, handover: Handover) -> Partner:
    mark = at.words("crosses-teams") if handover.crosses_teams else ""
    return Partner(at.role(other), at.words.count("handover", handover.count), mark, place_rows(at, handover))


def place_rows(at: Reader, handover: Handover) -> tuple[PlaceRow, ...]:
    """Where one role hands work to another, with the steps on both sides."""
    return tuple(
        PlaceRow(at.numbered(each.process), at.step(each.process, each.source), at.step(each.process, each.target))
        for each in handover.places
    )
