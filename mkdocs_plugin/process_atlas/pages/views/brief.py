"""What a process says of itself, on its page and on those of former versions: what for, when, how long, which steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from process_atlas.pages.markdown import Html
from process_atlas.pages.page import Heading
from process_atlas.pages.reader import Reader
from process_atlas.pages.views.steps import StepCard
from process_atlas.spec.model import Process


@dataclass(frozen=True, slots=True)
class Brief:
    """A process in brief. Each text is empty when the process does not say it."""

    purpose: Html
    starts_when: str
    ends_when: str
    limit: str
    description: Html

    @property
    def facts(self) -> bool:
        """Whether there is more than a description."""
        return bool(self.purpose or self.starts_when or self.ends_when or self.limit)


def brief_of(at: Reader, process: Process) -> Brief:
    """The process in brief."""
    return Brief(
        purpose=at.html(process.purpose),
        starts_when=at.text(process.starts_when) or _start_title(at, process),
        ends_when=at.text(process.ends_when),
        limit=at.words.duration(process.within) if process.within else "",
        description=at.html(process.description, 3),
    )


def step_headings(cards: Iterable[StepCard]) -> tuple[Heading, ...]:
    """The headings of steps' cards."""
    return tuple(Heading(3, card.anchor, f"{card.number} {card.title}".strip()) for card in cards)


def _start_title(at: Reader, process: Process) -> str:
    """The start steps' titles, for a process that does not say itself when it starts."""
    flow = at.atlas.flows[process.id]
    return "" if flow.entry else at.words.listing([at.step_title(process.id, id) for id in flow.starts])
