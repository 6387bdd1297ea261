"""What a dirty build makes anew: the spec that changed, its neighbours, and overviews that show another face of it."""

from __future__ import annotations

from process_atlas.analysis.renewal import Renewal, renewal
from process_atlas.catalog import Catalog
from small import SMALL
from support import catalog_of_texts


def after(path: str, old: str, new: str) -> Catalog:
    text = SMALL[f"process_specs/{path}"]
    assert old in text
    return catalog_of_texts({**SMALL, f"process_specs/{path}": text.replace(old, new)})


BEFORE = catalog_of_texts(SMALL)


def test_without_a_change_nothing_is_made() -> None:
    assert renewal(BEFORE, catalog_of_texts(SMALL)) == Renewal(frozenset())


def test_a_step_in_other_words_reaches_what_shows_them() -> None:
    found = renewal(BEFORE, after("repair.yaml", "en: Mend it,", "en: Mend with care,"))
    assert found is not None
    own = {("process", "repair"), ("area", "service")}
    assert found.specs == own | {("role", "clerk"), ("role", "lead"), ("data", "ticket")}
    assert (found.overviews, found.inventory) == (False, True)


def test_how_a_step_is_done_is_told_by_its_process_alone() -> None:
    found = renewal(BEFORE, after("repair.yaml", "en: 1. Mend.,", "en: 1. Mend with care.,"))
    assert found == Renewal(frozenset({("process", "repair")}))


def test_a_step_that_is_new_reaches_what_shows_the_numbers_behind_it() -> None:
    step = "  - {id: pause, type: wait, title: {en: Wait, zh: 等待}, for: 1 day}\n  - id: mend\n"
    found = renewal(BEFORE, after("repair.yaml", "  - id: mend\n", step))
    assert found is not None
    assert {("role", "customer"), ("role", "lead"), ("role", "clerk")} <= found.specs
    assert (found.overviews, found.inventory) == (False, True)
    assert ("system", "desk") not in found.specs


def test_another_role_in_a_step_reaches_the_former_one_too() -> None:
    found = renewal(BEFORE, after("repair.yaml", "    informed: customer\n", "    informed: clerk\n"))
    assert found is not None
    assert {("role", "customer"), ("role", "clerk")} <= found.specs
    assert (found.overviews, found.inventory) == (False, False)


def test_another_purpose_of_a_process_reaches_all_that_it_names() -> None:
    found = renewal(BEFORE, after("repair.yaml", "en: Broken things work", "en: What broke works"))
    assert found is not None
    assert {("role", "customer"), ("system", "desk"), ("data", "ticket")} <= found.specs


def test_another_title_reaches_what_names_it_its_area_and_the_overviews() -> None:
    found = renewal(BEFORE, after("roles.yaml", "en: Clerk,", "en: Desk clerk,"))
    assert found is not None
    assert {("process", "repair"), ("area", "service")} <= found.specs
    assert (found.overviews, found.inventory) == (True, True)


def test_what_an_overview_alone_shows_reaches_it() -> None:
    found = renewal(BEFORE, after("roles.yaml", "reports_to: lead", "reports_to: customer"))
    assert found is not None
    assert found.overviews


def test_a_spec_that_is_gone_reaches_the_overviews() -> None:
    texts = {path: text for path, text in SMALL.items() if "repair" not in path}
    found = renewal(BEFORE, catalog_of_texts(texts))
    assert found is not None
    assert ("process", "repair") in found.specs
    assert (found.overviews, found.inventory) == (True, True)


def test_another_manifest_may_change_everything() -> None:
    assert renewal(BEFORE, after("catalog.yaml", "en: Repairs,", "en: All repairs,")) is None
