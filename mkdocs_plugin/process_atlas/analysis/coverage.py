"""How complete the specs are: of all tasks, fields, specs and texts, how many say what they could say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from process_atlas.analysis.atlas import Atlas
from process_atlas.spec.model import Spec, Step, StepType
from process_atlas.spec.walk import texts


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of all have something. `name` says what, such as "limit"; `lang` is the language of a translation."""

    name: str
    some: int
    every: int
    lang: str = ""

    @property
    def full_name(self) -> str:
        """The name with the language, such as "language-en"."""
        return f"{self.name}-{self.lang}" if self.lang else self.name

    @property
    def percent(self) -> int:
        """The share in per cent, 100 only when nothing is missing."""
        return self.some * 100 // self.every


def coverage_of(atlas: Atlas) -> tuple[Coverage, ...]:
    """The figures of a catalogue; one about nothing at all is left out."""
    catalog = atlas.catalog
    steps = [step for process in catalog.processes.values() for step in process.steps if step.type is StepType.TASK]
    specs = [spec for kind in catalog.specs.values() for spec in kind.values()]
    found = {
        "limit": [bool(step.within or step.duration) for step in steps],
        "how": [bool(step.how) for step in steps],
        "data": [_names_data(step) for step in steps],
        "system": [bool(step.system) for step in steps],
        "fields": [bool(atlas.lineage.field_lineage(id)) for id in catalog.fields],
        "approved": [spec.approved is not None for spec in specs],
    }
    shares = (Coverage(name, sum(each), len(each)) for name, each in found.items() if each)
    return (*shares, *_translations(catalog.languages, specs))


def _names_data(step: Step) -> bool:
    return any((step.receives, step.sends, step.creates, step.reads, step.updates, step.deletes))


def _translations(languages: Sequence[str], specs: list[Spec]) -> Iterator[Coverage]:
    """Texts written once are for readers of every language."""
    if len(languages) < 2:
        return
    found = [text.languages() for spec in specs for _, text in texts(spec)]
    for lang in languages if found else ():
        written = sum(not known or lang in known for known in found)
        yield Coverage("language", written, len(found), lang)
