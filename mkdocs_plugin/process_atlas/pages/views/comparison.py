"""Two versions of a spec compared: what is said above the picture, beside it, and every change in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from process_atlas.analysis.atlas import Atlas
from process_atlas.analysis.diff import Change, Part, Size, SpecChanges, is_of_way
from process_atlas.diagrams.scene import Edge, Node, Scene
from process_atlas.diagrams.svg import anchor_of
from process_atlas.pages.markdown import NOTHING, Html
from process_atlas.pages.page import Heading
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import RoleChip, outline
from process_atlas.pages.wording import Piece, pieces

MARKS = ("added", "removed", "changed", "moved")
"""What may have become of a part, in the order of the legend."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two states, as its caller knows it.

    `name` is what it is called if it is more than the version's number, such as a revision; `href` leads to a page that
    shows it, "" for none; `atlas` holds its specs, for roles that the reader's catalogue no longer has.
    """

    name: str = ""
    version: str = ""
    day: date | None = None
    author: str = ""
    href: str = ""
    atlas: Atlas | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """The drawings of a comparison; each is empty where there is none. `scene` is what the picture was made from."""

    picture: Html = NOTHING
    before: Html = NOTHING
    after: Html = NOTHING
    scene: Scene | None = None


@dataclass(frozen=True, slots=True)
class SideCell:
    """One of the two states as it is shown."""

    label: str
    name: str
    version: str
    day: str
    date: str
    author: str
    href: str


@dataclass(frozen=True, slots=True)
class Said:
    """A change in words. `pieces` are an old and a new wording as one text; `href` leads to the picture."""

    sentence: str
    size: str
    size_label: str
    href: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of one step, or of the parts of one sort. `href` leads to the picture, `card` to the step's card."""

    anchor: str
    title: str
    mark: str
    number: str
    href: str
    card: str
    roles: tuple[RoleChip, ...]
    items: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class WayRow:
    """A way out of a symbol of the picture."""

    mark: str
    label: str
    target: str


@dataclass(frozen=True, slots=True)
class SymbolRow:
    """A symbol of the picture, for its twin."""

    mark: str
    number: str
    title: str
    lane: str
    ways: tuple[WayRow, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison, ready to be shown: the template `comparison.html` has a macro of that name for it.

    `name` tells its parts from those of another comparison on the page.
    """

    name: str
    sides: tuple[SideCell, ...]
    size: str
    size_label: str
    due: str
    raised: bool
    figures: Figures
    marks: tuple[str, ...]
    groups: tuple[Group, ...]
    twin: tuple[SymbolRow, ...]
    headings: tuple[Heading, ...]


def comparison_of(at: Reader, changes: SpecChanges, old: Side, new: Side, figures: Figures = Figures()) -> Comparison:
    """The comparison of two versions of a spec, for the reader `at`. Texts are in the reader's language."""
    t = at.words
    groups = tuple(_groups(at, changes, (new, old), figures.scene))
    due = t("compare-due", due=changes.due, new=changes.new_version) if changes.due else ""
    content = (("picture", "compare-picture", figures.picture), ("changes", "compare-changes", True))
    return Comparison(
        name=f"{changes.kind}-{changes.id}".rstrip("-"),
        sides=(
            _cell(at, "before", old, changes, changes.old_version),
            _cell(at, "after", new, changes, changes.new_version),
        ),
        size=str(changes.size),
        size_label=t(f"compare-{changes.size}"),
        due=t("compare-enough") if due and changes.raised_enough else due,
        raised=changes.raised_enough,
        figures=figures,
        marks=_marks(figures.scene),
        groups=groups,
        twin=tuple(_twin(figures.scene)) if figures.scene else (),
        headings=outline(*((id, t(title), found) for id, title, found in content)),
    )


def _cell(at: Reader, label: str, side: Side, changes: SpecChanges, version: str) -> SideCell:
    t = at.words
    number = side.version or version
    missing = "compare-not-there" if changes.old_version or changes.new_version else "compare-no-version"
    shown = f"{t('version')} {number}" if number else t(missing)
    day, told = (side.day.isoformat(), t.date(side.day)) if side.day else ("", "")
    author = t("compare-by", author=side.author) if side.author else ""
    return SideCell(t(f"compare-{label}"), side.name, shown, day, told, author, side.href)


def _marks(scene: Scene | None) -> tuple[str, ...]:
    """The signs that the picture has."""
    found = {node.change for node in scene.nodes} | {edge.change for edge in scene.edges} if scene else set[str]()
    return tuple(mark for mark in MARKS if mark in found)


_PARTS = {
    Part.WHOLE: "compare-whole",
    Part.STEP: "compare-steps",
    Part.GROUP: "compare-groups",
    Part.FIELD: "compare-fields",
    Part.VALUE: "compare-values",
    Part.RELATION: "compare-relations",
    Part.AREA: "compare-areas",
}


def _groups(at: Reader, changes: SpecChanges, sides: tuple[Side, Side], scene: Scene | None) -> Iterator[Group]:
    """The changes of the whole first, then those of each step in the picture's order, then those of other parts."""
    found = sorted(changes.changes, key=lambda each: -each.size)
    whole = [each for each in found if each.part is Part.WHOLE]
    if whole:
        yield _of_part(at, Part.WHOLE, whole, sides, scene)
    nodes = {node.id: node for node in scene.nodes} if scene else {}
    for node in nodes.values():
        of_step = [each for each in found if each.part is Part.STEP and each.id == node.id]
        if of_step:
            yield _of_step(at, changes.id, node, of_step, sides, scene)
    for part in list(_PARTS)[1:]:
        rest = [each for each in found if each.part is part and not (part is Part.STEP and each.id in nodes)]
        if rest:
            yield _of_part(at, part, rest, sides, scene)


def _of_part(at: Reader, part: Part, changes: list[Change], sides: tuple[Side, Side], scene: Scene | None) -> Group:
    anchor = f"changes-{part.value or 'whole'}"
    items = tuple(_said(at, each, each.sentence.get(at.lang), scene) for each in changes)
    roles = () if part is Part.WHOLE else _roles(at, changes, sides)
    return Group(anchor, at.words(_PARTS[part]), "", "", "", "", roles, items)


def _of_step(
    at: Reader, process: str, node: Node, changes: list[Change], sides: tuple[Side, Side], scene: Scene | None
) -> Group:
    items = tuple(_said(at, each, each.brief.get(at.lang), scene) for each in changes)
    href = _place(scene, node.anchor)
    title = node.title or node.tip or node.id
    card = at.href("process", process, f"step-{node.id}") if _has_card(at, process, node.id) else ""
    mark = node.change or "changed"
    return Group(f"change-{node.id}", title, mark, node.number, href, card, _roles(at, changes, sides), items)


def _has_card(at: Reader, process: str, step: str) -> bool:
    flow = at.atlas.flows.get(process)
    return flow is not None and step in flow.steps


def _said(at: Reader, change: Change, sentence: str, scene: Scene | None) -> Said:
    shown = change.code.startswith("wording-")
    before, after = (each.get(at.lang) if each else "" for each in (change.before, change.after))
    told = pieces(before, after) if shown and before != after else ()
    size = "none" if change.size is Size.NONE else str(change.size)
    return Said(sentence, size, at.words(f"compare-{size}"), _way_place(scene, change, at.lang), told)


def _way_place(scene: Scene | None, change: Change, lang: str) -> str:
    """The place of a way that changed: the one that the sentence names, if it names one."""
    if scene is None or not (is_of_way(change) or change.code == "start-changed"):
        return ""
    edge = way_of(scene, change, lang)
    return _place(scene, edge.anchor) if edge else ""


def way_of(scene: Scene, change: Change, lang: str) -> Edge | None:
    """The arrow that a change of a way is about: among those marked, the one whose label the sentence has."""
    if change.code == "start-changed":
        starts = {node.id for node in scene.nodes if "start" in node.css.split()}
        found = [edge for edge in scene.edges if edge.anchor and edge.source in starts]
    else:
        found = [edge for edge in scene.edges if edge.anchor and edge.source == change.id]
    late = bool(change.loc) and change.loc[-1] == "overdue"
    found = [edge for edge in found if (edge.style == "overdue") is late] or found
    sentence = change.sentence.get(lang)
    named = [edge for edge in found if edge.label and edge.label in sentence]
    return next(iter(named or found), None)


def _place(scene: Scene | None, anchor: str) -> str:
    return f"#{anchor_of(scene.kind, scene.spec, anchor)}" if scene and anchor else ""


def _roles(at: Reader, changes: Iterable[Change], sides: tuple[Side, Side]) -> tuple[RoleChip, ...]:
    ids = dict.fromkeys(id for change in changes for id in change.roles)
    return tuple(chip for chip in (_chip(at, id, sides) for id in ids) if chip)


def _chip(at: Reader, id: str, sides: tuple[Side, Side]) -> RoleChip | None:
    """A role of the reader's catalogue, else of one of the sides, then without a page to lead to."""
    if id in at.catalog.roles:
        return at.role(id)
    atlas = next((side.atlas for side in sides if side.atlas and id in side.atlas.catalog.roles), None)
    if atlas is None:
        return None
    role = atlas.catalog.roles[id]
    sign = atlas.signs[at.lang if at.lang in atlas.signs else atlas.catalog.languages[0]][id]
    return RoleChip(id, at.text(role.title), sign, atlas.tones[id], "", role.external)


def _twin(scene: Scene) -> Iterator[SymbolRow]:
    """The picture in words: every symbol, and where its ways lead."""
    titles = {node.id: " ".join(filter(None, (node.number, node.title or node.tip))) for node in scene.nodes}
    lanes = {lane.id: lane.title for lane in scene.lanes}
    for node in scene.nodes:
        if "ghost" in node.css.split():
            continue
        ways = (
            WayRow(edge.change, edge.label, titles[edge.target])
            for edge in scene.edges
            if edge.source == node.id and edge.style != "moved"
        )
        title = node.title or node.tip
        yield SymbolRow(node.change, node.number, title, lanes.get(node.lane, ""), tuple(ways))
