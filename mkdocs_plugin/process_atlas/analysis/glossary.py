"""The glossary: which terms of the manifest are named where in the processes, found by one pattern in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from process_atlas.catalog import Catalog
from process_atlas.spec.model import Process, Term
from process_atlas.spec.source import Location
from process_atlas.spec.walk import texts

_NOT_READ = frozenset({"changes", "links"})
_EDGE = "A-Za-z0-9_"
_CODE = re.compile(r"`[^`]*`|\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names a term: a process, and one of its steps or "" for the process as a whole."""

    process: str
    step: str


@dataclass(frozen=True)
class Glossary:
    """The terms of a catalogue, in the manifest's order. A term is known by its place in that order."""

    catalog: Catalog

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms as they were written."""
        return self.catalog.manifest.terms

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """The id of each term on the page of the glossary; the same in every language."""
        taken: dict[str, int] = {}
        found = []
        for term in self.terms:
            word = term.term.get(self.catalog.languages[0]).casefold()
            slug = "-".join(re.findall(r"[^\W_]+", word)) or "x"
            taken[slug] = taken.get(slug, 0) + 1
            found.append(f"term-{slug}" if taken[slug] == 1 else f"term-{slug}-{taken[slug]}")
        return tuple(found)

    @cached_property
    def mentions(self) -> Mapping[int, tuple[Mention, ...]]:
        """Where each term is named, in reading order; a term that no process names is not in it."""
        found: dict[int, dict[Mention, None]] = {}
        for process in self.catalog.processes.values() if self.terms else ():
            for loc, text in texts(process):
                if loc[0] in _NOT_READ:
                    continue
                for lang, written in text.by_language:
                    for index in self.named(lang, written):
                        found.setdefault(index, {})[Mention(process.id, _step(process, loc))] = None
        return {index: tuple(places) for index, places in found.items()}

    def named(self, lang: str, text: str) -> Iterator[int]:
        """The terms that a text names; code and addresses do not count. `lang` is "" for a text written once."""
        pattern, index_of = self.words(lang)
        if pattern and pattern.search(text):
            yield from dict.fromkeys(index_of[match[0]] for match in pattern.finditer(_CODE.sub(" ", text)))

    def words(self, lang: str) -> tuple[re.Pattern[str] | None, Mapping[str, int]]:
        """One pattern for all terms as they read in a language (in any, for ""), and the term of each word."""
        if lang not in self._words:
            index_of: dict[str, int] = {}
            for index, term in enumerate(self.terms):
                for word in _forms(term, lang):
                    index_of.setdefault(word, index)
            self._words[lang] = (_pattern(index_of), index_of)
        return self._words[lang]

    @cached_property
    def _words(self) -> dict[str, tuple[re.Pattern[str] | None, Mapping[str, int]]]:
        return {}


def _forms(term: Term, lang: str) -> Iterator[str]:
    """How a term is written: as in the manifest, and, unless it is an abbreviation, at the beginning of a sentence."""
    for word in [term.term.get(lang)] if lang else [word for _, word in term.term.by_language]:
        yield word
        if not word.isupper():
            yield word[0].upper() + word[1:]


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """Any of the words, the longest first; words of letters stand alone, Chinese stands anywhere."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(_alone, longest_first))) if longest_first else None


def _alone(word: str) -> str:
    before = f"(?<![{_EDGE}-])" if re.match(f"[{_EDGE}]", word) else ""
    after = f"(?![{_EDGE}])" if re.search(f"[{_EDGE}]$", word) else ""
    return f"{before}{re.escape(word)}{after}"


def _step(process: Process, loc: Location) -> str:
    at = loc[1] if loc[0] == "steps" else None
    return process.steps[at].id if isinstance(at, int) else ""
