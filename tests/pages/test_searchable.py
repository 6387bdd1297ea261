"""What search is given of a page: every word once, under the heading it belongs to, and nothing that it leaves out."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from process_atlas.addresses import Settings
from process_atlas.analysis.atlas import derive
from process_atlas.catalog import Catalog
from process_atlas.pages.render import plan_pages
from process_atlas.pages.searchable import searchable


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ('<h2 id="a" class="x">Answer<a class="headerlink" href="#a">¶</a></h2>', '<h2 id="a">Answer</h2>'),
        ('<p data-x="a > b">Call <em>back</em></p>', "<p>Call back</p>"),
        ("<dl><dt>Owner</dt><dd>Agent</dd></dl>", "  Owner  Agent  "),
        ("<p>in<strong>side</strong></p>", "<p>inside</p>"),
        ("a<div data-search-exclude><div>b</div>c</div>d", "ad"),
        ('a<span class="s" aria-hidden="true">SA</span>b', "ab"),
        ("a<div data-search-exclude>never closed", "a"),
        ("1 &lt; 2 and <b>3", "1 &lt; 2 and 3"),
        ("", ""),
    ],
)
def test_headings_and_running_text_are_left(body: str, left: str) -> None:
    assert searchable(body) == left


class _Words(HTMLParser):
    """The words under each heading."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.at, self.words = "", dict[str, list[str]]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("h1", "h2", "h3", "h4"):
            self.at = dict(attrs).get("id") or tag

    def handle_data(self, data: str) -> None:
        self.words.setdefault(self.at, []).extend(data.split())


def test_a_step_is_found_by_its_own_words_under_its_own_heading(sample: Catalog) -> None:
    settings = Settings()
    pages = {(page.lang, page.path): page.made() for page in plan_pages(derive(sample), {}, settings)}
    page = pages["en", "processes/complaint-handling"]
    found = _Words(searchable(page.body)).words
    for step in sample.processes["complaint-handling"].steps:
        for word in step.how.get("en").split()[:5] if step.how else ():
            if word.isalpha():
                assert word in found[f"step-{step.id}"], (step.id, word)
