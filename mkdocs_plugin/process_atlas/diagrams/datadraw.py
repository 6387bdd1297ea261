"""Coordinates of a data-flow diagram whose rows are known: columns, symbols, lines and labels."""

from __future__ import annotations

from dataclasses import dataclass

from process_atlas.diagrams.dataparts import AIR, GAP, LEFT, PITCH, RIGHT, ROW, TRACK, Detour, Group, Plan, all_lines
from process_atlas.diagrams.graph import Frame, Point, Route, Spot


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand from left to right: (x, width) of symbols, and the middle of each side's labels."""

    process: Point
    outer: tuple[Point, Point]
    labels: tuple[float, float]
    tracks: tuple[float, float]
    width: float


def _columns(plan: Plan) -> Columns:
    graph = plan.graph
    wide = [0.0, 0.0]
    labels = [0.0, 0.0]
    for row in plan.rows:
        for side in (LEFT, RIGHT):
            wide[side] = max([wide[side], *(graph.vertices[g.other].w for g in row.sides[side])])
            labels[side] = max([labels[side], *(graph.links[line.link].lw for line in all_lines(row, side))])
    tracks = [max((d.track + 1 for d in plan.detours if d.side == side), default=0) for side in (LEFT, RIGHT)]
    room = [max(46.0, labels[side] + 2 * AIR) for side in (LEFT, RIGHT)]
    extra = [tracks[side] * TRACK + (AIR if tracks[side] else 0.0) for side in (LEFT, RIGHT)]
    w = max((graph.vertices[row.vertex].w for row in plan.rows), default=0.0)
    x = (wide[0] + extra[0] + room[0]) if wide[0] or tracks[0] else 8.0
    right = x + w
    width = right + (room[1] + extra[1] + wide[1] if wide[1] or tracks[1] else 8.0)
    return Columns(
        (x, w),
        ((0.0, wide[0]), (right + room[1] + extra[1], wide[1])),
        (x - room[0] / 2, right + room[1] / 2),
        (x - room[0], right + room[1]),
        width,
    )


def draw_plan(plan: Plan) -> Frame:
    """Symbols, lines and labels of a plan whose heights are set."""
    columns = _columns(plan)
    x, w = columns.process
    for row in plan.rows:
        plan.spots.append(Spot(row.vertex, x, row.y, w, row.h))
    for side in (LEFT, RIGHT):
        _draw_side(plan, columns, side)
    _draw_direct(plan, columns)
    for detour in plan.detours:
        _draw_detour(plan, columns, detour)
    loose = [v for v in range(len(plan.graph.vertices)) if v not in {spot.vertex for spot in plan.spots}]
    height = max((spot.y + spot.h for spot in plan.spots), default=0.0)
    for v in loose:
        vertex = plan.graph.vertices[v]
        plan.spots.append(Spot(v, x, height + ROW, vertex.w, vertex.h))
        height += ROW + vertex.h
    top = min((spot.y for spot in plan.spots), default=0.0) - 8
    width = max(columns.width, x + max((plan.graph.vertices[v].w for v in loose), default=0.0)) + 6
    return _moved(Frame(tuple(plan.spots), tuple(plan.routes), (), 0.0, width, height), -top)


def _moved(frame: Frame, down: float) -> Frame:
    """The frame, everything `down` pixels lower, in one decimal."""
    spots = tuple(Spot(s.vertex, round(s.x, 1), round(s.y + down, 1), s.w, round(s.h, 1), s.copy) for s in frame.spots)
    routes = tuple(
        Route(
            r.link,
            tuple((round(x, 1), round(y + down, 1)) for x, y in r.points),
            (round(r.label[0], 1), round(r.label[1] + down, 1)) if r.label else None,
            r.source,
            r.target,
        )
        for r in frame.routes
    )
    return Frame(spots, routes, (), 0.0, round(frame.width, 1), round(frame.height + down + 6, 1))


def _draw_side(plan: Plan, columns: Columns, side: int) -> None:
    """Symbols and straight lines at one side; neighbours that share a symbol get one tall copy."""
    run: list[tuple[int, Group]] = []
    for place, row in enumerate(plan.rows):
        for number, group in enumerate(row.sides[side]):
            joined = bool(run) and number == 0 and run[-1][0] == place - 1 and run[-1][1].other == group.other
            joined = joined and run[-1][1] is plan.rows[place - 1].sides[side][-1]
            if run and not joined:
                _draw_run(plan, columns, side, run)
                run = []
            run.append((place, group))
    if run:
        _draw_run(plan, columns, side, run)


def _draw_run(plan: Plan, columns: Columns, side: int, run: list[tuple[int, Group]]) -> None:
    vertex = plan.graph.vertices[run[0][1].other]
    lines = [line for _, group in run for line in group.lines]
    top, bottom = run[0][1].y + GAP / 2, run[-1][1].y + run[-1][1].h - GAP / 2
    tall = len(run) > 1 or plan.role(run[0][1].other) == "external"
    h = max(vertex.h, bottom - top if tall else lines[-1].y - lines[0].y + AIR)
    x, w = columns.outer[side]
    copy = plan.copies.get(run[0][1].other, 0)
    plan.copies[run[0][1].other] = copy + 1
    plan.spots.append(Spot(run[0][1].other, x, (top + bottom - h) / 2, w, h, copy))
    spot = len(plan.spots) - 1
    px, pw = columns.process
    for place, group in run:
        for line in group.lines:
            near = (px if side == LEFT else px + pw, line.y)
            near = _on_outline(plan, place, near)
            far = (x + w if side == LEFT else x, line.y)
            points, ends = ((near, far), (place, spot)) if line.out else ((far, near), (spot, place))
            label = _label_at(plan, line.link, (columns.labels[side], line.y))
            plan.routes.append(Route(line.link, points, label, *ends))


def _on_outline(plan: Plan, place: int, point: Point) -> Point:
    """The point moved onto a round process's border."""
    row = plan.rows[place]
    vertex = plan.graph.vertices[row.vertex]
    if vertex.outline != "ellipse":
        return point
    spot = plan.spots[place]
    share = min(1.0, abs(point[1] - row.y - row.h / 2) / (row.h / 2))
    bend = spot.w / 2 * (1 - (1 - share * share) ** 0.5)
    return (point[0] + (bend if point[0] < spot.x + spot.w / 2 else -bend), point[1])


def _label_at(plan: Plan, index: int, middle: Point) -> Point | None:
    link = plan.graph.links[index]
    return (middle[0] - link.lw / 2, middle[1] - link.lh / 2) if link.lw else None


def _draw_direct(plan: Plan, columns: Columns) -> None:
    """Flows between neighbours: upright lines, side by side if there are several."""
    x, w = columns.process
    for place, links in plan.direct.items():
        upper, lower = plan.rows[place], plan.rows[place + 1]
        widths = [max(PITCH, plan.graph.links[i].lw + 8) for i in links]
        at = x + w / 2 - sum(widths) / 2
        for index, share in zip(links, widths, strict=True):
            middle, at = at + share / 2, at + share
            middle = min(max(middle, x + 12), x + w - 12)
            ends = ((middle, upper.y + upper.h), (middle, lower.y))
            down = plan.graph.links[index].source == upper.vertex
            spots = (place, place + 1) if down else (place + 1, place)
            label = _label_at(plan, index, (middle, (ends[0][1] + ends[1][1]) / 2 - (3 if down else -3)))
            plan.routes.append(Route(index, ends if down else ends[::-1], label, *spots))


def _draw_detour(plan: Plan, columns: Columns, detour: Detour) -> None:
    side = detour.side
    px, pw = columns.process
    edge = px if side == LEFT else px + pw
    x = columns.tracks[side] + (detour.track + 0.5) * TRACK * (-1 if side == LEFT else 1)
    here, there = detour.span
    first, last = _on_outline(plan, here, (edge, detour.start.y)), _on_outline(plan, there, (edge, detour.end.y))
    label = _label_at(plan, detour.start.link, (columns.labels[side], detour.start.y))
    plan.routes.append(Route(detour.start.link, (first, (x, first[1]), (x, last[1]), last), label, here, there))
