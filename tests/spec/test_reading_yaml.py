"""YAML text becomes plain data: scalars stay text, every part is found again, hostile text is refused."""

from __future__ import annotations

import json
import unicodedata

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from process_atlas.diagnostics import Diagnostic, Severity, Span
from process_atlas.spec.limits import Limits
from process_atlas.spec.source import Document, SourceFile, parse
from process_atlas.spec.yaml_words import unreadable


def read(text: str | bytes) -> tuple[tuple[Document, ...], tuple[Diagnostic, ...]]:
    return parse(SourceFile("a.yaml", text if isinstance(text, bytes) else text.encode()))


def only(text: str | bytes) -> Document:
    (document,), found = read(text)
    assert found == ()
    return document


def problem(text: str | bytes) -> Diagnostic:
    documents, (found,) = read(text)
    assert documents == ()
    return found


@pytest.mark.parametrize(
    "written", ["1.10", "no", "1:30", "0123", "1_000", "2026-02-30", "1e3", ".inf", "on", "0x1F", "=", "2026-01-31"]
)
def test_scalars_stay_the_text_that_was_written(written: str) -> None:
    assert only(f"a: {written}\nlist: [{written}]").data == {"a": written, "list": [written]}


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_a_key_without_a_value_is_as_if_it_were_not_there(nothing: str) -> None:
    assert only(f"a: {nothing}\nb: x").data == {"b": "x"}


def test_keys_are_text_too() -> None:
    assert only("on: a\n1: b\n? c\n: d").data == {"on": "a", "1": "b", "c": "d"}


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffid: 客服\n".encode(),
        "id: 客服\n".encode("utf-16"),
        "\ufeffid: 客服\n".encode("utf-16-be"),
        "id: 客服\r\n".encode(),
        "id: 客服\r".encode(),
    ],
    ids=["utf-8 with a mark", "utf-16", "utf-16 big end first", "crlf", "cr"],
)
def test_what_editors_write_is_accepted(content: bytes) -> None:
    assert only(content).data == {"id": "客服"}


def test_text_is_composed_to_one_form() -> None:
    assert only("id: Cafe\u0301").data == {"id": "Caf\u00e9"}


def test_bytes_that_are_gbk_get_a_hint() -> None:
    found = problem("kind: role\nid: a\ntitle: 客服专员\n".encode("gbk"))
    assert (found.code, found.span) == ("not-utf-8", Span("a.yaml", 3, 1))
    assert "GBK" in found.hint


def test_bytes_that_are_nothing_get_a_plain_hint() -> None:
    assert problem(b"a: \xff\xff").hint == "save the file as UTF-8"


def test_a_file_that_is_too_large_is_not_read() -> None:
    documents, (found,) = parse(SourceFile("a.yaml", b"#" * 1_000_001), Limits(file_size=1))
    assert (documents, found.code, found.message) == ((), "file-too-large", "is larger than 1 MB")


def test_several_documents_keep_their_places() -> None:
    documents, found = read("a: 1\n---\n\nb: 2\n---\n# nothing\n---\nc: 3\n")
    assert found == ()
    assert [(each.index, each.line, each.data) for each in documents] == [
        (0, 1, {"a": "1"}),
        (1, 4, {"b": "2"}),
        (3, 8, {"c": "3"}),
    ]
    assert documents[2].locate(("c",)) == Span("a.yaml", 8, 4)


def test_every_part_is_found_again() -> None:
    document = only("id: a\nsteps:\n  - id: b\n    title: {en: B, zh: 乙}\n")
    assert document.locate() == Span("a.yaml", 1, 1)
    assert document.locate(("steps", 0, "title", "zh")) == Span("a.yaml", 4, 24)
    assert document.locate(("steps", 0, "title"), key=True) == Span("a.yaml", 4, 5)
    assert document.locate(("steps", 0, "nowhere")) == Span("a.yaml", 3, 5)
    assert document.locate(("steps", 7)) == Span("a.yaml", 3, 3)


def test_one_item_in_the_place_of_a_list_is_found() -> None:
    assert only("system: desk").locate(("system", 0)) == Span("a.yaml", 1, 9)


def test_a_key_that_stands_twice_is_reported_at_its_second_place() -> None:
    found = problem("id: a\ntitle: A\nid: b\n")
    assert (found.code, found.span) == ("duplicate-key", Span("a.yaml", 3, 1))
    assert "line 1" in found.message


def test_aliases_unfold() -> None:
    assert only("a: &x [1, 2]\nb: *x").data == {"a": ["1", "2"], "b": ["1", "2"]}


def test_aliases_that_unfold_without_measure_are_refused_once() -> None:
    rows = "\n".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]" for n in range(1, 9))
    assert problem(f"k0: &k0 [x]\n{rows}").code == "too-many-values"


@pytest.mark.parametrize("text", ["a: &x [*x]", "a: &x {b: *x}", "&x a: {b: 1, c: &y [1, *y]}"])
def test_an_alias_inside_itself_is_refused(text: str) -> None:
    assert problem(text).code == "alias-in-itself"


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "a: " + "{b: " * 5000,
        "a: " + "[" * 61 + "]" * 61,
        "- " * 5000 + "x",
        "\n".join(" " * n + "a:" for n in range(300)),
        "? " * 3000 + "x",
    ],
    ids=["brackets", "braces", "one too deep", "dashes", "indents", "questions"],
)
def test_what_nests_too_deep_is_refused_before_it_can_do_harm(text: str) -> None:
    assert {each.code for each in read(text)[1]} <= {"too-deep", "yaml", "not-a-spec"}
    assert read(text)[0] == ()


@pytest.mark.parametrize("text", ["a: !secret b", "a: !x [b]", "!y {a: b}"])
def test_tags_have_no_meaning(text: str) -> None:
    assert problem(text).code == "yaml-tag"


def test_tags_make_no_objects() -> None:
    assert only("a: !!python/object/apply:os.system [x]\nb: !!int 5").data == {"a": ["x"], "b": "5"}


def test_merge_keys_are_plain_keys() -> None:
    assert only("base: &b {x: 1}\n<<: *b").data == {"base": {"x": "1"}, "<<": {"x": "1"}}


@pytest.mark.parametrize("text", ["a: \x00", "a: \x07", "a: \x7f", 'a: "\\x07"', 'a: "\\ud800"', "a: \ufffe"])
def test_control_characters_are_refused(text: str) -> None:
    (found,) = read(text.encode("utf-8", "surrogatepass"))[1]
    assert found.code in ("control-character", "yaml")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("title：A\nkind: role\n", "wide one"),
        ("a:\n\t- b\n", "tab"),
        ("a:\n\u3000b: c\n  d: e\n", "wide or no-break space"),
        ("title: *必填", "special character"),
        ("title: [草稿] 提交", "["),
        ("a: b: c", "quotes"),
        ("a: 'b", "quotes"),
    ],
)
def test_slips_get_a_hint(text: str, hint: str) -> None:
    found = problem(text)
    assert found.code == "yaml"
    assert hint in found.hint
    assert found.span.line > 0


@pytest.mark.parametrize("text", ["", "# only a remark\n", "---\n...\n", "\n\n"])
def test_an_empty_file_is_a_warning(text: str) -> None:
    assert (problem(text).code, problem(text).severity) == ("empty-file", Severity.WARNING)


def test_a_list_or_a_text_is_no_spec() -> None:
    assert problem("- a").code == "not-a-spec"
    assert problem("just a text").code == "not-a-spec"
    assert problem("? [a]\n: b").code == "key-not-text"


_plain = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=20)


@given(st.recursive(_plain, lambda inner: st.lists(inner) | st.dictionaries(_plain, inner), max_leaves=12))
def test_what_json_holds_is_read_as_it_is(value: object) -> None:
    text = unicodedata.normalize("NFC", json.dumps({"a": value}, ensure_ascii=False))
    documents, found = read(text)
    if documents:
        assert documents[0].data == json.loads(text)
    else:
        assert {each.code for each in found} == {"duplicate-key"}


@given(st.binary(max_size=60))
def test_no_bytes_raise(content: bytes) -> None:
    parse(SourceFile("a.yaml", content))


@given(st.text("ab:-[]{}&*!|>'\"#?,% \n\t：\u3000", max_size=40))
def test_no_text_raises(text: str) -> None:
    for document in read(text)[0]:
        assert document.locate(("a", 0, "b")).line > 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: b: c", "此处不能有半角冒号加空格"),
        ("a: [1, 2", "缺少半角逗号或 ]"),
        ("a: {x", "缺少半角逗号或 }"),
        ("a: 'x", "引号尚未闭合，文件就已结束"),
        ('a: "x\\q"', "转义字符未知"),
        ("a:\n\tb: c", "文字不能以此处的字符开头"),
        ("a: *x", "* 后的名称没有定义"),
        ("a: &x 1\nb: &x 2", "& 后的名称重复"),
        ("- a\nb: c", "列表中缺少 -，或缩进不一致"),
        ("a: b\n- c", "此处应该是键"),
        ("'a': b\nc", "缺少半角冒号（:）"),
        ("a: - b", "此处不能写列表项"),
    ],
)
def test_what_the_parser_says_is_told_in_chinese(text: str, told: str) -> None:
    found = problem(text)
    assert found.message.get("zh") == f"YAML 格式有误：{told}"
    assert found.hint.get("zh") != found.hint


def test_a_problem_of_the_parser_without_words_of_ours_is_told_as_it_is() -> None:
    found = unreadable("a.yaml", "a", yaml.MarkedYAMLError(problem="odd", problem_mark=yaml.Mark("", 0, 0, 0, None, 0)))
    assert found.message == "is not valid YAML here: odd"
    assert found.message.get("zh") == "YAML 格式有误：YAML 解析器：odd"


def test_the_last_text_of_a_file_needs_no_line_end() -> None:
    ended, open_ended = (parse(SourceFile("x.yaml", text))[0] for text in (b"how: |\n  Listen\n", b"how: |\n  Listen"))
    assert ended[0].data == open_ended[0].data == {"how": "Listen\n"}
