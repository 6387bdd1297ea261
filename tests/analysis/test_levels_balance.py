"""The levels of the data-flow diagrams agree; a flow that one level lacks is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from building import atlas, catalogues, process, step
from hypothesis import HealthCheck, given, settings

from process_atlas.analysis.atlas import derive
from process_atlas.analysis.balance import differences_of
from process_atlas.analysis.checks import run_checks
from process_atlas.analysis.dataflow import DataFlows, Diagram
from process_atlas.catalog import Catalog


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(catalogues())
def test_levels_of_any_catalogue_balance(made: Catalog) -> None:
    assert differences_of(derive(made).dataflow) == ()


def test_a_flow_that_a_level_lacks_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    made = atlas(process("case", step("a", reads="files", updates="files"), step("z", type_="end")))
    whole = DataFlows.level_1

    def lacking(self: DataFlows, process: str) -> Diagram:
        diagram = whole(self, process)
        return replace(diagram, flows=diagram.flows[1:])

    monkeypatch.setattr(DataFlows, "level_1", lacking)
    found = [each for each in run_checks(made, date(2026, 11, 22)) if each.code == "levels-unbalanced"]
    assert [each.subject for each in found] == [("process", "case")]
    assert "missing in the level-1" in found[0].message
