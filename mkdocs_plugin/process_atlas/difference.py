"""A difference as pages: two states of a catalogue -> atlases -> scenes -> drawings -> an overview, a page a spec."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from process_atlas.addresses import Settings
from process_atlas.analysis.atlas import Atlas
from process_atlas.analysis.diff import CatalogChanges, SpecChanges, State, whole_atlas
from process_atlas.diagrams import comparison
from process_atlas.diagrams.drawing import Draw, draw_all
from process_atlas.diagrams.scene import Scene
from process_atlas.pages.markdown import NOTHING, Html
from process_atlas.pages.page import Page
from process_atlas.pages.reader import Reader
from process_atlas.pages.render import render_template
from process_atlas.pages.view import Link, View
from process_atlas.pages.views.comparison import Figures, Side
from process_atlas.pages.views.difference import difference_view, differences_view

INDEX = "index.html"


def difference_pages(
    old: tuple[str, State],
    new: tuple[str, State],
    changes: CatalogChanges,
    lang: str,
    notes: Iterable[str] = (),
    others: Sequence[State] = (),
    draw: Draw = draw_all,
) -> tuple[Page, ...]:
    """The pages of a difference, the overview first; each state is given with its name.

    Links between them name the files, so that the pages can be opened from a folder. `notes` are told on the
    overview; `others` may know what the states refer to.
    """
    atlases = whole_atlas(old[1], [new[1], *others]), whole_atlas(new[1], [old[1], *others])
    before, after = (Side(name, atlas=atlas) for (name, _), atlas in zip((old, new), atlases, strict=True))
    at = Reader(atlases[1], lang, _nowhere, {}, Settings())
    paths = [_path(spec) for spec in changes.specs]
    links = [f"{path}/{INDEX}" for path in paths]
    overview = differences_view(at, changes, before, after, links, notes)
    pages = [_page(at, "differences.html", "", overview)]
    drawn = figures_of(changes.specs, *atlases, lang, draw)
    for spec, path, figures in zip(changes.specs, paths, drawn, strict=True):
        back = Link(at.words("compare-all"), f"{'../' * (path.count('/') + 1)}{INDEX}")
        view = difference_view(at, spec, before, after, figures, back)
        pages.append(_page(at, "difference.html", path, view))
    return tuple(pages)


def figures_of(
    specs: Sequence[SpecChanges], old: Atlas, new: Atlas, lang: str, draw: Draw = draw_all
) -> tuple[Figures, ...]:
    """The drawings of each spec's changes, all made at once; none for a spec that is not a process on both sides
    where it should be.
    """
    scenes = [_scenes(spec, old, new, lang) for spec in specs]
    drawn = iter(draw([scene for each in scenes for scene in each if scene]))
    found = []
    for each in scenes:
        figures = [Html(next(drawn).html) if scene else NOTHING for scene in each]
        found.append(Figures(figures[0], figures[1], figures[2], each[0]))
    return tuple(found)


def _scenes(spec: SpecChanges, old: Atlas, new: Atlas, lang: str) -> tuple[Scene | None, Scene | None, Scene | None]:
    """The picture, and the flowcharts before and after it; a process that is new or gone needs the picture only."""
    before = old if spec.old_version else None
    after = new if spec.new_version else None
    missing = (before and spec.old_id not in old.catalog.processes) or (after and spec.id not in new.catalog.processes)
    if spec.kind != "process" or missing:
        return None, None, None
    picture = comparison.build(before, after, spec.id, lang, _nowhere, old_id=spec.old_id, changes=spec)
    if not (before and after):
        return picture, None, None
    return picture, *comparison.sides(before, after, spec.id, lang, _nowhere, old_id=spec.old_id)


def _path(spec: SpecChanges) -> str:
    return f"{spec.kind}/{spec.id}" if spec.id else spec.kind


def _nowhere(kind: str, id: str = "", anchor: str = "") -> str:
    """There are no pages of specs beside those of the difference."""
    return ""


def _page(at: Reader, template: str, path: str, view: View) -> Page:
    body = render_template(template, at.lang, view=view)
    return Page(at.lang, path, view.head.title, view.head.description, body, view.headings, nav=view.head.nav)
