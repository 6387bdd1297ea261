"""Words of the user interface: complete in both languages, and natural counts, durations, dates and lists."""

from __future__ import annotations

import re
import string
from datetime import date
from pathlib import Path

import pytest

from process_atlas.pages import lexicon
from process_atlas.pages.lexicon import LANGUAGES
from process_atlas.pages.lexicon_reference import REFERENCE_NOUNS
from process_atlas.pages.words import NOUNS, PHRASES, TABLES, language_name, words
from process_atlas.spec.model import FieldType, Sensitivity, Status, StepType
from process_atlas.spec.values import Duration, Unit

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("key", sorted(PHRASES))
def test_every_phrase_is_written_in_every_language(key: str) -> None:
    assert len(PHRASES[key]) == len(LANGUAGES)
    english, chinese = PHRASES[key]
    assert english.strip()
    assert not CHINESE.search(english)
    assert chinese.strip()


def test_chinese_phrases_are_chinese() -> None:
    wordless = re.compile(r"\{\w+\}|[^\w]")
    for key, (english, chinese) in PHRASES.items():
        assert CHINESE.search(chinese) or not wordless.sub("", chinese) or english == chinese, key


def test_no_phrase_is_written_twice() -> None:
    tables = {path.stem for path in Path(lexicon.__file__).parent.glob("lexicon*.py")}
    assert len(TABLES) == len(tables)
    assert len(PHRASES) == sum(len(table) for table in TABLES)
    assert not set(lexicon.NOUNS) & set(REFERENCE_NOUNS)


@pytest.mark.parametrize("key", sorted(PHRASES))
def test_both_languages_fill_in_known_names(key: str) -> None:
    english, chinese = ({name for _, name, _, _ in string.Formatter().parse(text) if name} for text in PHRASES[key])
    assert chinese <= english | {"n"}


@pytest.mark.parametrize("kind", [*Unit])
def test_every_unit_of_time_can_be_counted(kind: Unit) -> None:
    assert kind.value in NOUNS


@pytest.mark.parametrize("value", [*Status, *StepType, *Sensitivity])
def test_every_named_value_has_a_word(value: str) -> None:
    assert str(value) in PHRASES


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("24 h", "24 hours", "24 小时"),
        ("1 day", "1 day", "1 天"),
        ("2 working days", "2 working days", "2 个工作日"),
        ("1.5 h", "1.5 hours", "1.5 小时"),
        ("6 months", "6 months", "6 个月"),
    ],
)
def test_durations_are_told_in_words(text: str, english: str, chinese: str) -> None:
    duration = Duration.parse(text)
    assert words("en").duration(duration) == english
    assert words("zh").duration(duration) == chinese


def test_dates_are_told_as_people_write_them() -> None:
    assert words("en").date(date(2026, 3, 9)) == "9 March 2026"
    assert words("zh").date(date(2026, 3, 9)) == "2026年3月9日"


def test_counts_agree_with_their_noun() -> None:
    assert words("en").count("process", 1) == "1 process"
    assert words("en").count("process", 3) == "3 processes"
    assert words("zh").count("process", 3) == "3 个流程"


def test_lists_are_joined_as_in_a_sentence() -> None:
    assert words("en").listing(["a"]) == "a"
    assert words("en").listing(["a", "b", "c"]) == "a, b and c"
    assert words("zh").listing(["甲", "乙", "丙"]) == "甲、乙和丙"
    assert words("en").listing([]) == ""


@pytest.mark.parametrize(("lang", "spoken"), [("en-GB", "en"), ("zh-CN", "zh"), ("fr", "en")])
def test_an_unknown_language_falls_back_to_english(lang: str, spoken: str) -> None:
    assert words(lang) == words(spoken)


def test_languages_are_named_in_themselves() -> None:
    assert [language_name(lang) for lang in ("en", "zh", "tlh")] == ["English", "中文", "tlh"]


def test_a_phrase_that_is_not_in_the_table_is_refused() -> None:
    with pytest.raises(KeyError):
        words("en")("no-such-phrase")


def test_field_types_have_words() -> None:
    missing = [kind.value for kind in FieldType if f"type-{kind.value}" not in PHRASES]
    assert missing == []
