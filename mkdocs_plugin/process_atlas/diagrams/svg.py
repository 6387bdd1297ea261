"""SVG of a placed drawing: the figure that stands in a page, the same bytes on every machine."""

from __future__ import annotations

from process_atlas.diagrams.glyphs import change_sign, clean, level_sign, mark, num, rect, role_sign, shape
from process_atlas.diagrams.measure import LEADING, MARK_LEADING
from process_atlas.diagrams.mermaid import mermaid
from process_atlas.diagrams.naming import names_of
from process_atlas.diagrams.scene import Box, Edge, Node, Placed, PlacedEdge, PlacedLane, PlacedNode, Text
from process_atlas.diagrams.sized import LANE_SIGN, sign_width
from process_atlas.diagrams.watermark import watermark
from process_atlas.diagrams.words import say

_ROUND = 7.0
_MARGIN = 12.0
_FITTING = 1420  # pixels: the widest drawing that still reads well when it is shrunk into a column of 1180
_LEADINGS = {"title": LEADING, "head": LEADING}


def draw(placed: Placed) -> str:
    """The figure element with its SVG. Links, ids, classes and ARIA follow the project's SVG contract."""
    scene = placed.scene
    kind, spec = clean(scene.kind), clean(scene.spec)
    prefix, names = prefix_of(scene.kind, scene.spec), names_of(scene)
    parts = [
        f'<figure class="atlas-diagram" data-kind="{kind}" data-spec="{spec}" data-search-exclude>',
        _open(placed, prefix),
        *(_lane(lane) for lane in placed.lanes),
        f'<g class="lines" marker-end="url(#{prefix}-a)" aria-hidden="true">',
        *(_edge(edge, prefix) for edge in sorted(placed.edges, key=lambda edge: edge.label is not None)),
        "</g>",
        *(_node(node, names[node.node.id], prefix) for node in placed.nodes),
        watermark(scene.watermark, placed.width, placed.height),
        f'<metadata class="mermaid">{clean(mermaid(scene))}</metadata>',
        f"</svg>{_notice(placed)}</figure>",
    ]
    return "\n".join(part for part in parts if part)


def prefix_of(kind: str, spec: str) -> str:
    """A prefix for ids that no other drawing has: letters, digits and hyphens stay, all else is spelt out."""
    return "".join(c if c.isalnum() or c == "-" else f"_{ord(c):x}_" for c in f"{kind}-{spec}")


def _open(placed: Placed, prefix: str) -> str:
    scene = placed.scene
    role = say(scene.lang, scene.kind)
    w, h = num(placed.width + 2 * _MARGIN), num(placed.height + 2 * _MARGIN)
    box = f"{num(-_MARGIN)} {num(-_MARGIN)} {w} {h}"
    names = f"{prefix}-t {prefix}-d" if scene.description else f"{prefix}-t"
    description = f'<desc id="{prefix}-d">{clean(scene.description)}</desc>' if scene.description else ""
    marker = (
        f'<marker id="{prefix}-a" class="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" '
        'markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M.5 1L9.5 5L.5 9z"/></marker>'
    )
    fits = ' class="fits"' if placed.width <= _FITTING else ""
    return (
        f'<svg{fits} xmlns="http://www.w3.org/2000/svg" role="graphics-document document" aria-labelledby="{names}" '
        f'aria-roledescription="{clean(role)}" lang="{clean(scene.lang)}" width="{w}" height="{h}" viewBox="{box}">'
        f'<title id="{prefix}-t">{clean(scene.title)}</title>{description}<defs>{marker}</defs>'
    )


def _text(text: Text) -> str:
    """Lines of text, one `tspan` for each after the first."""
    x, lines = num(text.x), text.lines
    whole = " ".join(lines)
    tip = f"<title>{clean(text.full)}</title>" if whole.endswith("…") and text.full else ""
    leading = num(_LEADINGS.get(text.role, MARK_LEADING))
    gap = " " if lines and all(line.isascii() for line in lines) else ""
    rest = "".join(f'{gap}<tspan x="{x}" dy="{leading}">{clean(line)}</tspan>' for line in lines[1:])
    names = " ".join(
        n
        for n in (text.role, {"middle": "mid", "end": "right"}.get(text.anchor, text.anchor))
        if n not in ("start", "title")
    )
    css = f' class="{names}"' if names else ""
    return f'<text{css} x="{x}" y="{num(text.y)}">{clean(lines[0]) if lines else ""}{rest}{tip}</text>'


def _linked(href: str, inside: str, name: str = "") -> str:
    """What a link leads from, with the name it is called by; without a link it is an image of that name."""
    label = f' aria-label="{clean(name)}"' if name else ""
    if href:
        return f'<a href="{clean(href)}"{label}>{inside}</a>'
    return f'<g role="img"{label}>{inside}</g>' if name else inside


def _notice(placed: Placed) -> str:
    """A kind word below a drawing that was too large to be laid out well."""
    if not placed.notice:
        return ""
    return f'<figcaption class="too-large">{clean(say(placed.scene.lang, "too-large"))}</figcaption>'


def _lane(placed: PlacedLane) -> str:
    """A lane: its band first, then its head with the role's sign and title, as a group that can be moved."""
    lane, head = placed.lane, placed.head
    bar = Box(head.x, head.y, 5, head.h) if placed.band.w > placed.head.w + 1 else Box(head.x, head.y, head.w, 4)
    sign = ""
    if lane.sign and placed.texts:
        w, middle = sign_width(lane.sign, LANE_SIGN), head.y + head.h / 2 + (2 if bar.h == 4 else 0)
        sign = role_sign(Box(placed.texts[0].x - 8 - w, middle - LANE_SIGN / 2, w, LANE_SIGN), lane.sign)
    texts = "".join(_text(text) for text in placed.texts)
    inside = rect(head, 0, "head") + rect(bar, 0, "bar") + sign + texts
    top = f'<g class="lane-head">{_linked(lane.href, inside)}</g>'
    return f'<g class="lane tone-{lane.tone}" data-id="{clean(lane.id)}">{rect(placed.band, 0, "band")}{top}</g>'


def _node(placed: PlacedNode, called: str, prefix: str) -> str:
    node = placed.node
    names = ["node", node.shape, node.css]
    names += [f"tone-{placed.tone}"] * (placed.tone >= 0) + [f"level-{node.level}"] * bool(node.level)
    names += ["is-key"] * any(badge.kind == "key" for badge in node.badges)
    lane = f' data-lane="{clean(node.lane)}"' if node.lane else ""
    lane += f' data-roles="{clean(" ".join(node.roles))}"' if node.roles else ""
    tip = f"<title>{clean(node.tip)}</title>" if node.tip else ""
    heads = "".join(mark(m) for m in placed.marks if m.kind == "head")
    marks = "".join(mark(m) for m in placed.marks if m.kind != "head")
    inside = shape(placed) + tip + heads + "".join(_text(text) for text in placed.texts if text.lines) + marks
    name = clean(" ".join(part for part in names if part))
    linked = _linked(node.href, inside, called)
    return f'<g class="{name}" data-id="{clean(node.id)}"{lane}{_changed(node, prefix)}>{linked}</g>'


def anchor_of(kind: str, spec: str, anchor: str) -> str:
    """The id that a part of a drawing has in its page."""
    return f"{prefix_of(kind, spec)}-{anchor}"


def _changed(part: Node | Edge, prefix: str) -> str:
    """The attributes of a part that is not the same in both versions of a comparison."""
    anchor = f' id="{prefix}-{clean(part.anchor)}"' if part.anchor else ""
    return f'{anchor} data-change="{clean(part.change)}"' if part.change else anchor


def _edge(placed: PlacedEdge, prefix: str) -> str:
    edge = placed.edge
    head = "" if placed.head == "arrow" else ' marker-end="none"'
    tail = f' marker-start="url(#{prefix}-a)"' if placed.tail == "arrow" else ""
    line = f'<path class="line" d="{outline(placed.points)}"{tail}{head}/>'
    feet = _foot(placed.points[0], placed.points[1], placed.tail) + _foot(
        placed.points[-1], placed.points[-2], placed.head
    )
    tip = f"<title>{clean(edge.tip)}</title>" if edge.tip else ""
    foot = f'<path class="foot" marker-end="none" d="{feet}"/>' if feet else ""
    return f"<g {_edge_names(placed)}{_changed(edge, prefix)}>{tip}{line}{foot}{_label(placed)}</g>"


def _edge_names(placed: PlacedEdge) -> str:
    edge = placed.edge
    names = ["edge", edge.style, edge.css, f"level-{edge.level}" if edge.level else ""]
    shown = clean(" ".join(name for name in names if name))
    return f'class="{shown}" data-from="{clean(edge.source)}" data-to="{clean(edge.target)}"'


def _label(placed: PlacedEdge) -> str:
    """An edge's label on a ground of its own. Labelled edges are drawn last, so that no line runs through one."""
    if placed.label is None or placed.text is None:
        return ""
    edge, box, middle = placed.edge, placed.label, placed.label.y + placed.label.h / 2 - 8.5
    sign = change_sign(edge.change, box.x + 3, middle) if edge.signed else ""
    if edge.level and edge.label:
        sign += level_sign(edge.level, box.x + 4 + 19 * edge.signed, middle)
    return f"{rect(box, 5, 'pill')}{sign}{_text(placed.text) if placed.text.lines else ''}"


def _foot(end: tuple[float, float], before: tuple[float, float], kind: str) -> str:
    """The end of an entity relation: a bar for one, a crow's foot for many."""
    if kind not in ("one", "many"):
        return ""
    dx, dy = _unit(end, before)
    x, y = end
    bar = (
        f"M{num(x + 9 * dx - 5 * dy)} {num(y + 9 * dy - 5 * dx)}L{num(x + 9 * dx + 5 * dy)} {num(y + 9 * dy + 5 * dx)}"
    )
    if kind == "one":
        return bar
    tip = f"{num(x + 11 * dx)} {num(y + 11 * dy)}"
    return f"M{num(x - 6 * dy)} {num(y - 6 * dx)}L{tip}L{num(x + 6 * dy)} {num(y + 6 * dx)}"


def _unit(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    """The direction from `start` to `end`, whose line is level or upright."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    if abs(dx) > abs(dy):
        return (1.0 if dx > 0 else -1.0), 0.0
    return 0.0, (1.0 if dy > 0 else -1.0)


def outline(points: tuple[tuple[float, float], ...]) -> str:
    """Path data of a line with rounded corners."""
    d = [f"M{num(points[0][0])} {num(points[0][1])}"]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        (ux, uy), (vx, vy) = _unit(here, before), _unit(here, after)
        r = min(_ROUND, _length(before, here) / 2, _length(here, after) / 2)
        bend = f"q{num(-ux * r)} {num(-uy * r)} {num((vx - ux) * r)} {num((vy - uy) * r)}"
        d.append(_to((here[0] + ux * r, here[1] + uy * r), ux != 0) + bend)
    d.append(_to(points[-1], points[-1][1] == points[-2][1]))
    return "".join(d)


def _to(point: tuple[float, float], across: bool) -> str:
    return f"H{num(point[0])}" if across else f"V{num(point[1])}"


def _length(a: tuple[float, float], b: tuple[float, float]) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])
