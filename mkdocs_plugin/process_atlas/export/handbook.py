"""The handbook as one document: which pages are its chapters, links between them, and the numbers of their pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files

from process_atlas.addresses import Settings, page_path
from process_atlas.analysis.atlas import Atlas
from process_atlas.catalog import Key
from process_atlas.diagrams.kinds import KINDS
from process_atlas.diagrams.scene import Place, Placed
from process_atlas.export.page_size import FOOT, SIDE, TOP
from process_atlas.export.sheets import Drawing, on_paper
from process_atlas.export.words import say
from process_atlas.pages.kinds import PAGE_KINDS
from process_atlas.pages.markdown import Html
from process_atlas.pages.reader import Reader
from process_atlas.pages.render import assets, render_template

_PARTS = ("process", "role", "data", "field")
_SINGLE = ("process", "role", "data")
_STYLES = ("tokens.css", "diagrams.css", "atlas.css", "atlas-reference.css", "atlas-print.css")
_ID = re.compile(r'\s(id|aria-labelledby)="([^"]*)"')
_HERE = re.compile(r' href="#(?!ch\d+(?:--|"))')
_NOWHERE = re.compile(r' href=""| tabindex="0"')


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: one process, or the whole handbook (`process` is empty); in which language; and where the
    site is published ("" if the foot is to name no address)."""

    lang: str
    process: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of the site as a chapter: `level` 1 begins a part; `foot` is what its pages say of where it is from."""

    number: int
    key: Key
    title: str
    level: int
    foot: str
    html: str

    @property
    def anchor(self) -> str:
        """Where links to the chapter lead."""
        return f"ch{self.number}"


@dataclass(frozen=True, slots=True)
class Handbook:
    """All that is printed, numbers of pages aside."""

    title: str
    lang: str
    chapters: tuple[Chapter, ...]
    facts: tuple[str, ...]
    about: Html
    single: bool


def compose(atlas: Atlas, order: Order, settings: Settings, place: Place) -> Handbook:
    """The handbook that is asked for. Raises KeyError for a process that the catalogue does not have."""
    keys = [("process", order.process)] if order.process else list(_keys(atlas))
    if order.process:
        _ = atlas.catalog.processes[order.process]
    href = partial(_link, {key: number for number, key in enumerate(keys, 1)})
    drawings = _drawings(atlas, order, keys, href, place)
    marks = {(kind, id, order.lang): f"<!--{kind} {id}-->" for kind, id in drawings}
    at = Reader(atlas, order.lang, href, marks, settings)
    chapters = tuple(_chapter(at, order, number, key, drawings) for number, key in enumerate(keys, 1))
    manifest = atlas.catalog.manifest
    title = chapters[0].title if order.process else at.text(manifest.title)
    facts = (say(order.lang, "as-of", date=at.words.date(settings.today)), *([order.address] if order.address else []))
    return Handbook(title, order.lang, chapters, facts, at.html(manifest.description), bool(order.process))


def _keys(atlas: Atlas) -> Iterator[Key]:
    """The chapters of the whole handbook: every part's overview, then what it is about."""
    for part in _PARTS:
        yield part, ""
        if part in _SINGLE:
            yield from ((part, id) for id in atlas.catalog.specs[part])


def _link(numbers: Mapping[Key, int], kind: str, id: str = "", anchor: str = "") -> str:
    """A link within the document; "" where its target is not in it."""
    number = numbers.get((kind, id))
    return f"#ch{number}{f'--{anchor}' if anchor else ''}" if number else ""


def _drawings(
    atlas: Atlas, order: Order, keys: Sequence[Key], href: partial[str], place: Place
) -> dict[tuple[str, str], Drawing]:
    """The drawings of all chapters by kind and subject."""
    scenes = {
        (kind.name, subject): kind.build(atlas, subject, order.lang, href)
        for kind in KINDS
        for subject in kind.subjects(atlas)
        if kind.page(atlas, subject) in keys
    }
    placed: Sequence[Placed] = place(list(scenes.values()))
    return {name: on_paper(each, order.lang, name[0] == "flowchart") for name, each in zip(scenes, placed, strict=True)}


def _chapter(at: Reader, order: Order, number: int, key: Key, drawings: Mapping[tuple[str, str], Drawing]) -> Chapter:
    kind = next(kind for kind in PAGE_KINDS if kind.kind == key[0] and key[1] in kind.subjects(at.atlas))
    view = kind.view(at, key[1])
    chart = drawings.get(("flowchart", key[1])) if key[0] == "process" and key[1] else None
    flows = drawings.get(("dataflow", key[1])) if chart else None
    template = "paper_process.html" if chart else kind.template
    values = {"chart_aside": chart.aside, "flows_aside": bool(flows and flows.aside)} if chart else {}
    body = _in_document(render_template(template, at.lang, view=view, **values), f"ch{number}")
    for (name, subject), drawing in drawings.items():
        body = body.replace(f"<!--{name} {subject}-->", drawing.html)
    level = 1 if not key[1] or order.process else 2
    return Chapter(number, key, view.head.title, level, _foot(at, order, key, view.head.version), body)


def _in_document(body: str, prefix: str) -> str:
    """The body of a page with ids that no other chapter has; what leads out of the document leads nowhere."""
    body = _ID.sub(lambda m: f' {m[1]}="{" ".join(f"{prefix}--{id}" for id in m[2].split())}"', body)
    return _NOWHERE.sub("", _HERE.sub(f' href="#{prefix}--', body)).replace("<details", "<details open")


def _foot(at: Reader, order: Order, key: Key, version: str) -> str:
    """What stands in the foot: version, and the address of the page."""
    languages = at.catalog.languages
    path = page_path(*key, settings=at.settings)
    prefix = "" if order.lang == languages[0] else f"{order.lang}/"
    address = f"{order.address.rstrip('/')}/{prefix}{path}/" if order.address else ""
    stand = f"{at.words('version')} {version}" if version else ""
    return " · ".join(filter(None, [stand, at.words.date(at.settings.today), address]))


def document(book: Handbook, pages: Mapping[str, int]) -> str:
    """The handbook as a page of HTML. `pages`: the numbers of the chapters' first pages, as far as they are known."""
    styles = assets()
    here = files(__package__)
    css = [styles[name].decode() for name in _STYLES if name in styles]
    css += [(here / "handbook.css").read_text("utf-8"), *_page_styles(book)]
    return render_template(
        "paper.html",
        book.lang,
        book=book,
        pages=pages,
        styles="\n".join(css),
        contents=say(book.lang, "contents"),
        note=say(book.lang, "in-force"),
        kind=say(book.lang, "handbook"),
    )


def _page_styles(book: Handbook) -> Iterator[str]:
    """The size of pages, and a foot for each chapter's: what it is, its version and address, the day, the page."""
    before, between, after = map(_quoted, say(book.lang, "page", page="\n", pages="\n").split("\n"))
    number = f"{before} counter(page) {between} counter(pages) {after}"
    yield f"@page {{ size: A4; margin: {TOP}mm {SIDE}mm {FOOT}mm; @bottom-right {{ content: {number} }} }}"
    for chapter in book.chapters:
        foot = " · ".join(filter(None, [chapter.title, chapter.foot]))
        name = chapter.anchor
        for page, size in ((name, "A4"), (f"{name}-aside", "A4 landscape")):
            yield f"@page {page} {{ size: {size}; @bottom-left {{ content: {_quoted(foot)} }} }}"
        yield f".{name} {{ page: {name} }} .{name} .paper-aside {{ page: {name}-aside }}"


def _quoted(text: str) -> str:
    """A text as a string of CSS: everything but letters, digits and spaces escaped."""
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text) + '"'
