"""Sentences in two languages."""

from __future__ import annotations

import pickle

from process_atlas.said import NOTHING, Said, in_a_row, listed, quote, say
from process_atlas.spec.values import Text


def test_a_sentence_is_english_as_a_text_and_chinese_when_asked() -> None:
    said = say("has {count} steps", "有{count}个步骤", count=3)
    assert said == "has 3 steps"
    assert said.get("zh") == said.get("zh-Hans") == "有 3 个步骤"
    assert said.get("en") == said.get("fr") == "has 3 steps"


def test_parts_speak_the_language_of_the_sentence() -> None:
    title = Text((("en", "Check order"), ("zh", "核对订单")))
    said = say("nothing leads to {step}", "没有路径通向{step}", step=quote(title))
    assert said == "nothing leads to 'Check order'"
    assert said.get("zh") == "没有路径通向“核对订单”"


def test_what_somebody_wrote_is_no_template() -> None:
    said = say("'{id}' is unknown", "没有“{id}”", id="{evil} {0.__class__}")
    assert said == "'{evil} {0.__class__}' is unknown"
    assert say("again: {said}", "再次：{said}", said=said).get("zh") == "再次：没有“{evil} {0.__class__}”"


def test_several_things_stand_in_a_row() -> None:
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["甲", "b", "c"]).get("zh") == "甲、b 和 c"
    assert listed(["a"]) == "a"
    assert listed([]) == NOTHING == ""
    assert in_a_row(["a", "b"]) == "a, b"
    assert say("{a}{b} of {c}", "共{a}{b}属于{c}", a=2, b="", c="`id`").get("zh") == "共 2 属于 `id`"


def test_a_sentence_goes_to_another_process_and_back() -> None:
    there = pickle.loads(pickle.dumps(say("yes", "是")))
    assert (there, there.get("zh")) == ("yes", "是")


def test_a_change_of_the_wording_holds_in_both_languages() -> None:
    assert Said("one", "一").each(lambda text: f"{text}!").get("zh") == "一!"
