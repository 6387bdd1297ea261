"""Where a reader stands (language, page) and what views ask from there: titles, links, chips, safe HTML, figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from process_atlas.addresses import Href, Settings
from process_atlas.analysis.atlas import Atlas
from process_atlas.analysis.checks import Suppressed
from process_atlas.catalog import Catalog
from process_atlas.diagnostics import Diagnostic
from process_atlas.diagrams.scene import DrawingKey
from process_atlas.history import Entry
from process_atlas.pages.chronicle import Chronicle, Item
from process_atlas.pages.glossing import glossed
from process_atlas.pages.markdown import NOTHING, Html, is_safe_address, joined, markdown
from process_atlas.pages.view import DataLink, Link, RoleChip
from process_atlas.pages.words import Words, words
from process_atlas.spec.model import Spec, Step, StepType
from process_atlas.spec.values import Text

Drawings = Mapping[DrawingKey, str]
"""Figures as safe HTML."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader of one page in one language. All addresses are relative to that page.

    `findings` are all there are; `suppressed` are those that comments in the specs accept; `chronicle` is what
    changed.
    """

    atlas: Atlas
    lang: str
    href: Href
    drawings: Drawings
    settings: Settings
    findings: Sequence[Diagnostic] = ()
    suppressed: Sequence[Suppressed] = ()
    chronicle: Chronicle | None = None

    @property
    def catalog(self) -> Catalog:
        """The catalogue that is read."""
        return self.atlas.catalog

    @property
    def words(self) -> Words:
        """The words of the reader's language."""
        return words(self.lang)

    def text(self, text: Text | None) -> str:
        """A text in the reader's language; "" for none."""
        return joined(text.get(self.lang)) if text else ""

    def html(self, text: Text | None, level: int = 4) -> Html:
        """A Markdown text as safe HTML with headings from `level` on; empty for none."""
        return markdown(text.get(self.lang), level) if text else NOTHING

    def glossed(self, text: Text | None, level: int = 4) -> Html:
        """A Markdown text as safe HTML in which the first mention of each term leads to the glossary."""
        html = self.html(text, level)
        pattern, index_of = self.atlas.glossary.words(self.lang)
        return glossed(html, pattern, index_of, self._explained) if html and pattern else html

    def _explained(self, term: int) -> tuple[str, str]:
        """The address of a term in the glossary, and what it means."""
        glossary = self.atlas.glossary
        return self.href("glossary", "", glossary.anchors[term]), self.text(glossary.terms[term].meaning)

    def figure(self, kind: str, id: str = "") -> Html:
        """The figure of a diagram; empty when there is none."""
        return Html(self.drawings.get((kind, id, self.lang), ""))

    def spec(self, kind: str, id: str) -> Link:
        """A link to the page of any spec."""
        found = self.catalog.get(kind, id)
        return Link(self.text(found.title) if found else id, self.href(kind, id, ""))

    def numbered(self, process: str) -> Link:
        """A link to the page of a process, with its number if it is of this catalogue."""
        link = self.spec("process", process)
        return Link(link.title, link.href, str(self.catalog.numbers.get(process, "")))

    def specs(self, kind: str, ids: Iterable[str]) -> tuple[Link, ...]:
        """Links to the pages of several specs of one kind."""
        return tuple(self.spec(kind, id) for id in ids)

    def role(self, id: str, anchor: str = "") -> RoleChip:
        """A role with its sign and colour; its link leads to `anchor` on its page."""
        role = self.catalog.roles[id]
        sign = self.atlas.signs[self.lang][id]
        title = self.text(role.title)
        return RoleChip(id, title, sign, self.atlas.tones[id], self.href("role", id, anchor), role.external)

    def area_title(self, area: str) -> str:
        """What an area is called, or what stands for the area of processes that have none."""
        if area in self.catalog.areas:
            return self.text(self.catalog.areas[area].title)
        return self.words("other-area" if self.catalog.areas else "process-overview")

    def roles(self, ids: Iterable[str]) -> tuple[RoleChip, ...]:
        """Several roles."""
        return tuple(self.role(id) for id in ids)

    def data(self, ref: str) -> DataLink:
        """A link to a structure in the dictionary, or to one of its groups or fields."""
        part = self.catalog.parts[ref]
        title = self.text(self.catalog.data[part.structure].title)
        if part.whole:
            return DataLink(title, "", self.href("data", part.structure, ""))
        name = ref.partition(".")[2]
        anchor = f"group-{name}" if name == part.group else f"field-{name}"
        return DataLink(title, self.text(part.title), self.href("data", part.structure, anchor))

    def step(self, process: str, id: str, here: bool = False) -> Link:
        """A link to a step's card with the step's number; on its own page (`here`) within the page."""
        flow = self.atlas.flows[process]
        number = str(flow.numbers.get(id, ""))
        href = f"#step-{id}" if here else self.href("process", process, f"step-{id}")
        return Link(self.step_title(process, id), href, number)

    def step_title(self, process: str, id: str) -> str:
        """A step's title; a gateway without one is told by what it does."""
        flow = self.atlas.flows[process]
        step = flow.steps[id]
        if step.title:
            return self.text(step.title)
        split = len(flow.outgoing.get(id, ())) > 1 or step.type not in _GATEWAYS
        return self.words(f"{step.type}-{'split' if split else 'join'}") if step.type in _GATEWAYS else id

    def versions(self, spec: Spec) -> tuple[Entry, ...]:
        """The versions of a spec, newest first; none when the site does not tell of them."""
        return self.chronicle.record.of(spec) if self.chronicle else ()

    @property
    def items(self) -> tuple[Item, ...]:
        """All that changed, newest first."""
        return self.chronicle.items if self.chronicle else ()

    def items_of(self, role: str) -> tuple[Item, ...]:
        """What changed in the work of a role, newest first."""
        return self.chronicle.by_role.get(role, ()) if self.chronicle else ()

    def feeds(self, path: str, title: str) -> tuple[Link, ...]:
        """The news feed at `path` below the language's root; none in a site that does not know its address."""
        return (Link(title, self.href("file", path)),) if self.settings.site_url and self.chronicle else ()

    def feedback(self, kind: str, spec: Spec, step: Step | None = None) -> str:
        """The address for remarks on a spec or on one of its steps; "" when the manifest names none."""
        template = self.catalog.manifest.feedback or ""
        values = {
            "kind": kind,
            "id": spec.id,
            "version": spec.version,
            "language": self.lang,
            "step": step.id if step else "",
        }
        for name, value in values.items():
            template = template.replace(f"{{{name}}}", quote(value, safe=""))
        template = template.removesuffix("%20")
        return template if is_safe_address(template) else ""


_GATEWAYS = frozenset({StepType.PARALLEL, StepType.INCLUSIVE})
