"""Widths and lines of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from process_atlas.diagrams.measure import TEXT, cut, width, wrap, wrap_into

_TEXTS = st.text(alphabet=st.sampled_from("abcdefghi WMl-,.客户投诉处理，。（）「」Ä漢é"), min_size=0, max_size=80)


def test_a_chinese_character_is_one_em_wide():
    assert width("投诉", 13.0) == 26.0


def test_combining_marks_have_no_width():
    assert width("e\u0301") == width("e")


def test_bold_is_wider():
    assert width("Role", bold=True) > width("Role")


def test_words_stay_whole():
    assert wrap("Register the complaint", 100) == ("Register the", "complaint")


def test_lines_are_evened_out():
    assert wrap("Register the complaint at once", 150) == ("Register the", "complaint at once")


def test_a_word_too_long_is_cut_somewhere():
    lines = wrap("Donaudampfschifffahrtsgesellschaft", 80)
    assert len(lines) > 1
    assert "".join(lines) == "Donaudampfschifffahrtsgesellschaft"


@pytest.mark.parametrize("sign", "，。！？；：）》」")
def test_no_line_begins_with_closing_punctuation(sign):
    assert not any(
        line.startswith(sign) for n in range(14, 120, 7) for line in wrap(f"登记投诉{sign}分类{sign}答复客户", n)
    )


def test_no_line_ends_with_an_opening_bracket():
    assert not any(line.endswith("（") for n in range(40, 120, 7) for line in wrap("登记（投诉）分类（答复）客户", n))


def test_too_many_lines_end_in_an_ellipsis():
    lines = wrap("one two three four five six seven eight nine ten", 40, most=3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert max(map(width, lines)) <= 40


def test_cut_leaves_short_text_alone():
    assert cut("CRM", 100) == "CRM"
    assert cut("Marketing platform", 60).endswith("…")


def test_text_that_does_not_fit_the_given_lines():
    assert wrap_into("a much longer question than that?", (40.0, 40.0)) is None


@given(_TEXTS, st.floats(min_value=30, max_value=300))
def test_lines_keep_their_limit_and_their_text(text, limit):
    lines = wrap(text, limit, most=100)
    assert all(width(line, TEXT) <= limit + 1e-6 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
