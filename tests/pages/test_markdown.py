"""Markdown of specs: what it shows, and that nothing in it can harm a reader."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from process_atlas.pages.markdown import Html, is_safe_address, joined, markdown, plain

SAFE_TAGS = set(
    "p h1 h2 h3 h4 h5 h6 ul ol li strong em s code pre a br hr blockquote table thead tbody tr th td".split()
)

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](//evil.example/a)",
    "[x](\\\\evil.example/a)",
    "[x](/\\evil.example/a)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    '[x](https://a.example/" onclick="alert(1))',
    '[x](https://a.example "t\\" onclick=alert(1) x=\\"")',
    "![x](https://tracker.example/pixel.png)",
    "`</code><script>alert(1)</script>`",
    "```html\n</code></pre><script>alert(1)</script>\n```",
    '```"onclick=alert(1)\nx\n```',
    "| a |\n|--|\n| <iframe src=javascript:alert(1)> |",
]


def problems(html: str) -> list[str]:
    """Elements and attributes that safe HTML does not have."""
    found = []
    for element in BeautifulSoup(html, "html.parser").find_all(True):
        if element.name not in SAFE_TAGS:
            found.append(element.name)
        for name, value in element.attrs.items():
            if name not in ("href", "title", "rel", "start", "class"):
                found.append(f"{element.name} {name}")
            if name == "href" and not is_safe_address(value):
                found.append(f"href {value}")
            if name == "class" and set(value) - {"atlas-left", "atlas-right", "atlas-center"}:
                found.append(f"class {value}")
    return found


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_markdown_harms_a_reader(text: str) -> None:
    assert problems(markdown(text).source) == []


@given(st.text(max_size=200))
def test_no_text_at_all_harms_a_reader(text: str) -> None:
    assert problems(markdown(text).source) == []


@given(st.sampled_from(HOSTILE), st.sampled_from(HOSTILE), st.sampled_from(["", " ", "\n", "\n\n", "**", "`"]))
def test_hostile_parts_do_not_add_up(one: str, other: str, between: str) -> None:
    assert problems(markdown(one + between + other).source) == []


@pytest.mark.parametrize(
    "url",
    ["https://a.example/x?y=1#z", "http://a.example", "mailto:a@b.example", "tel:+861", "../x/", "#y", "/a", "/@a"],
)
def test_which_addresses_are_safe(url: str) -> None:
    assert is_safe_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "a:b",
        "//a.example",
        "/\\a.example",
        "https:a.example",
        "https://b@a.example/",
        "https://a\u200b.example",
        " /a",
        "java\tscript:x",
    ],
)
def test_which_addresses_are_not(url: str) -> None:
    assert not is_safe_address(url)


def test_links_to_other_sites_do_not_hand_over_the_window() -> None:
    assert 'rel="noopener"' in markdown("[x](https://a.example/)").source
    assert "rel" not in markdown("[x](../roles/)").source


def test_headings_are_demoted_below_their_surroundings() -> None:
    assert markdown("# A\n\n## B").source == "<h4>A</h4>\n<h5>B</h5>"
    assert markdown("### A\n\n#### B", 3).source == "<h3>A</h3>\n<h4>B</h4>"
    assert "<h6>" in markdown("# A\n\n##### B").source


def test_lists_tables_and_emphasis_are_shown() -> None:
    assert markdown("1. **a**\n2. b").source == "<ol>\n<li><strong>a</strong></li>\n<li>b</li>\n</ol>"
    assert "<td>1</td>" in markdown("| a |\n|--|\n| 1 |").source


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**隐私保护：**参与自愿", "<strong>隐私保护：</strong>参与自愿"),
        ("按**“先急后缓”**处理", "按<strong>“先急后缓”</strong>处理"),
        ("约**46%**的客户", "约<strong>46%</strong>的客户"),
        ("说明*（见下）*即可", "说明<em>（见下）</em>即可"),
        ("旧价~~（含税）~~不用", "旧价<s>（含税）</s>不用"),
        ("**轻微**：当场；**一般**：调查", "<strong>轻微</strong>：当场；<strong>一般</strong>：调查"),
        ("乘号 ** 不是强调 ** 号", "乘号 ** 不是强调 ** 号"),
        ('a**"b"**c', "a**&quot;b&quot;**c"),
    ],
)
def test_emphasis_beside_chinese_characters_needs_no_blanks(text: str, shown: str) -> None:
    assert markdown(text).source == f"<p>{shown}</p>"


def test_cells_are_aligned_by_a_class() -> None:
    html = markdown("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |").source
    assert '<td class="atlas-left">1</td>' in html
    assert '<td class="atlas-center">2</td>' in html
    assert '<td class="atlas-right">3</td>' in html
    assert "style" not in html


def test_the_sanitiser_holds_where_the_renderer_would_not(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> str:
        return (
            '<p onclick="x()">a <script>x()</script><a href="javascript:x()">b</a><img src=x><b style="c:d">e</b></p>'
        )

    monkeypatch.setattr("markdown_it.MarkdownIt.render", broken)
    assert markdown("only here: a renderer that lets all through").source == "<p>a <a>b</a>e</p>"


def test_a_text_is_rendered_once() -> None:
    assert markdown("once **only**") is markdown("once **only**")


def test_plain_text_has_the_words_without_marks() -> None:
    assert plain("# A\n\nSee **b** and [c](https://d.example).\n\n- e\n- f") == "A See b and c. e f"


@pytest.mark.parametrize(
    ("folded", "whole"),
    [
        ("补救有效； 同时找出共性", "补救有效；同时找出共性"),
        ("第一行\n第二行", "第一行第二行"),
        ("在 24 小时内", "在 24 小时内"),
        ("张三 李四", "张三 李四"),
        ("one\ntwo", "one\ntwo"),
    ],
)
def test_folded_chinese_has_no_gaps(folded: str, whole: str) -> None:
    assert joined(folded) == whole


def test_plain_text_becomes_safe_html() -> None:
    assert Html.escaped('<b> & "').source == "<p>&lt;b&gt; &amp; &quot;</p>"
    assert not Html("")
