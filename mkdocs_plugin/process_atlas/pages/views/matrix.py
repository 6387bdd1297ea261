"""The CRUD matrix: what processes do with structures, as a table, or as lists where a table would be too wide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from process_atlas.analysis.lineage import CRUD
from process_atlas.catalog import MANY
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Link
from process_atlas.pages.views.structures import structure_link

_MOST_TOUCHES = 400
"""More than so many touches are counted rather than listed."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What a process does with a structure: letters such as `CR`, in words, and where its steps are listed."""

    letters: str
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One structure of the CRUD matrix."""

    structure: Link
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class Touch:
    """A process that does something with a structure, and the roles that it concerns."""

    process: Link
    roles: tuple[str, ...]
    cell: MatrixCell


@dataclass(frozen=True, slots=True)
class TouchRow:
    """One structure with the processes that touch it."""

    structure: Link
    touches: tuple[Touch, ...]


@dataclass(frozen=True, slots=True)
class CountRow:
    """One structure, how many processes create, read, update and delete it, and where they are listed."""

    structure: Link
    counts: tuple[int, ...]
    href: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """The CRUD matrix: structures x processes. `legend` has each letter with its word, `roles` whom each process
    concerns. With more processes than a reader can follow across a table, `lists` stand in place of `rows`, and with
    more than a reader can follow in lists, `counts`."""

    processes: tuple[Link, ...]
    roles: tuple[tuple[str, ...], ...]
    rows: tuple[MatrixRow, ...]
    legend: tuple[tuple[str, str], ...]
    lists: tuple[TouchRow, ...] = ()
    counts: tuple[CountRow, ...] = ()


def matrix_of(at: Reader) -> Matrix:
    """The matrix of the whole catalogue."""
    crud = at.atlas.lineage.crud
    touched, touching = {structure for structure, _ in crud}, {process for _, process in crud}
    structures = [id for id in at.catalog.data if id in touched]
    processes = [id for id in at.catalog.processes if id in touching]
    legend = tuple((letter, at.words(f"crud-{letter.lower()}")) for letter in CRUD)
    if len(crud) > _MOST_TOUCHES and len(processes) > MANY:
        return Matrix((), (), (), legend, counts=tuple(_count_rows(at, structures)))
    if len(processes) > MANY:
        return Matrix((), (), (), legend, tuple(_touch_rows(at, structures, processes)))
    rows = (
        MatrixRow(
            structure_link(at, id), tuple(_cell(at, id, process, crud.get((id, process))) for process in processes)
        )
        for id in structures
    )
    roles = tuple(at.atlas.concerned[id, ""] for id in processes)
    return Matrix(tuple(at.numbered(id) for id in processes), roles, tuple(rows), legend)


def _touch_rows(at: Reader, structures: Iterable[str], processes: Iterable[str]) -> Iterator[TouchRow]:
    """What a matrix says, in as much space as there is to say."""
    order = {id: index for index, id in enumerate(processes)}
    crud = at.atlas.lineage.crud
    by_structure: dict[str, list[str]] = {id: [] for id in structures}
    for structure, process in sorted(crud, key=lambda pair: order[pair[1]]):
        by_structure[structure].append(process)
    for id, touching in by_structure.items():
        touches = (
            Touch(at.numbered(each), at.atlas.concerned[each, ""], _cell(at, id, each, crud[id, each]))
            for each in touching
        )
        yield TouchRow(structure_link(at, id), tuple(touches))


def _count_rows(at: Reader, structures: Iterable[str]) -> Iterator[CountRow]:
    counts = Counter((id, letter) for (id, _), found in at.atlas.lineage.crud.items() for letter in found)
    for id in structures:
        yield CountRow(structure_link(at, id), tuple(counts[id, each] for each in CRUD), at.href("data", id, "usage"))


def _cell(at: Reader, structure: str, process: str, found: frozenset[str] | None) -> MatrixCell:
    letters = "".join(letter for letter in CRUD if letter in (found or ()))
    spoken = at.words.listing([at.words(f"crud-{letter.lower()}") for letter in letters])
    return MatrixCell(letters, spoken, at.href("data", structure, f"process-{process}"))
