"""Names of symbols for those who hear a drawing: number, title, kind, role, time limit and tools."""

from __future__ import annotations

from collections.abc import Iterator

from process_atlas.diagrams.scene import Node, Scene
from process_atlas.diagrams.words import listing, say

_KINDS = {
    "process": "task",
    "document": "document",
    "decision": "decision",
    "subprocess": "subprocess",
    "wait": "waiting",
    "dfd-process": "activity",
    "outside": "other-process",
    "store": "store",
    "open-store": "store",
    "external": "external",
    "plain-external": "external",
    "entity": "structure",
    "person": "role",
}
_LEVELS = frozenset({"success", "info", "warning", "danger"})


def names_of(scene: Scene) -> dict[str, str]:
    """What each symbol is called aloud, by its id, in the scene's language."""
    lanes = {lane.id: lane.title for lane in scene.lanes}
    return {node.id: listing(scene.lang, list(_parts(node, scene.lang, lanes))) for node in scene.nodes}


def _parts(node: Node, lang: str, lanes: dict[str, str]) -> Iterator[str]:
    title = node.title or node.tip
    yield " ".join(filter(None, (node.number, title)))
    if node.change:
        yield say(lang, f"change-{node.change}")
    kind = _kind(node, lang)
    if kind and kind.lower() != title.lower():
        yield kind
    if node.subtitle or node.lane in lanes:
        yield node.subtitle or lanes[node.lane]
    if node.level in _LEVELS:
        yield say(lang, f"level-{node.level}")
    yield from (badge.tip or badge.text for badge in node.badges)


def _kind(node: Node, lang: str) -> str:
    """The kind of a symbol in words; gateways are told by what they do."""
    if node.shape == "terminator":
        return say(lang, "end" if "end" in node.css.split() else "start")
    return say(lang, _KINDS[node.shape]) if node.shape in _KINDS else ""
