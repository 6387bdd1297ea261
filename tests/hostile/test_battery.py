"""Hostile inputs: each is answered with exactly the findings that stand beside it, or with a site."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from hostile.battery import NAME, Case, cases, write
from hostile.sites import plainly
from process_atlas.addresses import Settings
from process_atlas.analysis.atlas import derive
from process_atlas.analysis.checks import run_checks
from process_atlas.catalog import Catalog
from process_atlas.diagnostics import Diagnostic
from process_atlas.link import link
from process_atlas.site import Means, build_site
from process_atlas.spec.folder import read_folder
from process_atlas.spec.load import load

TODAY = date(2026, 11, 30)
SAYS_ALL = {"too-deep", "unreadable-file", "wrong-type", "date-in-future"}
"""Codes whose message needs no hint."""


def examined(case: Case, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Catalog, list[Diagnostic]]:
    """The catalogue with the case in it; all that reading and linking say, and of the checks what is expected."""
    write(case, folder)
    monkeypatch.chdir(folder)
    files, unreadable = read_folder(Path("process_specs"))
    catalog = link(load(files))
    wanted = {code for code, _ in case.expected}
    checked = [each for each in run_checks(derive(catalog), TODAY) if each.code in wanted]
    return catalog, [*unreadable, *catalog.diagnostics, *checked]


@pytest.mark.parametrize("case", [*cases("yaml"), *cases("ids"), *cases("links"), *cases("graphs")], ids=str)
def test_an_input_is_answered_as_expected(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalog, found = examined(case, tmp_path, monkeypatch)
    assert "repair" in catalog.processes, "the rest of the catalogue stands"
    said = Counter((each.code, each.span.line) for each in found if each.span.path == case.data.get("path", NAME))
    if case.repeats:
        assert set(case.expected) <= set(said)
        assert {code for code, _ in said} == {code for code, _ in case.expected}
    else:
        assert said == Counter(case.expected), found
    for each in found[:500]:
        assert each.message.isprintable()
        assert len(each.message) <= 600
        assert each.hint or each.code in SAYS_ALL, each
        assert str(each.span).isprintable()
    if "hint" in case.data:
        assert any(case.data["hint"] in each.hint for each in found), found
    _build_once({code for code, _ in case.expected})
    if case.site:
        assert any("extra" in specs for specs in catalog.specs.values())


_built: set[frozenset[str]] = set()


def _build_once(codes: set[str]) -> None:
    """Build the whole site with such findings in it, once for every set of codes: pages tell of findings too."""
    if frozenset(codes) not in _built:
        _built.add(frozenset(codes))
        site = build_site(read_folder(Path("process_specs"))[0], Settings(today=TODAY), Means(draw=plainly))
        assert any(page.path == "processes/repair" for page in site.pages)
