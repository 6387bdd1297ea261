"""The pages on rules say what the registry says and show the examples that are tested."""

from __future__ import annotations

import pytest
from rule_pages import FOLDER, page

from process_atlas.analysis.checks import GROUPS, RULES
from process_atlas.analysis.checks.reasons import REASONS
from process_atlas.analysis.checks.sources import SOURCES


@pytest.mark.parametrize("group", GROUPS)
def test_pages_are_up_to_date(group: str) -> None:
    written = (FOLDER / f"{group}.md").read_text("utf-8")
    assert written == page(group), "write them anew: PYTHONPATH=mkdocs_plugin:tests python tests/docs/rule_pages.py"


def test_every_group_has_a_page_and_no_other_is_there() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(GROUPS)


def test_every_rule_has_a_reason_with_a_source() -> None:
    assert set(REASONS) == set(RULES)
    cited = {source for reason in REASONS.values() for source in reason.sources}
    assert all(reason.why.endswith(".") and reason.sources for reason in REASONS.values())
    assert cited == set(SOURCES)
