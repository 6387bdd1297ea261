"""Other tools are given the same charts as ours: steps, lanes, decisions, ways; and what is missing is skipped."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from bench.__main__ import write_firm
from bench.draw import main as draw_all
from bench.equivalents import Chart, charts_of, dot, likec4, mermaid, plantuml
from bench.others import MissingError, Work
from bench.rivals import RIVALS, Cost, Rival, Run, joined, measured, report, timed
from bench.stages import atlas_of


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rivals") / "firm"
    write_firm(folder, 5)
    return folder


@pytest.fixture(scope="module")
def chart(firm: Path) -> Chart:
    return charts_of(atlas_of(firm))[0]


def test_a_chart_has_what_the_process_has(chart: Chart) -> None:
    assert len(chart.steps) == 15
    assert sum(step.kind == "decision" for step in chart.steps) == 3
    assert len(chart.lanes) == 4
    assert {step.lane for step in chart.steps} == set(chart.lanes)
    assert len(chart.ways) == 17


def test_mermaid_and_dot_have_every_step_lane_and_way(chart: Chart) -> None:
    for text, arrow in ((mermaid(chart), "-->"), (dot(chart), "->")):
        assert all(step.title in text for step in chart.steps)
        assert all(f'"{title}"' in text for title in chart.lanes.values())
        assert text.count(f" {arrow}") == len(chart.ways)
    assert mermaid(chart).count("|No|") == 3


def test_plantuml_has_every_step_in_its_lane_and_blocks_that_nest(chart: Chart) -> None:
    text = plantuml(chart)
    assert all(step.title in text for step in chart.steps)
    assert {lane.strip("|") for lane in re.findall(r"^\|.*\|$", text, re.MULTILINE)} == set(chart.lanes.values())
    depth = []
    for line in text.splitlines():
        if line.startswith("if "):
            depth.append("if")
        elif line == "repeat":
            depth.append("repeat")
        elif line == "endif":
            assert depth.pop() == "if"
        elif line.startswith("repeat while"):
            assert depth.pop() == "repeat"
    assert depth == []


def test_likec4_has_a_view_for_each_chart(firm: Path) -> None:
    charts = charts_of(atlas_of(firm))
    text = likec4(charts)
    assert len(re.findall(r"^  view v\d+ of p\d+ ", text, re.MULTILINE)) == len(charts)
    assert text.count(" -> ") == sum(len(chart.ways) for chart in charts)


def test_ours_are_drawn_from_the_specs_to_files(firm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["draw", str(firm / "process_specs"), str(tmp_path / "out")])
    draw_all()
    drawn = [path.read_text("utf-8") for path in (tmp_path / "out").glob("*.svg")]
    assert len(drawn) == 5
    assert all(text.count('class="node') >= 15 for text in drawn)


def _missing(work: Work) -> tuple[str, list[str]]:
    raise MissingError("there is no `x`")


def _failing(work: Work) -> tuple[str, list[str]]:
    return "1.0", [sys.executable, "-c", "raise SystemExit('no such flag')"]


def _idle(work: Work) -> tuple[str, list[str]]:
    return "1.0", [sys.executable, "-c", ""]


@pytest.mark.parametrize(
    ("prepare", "said"),
    [(_missing, "there is no `x`"), (_failing, "no such flag"), (_idle, "it drew 0 of 1 charts")],
)
def test_what_does_not_draw_is_skipped_with_a_reason(
    prepare: object, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rival = Rival("X", 1, None, prepare, lambda _: 0, lambda _: [sys.executable, "-c", ""], 1)  # type: ignore[arg-type]
    assert list(measured([rival], tmp_path / "place", 1)) == []
    told = capsys.readouterr().err
    assert told.startswith("skipped: X: ")
    assert said in told


def test_ratios_are_for_each_chart() -> None:
    run = Run("X", "1.0", 20, 100, 50, Cost(20.0, 10.0, 300), Cost(2.0, 2.0, 100))
    assert run.each == (1000, 20)
    assert (run.ratio, run.work) == (50, 25)
    assert "| X | 1.0 | 20 | 1,000 ms | 20 ms | 50.0 | ≥ 50 | 25.0 | 300 MB, ours 100 MB |" in "\n".join(report([run]))
    assert len({each.name for each in RIVALS}) == len(RIVALS)


def test_a_command_is_measured_as_a_whole_with_its_children(tmp_path: Path) -> None:
    child = "import sys; sum(range(8_000_000))"
    cost = timed(
        [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"], tmp_path
    )
    idle = timed([sys.executable, "-c", ""], tmp_path)
    assert cost.processor > 2 * idle.processor
    assert cost.peak > 5


def test_new_figures_join_those_of_other_rivals() -> None:
    cost = Cost(1.0, 1.0, 10)
    first, second, again = (
        Run(name, version, 1, 1, None, cost, cost) for name, version in (("A", "1"), ("B", "1"), ("A", "2"))
    )
    found = joined(joined(joined({}, [first]), [second]), [again])
    assert [(each["name"], each["version"]) for each in found["runs"]] == [("B", "1"), ("A", "2")]
    assert joined(found, []) == found
