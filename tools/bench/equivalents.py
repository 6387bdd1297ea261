"""The same flowcharts in the languages of other tools: steps, lanes, decisions and ways as our own charts have them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from process_atlas.analysis.atlas import Atlas


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `kind` is the type of our format: `start`, `task`, `decision`, `end`."""

    id: str
    title: str
    lane: str
    kind: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A flowchart as plain values: lanes by id, steps in their order, ways with their labels."""

    id: str
    title: str
    lanes: dict[str, str]
    steps: tuple[Step, ...]
    ways: tuple[tuple[str, str, str], ...]

    @property
    def by_lane(self) -> Iterator[tuple[str, str, list[Step]]]:
        """Each lane with its steps."""
        for lane, title in self.lanes.items():
            yield lane, title, [step for step in self.steps if step.lane == lane]


def charts_of(atlas: Atlas) -> list[Chart]:
    """The charts of a catalogue, in its default language."""
    lang = atlas.catalog.languages[0]
    found = []
    for id, process in atlas.catalog.processes.items():
        flow = atlas.flows[id]
        steps = tuple(
            Step(each.id, each.title.get(lang) if each.title else "", flow.lane_of[each.id], each.type.value)
            for each in process.steps
        )
        ways = tuple((way.source, way.target, way.label.get(lang) if way.label else "") for way in flow.ways)
        lanes = {lane: atlas.catalog.roles[lane].title.get(lang) for lane in flow.lanes}
        found.append(Chart(id, process.title.get(lang), lanes, steps, ways))
    return found


_MERMAID = {"start": ("([", "])"), "end": ("([", "])"), "decision": ("{", "}"), "task": ("[", "]")}


def mermaid(chart: Chart) -> str:
    """A Mermaid flowchart with a subgraph for each lane."""
    lines = ["flowchart TD"]
    for number, (_, title, steps) in enumerate(chart.by_lane):
        lines.append(f'  subgraph lane{number}["{title}"]')
        for step in steps:
            left, right = _MERMAID[step.kind]
            lines.append(f'    {step.id}{left}"{step.title}"{right}')
        lines.append("  end")
    lines += [f"  {source} -->{f'|{label}|' if label else ''} {target}" for source, target, label in chart.ways]
    return "\n".join(lines) + "\n"


def dot(chart: Chart) -> str:
    """A graph for `dot` with a cluster for each lane and lines at right angles."""
    lines = ["digraph {", '  graph [splines=ortho, newrank=true, nodesep=0.4]; node [shape=box, fontname="sans-serif"]']
    for number, (_, title, steps) in enumerate(chart.by_lane):
        lines.append(f'  subgraph cluster_{number} {{ label="{title}"')
        for step in steps:
            shape = {"decision": "diamond", "task": "box"}.get(step.kind, "oval")
            lines.append(f'    {step.id} [label="{step.title}", shape={shape}]')
        lines.append("  }")
    lines += [f'  {source} -> {target} [xlabel="{label}"]' for source, target, label in chart.ways]
    return "\n".join([*lines, "}"]) + "\n"


def plantuml(chart: Chart) -> str:
    """A PlantUML activity diagram with swimlanes, which it draws by itself without `dot`: its quickest form.

    Its blocks nest, so a way back that would cross another block is a loop that begins one step later.
    """
    place = {step.id: index for index, step in enumerate(chart.steps)}
    other = {source: target for source, target, label in chart.ways if label == "No"}
    skipping = {place[target] for source, target in other.items() if place[target] > place[source]}
    back = {place[target] + 1 for source, target in other.items() if place[target] < place[source]}
    lines = ["@startuml", f"title {chart.title}"]
    for index, step in enumerate(chart.steps):
        lines += ["endif"] * (index in skipping) + [f"|{chart.lanes[step.lane]}|"] + ["repeat"] * (index in back)
        lines += list(_activity(step, other, place))
    return "\n".join([*lines, "@enduml"]) + "\n"


def _activity(step: Step, other: dict[str, str], place: dict[str, int]) -> Iterator[str]:
    if step.kind == "start":
        yield from ("start", f":{step.title};")
    elif step.kind == "end":
        yield from (f":{step.title};", "stop")
    elif step.kind == "task":
        yield f":{step.title};"
    elif place[other[step.id]] < place[step.id]:
        yield f"repeat while ({step.title}) is (No) not (Yes)"
    else:
        yield f"if ({step.title}) then (Yes)"


def likec4(charts: Sequence[Chart]) -> str:
    """A LikeC4 model of all charts, with a view for each."""
    lines = ["specification {", "  element process", "  element lane", "  element step", "}", "model {"]
    views = ["views {"]
    for number, chart in enumerate(charts):
        name = f"p{number}"
        where = {}
        lines.append(f"  {name} = process '{chart.title}' {{")
        for place, (_, title, steps) in enumerate(chart.by_lane):
            lines.append(f"    lane{place} = lane '{title}' {{")
            for step in steps:
                shape = " { style { shape queue } }" if step.kind == "decision" else ""
                lines.append(f"      {step.id} = step '{step.title}'{shape}")
                where[step.id] = f"{name}.lane{place}.{step.id}"
            lines.append("    }")
        lines.append("  }")
        lines += [f"  {where[a]} -> {where[b]} '{label or 'then'}'" for a, b, label in chart.ways]
        views.append(f"  view v{number} of {name} {{ title '{chart.title}' include {name}.** }}")
    return "\n".join([*lines, "}", *views, "}"]) + "\n"
