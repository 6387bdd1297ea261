"""The flowchart of a difference: two versions of a process in one chart, with a mark on all that is not the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from process_atlas.addresses import Href
from process_atlas.analysis.atlas import Atlas
from process_atlas.analysis.diff import (
    Change,
    Mark,
    Merged,
    MergedStep,
    MergedWay,
    Names,
    Part,
    SpecChanges,
    compare_specs,
    merge,
    state_of_catalog,
)
from process_atlas.analysis.diff.state import NO_STATE
from process_atlas.analysis.flow import Way
from process_atlas.diagrams import flowchart
from process_atlas.diagrams.measure import MARK, width
from process_atlas.diagrams.scene import Badge, Edge, Lane, Node, Scene
from process_atlas.diagrams.words import brief, listing, say
from process_atlas.spec.model import Process, Step

KIND = "comparison"
_NOTE = 104.0
"""The widest text of a mark that says what changed, in pixels."""

_ASPECTS = {
    "title-changed": "wording",
    "wording": "wording",
    "translation": "wording",
    "limit": "limit",
    "wait": "limit",
    "effort": "effort",
    "data": "data",
    "accountable": "roles",
    "responsible": "roles",
    "consulted": "roles",
    "informed": "roles",
    "step-type-changed": "type",
    "step-id-changed": "id",
    "step-moved": "",
}
"""What a change is about in a word, by its code or by the code's first part; anything else is a detail."""


def build(
    old: Atlas | None,
    new: Atlas | None,
    id: str,
    lang: str,
    href: Href,
    *,
    old_id: str = "",
    changes: SpecChanges | None = None,
) -> Scene:
    """Both versions of a process in one flowchart; None for a version that is not there.

    `old_id` is the id that it had, if another; `changes` saves comparing again. Parts that stayed as they were keep
    their order, for the order is that of both versions together. Marked symbols lead to `#change-ID`, their place in
    the list of changes (`#changes-whole` where that tells nothing of them alone); the others by `href`, which may give
    "" for no link. Raises KeyError for a process that a side
    does not have, ValueError without either side.
    """
    sides = _Sides.of(old, new, id, lang, href, old_id)
    found = changes or compare_specs(sides.before, sides.after, _names(old, new))
    merged = merge(sides.before, sides.after, found)
    either = sides.new or sides.old
    told = {each.id for each in found.changes if each.part is Part.STEP}
    nodes = tuple(_nodes(sides, merged, lang, told))
    return Scene(
        kind=KIND,
        spec=f"process:{id}",
        lang=lang,
        title=say(lang, "of-comparison", name=found.title.get(lang)),
        description=_told(merged, lang),
        lanes=tuple(_lanes(sides, merged)),
        nodes=nodes,
        edges=tuple(_edges(sides, merged, lang)),
        direction=either.direction if either else "down",
    )


def sides(
    old: Atlas | None, new: Atlas | None, id: str, lang: str, href: Href, *, old_id: str = ""
) -> tuple[Scene | None, Scene | None]:
    """The plain flowcharts before and after, None for a version that is not there.

    Their names differ from that of the process, so that they can stand on one page with its other drawings.
    """
    both = _Sides.of(old, new, id, lang, href, old_id)
    before, after = (
        replace(scene, spec=f"process:{id}@{side}") if scene else None
        for scene, side in ((both.old, "before"), (both.new, "after"))
    )
    return before, after


@dataclass(frozen=True, slots=True)
class _Sides:
    """The process on each side, and its flowchart there."""

    before: Process | None
    after: Process | None
    old: Scene | None
    new: Scene | None
    old_edges: dict[Way, Edge]
    new_edges: dict[Way, Edge]

    @classmethod
    def of(cls, old: Atlas | None, new: Atlas | None, id: str, lang: str, href: Href, old_id: str) -> _Sides:
        first, second = _drawn(old, old_id or id, lang, href), _drawn(new, id, lang, href)
        before = old.catalog.processes[old_id or id] if old else None
        after = new.catalog.processes[id] if new else None
        return cls(before, after, first[0], second[0], first[1], second[1])

    def node(self, step: MergedStep) -> Node:
        """The symbol of a step: as it is now, or as it was if it is gone."""
        scene, id = (self.new, step.new) if step.new else (self.old, step.old)
        return next(node for node in scene.nodes if node.id == id) if scene else Node(id, "process", id)

    def edge(self, way: MergedWay) -> Edge:
        """The arrow of a way: as it is now, or as it was if it is gone."""
        return self.new_edges[way.new] if way.new else self.old_edges[way.old] if way.old else Edge("", "")

    def steps(self, step: MergedStep) -> tuple[Step | None, Step | None]:
        """The step before and after; None where it is not written."""
        return _step(self.before, step.old), _step(self.after, step.new)


def _drawn(atlas: Atlas | None, id: str, lang: str, href: Href) -> tuple[Scene | None, dict[Way, Edge]]:
    if atlas is None:
        return None, {}
    scene = flowchart.build(atlas, id, lang, href)
    return scene, dict(zip(atlas.flows[id].ways, scene.edges, strict=True))


def _step(process: Process | None, id: str) -> Step | None:
    return next((step for step in process.steps if step.id == id), None) if process else None


def _names(old: Atlas | None, new: Atlas | None) -> Names:
    return Names(*(state_of_catalog(each.catalog) if each else NO_STATE for each in (old, new)))


def _lanes(sides: _Sides, merged: Merged) -> Iterator[Lane]:
    lanes = {lane.id: lane for scene in (sides.old, sides.new) if scene for lane in scene.lanes}
    return (lanes[id] for id in merged.lanes)


def _nodes(sides: _Sides, merged: Merged, lang: str, told: Collection[str]) -> Iterator[Node]:
    """The symbols in their order; a step that moved leaves a ghost in the lane where it was."""
    lanes = {lane.id: lane for lane in _lanes(sides, merged)}
    for step in merged.steps:
        node = replace(sides.node(step), id=step.id, lane=step.lane)
        if step.mark is None:
            yield node
            continue
        limits = tuple(_limits(node.badges, sides.steps(step), lang))
        notes = tuple(_notes(step, lanes, lang, told=limits != node.badges))
        href = f"#change-{step.id}" if step.id in told else "#changes-whole"
        marked = replace(node, change=step.mark.value, anchor=f"n-{step.id}", href=href)
        if step.mark is Mark.REMOVED:
            marked = replace(marked, number="")
        yield replace(marked, badges=(*limits, *notes))
        if step.was:
            yield replace(
                marked, id=ghost(merged, step), lane=step.was, number="", level="", css="ghost", anchor=f"g-{step.id}",
                badges=(_role_note("moved-to", lanes[step.lane], lang),),
            )  # fmt: skip


def ghost(merged: Merged, step: MergedStep) -> str:
    """The id of the symbol that stands where a step was before it moved."""
    name = f"was-{step.id}"
    while any(each.id == name for each in merged.steps):
        name += "-"
    return name


def _role_note(key: str, lane: Lane, lang: str) -> Badge:
    """A role in a mark: by its title, or by its sign if the title is too long for one."""
    text = say(lang, key, role=lane.title)
    short = say(lang, key, role=lane.sign or lane.title)
    return Badge("note", text if width(text, MARK) <= _NOTE else short, text)


def _notes(step: MergedStep, lanes: dict[str, Lane], lang: str, told: bool) -> Iterator[Badge]:
    """What changed in a step, in a few words; not the time limit if that is `told` already."""
    if step.was:
        yield _role_note("moved-from", lanes[step.was], lang)
    found = dict.fromkeys(_aspect(each) for each in step.changes if not (told and each.code == "limit-changed"))
    aspects = [say(lang, f"aspect-{each}") for each in found if each]
    if aspects:
        yield Badge("note", listing(lang, aspects), say(lang, "changed-in", what=listing(lang, aspects)))


def _aspect(change: Change) -> str:
    first = change.code.partition("-")[0]
    if change.code in _ASPECTS or first in _ASPECTS:
        return _ASPECTS.get(change.code, _ASPECTS.get(first, ""))
    return "tool" if "system" in change.loc else "detail"


def _limits(badges: tuple[Badge, ...], steps: tuple[Step | None, Step | None], lang: str) -> Iterator[Badge]:
    """The marks of a step, its time limit before and after in one."""
    old, new = (step.within if step else None for step in steps)
    for badge in badges:
        if badge.kind == "time" and old and new and brief(lang, old) != brief(lang, new):
            text = f"{brief(lang, old)} → {brief(lang, new)}"
            yield replace(badge, text=text, tip=say(lang, "limit", time=text))
        else:
            yield badge


def _edges(sides: _Sides, merged: Merged, lang: str) -> Iterator[Edge]:
    """The arrows. Those with a label, or between steps that stay, have a sign; a step that came or went has its own."""
    own = {step.id for step in merged.steps if step.mark in (Mark.ADDED, Mark.REMOVED)}
    for place, way in enumerate(merged.ways):
        edge = replace(sides.edge(way), source=way.source, target=way.target)
        if way.mark is None:
            yield edge
            continue
        signed = bool(edge.label) or not own & {way.source, way.target}
        tip = say(lang, f"way-{way.mark.value}")
        yield replace(edge, change=way.mark.value, signed=signed, anchor=f"e-{place}", tip=tip)
    for step in merged.steps:
        if step.was:
            yield Edge(step.id, ghost(merged, step), style="moved", change=Mark.MOVED.value)


def _told(merged: Merged, lang: str) -> str:
    """How many steps and ways came, went and changed."""
    steps = Counter(each.mark.value for each in merged.steps if each.mark)
    ways = Counter(each.mark.value for each in merged.ways if each.mark)
    parts = [
        say(lang, f"count-{what}", count=found[mark], mark=say(lang, f"change-{mark}"))
        for what, found in (("steps", steps), ("ways", ways))
        for mark in Mark
        if found[mark]
    ]
    return listing(lang, parts) if parts else say(lang, "no-difference")
