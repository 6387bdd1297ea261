"""Rules: their registry, their levels from the manifest, values of fields, days of review."""

from __future__ import annotations

from datetime import date

import pytest
from building import AROUND, atlas, field, process, step

from process_atlas.analysis.atlas import derive
from process_atlas.analysis.checks import GROUPS, MODULES, RULES, run_checks
from process_atlas.analysis.checks.graphs import cycles, reached
from process_atlas.analysis.checks.values import misfit, pattern_problem
from process_atlas.analysis.review import after, next_review
from process_atlas.diagnostics import Severity
from process_atlas.link import link
from process_atlas.spec.load import load
from process_atlas.spec.model import FieldSpec, Role
from process_atlas.spec.values import Duration

TODAY = date(2026, 11, 30)


def test_every_rule_is_of_a_group_and_says_what_should_hold_in_both_languages() -> None:
    assert list(MODULES) == list(GROUPS)
    groups = {module.__name__: group for group, modules in MODULES.items() for module in modules}
    assert len(RULES) >= 80
    for code, rule in RULES.items():
        assert rule.code == code
        assert rule.group == groups[rule.check.__module__]
        assert rule.summary.languages() == {"en", "zh"}
        assert rule.check.__doc__


def test_findings_come_in_report_order_each_once() -> None:
    made = atlas(process("case", step("a", [], overdue="a"), step("b", [])))
    found = run_checks(made, TODAY)
    assert list(found) == sorted(found, key=lambda each: each.sort_key)
    assert len(set(found)) == len(found)


def test_a_catalogue_without_anything_has_no_findings() -> None:
    assert run_checks(derive(link(load([]))), TODAY) == ()


def test_reviews_are_due_by_the_day_that_is_given() -> None:
    made = atlas(
        {**AROUND[0], "id": "old", "reviewed": "2026-01-31", "review_every": "1 month"}, process("case", step("a"))
    )
    due = [each.severity for each in run_checks(made, date(2026, 3, 1)) if each.code == "review-overdue"]
    assert due == [Severity.WARNING]
    assert not [each for each in run_checks(made, date(2026, 2, 28)) if each.code == "review-overdue"]


@pytest.mark.parametrize(
    ("day", "span", "expected"),
    [
        ("2026-01-31", "1 month", "2026-02-28"),
        ("2024-02-29", "1 year", "2025-02-28"),
        ("2026-11-15", "3 months", "2027-02-15"),
        ("2026-11-15", "2 weeks", "2026-11-29"),
        ("2026-11-15", "36 h", "2026-11-16"),
    ],
)
def test_days_after_a_day(day: str, span: str, expected: str) -> None:
    assert after(date.fromisoformat(day), Duration.parse(span)) == date.fromisoformat(expected)


def test_the_next_review_counts_from_the_last_one_and_a_specs_own_time_goes_first() -> None:
    keys = {
        "kind": "role",
        "id": "a",
        "title": "A",
        "version": "1.0.0",
        "approved": "2025-01-01",
        "effective": "2025-02-01",
    }
    year = Duration.parse("1 year")
    assert next_review(Role.model_validate(keys), year) == date(2026, 1, 1)
    assert next_review(Role.model_validate({**keys, "reviewed": "2026-05-01"}), year) == date(2027, 5, 1)
    assert next_review(Role.model_validate({**keys, "review_every": "1 month"}), year) == date(2025, 2, 1)
    assert next_review(Role.model_validate(keys), None) is None
    assert next_review(Role.model_validate(keys), Duration.parse("99999 years")) is None


@pytest.mark.parametrize(
    ("keys", "value", "why"),
    [
        ({"type": "integer"}, "1,280", ""),
        ({"type": "integer"}, "many", "is not a whole number"),
        ({"type": "decimal", "minimum": "0"}, "-0.5", "is below 0"),
        ({"type": "money"}, "CNY 12.50", ""),
        ({"type": "money"}, "NaN", "is not an amount of money"),
        ({"type": "date"}, "2026-02-28", ""),
        ({"type": "datetime"}, "2026-02-28 09:30", ""),
        ({"type": "boolean"}, "是", ""),
        ({"type": "boolean"}, "perhaps", "is not true or false"),
        ({"type": "email"}, "a@example.com", ""),
        ({"type": "phone"}, "+86 138 0013 8000", ""),
        ({"type": "phone"}, "call me", "is not a phone number"),
        ({"type": "url"}, "https://example.com", ""),
        ({"type": "enum", "values": [{"value": "a"}]}, "b", "is none of its values (a)"),
        ({"min_length": "3"}, "ab", "is shorter than 3 characters"),
        ({"pattern": "a|b"}, "ab", "does not fit its pattern a|b"),
        ({"pattern": "(?=a)ab"}, "anything", ""),
        ({"pattern": "(a+)+b"}, "a" * 60, "does not fit its pattern (a+)+b"),
    ],
)
def test_values_fit_their_fields_or_not(keys: dict[str, object], value: str, why: str) -> None:
    assert misfit(FieldSpec.model_validate({**field("f"), **keys}), value) == why


def test_a_pattern_is_a_regular_expression() -> None:
    assert pattern_problem("[0-9]+") == ""
    assert "unterminated" in pattern_problem("[0-9")


def test_cycles_are_found_where_they_close() -> None:
    graph = {"a": ["b"], "b": ["c", "d"], "c": ["a"], "d": ["d"], "e": ["a"]}
    assert list(cycles(graph)) == [("a", "b", "c"), ("d",)]
    assert list(cycles({"a": ["b", "c"], "b": ["c"], "c": []})) == []


def test_a_long_chain_is_walked_without_recursion() -> None:
    chain = {number: [number + 1] for number in range(20_000)} | {20_000: [0]}
    assert len(next(cycles(chain))) == 20_001
    assert len(reached([0], lambda node: chain[node])) == 20_001
