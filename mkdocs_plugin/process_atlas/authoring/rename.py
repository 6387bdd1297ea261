"""Renames an id everywhere it is used: edits at the marks of the scalars, proven by linking the result anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from process_atlas.authoring.exceptions import changed_patterns, renamed_patterns
from process_atlas.authoring.files import Written
from process_atlas.authoring.refused import Refused
from process_atlas.authoring.renaming import HOLDERS, Renaming, renaming_of
from process_atlas.authoring.wording import edited, id_in_place
from process_atlas.catalog import Catalog, Key
from process_atlas.diagnostics import Severity, Span
from process_atlas.link import link
from process_atlas.spec import hints
from process_atlas.spec.load import Loaded, Specs, load
from process_atlas.spec.model import KINDS, Data, Process
from process_atlas.spec.source import Document, Location, SourceFile, extent
from process_atlas.spec.walk import references

RENAMED = (*KINDS, "step", "group", "area")
"""What has an id that can be renamed. Steps and groups are named `PROCESS/STEP` and `STRUCTURE/GROUP`."""

_FOLDERS = {"process": "processes", "data": "data", "field": "fields", "role": "roles", "system": "systems"}


@dataclass(frozen=True, slots=True)
class Renamed:
    """What a renaming changes: the new bytes by path, and the places.

    `mentions` are texts that still name the old address, `patterns` those of `checks` that mean one of the ids only.
    """

    contents: Mapping[str, bytes]
    places: tuple[Span, ...]
    mentions: tuple[Span, ...]
    patterns: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    document: Document
    loc: Location
    value: str


def rename(files: Iterable[SourceFile], kind: str, old: str, new: str) -> Renamed:
    """The files with the id renamed everywhere. `old` is `PROCESS/STEP` or `STRUCTURE/GROUP` for steps and groups.

    Raises Refused; nothing is ever half done.
    """
    by_path = {file.path: file for file in files}
    specs = load(by_path.values())
    catalog = link(specs)
    renaming = renaming_of(kind, old, new)
    home = _home(renaming, specs)
    _check_free(renaming, home, specs)
    _check_readable(renaming, specs, by_path)
    places = [home, *_references(renaming, specs, catalog), *_exceptions(renaming, specs)]
    contents = _edited(by_path, places)
    _prove(renaming, places, specs, catalog, {**by_path, **contents})
    spans = tuple(dict.fromkeys(each.document.locate(each.loc) for each in places))
    after = {path: file.content for path, file in contents.items()}
    mentions = tuple(_mentions(renaming, {**by_path, **contents}.values()))
    return Renamed(after, spans, mentions, tuple(_patterns(renaming, specs)))


def _home(renaming: Renaming, specs: Specs) -> _Place:
    """Where the id is given."""
    homes = [place for id, place in _ids(renaming, specs) if id == renaming.old]
    if len(homes) == 1:
        return homes[0]
    if homes:
        places = " and ".join(str(each.document.locate(each.loc)) for each in homes)
        raise Refused(f"the id '{renaming.old}' is given twice: {places}", "give one of them another id by hand")
    what = f"no {renaming.kind} '{renaming.old}'" + (f" in '{renaming.holder}'" if renaming.holder else "")
    known = [id for id, _ in _ids(renaming, specs)]
    raise Refused(f"there is {what}", hints.did_you_mean(renaming.old, known) or _known(known))


def _known(known: Collection[str]) -> str:
    return f"known: {', '.join(sorted(known))}" if 0 < len(known) <= 12 else ""


def _ids(renaming: Renaming, specs: Specs) -> Iterator[tuple[str, _Place]]:
    """All ids of the kind that is renamed, with the places that give them."""
    if renaming.kind == "area":
        for index, area in enumerate(specs.manifest.areas if specs.manifest_document else ()):
            assert specs.manifest_document
            yield area.id, _Place(specs.manifest_document, ("areas", index, "id"), renaming.new)
        return
    for each in specs.loaded:
        if HOLDERS.get(renaming.kind, renaming.kind) == each.spec.KIND:
            yield from _ids_in(renaming, each)


def _ids_in(renaming: Renaming, each: Loaded) -> Iterator[tuple[str, _Place]]:
    spec, document = each.spec, each.document
    if renaming.kind not in HOLDERS:
        yield spec.id, _Place(document, ("id",), renaming.new)
    elif spec.id != renaming.holder:
        return
    elif isinstance(spec, Process):
        for index, step in enumerate(spec.steps):
            yield step.id, _Place(document, ("steps", index, "id"), renaming.new)
    elif isinstance(spec, Data):
        for index, group in enumerate(spec.groups):
            yield group.id, _Place(document, ("groups", index, "id"), renaming.new)


def _check_free(renaming: Renaming, home: _Place, specs: Specs) -> None:
    """Refuse an id that is taken, by a spec with errors too, or that would make a part of data ambiguous."""
    folded = renaming.new.casefold()
    for id, place in _ids(renaming, specs):
        if id.casefold() == folded and place != home:
            raise Refused(f"the {renaming.kind} id '{id}' is taken in {place.document.locate(place.loc)}")
    for broken in specs.broken:
        if broken.kind == renaming.kind and broken.id.casefold() == folded:
            raise Refused(f"the {renaming.kind} id '{broken.id}' is taken in {broken.document.locate(('id',))}")
    if renaming.kind in ("field", "group"):
        _check_unambiguous(renaming, specs)


def _check_unambiguous(renaming: Renaming, specs: Specs) -> None:
    for each in specs.loaded:
        if not isinstance(each.spec, Data):
            continue
        groups = {group.id for group in each.spec.groups}
        fields = {use.field for group in each.spec.groups for use in group.fields}
        mixed = (renaming.kind == "field" and renaming.old in fields and renaming.new in groups) or (
            renaming.kind == "group" and renaming.holder == each.spec.id and renaming.new in fields
        )
        if mixed:
            ref = f"{each.spec.id}.{renaming.new}"
            raise Refused(f"'{ref}' would mean a group and a field of '{each.spec.id}'", "choose another id")


def _check_readable(renaming: Renaming, specs: Specs, files: Mapping[str, SourceFile]) -> None:
    """Refuse when a file that cannot be read as it should names the old id: it might be a reference."""
    word = re.compile(rf"(?<![\w-]){re.escape(renaming.old)}(?![\w-])")
    for each in specs.diagnostics:
        file = files.get(each.span.path)
        if each.severity is Severity.ERROR and file and word.search(file.content.decode("utf-8", "replace")):
            raise Refused(f"{each.span} has an error, and the file names '{renaming.old}'", "mend it first")


def _references(renaming: Renaming, specs: Specs, catalog: Catalog) -> Iterator[_Place]:
    for each in specs.loaded:
        for reference in references(each.spec):
            target = renaming.target((each.spec.KIND, each.spec.id), reference, catalog.parts)
            if target != reference.target:
                yield _Place(each.document, reference.loc, target)


def _exceptions(renaming: Renaming, specs: Specs) -> Iterator[_Place]:
    if specs.manifest_document:
        for loc, pattern in renamed_patterns(specs.manifest, renaming.kind, renaming.old, renaming.new):
            yield _Place(specs.manifest_document, loc, pattern)


def _patterns(renaming: Renaming, specs: Specs) -> Iterator[Span]:
    if specs.manifest_document:
        for loc in changed_patterns(specs.manifest, renaming.kind, renaming.old, renaming.new):
            yield specs.manifest_document.locate(loc)


def _edited(files: Mapping[str, SourceFile], places: Collection[_Place]) -> dict[str, SourceFile]:
    """The files with the scalars at the places replaced, everything else byte for byte."""
    written = {path: Written.read(files[path].content) for path in {place.document.path for place in places}}
    edits: dict[str, dict[tuple[int, int], str]] = {path: {} for path in written}
    for place in places:
        path = place.document.path
        at = extent(written[path].text, place.document.index, place.loc)
        edits[path][at] = id_in_place(written[path].text, at, place.value)
    return {
        path: SourceFile(path, written[path].with_text(edited(written[path].text, each)))
        for path, each in edits.items()
    }


def _prove(
    renaming: Renaming, places: Iterable[_Place], specs: Specs, catalog: Catalog, files: Mapping[str, SourceFile]
) -> None:
    """Refuse unless the new files read as the old ones with just the ids changed, and link as they did."""
    after_specs = load(files.values())
    after = link(after_specs)
    same = (
        _data(after_specs) == _expected(specs, places)
        and _found(after) == _found(catalog)
        and _uses(after, lambda key: key, lambda _, step: step) == _uses(catalog, renaming.key, renaming.step)
    )
    if not same:
        hint = "an alias may stand for it in two meanings: write the id out"
        raise Refused(f"'{renaming.old}' cannot be renamed without changing something else", hint)


def _documents(specs: Specs) -> list[Document]:
    manifest = [specs.manifest_document] if specs.manifest_document else []
    return [*(each.document for each in specs.loaded), *manifest]


def _data(specs: Specs) -> list[dict[str, Any]]:
    return [document.data for document in _documents(specs)]


def _expected(specs: Specs, places: Iterable[_Place]) -> list[dict[str, Any]]:
    data = {(each.path, each.index): deepcopy(each.data) for each in _documents(specs)}
    for place in places:
        _set(data[place.document.path, place.document.index], place.loc, place.value)
    return list(data.values())


def _set(data: Any, loc: Location, value: str) -> None:
    """Set what stands at `loc`; where one item was written for a list of one, that item."""
    for part, following in zip(loc, (*loc[1:], None), strict=True):
        inner = data[part]
        if following is None or not isinstance(inner, dict | list):
            data[part] = value
            return
        data = inner


def _found(catalog: Catalog) -> list[tuple[str, str, int]]:
    return sorted((each.code, each.span.path, each.span.line) for each in catalog.diagnostics)


def _uses(
    catalog: Catalog, key: Callable[[Key], Key], step: Callable[[Key, str], str]
) -> dict[Key, frozenset[tuple[Key, str, str]]]:
    """Who refers to what, with the ids as they are after the renaming."""
    return {
        key(target): frozenset((key(use.by), step(use.by, use.step), use.key) for use in uses)
        for target, uses in catalog.uses.items()
    }


def _mentions(renaming: Renaming, files: Iterable[SourceFile]) -> Iterator[Span]:
    """Texts that still name the address that the renaming changes, such as a link in `how`."""
    if renaming.kind not in _FOLDERS:
        return
    address = re.compile(rf"\b{_FOLDERS[renaming.kind]}/{re.escape(renaming.old)}(?![\w-])")
    for file in files:
        for number, line in enumerate(file.content.decode("utf-8", "replace").splitlines(), 1):
            for match in address.finditer(line):
                yield Span(file.path, number, match.start() + 1)
