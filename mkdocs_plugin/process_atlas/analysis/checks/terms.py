"""Rules on words: what not every reader knows is explained in the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator

from process_atlas.analysis.checks.rules import Finding, Scope, about, rule
from process_atlas.diagnostics import Severity
from process_atlas.said import Said, quote, say
from process_atlas.spec.walk import texts

_SHORT = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]{1,5}(?![\w-])", re.ASCII)
_EVERYDAY = frozenset({"OK", "ID", "PDF", "EU", "UK", "US", "TV", "AM", "PM", "URL", "SMS", "A4"})
_LINKED = re.compile(r"`[^`]*`|\]\([^)]*\)")


@rule(
    "unexplained-abbreviation",
    Severity.INFO,
    "reading",
    "Every abbreviation in a process is explained in the glossary.",
    "流程中的缩写都在术语表里有解释。",
    apart=True,
)
def unexplained_abbreviation(scope: Scope) -> Iterator[Finding]:
    """Abbreviations that are neither a term of catalog.yaml nor the name of a system; once for each process."""
    known = _EVERYDAY | _explained(scope)
    hint = say(
        "add it to `terms` in catalog.yaml, or write it out", "在 catalog.yaml 的 `terms` 中加以解释，或写出全称"
    )
    for process in scope.processes:
        seen: set[str] = set()
        for loc, text in texts(process):
            if loc[0] in ("changes", "links"):
                continue
            for lang, written in text.by_language:
                for word in _SHORT.findall(_LINKED.sub(" ", written)) if _SHORT.search(written) else ():
                    if word not in known and word not in seen:
                        seen.add(word)
                        yield about(process, _unexplained(word), hint, *((*loc, lang) if lang else loc))


def _unexplained(word: str) -> Said:
    return say(
        "{word} is an abbreviation that the glossary does not explain", "术语表没有解释缩写{word}", word=quote(word)
    )


def _explained(scope: Scope) -> frozenset[str]:
    """The words of the glossary, and what systems are called."""
    catalog = scope.catalog
    named = [*(term.term for term in catalog.manifest.terms), *(system.title for system in catalog.systems.values())]
    words = {word for text in named for _, written in text.by_language for word in _SHORT.findall(written)}
    return frozenset(words | {id.upper() for id in catalog.systems})
