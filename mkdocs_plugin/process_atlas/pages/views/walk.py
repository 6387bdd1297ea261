"""A process to be walked through: its graph for the player, its words, and the ways from start to end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from process_atlas.analysis.flow import Flow, WayKind
from process_atlas.analysis.paths import Paths, minutes_of, paths_of
from process_atlas.analysis.routes import Route
from process_atlas.analysis.splits import side_by_side, splits_of
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Link, RoleChip
from process_atlas.pages.words import Words
from process_atlas.spec.model import Process, StepType
from process_atlas.spec.values import Unit

COUNTED = 999
"""Ways are counted up to here; of more, it is told that there are more."""

Json = Mapping[str, object]

_SAYS = "next if side arm any turn meanwhile enter skip part-of leave time limit beyond hands end sum stale"
"""The player's words, each a phrase `walk-…`; those of a kind of way have its name."""
_UNITS = (Unit.MINUTE, Unit.HOUR, Unit.DAY)
_KINDS = {WayKind.NEXT: "", WayKind.BRANCH: "if", WayKind.OVERDUE: "late"}
_GATEWAYS = frozenset({StepType.PARALLEL, StepType.INCLUSIVE})


@dataclass(frozen=True, slots=True)
class WayThrough:
    """One way from start to end: what it is called, how much work and time it takes, whether that is `beyond` the
    limit of the process, its numbered steps, and the steps and ways that are lit on the chart."""

    label: str
    sum: str
    beyond: str
    steps: tuple[Link, ...]
    lit: Json


@dataclass(frozen=True, slots=True)
class Walk:
    """What the player needs: `graph` (see `_graph`) and `says`, its words; `holders` are the roles of the lanes."""

    graph: Json
    says: Json
    holders: tuple[RoleChip, ...]
    count: str
    note: str
    ways: tuple[WayThrough, ...]


def walk_view(at: Reader, process: Process) -> Walk:
    """The walk through a process and the ways through it."""
    flow = at.atlas.flows[process.id]
    minutes = minutes_of(process, at.catalog)
    paths = paths_of(flow, minutes)
    return Walk(
        graph=_graph(at, process, minutes),
        says=_says(at.words),
        holders=at.roles(flow.lanes),
        count=_count(at.words, paths),
        note="" if paths.exact else at.words("ways-guess"),
        ways=tuple(_ways(at, process, paths)),
    )


def _graph(at: Reader, process: Process, minutes: Mapping[str, float]) -> Json:
    """The flow as the player walks it. Texts are not in it: the player takes them from the steps' cards.

    `starts`: ids; `limit`: minutes of the whole and the same in words; `callers`: title and address of each process
    that calls this one; `steps`: see `_node`.
    """
    flow = at.atlas.flows[process.id]
    callers = (use.by[1] for use in at.catalog.uses.get(("process", process.id), ()) if use.key == "process")
    splits = splits_of(flow)
    limit = [process.within.minutes, at.words.duration(process.within)] if process.within else []
    return {
        "id": process.id,
        "starts": flow.starts,
        "limit": limit,
        "callers": {id: [link.title, link.href] for id in callers for link in [at.spec("process", id)]},
        "steps": {id: _node(at, flow, splits, id, minutes[id]) for id in flow.steps},
    }


def _node(at: Reader, flow: Flow, splits: Mapping[str, str], id: str, minutes: float) -> Json:
    """One step: its minutes, who holds the work unless it only passes on, ways on, where a split joins, the process it
    calls, unless that is in another site."""
    step = flow.steps[id]
    passes = step.type in _GATEWAYS or step.type is StepType.END
    found: dict[str, object] = {
        "min": minutes,
        "lane": flow.lane_of[id],
        "passes": passes,
        "ways": list(_ways_on(flow, id)),
        "join": splits.get(id, ""),
        "calls": at.href("process", step.process, "") if step.process and step.process in at.catalog.processes else "",
        "work": id in flow.numbers,
    }
    return {key: value for key, value in found.items() if value}


def _ways_on(flow: Flow, id: str) -> Iterator[tuple[str, int, Sequence[str]]]:
    """The ways on as the reader chooses them: the kind, its place on the step's card, and where it leads.

    Kinds: "" just goes on, `if` is an outcome, `late` is overdue, `side` goes all ways at once, `any` those chosen.
    """
    together = side_by_side(flow, id)
    if together:
        kind = "any" if flow.steps[id].type is StepType.INCLUSIVE else "side"
        yield kind, 0, [way.target for way in together]
    for place, way in enumerate(flow.outgoing.get(id, ())):
        if way not in together:
            yield _KINDS[way.kind], place, [way.target]


def _says(t: Words) -> Json:
    units = [[t.count(unit.value, n).split(" ", 1)[1] for n in (1, 2)] for unit in _UNITS]
    return {"units": units, **{key: t(f"walk-{key}") for key in _SAYS.split()}}


def _count(t: Words, paths: Paths) -> str:
    if paths.count > COUNTED:
        return t("ways-more", n=COUNTED)
    return t("ways-one") if paths.count == 1 else t("ways-count", n=paths.count)


def _ways(at: Reader, process: Process, paths: Paths) -> Iterator[WayThrough]:
    """The ways worth knowing; those that are the same are told as one."""
    named = {"way-shortest": paths.shortest, "way-usual": paths.usual, "way-longest": paths.longest}
    routes = {key: route for key, route in named.items() if route}
    for route in dict.fromkeys(routes.values()):
        keys = [key for key, each in routes.items() if each == route]
        yield _way(at, process, route, at.words.listing([at.words(key) for key in keys]))


def _way(at: Reader, process: Process, route: Route, label: str) -> WayThrough:
    t, flow = at.words, at.atlas.flows[process.id]
    time = span(t, route.minutes) if route.minutes else t("way-no-limit")
    beyond = process.within is not None and route.minutes > process.within.minutes
    return WayThrough(
        label=label[0] + label[1:].lower(),
        sum=t("way-each", steps=t.count("step", route.work), time=time),
        beyond=t("way-beyond", limit=t.duration(process.within)) if beyond and process.within else "",
        steps=tuple(at.step(process.id, id, here=True) for id in route.steps if id in flow.numbers),
        lit={"id": process.id, "steps": route.steps, "ways": [[way.source, way.target] for way in route.ways]},
    )


def span(t: Words, minutes: float) -> str:
    """A length of time in its two largest units: `3 days 4 hours`, `1 小时 30 分钟`. From a day on, in full hours."""
    hours, rest = divmod(round(minutes), 60) if minutes < 1440 else (-(-round(minutes) // 60), 0)
    days, hours = divmod(hours, 24)
    counts = [(days, Unit.DAY), (hours, Unit.HOUR), (rest, Unit.MINUTE)]
    return " ".join(t.count(unit.value, n) for n, unit in counts if n) or t.count(Unit.MINUTE.value, 0)
