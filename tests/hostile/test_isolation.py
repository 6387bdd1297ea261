"""A layout that crashes, hangs or swells costs one drawing of a whole build; one that is too large is not tried."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from hostile.battery import made
from hostile.misbehaving import misbehave
from hostile.sites import plainly
from process_atlas.addresses import Settings
from process_atlas.diagrams.drawing import Studio, draw_plainly
from process_atlas.diagrams.workers import Placer
from process_atlas.said import Said
from process_atlas.site import Means, Site, build_site
from process_atlas.spec.source import SourceFile
from small import CATALOG, PROCESS, SMALL

SETTINGS = Settings(today=date(2026, 11, 30))
EXPECTED = {
    "crash": "ended with code -11",
    "abort": "ended with code -6",
    "leave": "ended with code 0",
    "hang": "took longer than 3 s",
    "swell": "MemoryError",
    "fail": "ValueError: no good\\u001b[31m",
    "recurse": "RecursionError",
}


def built(files: dict[str, str], draw: Callable) -> Site:
    """The site of files, by path."""
    return build_site([SourceFile(path, text.encode()) for path, text in files.items()], SETTINGS, Means(draw=draw))


@pytest.fixture(scope="module")
def harmed() -> Site:
    """The small catalogue with a process for every kind of harm."""
    files = {f"process_specs/{name}.yaml": PROCESS.replace("id: repair", f"id: {name}") for name in EXPECTED}
    english = {"process_specs/catalog.yaml": CATALOG.replace("[en, zh]", "[en]")}
    with Placer(jobs=2, time_limit=3.0, memory_limit=1 << 30, work=misbehave, otherwise=draw_plainly) as placer:
        return built({**SMALL, **english, **files}, placer.place)


@pytest.mark.parametrize("name", EXPECTED)
def test_harm_costs_one_drawing_and_is_told_once(harmed: Site, name: str) -> None:
    found = [each for each in harmed.diagnostics if each.span.path == f"process_specs/{name}.yaml"]
    (told,) = [each for each in found if each.code == "plain-drawing"]
    assert told.span.line == 2
    assert EXPECTED[name] in told.message
    assert told.hint
    page = next(each for each in harmed.pages if each.path == f"processes/{name}").made()
    assert page.body.count("too-large") == 1
    assert 'data-id="mend"' in page.body, "the plain drawing has every step"


def test_all_else_is_drawn_as_ever(harmed: Site) -> None:
    page = next(each for each in harmed.pages if each.path == "processes/repair").made()
    assert "too-large" not in page.body
    plain = [each for each in harmed.diagnostics if each.code == "plain-drawing"]
    assert len(plain) == len(EXPECTED)


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ({"name": "graph", "kind": "chain", "count": 5000}, "5,001 symbols, more than 2,000"),
        ({"name": "graph", "kind": "complete", "count": 80}, "6,321 lines, more than 3,000"),
    ],
    ids=["five thousand steps", "a complete graph"],
)
def test_what_is_too_large_is_drawn_plainly_at_once(order: dict, said: str) -> None:
    tried: list[int] = []

    def draw(scenes):
        scenes = list(scenes)
        tried.extend(len(scene.nodes) for scene in scenes)
        with Studio(jobs=1) as studio:
            return studio.draw(scenes)

    english = {"process_specs/catalog.yaml": CATALOG.replace("[en, zh]", "[en]")}
    site = built({**SMALL, **english, "process_specs/big.yaml": made(order)}, draw)
    (told,) = [
        each for each in site.diagnostics if each.code == "plain-drawing" and each.span.path.endswith("big.yaml")
    ]
    assert said in told.message
    assert max(tried) < 100
    assert any(page.path == "processes/extra" for page in site.pages)


@pytest.mark.parametrize(
    "order",
    [
        {"name": "graph", "kind": "star", "count": 30},
        {"name": "graph", "kind": "complete", "count": 8},
        {"name": "graph", "kind": "loops", "count": 20},
        {"name": "graph", "kind": "twins", "count": 20},
        {"name": "graph", "kind": "lonely", "count": 30},
        {"name": "lanes", "count": 40},
    ],
    ids=str,
)
def test_odd_graphs_are_drawn_with_all_their_steps(order: dict) -> None:
    english = {"process_specs/catalog.yaml": CATALOG.replace("[en, zh]", "[en]")}
    with Studio(jobs=1) as studio:
        site = built({**SMALL, **english, "process_specs/big.yaml": made(order)}, studio.draw)
    page = next(each for each in site.pages if each.path == "processes/extra").made()
    figure = page.body.partition('data-kind="flowchart"')[2].partition("</figure>")[0]
    assert figure.count('class="node ') >= min(order["count"], 2)
    assert not [each for each in site.diagnostics if each.code == "plain-drawing"]


RELATED = """\
---
kind: data
id: part
title: {en: Part, zh: 零件}
version: 1.0.0
owner: lead
relations: [{to: ticket, kind: many-to-many}]
groups:
  - {id: parts, title: {en: Parts, zh: 零件}, fields: [fault]}
"""


@pytest.mark.parametrize("manifest", [True, False], ids=["manifest", "no manifest"])
def test_every_plain_drawing_has_a_place_and_a_name(manifest: bool) -> None:
    """Also one of the catalogue as a whole, which no single spec is about."""
    data = {"process_specs/data.yaml": SMALL["process_specs/data.yaml"] + RELATED}
    files = {path: text for path, text in {**SMALL, **data}.items() if manifest or "catalog" not in path}
    site = built(files, lambda scenes: tuple(draw_plainly(each, Said("why", "缘故")) for each in scenes))
    told = [each for each in site.diagnostics if each.code == "plain-drawing"]
    found = {str(each.message): (each.span.path, each.message.get("zh")) for each in told}
    places = ("catalog", "catalog", "catalog") if manifest else ("data", "roles", "repair")
    charts = (
        ("entity-relationship diagram", "实体关系图"),
        ("organisation chart", "组织结构图"),
        ("data-flow diagram", "数据流图"),
    )
    for file, (english, chinese) in zip(places, charts, strict=True):
        place = found[f"the {english} is drawn on a plain grid: why"]
        assert place == (f"process_specs/{file}.yaml", f"{chinese}改用简易网格绘制：缘故")
    flowchart = found["the flowchart of 'repair' is drawn on a plain grid: why"]
    assert flowchart == ("process_specs/repair.yaml", "“repair”的流程图改用简易网格绘制：缘故")
    if manifest:
        area = found["the data-flow diagram of 'Service' is drawn on a plain grid: why"]
        assert area == ("process_specs/catalog.yaml", "“服务”的数据流图改用简易网格绘制：缘故")
        assert {each.span.line for each in told if "Service" in each.message} == {5}
    assert not any("''" in message or not path for message, (path, _) in found.items())


def test_a_catalogue_sets_its_own_limits_for_drawings() -> None:
    limited = {"process_specs/catalog.yaml": CATALOG + "limits: {symbols: 10}\n"}
    more = PROCESS.replace(
        "  - {id: done", "".join(f"  - {{id: x{n}, title: X {n}}}\n" for n in range(9)) + "  - {id: done"
    )
    site = built({**SMALL, **limited, "process_specs/repair.yaml": more}, plainly)
    told = [
        each for each in site.diagnostics if each.code == "plain-drawing" and each.span.path.endswith("repair.yaml")
    ]
    assert any("more than 10" in each.message for each in told)
