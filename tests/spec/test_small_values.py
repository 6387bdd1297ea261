"""Texts in several languages, durations, ids."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from process_atlas.spec.model import Link, Sensitivity
from process_atlas.spec.values import DataRef, Duration, Id, PartyRef, Text, Unit, Version


def test_a_text_is_given_in_the_readers_language() -> None:
    text = Text.parse({"en": " Phone ", "zh": "电话"})
    assert (text.get("en"), text.get("zh"), text.get("fr")) == ("Phone", "电话", "Phone")
    assert text.languages() == {"en", "zh"}


def test_a_text_written_once_is_for_every_reader() -> None:
    assert (Text.parse("CRM").get("zh"), Text.parse("CRM").languages()) == ("CRM", frozenset())


@pytest.mark.parametrize("value", ["", "  \n", {"en": ""}, {}, [], {"Deutsch": "a"}, {"en": ["a"]}, 5, None])
def test_a_text_is_filled_and_its_languages_are_codes(value: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Text).validate_python(value)


@pytest.mark.parametrize(
    ("written", "amount", "unit", "minutes"),
    [
        ("30 min", 30, Unit.MINUTE, 30),
        ("24h", 24, Unit.HOUR, 1440),
        ("1.5 hours", 1.5, Unit.HOUR, 90),
        ("3 days", 3, Unit.DAY, 4320),
        ("2  Working  Days", 2, Unit.WORKING_DAY, 2880),
        ("1 week", 1, Unit.WEEK, 10_080),
        ("6 months", 6, Unit.MONTH, 259_200),
        ("1 year", 1, Unit.YEAR, 525_600),
        ("3 天", 3, Unit.DAY, 4320),
        ("2 个工作日", 2, Unit.WORKING_DAY, 2880),
        ("30分钟", 30, Unit.MINUTE, 30),
    ],
)
def test_durations_are_read_as_written(written: str, amount: float, unit: Unit, minutes: float) -> None:
    span = Duration.parse(written)
    assert (span.amount, span.unit, span.minutes) == (amount, unit, minutes)


@pytest.mark.parametrize("written", ["", "24", "h", "-1 h", "a day", "1 fortnight", "1:30", "1 h 30 min", None, 24])
def test_what_is_no_duration_is_refused(written: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Duration).validate_python(written)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (
            Id,
            ["a", "refund-2", "客户-投诉", "Straße"],
            ["", "-a", "a-", "a--b", "a b", "a.b", "a/b", "../a", "a_b", "a" * 81],
        ),
        (Version, ["1.0.0", "0.10.2"], ["1.0", "v1.0.0", "1.0.0-rc1", "１.0.0", "1.0.0\n"]),
        (DataRef, ["a", "a.b", "客户.电话"], ["a.", ".a", "a.b.c", "a b"]),
        (
            PartyRef,
            ["clerk", "process:refund", "sales:clerk", "process:sales:refund"],
            ["process:", "a:b:c", "process:a.b"],
        ),
    ],
)
def test_ids_and_references_have_a_form(kind: object, good: list[str], bad: list[str]) -> None:
    adapter: TypeAdapter[str] = TypeAdapter(kind)
    for each in good:
        assert adapter.validate_python(each) == each
    for each in bad:
        with pytest.raises(ValidationError):
            adapter.validate_python(each)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "ftp://a", "https://a b", " https://a", "/", "//evil.example/a"],
)
def test_links_lead_only_where_links_may(url: str) -> None:
    with pytest.raises(ValidationError):
        Link.model_validate({"title": "A", "url": url})
    with pytest.raises(ValidationError):
        Link.model_validate({"title": "A", "url": f"/\\{url}"})


@pytest.mark.parametrize(
    "url", ["https://a.example/?q=//b", "/handbook//a", "./a", "../a.pdf", "tel:1", "mailto:a@b.example"]
)
def test_links_lead_out_and_about(url: str) -> None:
    assert Link.model_validate({"title": "A", "url": url}).url == url


def test_sensitivity_grows() -> None:
    assert sorted(Sensitivity, key=lambda each: each.rank)[-2:] == [Sensitivity.PERSONAL, Sensitivity.SENSITIVE]
