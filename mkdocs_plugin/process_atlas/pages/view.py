"""What views are made of: small frozen values that several kinds of pages show, and the base of every view."""

from __future__ import annotations

from dataclasses import dataclass

from process_atlas.catalog import Key
from process_atlas.pages.markdown import NOTHING, Html
from process_atlas.pages.page import Heading


@dataclass(frozen=True, slots=True)
class Link:
    """A title that leads somewhere, with the number that a step or process has, and a note to its right."""

    title: str
    href: str
    number: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RoleChip:
    """A role as it is shown everywhere: its sign in its colour (`tone`, 0 to 11) and its title."""

    id: str
    title: str
    sign: str
    tone: int
    href: str
    external: bool = False


@dataclass(frozen=True, slots=True)
class DataLink:
    """A data structure, or one of its groups or fields (`part`), that leads to its place in the dictionary."""

    title: str
    part: str
    href: str


@dataclass(frozen=True, slots=True)
class Onward:
    """A way on from a step: on which condition, how grave, where to. `kind`: next, branch or overdue."""

    kind: str
    target: Link
    condition: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake in a spec, as its page tells it: what, where, and what to do about it."""

    severity: str
    message: str
    place: str
    hint: str


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a page. `trail` leads to the overviews above it; the `notice` warns of a draft or of a retired spec.

    `description` is plain text for search engines and link previews, `lead` what the reader sees below the title.
    `status` is a status's name and `status_label` the same in words; both empty for overviews.
    `nav` is the short label of a page that stands in the navigation; "" keeps it out.
    """

    title: str
    description: str = ""
    lead: Html = NOTHING
    trail: tuple[Link, ...] = ()
    version: str = ""
    status: str = ""
    status_label: str = ""
    notice: str = ""
    findings: tuple[Finding, ...] = ()
    feedback: str = ""
    spec: Key | None = None
    source: str = ""
    nav: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands beside it: a text, a link or a role. `day` is the text's date as ISO writes it; `due`
    tells that something has to happen by that day, `late` that the day had passed when the page was made."""

    label: str
    text: str = ""
    link: Link | None = None
    role: RoleChip | None = None
    day: str = ""
    due: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One entry of a revision history."""

    version: str
    date: str
    day: str
    note: str


@dataclass(frozen=True, slots=True)
class Control:
    """The document-control box of a spec's page."""

    facts: tuple[Fact, ...]
    changes: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class View:
    """What every page has: its head and its headings. A section without a heading here is not shown."""

    head: Head
    headings: tuple[Heading, ...]


def outline(*sections: tuple[str, str, object] | tuple[str, str, object, tuple[Heading, ...]]) -> tuple[Heading, ...]:
    """The headings of those sections that have content: each is `(id, title, content)`, and the headings inside it."""
    return tuple(Heading(2, id, title, *inner) for id, title, content, *inner in sections if content)
