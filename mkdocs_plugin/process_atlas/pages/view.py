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
class Former:
    """The banner of a former version: what it is (`text`), the version in force, what came after it, and what it names
    that is no longer there, each with the `anchor` that mentions of it lead to."""

    text: str
    valid: Link
    changed: Link | None
    gone: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a page. `trail` leads to the overviews above it; the `notice` warns of a draft or of a retired spec.

    `description` is plain text for search engines and link previews, `lead` what the reader sees below the title.
    `status` is a status's name and `status_label` the same in words; both empty for overviews.
    `nav` is the short label of a page that stands in the navigation; "" keeps it out. `former` is there on the page of
    a former version. `day` is when the version appeared, as ISO writes it. `feeds` are news feeds that fit the page.
    `review` is the next review of a spec in force.
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
    former: Former | None = None
    day: str = ""
    feeds: tuple[Link, ...] = ()
    review: Fact | None = None


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
    """One version of a spec. `size` is the name of its class, `size_label` the same in words; `read` leads to the
    version as it was, `compare` to what changed since the one before; `here` tells of the one
    that stands on the page that it is the version in force, or the latest."""

    version: str
    date: str
    day: str
    note: str
    author: str = ""
    size: str = ""
    size_label: str = ""
    here: str = ""
    read: str = ""
    compare: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """The document-control box of a spec's page. `remark` says what is not known of its versions."""

    facts: tuple[Fact, ...]
    changes: tuple[ChangeRow, ...]
    remark: str = ""

    @property
    def has_authors(self) -> bool:
        """Whether the author of any version is known."""
        return any(row.author for row in self.changes)

    @property
    def has_sizes(self) -> bool:
        """Whether any version follows another."""
        return any(row.size for row in self.changes)

    @property
    def has_ways(self) -> bool:
        """Whether any version can be read as it was, or compared."""
        return any(row.read or row.compare for row in self.changes)


@dataclass(frozen=True, slots=True)
class View:
    """What every page has: its head and its headings. A section without a heading here is not shown."""

    head: Head
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class SpecView(View):
    """What the page of every spec has: the document-control box too."""

    control: Control


def outline(*sections: tuple[str, str, object] | tuple[str, str, object, tuple[Heading, ...]]) -> tuple[Heading, ...]:
    """The headings of those sections that have content: each is `(id, title, content)`, and the headings inside it."""
    return tuple(Heading(2, id, title, *inner) for id, title, content, *inner in sections if content)
