"""The page of a process answers a new colleague: what for, when, who, how long, what do I do, what next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag

from process_atlas.addresses import Settings, links_from
from process_atlas.analysis.atlas import Atlas, derive
from process_atlas.catalog import Catalog
from process_atlas.pages.kinds import PAGE_KINDS
from process_atlas.pages.page import Page
from process_atlas.pages.reader import Reader
from process_atlas.pages.render import render_page
from process_atlas.pages.views.process import process_view
from small import CATALOG, DATA, PROCESS, ROLES
from support import catalog_of_texts

TODAY = date(2026, 11, 22)
KIND = next(kind for kind in PAGE_KINDS if kind.template == "process.html")


def page_of(atlas: Atlas, id: str, lang: str = "en", today: date = TODAY) -> Page:
    """The page of one process, with a stand-in for its flowchart."""
    settings = Settings(today=today)
    drawings = {("flowchart", id, lang): "<figure>drawn</figure>"}
    return render_page(Reader(atlas, lang, links_from(f"processes/{id}", settings), drawings, settings), KIND, id)


def tree_of(page: Page) -> BeautifulSoup:
    return BeautifulSoup(page.body, "html.parser")


def card(tree: BeautifulSoup, step: str) -> Tag:
    """The card of a step."""
    return tree.find(id=f"step-{step}").find_parent("article")


def told(element: Tag) -> str:
    """The words of an element in one line."""
    return " ".join(element.get_text(" ").split())


@pytest.fixture(scope="module")
def atlas(sample: Catalog) -> Atlas:
    return derive(sample)


@pytest.fixture(scope="module")
def page(atlas: Atlas) -> Page:
    return page_of(atlas, "complaint-handling")


@pytest.fixture(scope="module")
def tree(page: Page) -> BeautifulSoup:
    return tree_of(page)


def small(process: str, catalog: str = CATALOG) -> Atlas:
    """A small catalogue with a process of its own."""
    texts = {"catalog.yaml": catalog, "roles.yaml": ROLES, "data.yaml": DATA, "process.yaml": process}
    return derive(catalog_of_texts(texts))


def test_the_first_screen_answers_what_when_who_and_how_long(tree: BeautifulSoup) -> None:
    answers = told(tree.select_one(".atlas-answers"))
    for answer in ("What it is for", "Starts when", "Ends when", "20 working days", "Who takes part"):
        assert answer in answers
    role = tree.select_one('.atlas-parts a[href="../../roles/service-agent/"]')
    assert "Customer-service agent" in told(role)
    assert told(role.find_next_sibling()).startswith("does 10 steps")


def test_sections_come_in_the_order_of_reading(page: Page) -> None:
    ids = [heading.id for heading in page.headings]
    expected = "flowchart steps data-flow responsibilities connections document-control links".split()
    assert ids == expected
    steps = page.headings[1].children
    assert (steps[1].level, steps[1].id, steps[1].title) == (3, "step-register", "1 Register the complaint")


def test_every_step_of_the_spec_has_a_card_with_its_number(atlas: Atlas, tree: BeautifulSoup) -> None:
    flow = atlas.flows["complaint-handling"]
    assert len(tree.select(".atlas-step")) == len(flow.steps)
    for step, number in flow.numbers.items():
        assert told(card(tree, step).select_one(".atlas-step-number")) == str(number)


def test_a_card_says_who_input_processing_and_output(tree: BeautifulSoup) -> None:
    register = card(tree, "register")
    who = told(register.select_one(".atlas-step-who"))
    assert "Responsible (R) SA Customer-service agent" in who
    assert "Accountable (A) SL Service team lead" in who
    assert "Service desk" in who
    assert "within 30 minutes" in told(register.select_one(".atlas-step-head"))
    assert "Receives from C Customer Complaint form" in told(register.select_one(".atlas-input"))
    assert "Reads Customer record" in told(register.select_one(".atlas-input"))
    assert "Creates Complaint" in told(register.select_one(".atlas-output"))
    assert len(register.select(".atlas-how ol > li")) >= 3


def test_a_card_says_what_comes_next_and_if(tree: BeautifulSoup) -> None:
    ways = card(tree, "how-severe").select(".atlas-onward .atlas-item")
    assert [(told(way), way.a["href"]) for way in ways] == [
        ("If “Minor” 4 Put it right at once", "#step-settle"),
        ("If “Normal” 5 Answer within 24 hours", "#step-answer"),
        ("If “Serious” 6 Take charge of the case", "#step-escalate"),
    ]
    assert ways[2].select_one(".atlas-level")["aria-label"] == "critical"


def test_a_card_says_what_happens_when_the_limit_passes(tree: BeautifulSoup) -> None:
    way = card(tree, "answer").select_one(".atlas-way-overdue")
    assert told(way) == "If 24 hours pass 6 Take charge of the case"


def test_the_cards_say_every_way_of_the_flow(atlas: Atlas) -> None:
    for id, flow in atlas.flows.items():
        tree = tree_of(page_of(atlas, id))
        for step in flow.steps:
            targets = [each["href"] for each in card(tree, step).select(".atlas-onward a")]
            assert targets == [f"#step-{way.target}" for way in flow.outgoing.get(step, ())], (id, step)


def test_gateways_without_a_title_are_told_by_what_they_do(tree: BeautifulSoup) -> None:
    assert told(card(tree, "tell-and-log").h3).startswith("At the same time")
    assert told(card(tree, "both-done").h3).startswith("Once all of it is done")


def test_an_end_says_so(tree: BeautifulSoup) -> None:
    assert "The process ends here." in told(card(tree, "closed"))


def test_the_twin_of_the_data_flow_diagram_has_all_its_flows(atlas: Atlas, tree: BeautifulSoup) -> None:
    flows = atlas.dataflow.level_1("complaint-handling").flows
    assert len(tree.select(".atlas-flows tbody tr")) == len(flows)


def test_the_responsibility_chart_has_every_letter(atlas: Atlas, tree: BeautifulSoup) -> None:
    chart = atlas.charts["complaint-handling"]
    rows = tree.select(".atlas-chart tbody tr")
    found = [[told(cell).replace(" ", "") for cell in row.find_all("td")] for row in rows]
    assert found == [[chart.letters(step, role) for role in chart.roles] for step in chart.steps]


def test_chinese_readers_get_chinese_words(atlas: Atlas) -> None:
    tree = tree_of(page_of(atlas, "complaint-handling", "zh"))
    assert told(tree.h1) == "客户投诉处理"
    headings = [told(each) for each in tree.find_all("h2")]
    assert headings[:2] == ["流程图 ¶", "步骤 ¶"]
    who = told(card(tree, "register").select_one(".atlas-step-who"))
    assert "负责 (R)" in who
    assert "批准 (A)" in who
    assert "30 分钟内" in told(card(tree, "register"))
    assert "若“轻微”" in told(card(tree, "how-severe"))


def test_document_control_has_the_next_review_worked_out(tree: BeautifulSoup) -> None:
    box = tree.select_one(".atlas-control")
    assert "Next review 19 April 2027" in told(box)
    due = box.select_one("time[data-atlas-due]")
    assert due["datetime"] == "2027-04-19"
    assert due.find_next_sibling().has_attr("hidden")


def test_a_review_that_is_late_is_marked(atlas: Atlas) -> None:
    box = tree_of(page_of(atlas, "complaint-handling", today=date(2027, 4, 20))).select_one(".atlas-control")
    assert not box.select_one(".atlas-overdue").has_attr("hidden")


def test_a_page_whose_review_is_late_says_so_at_its_head(atlas: Atlas) -> None:
    late = tree_of(page_of(atlas, "complaint-handling", today=date(2027, 4, 20))).select_one(
        ".atlas-head .atlas-overdue"
    )
    assert (late.get_text(), late["href"]) == ("Review overdue", "#document-control")
    assert not late.has_attr("hidden")
    in_time = tree_of(page_of(atlas, "complaint-handling")).select_one(".atlas-head .atlas-overdue")
    assert in_time.has_attr("hidden")


def test_remarks_go_to_the_address_of_the_manifest_with_the_step(tree: BeautifulSoup) -> None:
    page = tree.select_one(".atlas-feedback a")["href"]
    assert page == "mailto:process-office@example.com?subject=process%20complaint-handling%201.3.0%20en"
    step = card(tree, "register").select_one(".atlas-report")["href"]
    assert step == "mailto:process-office@example.com?subject=process%20complaint-handling%201.3.0%20en%20register"


def test_remarks_tell_the_language_that_the_page_is_read_in(atlas: Atlas) -> None:
    remark = tree_of(page_of(atlas, "complaint-handling", "zh")).select_one(".atlas-feedback a")["href"]
    assert remark.endswith("complaint-handling%201.3.0%20zh")


@pytest.mark.parametrize("address", ["javascript:alert('{id}')", "data:text/html,{id}", "//evil.example/{id}"])
def test_an_address_for_remarks_that_could_harm_is_left_out(address: str) -> None:
    atlas = small(PROCESS, f'{CATALOG}feedback: "{address}"\n')
    tree = tree_of(page_of(atlas, "repair"))
    assert not tree.select(".atlas-feedback, .atlas-report")


def test_processes_are_connected_in_both_directions(atlas: Atlas, tree: BeautifulSoup) -> None:
    number = atlas.catalog.numbers["service-request"]
    assert f"Gets from {number} Service request" in told(tree.find(id="connections").parent)
    other = tree_of(page_of(atlas, "service-request"))
    assert "Complaint handling" in told(other.find(id="connections").parent)


def test_a_plain_process_shows_only_what_it_has() -> None:
    atlas = small(PROCESS)
    page = page_of(atlas, "repair")
    ids = {heading.id for heading in page.headings}
    assert {"flowchart", "steps", "responsibilities", "document-control"} <= ids
    assert not ids & {"links", "connections"}
    tree = tree_of(page)
    assert not tree.select(".atlas-changes, .atlas-notice, .atlas-feedback")
    assert "Time limit" not in told(tree.select_one(".atlas-answers"))


@pytest.mark.parametrize(("status", "words"), [("draft", "This is a draft"), ("retired", "kept for reference only")])
def test_drafts_and_retired_processes_warn(status: str, words: str) -> None:
    tree = tree_of(page_of(small(PROCESS.replace("version: 1.0.0", f"version: 1.0.0\nstatus: {status}")), "repair"))
    assert words in told(tree.select_one(".atlas-notice"))
    assert not tree.select("time[data-atlas-due]")


def test_mistakes_of_the_spec_stand_on_its_page() -> None:
    atlas = small(PROCESS.replace("owner: lead", "owner: lead\napprover: nobody"))
    notice = told(tree_of(page_of(atlas, "repair")).select_one(".atlas-notice"))
    assert "there is no role 'nobody'" in notice
    assert "process.yaml:" in notice


def test_a_figure_that_is_missing_is_explained(atlas: Atlas) -> None:
    settings = Settings(today=TODAY)
    reader = Reader(atlas, "en", links_from("processes/complaint-handling", settings), {}, settings)
    tree = tree_of(render_page(reader, KIND, "complaint-handling"))
    assert "could not be drawn" in told(tree.find(id="flowchart").parent)


def test_the_view_is_a_value(atlas: Atlas) -> None:
    settings = Settings(today=TODAY)
    reader = Reader(atlas, "en", links_from("processes/refund", settings), {}, settings)
    view = process_view(reader, "complaint-handling")
    assert replace(view) == view
