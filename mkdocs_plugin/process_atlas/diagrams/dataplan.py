"""Layout of data-flow diagrams: externals, processes and stores in three columns, nearly every flow a straight line.

A symbol is repeated (and marked as such) where one copy would make lines cross; copies for neighbouring processes are
one tall symbol instead.
"""

from __future__ import annotations

from itertools import pairwise

from process_atlas.diagrams.datadraw import draw_plan
from process_atlas.diagrams.dataparts import GAP, LEFT, PITCH, RIGHT, ROW, Detour, Group, Line, Plan, Row, all_lines
from process_atlas.diagrams.graph import Frame, Graph


def plan_dataflow(graph: Graph) -> Frame:
    """A frame for externals, processes and stores. Links that join no process are left out of the drawing."""
    plan = Plan(graph)
    processes = [v for v, vertex in enumerate(graph.vertices) if not vertex.role]
    plan.rows = [Row(v) for v in processes]
    _sort_links(plan, {v: place for place, v in enumerate(processes)})
    for side in (LEFT, RIGHT):
        _join_neighbours(plan, side)
    _choose_sides(plan)
    _heights(plan)
    return draw_plan(plan)


def _sort_links(plan: Plan, row_of: dict[int, int]) -> None:
    """Every link goes to a group beside its process, between two neighbours, or onto a detour."""
    lines: dict[tuple[int, int, bool], list[int]] = {}
    for index, link in enumerate(plan.graph.links):
        here, there = row_of.get(link.source), row_of.get(link.target)
        if here is not None and there is not None:
            _between(plan, index, here, there)
        elif here is not None or there is not None:
            key = (link.source, link.target, True) if here is not None else (link.target, link.source, False)
            lines.setdefault(key, []).append(index)
    lonely = len(plan.rows) == 1 and not any(v.role == "store" for v in plan.graph.vertices)
    loads = [0, 0]
    for (process, other, out), links in lines.items():
        row = plan.rows[row_of[process]]
        side = LEFT if plan.role(other) == "external" else RIGHT
        if lonely:
            held = [s for s in (LEFT, RIGHT) if any(group.other == other for group in row.sides[s])]
            side = held[0] if held else loads.index(min(loads))
            loads[side] += len(links)
        _add(plan, row, side, [Line(index, process, other, out) for index in links])


def _between(plan: Plan, index: int, here: int, there: int) -> None:
    link = plan.graph.links[index]
    if abs(here - there) == 1:
        plan.direct.setdefault(min(here, there), []).append(index)
        return
    start = Line(index, link.source, -1, True)
    end = Line(index, link.target, -1, False)
    plan.detours.append(Detour(start, end, (here, there)))


def _add(plan: Plan, row: Row, side: int, lines: list[Line]) -> None:
    """Put lines into their group."""
    other = lines[0].other
    group = next((group for group in row.sides[side] if group.other == other), None)
    if group is None:
        group = Group(other)
        row.sides[side].append(group)
    group.lines += lines


def _join_neighbours(plan: Plan, side: int) -> None:
    """Order each process's groups so that a symbol shared with the next process stands at their border."""
    arriving = -1
    for row, following in pairwise([*plan.rows, None]):
        assert row is not None
        groups = row.sides[side]
        shared = {g.other for g in groups} & ({g.other for g in following.sides[side]} if following else set())
        fitting = [g.other for g in groups if g.other in shared and (len(groups) == 1 or g.other != arriving)]
        leaving = fitting[-1] if fitting else -1
        groups.sort(key=lambda g: (g.other != arriving, g.other == leaving))
        arriving = leaving


def _choose_sides(plan: Plan) -> None:
    """Detours take the side where they cross fewer lines; shorter ones run nearer to the processes."""
    plan.detours.sort(key=lambda d: (abs(d.span[0] - d.span[1]), d.span))
    used: tuple[list[Detour], list[Detour]] = ([], [])
    for detour in plan.detours:
        low, high = sorted(detour.span)
        load = [
            sum(len(group.lines) for row in plan.rows[low + 1 : high] for group in row.sides[side])
            + 0.5 * len(used[side])
            for side in (LEFT, RIGHT)
        ]
        detour.side = load.index(min(load))
        taken = {d.track for d in used[detour.side] if min(d.span) < high and low < max(d.span)}
        detour.track = next(track for track in range(len(taken) + 1) if track not in taken)
        used[detour.side].append(detour)
        here, there = detour.span
        first, last = (
            (plan.rows[here].bottom, plan.rows[there].top)
            if here < there
            else (plan.rows[here].top, plan.rows[there].bottom)
        )
        first[detour.side].append(detour.start)
        last[detour.side].append(detour.end)
    for row in plan.rows:
        for side in (LEFT, RIGHT):
            row.bottom[side].reverse()


def _heights(plan: Plan) -> None:
    """Set every line's y, every process's y and height."""
    y = 0.0
    for place, row in enumerate(plan.rows):
        stacks = [_stack(plan, row, side) for side in (LEFT, RIGHT)]
        vertex = plan.graph.vertices[row.vertex]
        tallest = max(stacks) * (1.3 if vertex.outline == "ellipse" else 1.0)
        row.y, row.h = y, max(vertex.h, tallest)
        for side in (LEFT, RIGHT):
            _spread(row, side, y + (row.h - stacks[side]) / 2)
        y += row.h + max(ROW, plan.label_height(plan.direct.get(place, ())) + 30.0 if place in plan.direct else 0.0)


def _stack(plan: Plan, row: Row, side: int) -> float:
    """The height that one side's lines and symbols need."""
    for line in all_lines(row, side):
        line.h = max(PITCH, plan.label_height((line.link,)) + 6)
    for group in row.sides[side]:
        group.h = max(plan.graph.vertices[group.other].h + GAP, sum(line.h for line in group.lines))
    ends = sum(line.h for line in (*row.top[side], *row.bottom[side]))
    return sum(group.h for group in row.sides[side]) + ends


def _spread(row: Row, side: int, y: float) -> None:
    for line in row.top[side]:
        line.y, y = y + line.h / 2, y + line.h
    for group in row.sides[side]:
        group.y = y
        at = y + (group.h - sum(line.h for line in group.lines)) / 2
        for line in group.lines:
            line.y, at = at + line.h / 2, at + line.h
        y += group.h
    for line in row.bottom[side]:
        line.y, y = y + line.h / 2, y + line.h
