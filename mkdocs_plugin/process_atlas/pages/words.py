"""The user interface in words: phrases, counts, durations and dates in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from process_atlas.pages import lexicon
from process_atlas.pages.lexicon import LANGUAGES
from process_atlas.pages.lexicon_catalogue import CATALOGUE_PHRASES
from process_atlas.pages.lexicon_compare import COMPARE_PHRASES
from process_atlas.pages.lexicon_reference import REFERENCE_NOUNS, REFERENCE_PHRASES
from process_atlas.pages.lexicon_versions import VERSION_PHRASES
from process_atlas.pages.lexicon_walk import WALK_PHRASES
from process_atlas.said import listed
from process_atlas.spec.values import Duration

_MONTHS = "January February March April May June July August September October November December".split()
TABLES = (lexicon.PHRASES, REFERENCE_PHRASES, CATALOGUE_PHRASES, WALK_PHRASES, COMPARE_PHRASES, VERSION_PHRASES)
"""The tables of phrases; no key stands in two of them."""
PHRASES = {key: phrase for table in TABLES for key, phrase in table.items()}
"""Every phrase of the interface by its key, in the languages of the table."""
NOUNS = {**lexicon.NOUNS, **REFERENCE_NOUNS}
"""Every noun that is counted: one, many, and Chinese with its measure word."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language. Calling it with a phrase's key gives the phrase, with `{names}` filled in."""

    lang: str

    def __call__(self, key: str, **values: object) -> str:
        """The phrase of `key`. Raises KeyError for a phrase that is not in the table."""
        phrase = PHRASES[key][LANGUAGES.index(self.lang)]
        return phrase.format(**values) if values else phrase

    def count(self, noun: str, amount: float) -> str:
        """How many of a noun of the table: `3 steps`, `3 个步骤`."""
        one, many, chinese = NOUNS[noun]
        shown = f"{amount:g}"
        if self.lang == "zh":
            return f"{shown} {chinese}"
        return f"{shown} {one if amount == 1 else many}"

    def duration(self, duration: Duration) -> str:
        """A duration in the unit it was written in: `24 hours`, `2 个工作日`."""
        return self.count(duration.unit.value, duration.amount)

    def month(self, day: date) -> str:
        """The month of a date: `March 2026`, `2026年3月`."""
        return f"{day.year}年{day.month}月" if self.lang == "zh" else f"{_MONTHS[day.month - 1]} {day.year}"

    def date(self, day: date) -> str:
        """A date as people write it: `9 March 2026`, `2026年3月9日`."""
        if self.lang == "zh":
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def listing(self, items: Sequence[str]) -> str:
        """Several things in a row: `a, b and c`, `a、b和c`."""
        return listed(items).get(self.lang)


@cache
def words(lang: str) -> Words:
    """The words for readers of `lang`; English for a language that is not in the table."""
    base = lang.partition("-")[0].lower()
    return Words(base if base in LANGUAGES else LANGUAGES[0])


def language_name(lang: str) -> str:
    """A language's own name for itself; its code for one that is not in the table."""
    return _NAMES.get(lang.partition("-")[0].lower(), lang)


_NAMES = {"en": "English", "zh": "中文"}
