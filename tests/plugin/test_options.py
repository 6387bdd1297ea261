"""Options of the plugin in `mkdocs.yml`: what is taken, and what MkDocs says of the rest."""

from __future__ import annotations

import pytest

from process_atlas.plugin.options import Options


def told(**values: object) -> list[str]:
    """What MkDocs says of some options."""
    options = Options()
    options.load_dict(values)
    errors, warnings = options.validate()
    assert warnings == []
    return [f"{name}: {problem}" for name, problem in errors]


@pytest.mark.parametrize("jobs", [None, 1, 2, 64])
def test_jobs_within_the_bounds_are_taken(jobs: int | None) -> None:
    assert told(jobs=jobs) == []


@pytest.mark.parametrize("jobs", [0, -1, 65, 999, True, 1.5, "2"])
def test_other_jobs_are_refused_in_plain_words(jobs: object) -> None:
    assert told(jobs=jobs) == [f"jobs: a whole number from 1 to 64 is needed, not {jobs!r}"]


def test_the_number_of_versions_has_a_lower_bound() -> None:
    assert told() == told(versions=0) == []
    assert told(versions=-1) == ["versions: a whole number of at least 0 is needed, not -1"]
    assert told(versions=True) == ["versions: a whole number of at least 0 is needed, not True"]
