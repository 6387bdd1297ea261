"""Makes pages: every view through its template. The only module that knows Jinja2."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, partial
from importlib.resources import files

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from rjsmin import jsmin

from process_atlas.addresses import Settings, links_from, page_path
from process_atlas.analysis.atlas import Atlas
from process_atlas.analysis.checks import Suppressed
from process_atlas.diagnostics import Diagnostic
from process_atlas.history import NO_RECORD
from process_atlas.pages.chronicle import Chronicle
from process_atlas.pages.kinds import PAGE_KINDS, PageKind
from process_atlas.pages.page import Page, PlannedPage
from process_atlas.pages.reader import Drawings, Reader
from process_atlas.pages.words import words

ASSETS = (
    "tokens.css",
    "diagrams.css",
    "atlas.css",
    "atlas-reference.css",
    "atlas-charts.css",
    "atlas-walk.css",
    "atlas-compare.css",
    "atlas-versions.css",
    "atlas-print.css",
    "atlas-early.js",
    "atlas.js",
    "atlas-charts.js",
    "atlas-role.js",
    "atlas-walk.js",
    "atlas-visits.js",
    "atlas-choose.js",
)
"""Styles and scripts in the order in which they are loaded."""

ATOMS = ("link", "role", "roles", "data", "data_list", "sign", "limit", "level", "letters", "version")
"""Macros of `macros.html` that take one value and stand in templates as filters: `{{ step|link }}`."""
_MOST_REMEMBERED = 20_000


def plan_pages(
    atlas: Atlas,
    drawings: Drawings,
    settings: Settings,
    findings: Sequence[Diagnostic] = (),
    suppressed: Sequence[Suppressed] = (),
    chronicle: Chronicle | None = None,
) -> Iterator[PlannedPage]:
    """Every page of a catalogue, in the order of languages and of the table of page kinds, each made when asked.

    `drawings` maps `(kind of diagram, id of its subject, language)` to the figure's HTML, which is taken as safe;
    `findings` and `suppressed` are what the quality page tells, `chronicle` is what changed; without one it is what
    the specs themselves tell.
    """
    happened = chronicle or Chronicle(atlas, NO_RECORD)
    for lang in atlas.catalog.languages:
        elsewhere = atlas.catalog.elsewhere(lang)
        for kind in PAGE_KINDS:
            for subject in kind.subjects(atlas):
                href = cache(links_from(page_path(kind.kind, subject, settings), settings, elsewhere))
                at = Reader(atlas, lang, href, drawings, settings, findings, suppressed, happened)
                yield _planned(at, kind, subject)


def _planned(at: Reader, kind: PageKind, subject: str) -> PlannedPage:
    spec = (kind.kind, subject) if subject else None
    document = at.catalog.documents.get(spec) if spec else None
    return PlannedPage(
        at.lang,
        page_path(kind.kind, subject, at.settings),
        kind.kind,
        _title(at, kind, subject),
        partial(render_page, at, kind, subject),
        spec,
        document.path if document else "",
        _nav(at, kind),
    )


def _title(at: Reader, kind: PageKind, subject: str) -> str:
    """What a page is called, as its head will say it."""
    spec = at.catalog.get(kind.kind, subject) if subject else None
    if kind.kind == "home":
        return at.text(at.catalog.manifest.title)
    if kind.kind == "area":
        return at.area_title(subject)
    return at.text(spec.title) if spec else at.words(kind.nav)


def _nav(at: Reader, kind: PageKind) -> str:
    """What a page is called in the navigation; "" keeps it out: a page of one spec, an overview of nothing."""
    return at.words(kind.nav) if kind.nav and (not kind.needs or at.catalog.specs[kind.needs]) else ""


def render_page(at: Reader, kind: PageKind, subject: str = "") -> Page:
    """One page for a reader who stands at its address."""
    view = kind.view(at, subject)
    head = view.head
    body = render_template(kind.template, at.lang, view=view)
    path = page_path(kind.kind, subject, at.settings)
    feeds = tuple((each.title, each.href) for each in head.feeds)
    about = head.spec, head.source, head.nav or _nav(at, kind)
    return Page(at.lang, path, head.title, head.description, body, view.headings, *about, feeds)


def render_template(name: str, lang: str = "en", **values: object) -> str:
    """A template of the package with its values; in it, `t` are the words of `lang`."""
    return _environment(words(lang).lang).get_template(name).render(values)


def assets() -> dict[str, bytes]:
    """The styles and scripts that pages need, by file name, in the order in which they are loaded."""
    folder = files(__package__) / "assets"
    texts = {name: (folder / name).read_text("utf-8") for name in ASSETS if (folder / name).is_file()}
    return {name: (jsmin(text) if name.endswith(".js") else text).encode() for name, text in texts.items()}


def _there(value: object) -> object:
    """The value, which has to be there: a template leaves out what is not, it never says `None`."""
    if value is None:
        raise ValueError("a template shows a value that is not there")
    return value


class _Compiled(BytecodeCache):
    """Keeps what templates compile to, so that a further language does not compile them again."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket if the template was compiled before."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that was just compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


@cache
def _environment(lang: str) -> Environment:
    """Templates in one language: `t` is in them, and in the macros, the table of words."""
    environment = Environment(
        loader=PackageLoader("process_atlas.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=_there,
        bytecode_cache=_COMPILED,
    )
    environment.globals["t"] = words(lang)
    environment.filters.update({name: _Atom(environment, name) for name in ATOMS})
    return environment


class _Atom:
    """A macro as a filter that remembers: a page names the same roles, steps and data again and again."""

    def __init__(self, environment: Environment, name: str) -> None:
        self._known: dict[object, str] = {}
        self._environment = environment
        self._name = name

    def __call__(self, value: object) -> str:
        """The macro's HTML for a value, which is hashable and says all that the macro shows."""
        made = self._known.get(value)
        if made is None:
            if len(self._known) > _MOST_REMEMBERED:
                self._known.clear()
            macro = getattr(self._environment.get_template("macros.html").module, self._name)
            made = self._known[value] = macro(value)
        return made
