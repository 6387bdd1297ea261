"""The glossary: every term, what it means, and the steps that name it."""

from __future__ import annotations

from dataclasses import dataclass

from process_atlas.analysis.atlas import Atlas
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Link, View
from process_atlas.pages.views.overview import overview_head


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A process that names a term, and its steps that do."""

    process: Link
    steps: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term; `anchor` is its id on the page, `others` how it reads in the other languages."""

    anchor: str
    term: str
    others: tuple[tuple[str, str], ...]
    meaning: str
    mentions: tuple[MentionRow, ...]


@dataclass(frozen=True, slots=True)
class GlossaryView(View):
    """The glossary."""

    rows: tuple[TermRow, ...]


def has_terms(atlas: Atlas) -> tuple[str, ...]:
    """The subject of the page; none when the catalogue has no terms."""
    return ("",) if atlas.catalog.manifest.terms else ()


def glossary_view(at: Reader, _: str) -> GlossaryView:
    """The glossary, in the order of the terms."""
    rows = [_row(at, index) for index in range(len(at.atlas.glossary.terms))]
    rows.sort(key=lambda row: (row.term.casefold(), row.anchor))
    return GlossaryView(overview_head(at, "glossary", "glossary-lead"), (), tuple(rows))


def _row(at: Reader, index: int) -> TermRow:
    glossary = at.atlas.glossary
    term = glossary.terms[index]
    name = at.text(term.term)
    others = tuple((lang, word) for lang, word in term.term.by_language if lang and lang != at.lang and word != name)
    return TermRow(glossary.anchors[index], name, others, at.text(term.meaning), _mentions(at, index))


def _mentions(at: Reader, index: int) -> tuple[MentionRow, ...]:
    by_process: dict[str, list[Link]] = {}
    for each in at.atlas.glossary.mentions.get(index, ()):
        steps = by_process.setdefault(each.process, [])
        if each.step:
            steps.append(at.step(each.process, each.step))
    return tuple(MentionRow(at.numbered(process), tuple(steps)) for process, steps in by_process.items())
