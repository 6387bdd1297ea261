"""Links specs into a catalogue: resolves every reference, reports and takes out those that lead nowhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from pydantic import BaseModel

from process_atlas.catalog import MANIFEST, Catalog, DataPart, Key, catalog_of, data_parts
from process_atlas.diagnostics import Diagnostic, about, error, ordered
from process_atlas.foreign import Elsewhere, elsewhere_of, key_of, named
from process_atlas.said import NOTHING, Said, in_a_row, say
from process_atlas.spec import hints
from process_atlas.spec.collecting import without_collecting
from process_atlas.spec.load import Loaded, Specs, read_spec
from process_atlas.spec.model import KINDS, Process, Spec
from process_atlas.spec.nouns import KIND_NOUNS, NOUNS
from process_atlas.spec.source import Document, Location
from process_atlas.spec.values import party
from process_atlas.spec.walk import Reference, languages, references, texts


@dataclass(frozen=True, slots=True)
class _Names:
    """What can be referred to, by kind of reference; `broken` are the specs left out for their errors; `guesses` counts
    the hints that compare a name with all others."""

    known: Mapping[str, Collection[str]]
    parts: Mapping[str, DataPart]
    broken: frozenset[Key]
    guesses: Iterator[int]
    elsewhere: Elsewhere

    def has(self, reference: Reference, steps: Mapping[str, None]) -> bool:
        """Whether there is what a reference names; `steps` are those of its own process."""
        if reference.to == "step":
            return reference.target in steps
        key = key_of(reference.to, reference.target)
        return self.elsewhere.find(key) is not None if key else reference.target in self.known[reference.to]


@without_collecting()
def link(specs: Specs) -> Catalog:
    """The catalogue of all specs that can stand.

    A reference to nothing is an error; the reference is taken out so that the rest of its spec can be shown.
    A spec that cannot do without it is left out, which may take out references in others, until all is quiet.
    """
    found = [*specs.diagnostics]
    standing, duplicates = _unique(specs.loaded)
    found += duplicates
    broken = frozenset((each.kind, each.id) for each in specs.broken)
    guesses = count()
    elsewhere, unread = elsewhere_of(specs)
    found += [*unread, *_lacking(standing, elsewhere)]
    while True:
        names = _names(standing, specs, broken, guesses, elsewhere)
        checked = [_resolved(each, names) for each in standing]
        found += [finding for _, findings in checked for finding in findings]
        lost = {_key(before.spec) for before, (after, _) in zip(standing, checked, strict=True) if after is None}
        changed = any(findings for _, findings in checked)
        standing = [after for after, _ in checked if after is not None]
        broken |= lost
        if not changed:
            break
    found += _language_problems(standing, specs)
    documents = {_key(each.spec): each.document for each in standing}
    if specs.manifest_document:
        documents[MANIFEST] = specs.manifest_document
    linked = [each.spec for each in standing]
    return catalog_of(linked, documents, specs.manifest, ordered(found), named(linked, elsewhere))


def _lacking(standing: Iterable[Loaded], elsewhere: Elsewhere) -> Iterator[Diagnostic]:
    """References to what other catalogues do not have. They stay: the thing may come with the next inventory."""
    for loaded in standing if elsewhere.things else ():
        for reference in references(loaded.spec):
            key = key_of(reference.to, reference.target)
            if key and elsewhere.lacks(key) and elsewhere.find(key):
                yield from about([_not_elsewhere(loaded, reference, key, elsewhere)], *_key(loaded.spec))


def _not_elsewhere(loaded: Loaded, reference: Reference, key: Key, elsewhere: Elsewhere) -> Diagnostic:
    message, hint = elsewhere.problem(key)
    return error("unknown-reference", message, loaded.document.locate(reference.loc), hint)


def _key(spec: Spec) -> Key:
    return spec.KIND, spec.id


def _unique(loaded: Iterable[Loaded]) -> tuple[list[Loaded], list[Diagnostic]]:
    first: dict[Key, Loaded] = {}
    found: list[Diagnostic] = []
    for each in loaded:
        key = (each.spec.KIND, each.spec.id.casefold())
        other = first.setdefault(key, each)
        if other is not each:
            span = each.document.locate(("id",))
            message = say(
                "the {kind} id '{id}' is taken already in {place}",
                "{kind} id“{id}”已在 {place} 使用",
                kind=KIND_NOUNS[key[0]],
                id=each.spec.id,
                place=other.document.locate(("id",)),
            )
            hint = Said("give one of them another id", "为其中一个换一个 id")
            found += about([error("duplicate-id", message, span, hint)], *_key(other.spec))
    return list(first.values()), found


def _names(
    standing: Iterable[Loaded], specs: Specs, broken: frozenset[Key], guesses: Iterator[int], elsewhere: Elsewhere
) -> _Names:
    by_kind: dict[str, dict[str, Spec]] = {kind: {} for kind in KINDS}
    for each in standing:
        by_kind[each.spec.KIND][each.spec.id] = each.spec
    parts = data_parts(by_kind["data"].values(), by_kind["field"])
    parties = [*by_kind["role"], *(f"process:{id}" for id in by_kind["process"])]
    areas = [area.id for area in specs.manifest.areas]
    known: dict[str, Collection[str]] = {**by_kind, "data-part": parts, "party": dict.fromkeys(parties), "area": areas}
    return _Names(known, parts, broken, guesses, elsewhere)


def _resolved(loaded: Loaded, names: _Names) -> tuple[Loaded | None, list[Diagnostic]]:
    """The spec without references to nothing, or None when it cannot do without one."""
    steps = {step.id: None for step in loaded.spec.steps} if isinstance(loaded.spec, Process) else {}
    dangling = [reference for reference in references(loaded.spec) if not names.has(reference, steps)]
    if not dangling:
        return loaded, []
    found = [_dangling(loaded, reference, names, steps) for reference in dangling]
    return _without(loaded, [each.loc for each in dangling]), about(found, *_key(loaded.spec))


def without_loose_ends(loaded: Loaded) -> Spec | None:
    """A spec less its references to steps that it does not have; None when it cannot do without one."""
    steps = {step.id for step in loaded.spec.steps} if isinstance(loaded.spec, Process) else set()
    loose = [each.loc for each in references(loaded.spec) if each.to == "step" and each.target not in steps]
    standing = _without(loaded, loose) if loose else loaded
    return standing.spec if standing else None


_MOST_GUESSES = 100
"""So many references to nothing have one cause; guessing at each of them would take minutes."""


def _dangling(loaded: Loaded, reference: Reference, names: _Names, steps: Mapping[str, None]) -> Diagnostic:
    elsewhere = key_of(reference.to, reference.target)
    if elsewhere:
        return _not_elsewhere(loaded, reference, elsewhere, names.elsewhere)
    span = loaded.document.locate(reference.loc)
    what = NOUNS[reference.to]
    if _is_broken(reference, names.broken):
        message = say(
            "the {what} '{id}' has errors of its own and is left out",
            "{what}“{id}”自身有错误，未被采用",
            what=what,
            id=reference.target,
        )
        return error("reference-to-broken", message, span, Said("mend that spec first", "先改正该规范"))
    known: Collection[str] = steps if reference.to == "step" else names.known[reference.to]
    guess = hints.did_you_mean(reference.target, known) if next(names.guesses) < _MOST_GUESSES else NOTHING
    message = say("there is no {what} '{id}'", "没有{what}“{id}”", what=what, id=reference.target)
    return error("unknown-reference", message, span, guess or _none_known(what, known))


def _none_known(what: Said, known: Collection[str]) -> Said:
    if not known:
        return say("the catalogue has no {what} yet", "目录中还没有{what}", what=what)
    if len(known) <= 12:
        return hints.known_here(sorted(known))
    return say("write a spec for it, or name another {what}", "为它写一份规范，或改用其他{what}", what=what)


def _is_broken(reference: Reference, broken: frozenset[Key]) -> bool:
    if reference.to == "data-part":
        return ("data", reference.target.partition(".")[0]) in broken
    return (party(reference.target) if reference.to == "party" else (reference.to, reference.target)) in broken


def _without(loaded: Loaded, locations: list[Location]) -> Loaded | None:
    """The spec read anew from its data less the parts at `locations`, or less the list items around them."""
    for pruned in _prunings(loaded.document.data, locations):
        document = replace(loaded.document, data=pruned)
        spec, found = read_spec(document)
        if spec is not None and not found:
            return Loaded(spec, document)
    return None


def _prunings(data: dict[str, Any], locations: list[Location]) -> Iterator[dict[str, Any]]:
    for shorten in (lambda loc: loc, _item_around):
        pruned = deepcopy(data)
        for loc in sorted({shorten(loc) for loc in locations}, key=_last_first, reverse=True):
            _cut(pruned, loc)
        yield pruned


def _last_first(loc: Location) -> list[str]:
    """Later items of a list are cut before earlier ones, which would move them."""
    return [str(part).zfill(9) for part in loc]


def _item_around(loc: Location) -> Location:
    """The innermost list item that holds the place; a step is never taken out of its process."""
    for length in range(len(loc) - 1, 1, -1):
        if isinstance(loc[length - 1], int) and loc[:length] != ("steps", loc[1]):
            return loc[:length]
    return loc


def _cut(data: Any, loc: Location) -> None:
    """Delete what stands at `loc`; where one item was written for a list of one, delete that item."""
    holders = [(data, loc[0])]
    for part, following in zip(loc, loc[1:], strict=False):
        data = data[part]
        if not isinstance(data, dict | list):
            break
        holders.append((data, following))
    holder, last = holders[-1]
    del holder[last]


def _language_problems(standing: Iterable[Loaded], specs: Specs) -> Iterator[Diagnostic]:
    """Texts in languages that the manifest does not name."""
    known = specs.manifest.languages
    hint = say("languages of the catalogue: {known}", "目录的语言：{known}", known=in_a_row(known))
    for key, value, document in _texts_of(standing, specs):
        for loc, text in texts(value) if languages(value).difference(known) else ():
            strange = [lang for lang, _ in text.by_language if lang and lang not in known]
            for lang in sorted(strange) if strange and loc[0] in document.data else ():
                span = document.locate((*loc, lang), key=True)
                message = say("no page is made for the language '{lang}'", "目录不提供“{lang}”语言的网页", lang=lang)
                yield from about([error("unknown-language", message, span, hint)], *key)


def _texts_of(standing: Iterable[Loaded], specs: Specs) -> Iterator[tuple[Key, BaseModel, Document]]:
    """Everything that holds texts for readers: the manifest and all specs."""
    if specs.manifest_document:
        yield MANIFEST, specs.manifest, specs.manifest_document
    yield from ((_key(each.spec), each.spec, each.document) for each in standing)
