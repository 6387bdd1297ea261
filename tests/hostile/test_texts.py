"""Hostile texts come out as texts in every sink: pages, drawings, feeds, calendars, Mermaid, reports, other makers."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from hostile.payloads import PER_PROCESS, catalogue, naughty_texts, own_texts, refusal, seen
from hostile.sites import SETTINGS, SHOWN, listed_site, own_site, sources
from process_atlas.analysis.atlas import derive
from process_atlas.cli.main import main
from process_atlas.diagrams.fallback import place_plainly
from process_atlas.diagrams.scene import Placed, Scene
from process_atlas.export.handbook import Order, compose, document
from process_atlas.link import link
from process_atlas.pages.feeds import NAMESPACE
from process_atlas.pages.frame import as_html, as_markdown
from process_atlas.pages.page import Page
from process_atlas.site import Site
from process_atlas.spec.load import load
from process_atlas.spec.source import SourceFile

REFUSED = [text for text in naughty_texts() if refusal(text)]
NEVER = "script img iframe object embed form style link meta base math template audio video textarea".split()


@pytest.fixture(autouse=True)
def looks_again(tally: Callable[[int], None]) -> None:
    """Most tests here look at texts that others count."""
    tally(0)


@pytest.fixture
def own() -> Site:
    """A site of the battery's own texts, with drawings that are laid out and feeds."""
    return own_site()


@pytest.fixture
def listed() -> Site:
    """A site of the naughty strings."""
    return listed_site()


def article(page: Page) -> BeautifulSoup:
    """A page as a tree, less its drawings."""
    return BeautifulSoup(re.sub(r"<figure .*?</figure>", "", page.body, flags=re.DOTALL), "html.parser")


class Harm(HTMLParser):
    """Collects what must not stand in an article: elements, handlers, styles and addresses of a text's own making."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element and its attributes."""
        if tag in NEVER:
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc", "src", "xlink:href", "action", "formaction"):
                self.found.append(f"{tag} {name}")
            if name == "href" and ASTRAY.match(value or ""):
                self.found.append(f"href {value}")


ASTRAY = re.compile(r"\s*(?!https?:|mailto:)[a-z]+:|//|[/.]*\\", re.IGNORECASE)


def harm(text: str) -> list[str]:
    """What must not stand in the HTML of an article."""
    parser = Harm()
    parser.feed(text)
    return parser.found


def shown_titles(site: Site) -> list[str]:
    """The titles of all steps, in the order of the texts they were made from."""
    found = []
    for number in range(10_000):
        page = next((each for each in site.pages if each.path == f"processes/p{number}"), None)
        if page is None:
            return found
        tree = article(page)
        heads = (tree.select_one(f"#step-s{at}") for at in range(PER_PROCESS))
        found += [head for head in heads if head is not None]
    return found


@pytest.mark.parametrize("name", ["own", "listed"])
def test_every_text_is_seen_as_it_was_written(
    name: str, request: pytest.FixtureRequest, tally: Callable[[int], None]
) -> None:
    site, texts = request.getfixturevalue(name), {"own": own_texts(), "listed": SHOWN}[name]
    tally(len(texts))
    steps = shown_titles(site)
    assert len(steps) == len(texts)
    for step, text in zip(steps, texts, strict=True):
        assert seen(text) in seen(step.get_text()), text
    for page in site.pages:
        assert not harm(page.body), page.path


def test_naughty_strings_that_nobody_can_read_are_refused(tally: Callable[[int], None]) -> None:
    tally(len(REFUSED))
    assert len(REFUSED) > 5
    for text in REFUSED:
        role = f"kind: role\nid: a\nversion: 1.0.0\ntitle: {json.dumps(text, ensure_ascii=False)}\n"
        found = link(load([SourceFile("a.yaml", role.encode("utf-8", "surrogatepass"))])).diagnostics
        assert {each.code for each in found} == {refusal(text)}, repr(text)


def test_drawings_are_well_formed_and_hold_text_only(own: Site, listed: Site) -> None:
    drawn = 0
    for page in (*own.pages, *listed.pages):
        for figure in re.findall(r"<svg .*?</svg>", page.body, re.DOTALL):
            tree = Xml.fromstring(figure)
            names = {element.tag.rpartition("}")[2] for element in tree.iter()}
            assert names <= set(
                "svg title desc defs marker path g rect text tspan circle ellipse polygon line a metadata".split()
            )
            drawn += 1
    assert drawn > 50


def test_mermaid_keeps_one_statement_a_line_and_takes_no_directive(own: Site) -> None:
    found = (re.findall(r'<metadata class="mermaid">(.*?)</metadata>', page.body, re.DOTALL) for page in own.pages)
    texts = {html.unescape(text) for each in found for text in each}
    assert len(texts) > 10
    for text in texts:
        assert "%%" not in text
        for line in text.replace("<br/>", " ").split("\n")[2:]:
            assert re.fullmatch(
                r'end|subgraph l\d+\["[^"]*"\]|n\d+\S{1,2}"[^"<>`]*"\S{1,2}|n\d+ \S+(\|"[^"<>`]*"\|)? n\d+', line
            )


def test_feeds_are_well_formed_and_their_html_is_text(own: Site) -> None:
    assert len(own.files) > 5
    for text in (text for path, text in own.files.items() if path.endswith(".xml")):
        feed = Xml.fromstring(text)
        for content in feed.iter(f"{{{NAMESPACE}}}content"):
            assert {each.name for each in BeautifulSoup(content.text or "", "html.parser").find_all(True)} <= {
                "p",
                "ul",
                "li",
                "a",
            }
        for element in feed.iter(f"{{{NAMESPACE}}}link"):
            assert element.get("href", "").startswith("https://site.example/")


def test_pages_for_other_makers_hold_nothing_that_they_would_take_for_their_own(own: Site, listed: Site) -> None:
    for site in (own, listed):
        for path, text in as_markdown(site.pages, {"en": "Site"}, ("atlas.css",)):
            head, body = text.split("\n---\n", 1)
            assert not re.search(r"\{\{|\{%|\{#", body), path
            assert "\n\n" not in body.strip(), "a blank line would end the HTML"
            title, description = head.removeprefix("---\n").split("\n")
            assert isinstance(json.loads(title.removeprefix("title: ")), str)
            assert isinstance(json.loads(description.removeprefix("description: ")), str)
            assert not harm(body.split("\n", 2)[2]), path


def test_whole_pages_have_no_script_and_no_style_of_a_texts_making(own: Site) -> None:
    for path, text in as_html(own.pages, {"en": own_texts()[0]}, ("atlas.css", "atlas.js")):
        head, _, rest = text.partition("</head>")
        tree = BeautifulSoup(head, "html.parser")
        assert [each.get("src", "").rpartition("/")[2] for each in tree.find_all("script")] == ["atlas.js"], path
        assert {each.name for each in tree.head.find_all(True)} <= {"meta", "title", "link", "script"}
        assert not harm(rest), path


def placed_plainly(scenes: Sequence[Scene]) -> tuple[Placed, ...]:
    """Quick layouts, for charts that are cut into sheets."""
    return tuple(place_plainly(scene, "") for scene in scenes)


def test_the_handbook_holds_nothing_but_its_own_style() -> None:
    atlas = derive(link(load(sources(own_texts()))))
    text = document(compose(atlas, Order("en", "", "https://site.example/"), SETTINGS, placed_plainly), {})
    tree = BeautifulSoup(text, "html.parser")
    assert len(tree.find_all("style")) == 1
    assert tree.style.parent.name == "head"
    tree.style.decompose()
    tree.head.decompose()
    assert not harm(str(tree))


def test_calendars_keep_one_value_a_line(tmp_path: Path) -> None:
    for path, text in catalogue(own_texts()).items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    specs = str(tmp_path / "process_specs")
    calendar = CliRunner().invoke(main, ["review", "--specs", specs, "--format", "ics"]).output
    unfolded = re.sub(r"\r?\n ", "", calendar)
    names = {re.split("[:;]", line)[0] for line in unfolded.splitlines() if line}
    assert names == set(
        "BEGIN VERSION PRODID CALSCALE UID DTSTAMP DTSTART DTEND SUMMARY DESCRIPTION CONTACT TRANSP END".split()
    )
    assert unfolded.count("BEGIN:VEVENT") > 100


def test_reports_keep_one_finding_a_line(tmp_path: Path) -> None:
    names = [seen(text) for text in own_texts()]
    lines = "".join(f"- {json.dumps(name, ensure_ascii=False)}\n" for name in names)
    (tmp_path / "a.yaml").write_text(
        f"kind: process\nid: a\ntitle: A\nversion: 1.0.0\nowner: a\nsteps: [{{id: a, title: A}}]\nlanes:\n{lines}",
        encoding="utf-8",
    )
    runs = {form: CliRunner().invoke(main, ["check", "--specs", str(tmp_path), "--format", form]) for form in FORMS}
    assert {run.exit_code for run in runs.values()} == {1}
    assert all(line.startswith("::error ") for line in runs["github"].output.splitlines())
    found = json.loads(runs["json"].output)["findings"]
    assert len(found) >= len(names) - 2
    assert all(each["message"].isprintable() for each in found)
    assert len(json.loads(runs["sarif"].output)["runs"][0]["results"]) == len(found)


FORMS = ("text", "json", "sarif", "github")
