"""The benchmark measures what it says: sound catalogues, every stage, the same words in the pages set against ours."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bench.__main__ import report, write_firm
from bench.firm import changed, firm
from bench.growth import filled, growth
from bench.plain import markdown_of
from bench.rebuilds import CHANGES, rebuilds
from bench.stages import STAGES, atlas_of, measure, two_passes
from bench.versions import write_repository
from process_atlas.checking import check_specs
from process_atlas.diagnostics import Severity
from process_atlas.spec.source import SourceFile
from process_atlas.today import present_day
from support import ROOT, run


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench") / "firm"
    write_firm(folder, 5)
    return folder


@pytest.mark.parametrize("size", [1, 5, 45])
def test_a_firm_has_what_it_says_and_no_errors(size: int) -> None:
    files = firm(size)
    specs = [spec for path, text in files.items() if path != "catalog.yaml" for spec in yaml.safe_load_all(text)]
    kinds = [spec["kind"] for spec in specs]
    assert (kinds.count("process"), kinds.count("data"), kinds.count("field")) == (size, max(1, size // 5), size)
    for spec in specs:
        if spec["kind"] == "process":
            assert len(spec["steps"]) == 15
            assert len({step["responsible"] for step in spec["steps"]}) == 4
            assert sum(step.get("type") == "decision" for step in spec["steps"]) == 3
    found = check_specs([SourceFile(path, text.encode()) for path, text in files.items()], present_day())
    assert [str(each) for each in found if each.severity is Severity.ERROR] == []


def test_the_same_seed_gives_the_same_firm() -> None:
    assert firm(7, seed=3) == firm(7, seed=3)
    assert firm(7, seed=3) != firm(7, seed=4)


def test_a_changed_step_is_the_only_change() -> None:
    text = firm(1)["processes/p00000.yaml"]
    before, after = yaml.safe_load(text), yaml.safe_load(changed(text))
    differing = [step["id"] for step, other in zip(before["steps"], after["steps"], strict=True) if step != other]
    assert differing == ["s03"]


def test_pages_are_written_out_with_all_their_words() -> None:
    body = (
        '<h2 id="a">Who</h2><p>See <a href="../roles/">the &lt;roles&gt;</a>.</p><ul><li>One</li></ul>'
        "<table><tr><th>Step</th></tr><tr><td>A|B</td></tr></table><figure><svg></svg></figure>"
    )
    words = markdown_of(body, False)
    assert "## Who\n" in words
    assert "See [the <roles>](../roles/)." in words
    assert "\n- One" in words
    assert "| Step |\n| --- |\n| A\\|B |" in words
    assert "<svg>" not in words
    assert "<figure><svg></svg></figure>" in markdown_of(body, True)


@pytest.mark.parametrize("stage", [each for each in STAGES if each.__name__ in ("compose", "check", "pages")])
def test_a_stage_is_measured(small: Path, stage: object) -> None:
    figures = measure(stage, small)  # type: ignore[arg-type]
    assert figures["seconds"] > 0
    assert figures["peak"] > 10


def test_graphviz_lays_out_in_two_passes() -> None:
    assert two_passes("digraph { subgraph cluster_0 { a; b } a -> b }") > 100


def test_the_table_tells_seconds_memory_and_ratios(small: Path) -> None:
    assert len(atlas_of(small).catalog.processes) == 5
    found = {5: {"compose": {"seconds": 1.0, "peak": 50}, "check": {"seconds": 1.5, "peak": 60}}}
    lines = list(report(found))
    assert "| check | 1.50 s · 60 MB |" in lines
    assert any(line.endswith("| ≤ 2.0 | 1.50 |") for line in lines)


def test_growth_is_told_as_a_power_of_the_number_of_processes() -> None:
    stage = {
        size: {"check": {"seconds": 1, "processor": int(size) / 100, "peak": 50}} for size in ("100", "1000", "3000")
    }
    machine = {"date": "2026-11-28", "processors": 2, "python": "3.11.7"}
    table = "\n".join(growth({"machine": machine, "sizes": stage}))
    assert "| load, link, check | 1.00 s · 50 MB | 10.00 s · 50 MB | 30.00 s · 50 MB | 1.00 |" in table
    page = filled("before\n<!-- growth -->\nold\n<!-- /growth -->\nafter", table)
    assert table in page
    assert "old" not in page
    assert filled(page, table) == page
    with pytest.raises(ValueError, match="no place"):
        filled("nothing", table)


def test_growth_is_told_in_chinese_with_the_same_figures() -> None:
    figures = {"processor": 12.5, "peak": 50}
    measured = {
        "machine": {"date": "2026-11-28", "python": "3.11.7"},
        "sizes": {"100": {"check": figures, "pages": figures}, "1000": {"check": figures, "pages": figures}},
    }
    english, chinese = (list(growth(measured, lang=lang)) for lang in ("en", "zh"))
    assert [line.split(" | ")[1:-1] for line in chinese] == [line.split(" | ")[1:-1] for line in english]
    assert chinese[0] == "| 阶段 | N = 100 | N = 1,000 | 幂次 |"
    assert chinese[3] == "| 页面 | 12.50 s · 50 MB | 12.50 s · 50 MB | 0.00 |"
    assert chinese[-1] == "处理器时间，以秒计；测量日期 2026-11-28，Python 3.11.7。"
    assert list(growth(measured, "只测一次", "zh"))[-1].endswith("Python 3.11.7；只测一次。")


def test_rebuilds_are_measured_beside_those_without_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_repository(tmp_path, 2, 3)
    monkeypatch.chdir(tmp_path)
    rows = list(rebuilds(tmp_path / "process_specs", [0, 5]))
    assert len(rows) == len({name for name, _, _ in rows}) == 2 * len(CHANGES) * 3
    assert [ratio for name, _, ratio in rows if name.endswith("without history")] == [1.0] * 2 * len(CHANGES)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("bench", "--sizes", "0"), "'0' is not a whole number from 1 on"),
        (("bench", "--repeat", "-1"), "'-1' is not a whole number from 1 on"),
        (("bench", "--stages", "nonsense"), "invalid choice: 'nonsense'"),
        (("bench", "--json", "nowhere/bench.json"), "'nowhere/bench.json' cannot be written"),
        (("bench.rivals", "--repeat", "0"), "'0' is not a whole number from 1 on"),
        (("bench.rivals", "--json", "page.md"), "'page.md' holds no figures"),
        (("bench.growth", "nothing.json"), "'nothing.json' has no figures of `make bench`"),
        (("bench.growth", "sound.json", "--write", "page.md"), "the page has no place for the table"),
    ],
)
def test_what_cannot_be_asked_is_told(tmp_path: Path, command: tuple[str, ...], told: str) -> None:
    (tmp_path / "page.md").write_text("# Page\n", encoding="utf-8")
    machine = '{"date": "2026-11-28", "python": "3.11"}'
    (tmp_path / "sound.json").write_text(f'{{"machine": {machine}, "sizes": {{}}}}', encoding="utf-8")
    done = run(*command, cwd=tmp_path, PYTHONPATH=str(ROOT / "tools"))
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
