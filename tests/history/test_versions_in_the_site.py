"""What a site tells of former versions: pages as they were, what changed for whom, feeds, and little work again."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from bs4 import BeautifulSoup
from firm import NOTES, PEOPLE, REPAIR, TICKET, made_firm, version
from repository import Repository

from process_atlas.addresses import Settings
from process_atlas.diagrams.drawing import Drawing, draw_all
from process_atlas.diagrams.scene import Scene
from process_atlas.history import History, read_history
from process_atlas.pages.page import AnyPage, Page
from process_atlas.site import Means, Past, Site, build_site
from process_atlas.spec.folder import read_folder
from small import PROCESS, SMALL

SETTINGS = Settings(today=date(2026, 11, 1), site_url="https://example.com/book/")
ATOM = "{http://www.w3.org/2005/Atom}"


def built(folder: Path, settings: Settings = SETTINGS, readable: int = 200, previous: Site | None = None) -> Site:
    files, _ = read_folder(folder / "process_specs")
    return build_site(files, settings, Means(), Past(history_of(folder), readable), previous)


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_firm(tmp_path_factory.mktemp("firm")).folder


@pytest.fixture(scope="module")
def site(firm: Path) -> Site:
    return built(firm)


def page(pages: Sequence[AnyPage], path: str, lang: str = "en") -> BeautifulSoup:
    return BeautifulSoup(
        next(each.made().body for each in pages if (each.lang, each.path) == (lang, path)), "html.parser"
    )


def text(soup: BeautifulSoup, selector: str) -> str:
    return " ".join(soup.select_one(selector).get_text(" ", strip=True).split())


def test_the_version_box_lists_all_with_ways_to_read_and_compare(site: Site) -> None:
    rows = page(site.pages, "processes/repair").select(".atlas-changes tbody tr")
    told = [[" ".join(cell.get_text(" ", strip=True).split()) for cell in row.find_all("td")] for row in rows]
    assert [row[:5] for row in told] == [
        ["2.0.0 in force", "20 October 2026", "major", "Five days to mend.", "Ann"],
        ["1.1.0", "10 June 2026", "minor", "A tester tests.", "Ann"],
        ["1.0.0", "3 March 2026", "", "First edition.", "Ann"],
    ]
    assert [[link["href"] for link in row.find_all("a")] for row in rows] == [
        ["../../processes/repair/versions/2.0.0/changes/"],
        ["../../processes/repair/versions/1.1.0/changes/", "../../processes/repair/versions/1.1.0/"],
        ["../../processes/repair/versions/1.0.0/"],
    ]


def test_a_former_version_is_shown_as_it_was_and_says_so(site: Site) -> None:
    path = "processes/repair/versions/1.1.0"
    was = page(site.former, path)
    banner = text(was, ".atlas-former")
    assert banner.startswith("This is version 1.1.0 of 10 June 2026, which is no longer in force.")
    assert "In force is version 2.0.0" in banner
    assert was.select_one("#step-trial h3, h3#step-trial")
    assert "within 3 days" in was.get_text(" ", strip=True)
    chart = was.select_one("svg")
    assert chart.select_one('g.node[data-id="trial"]')
    assert text(chart, ".watermark text") == "Version 1.1.0, not in force"
    assert not was.select(".atlas-feedback, .atlas-walk")
    assert text(page(site.former, path, "zh"), ".atlas-former strong").startswith("这是 2026年6月10日的历史版本 1.1.0")


def test_what_is_gone_is_named_and_no_link_of_a_former_version_breaks(site: Site) -> None:
    was = page(site.former, "processes/repair/versions/1.1.0")
    gone = {each["id"]: each.get_text(strip=True) for each in was.select(".atlas-gone li")}
    assert gone == {
        "gone-role-tester": "Role “Tester”",
        "gone-data-part-ticket.serial": "Data structure “Ticket: Serial number”",
    }
    lane = was.select_one('g.lane[data-id="tester"] a')
    assert lane["href"] == "#gone-role-tester"
    assert text(was, 'g.lane[data-id="tester"] text.head') == "Tester"
    every = [each.made() for each in (*site.pages, *site.former)]
    there = {(each.lang, each.path): set(_ids(each)) for each in every}
    dead = []
    for each in every:
        for link in BeautifulSoup(each.body, "html.parser").select("a[href]"):
            address, _, anchor = str(link["href"]).partition("#")
            if ":" in address or address.endswith(".xml"):
                continue
            target = each.path if not address else _joined(each.path, address)
            if (each.lang, target) not in there or (anchor and anchor not in there[each.lang, target]):
                dead.append(f"{each.path}: {link['href']}")
    assert dead == []


def _ids(each: Page) -> list[str]:
    return [str(tag["id"]) for tag in BeautifulSoup(each.body, "html.parser").select("[id]")]


def _joined(path: str, address: str) -> str:
    parts = path.split("/") if path else []
    for part in address.strip("/").split("/"):
        if part == "..":
            parts.pop()
        elif part not in (".", ""):
            parts.append(part)
    return "/".join(parts)


def test_what_came_with_a_version_is_a_picture_between_both(site: Site) -> None:
    came = page(site.former, "processes/repair/versions/2.0.0/changes")
    assert text(came, "h1") == "What changed in version 2.0.0 of Repair"
    ids = [str(each["id"]) for each in came.select("[id]")]
    assert len(ids) == len(set(ids))
    charts = [str(each["data-kind"]) for each in came.select("figure.atlas-diagram")]
    assert sorted(charts) == ["comparison", "flowchart", "flowchart"]
    assert came.select_one('[data-change="removed"]')


def test_a_role_reads_what_changed_in_its_own_work(site: Site) -> None:
    clerk, lead = (
        page(site.pages, f"roles/{id}").select_one("section[aria-labelledby=what-changed]") for id in ("clerk", "lead")
    )
    assert text(clerk, ".atlas-section-lead") == "Since 1 September 2026: 1 step of yours changed."
    told = [each.get_text(" ", strip=True) for each in clerk.select(".atlas-told li")]
    assert "Step “Mend it”: the time limit changes from 3 days to 5 days." in told
    assert clerk.select_one('.atlas-told a[href$="processes/repair/#step-mend"]')
    assert not any("Test it" in each for each in told), "that step was the tester's, and the lead answered for it"
    assert any("Test it" in each.get_text() for each in lead.select(".atlas-told li"))
    chinese = page(site.pages, "roles/clerk", "zh").select_one("section[aria-labelledby=what-changed]")
    assert text(chinese, ".atlas-section-lead") == "自2026年9月1日以来，你有 1 个步骤发生变化。"


def test_changes_are_grouped_by_month_and_can_be_chosen_by_role_and_area(site: Site) -> None:
    changes = page(site.pages, "changes")
    assert [text(each, "h2").rstrip("¶ ") for each in changes.select("section")] == [
        "October 2026",
        "June 2026",
        "March 2026",
    ]
    newest = changes.select_one(".atlas-news > li")
    assert (newest["data-areas"], newest["data-roles"].split()) == ("service", ["clerk", "lead"])
    assert newest.select_one(".atlas-new[hidden]")["data-day"] == "2026-10-20"
    links = {each["href"] for each in changes.select(".atlas-choose .atlas-role")}
    assert "../roles/clerk/#what-changed" in links


def test_feeds_are_atom_with_lasting_ids_and_whole_addresses(site: Site) -> None:
    assert {
        "changes.xml",
        "areas/service.xml",
        "roles/clerk.xml",
        "zh/changes.xml",
        "zh/roles/lead.xml",
    } <= site.files.keys()
    for path, written in site.files.items():
        if not path.endswith(".xml"):
            continue
        feed = Xml.fromstring(written)
        _check_atom(feed)
        assert feed.findtext(f"{ATOM}id") == f"https://example.com/book/{path}"
    entry = Xml.fromstring(site.files["zh/changes.xml"]).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == "tag:example.com,2026-10-20:/book/zh/process/repair/2.0.0"
    assert entry.findtext(f"{ATOM}updated") == "2026-10-20T00:00:00Z"
    assert "维修时限五天。" in entry.findtext(f"{ATOM}content")
    home = next(each for each in site.pages if (each.lang, each.path) == ("zh", "roles/clerk")).made()
    assert home.feeds == (("文员：更新", "../../roles/clerk.xml"),)


def _check_atom(feed: Xml.Element) -> None:
    """What RFC 4287 asks of a feed: each element once where it says once, ids that differ, addresses that are whole."""
    assert feed.tag == f"{ATOM}feed"
    for holder in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(holder.findall(f"{ATOM}{name}")) == 1, name
            assert holder.findtext(f"{ATOM}{name}")
        links = holder.findall(f"{ATOM}link")
        assert [each.get("rel") for each in links].count("alternate") == 1
        assert all(each.get("href", "").startswith("https://") for each in links)
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    ids = [each.findtext(f"{ATOM}id") for each in feed.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    days = [each.findtext(f"{ATOM}updated") for each in feed.findall(f"{ATOM}entry")]
    assert days == sorted(days, reverse=True)


def test_of_specs_that_came_on_one_day_a_role_reads_only_its_own(site: Site) -> None:
    everything, clerk = (Xml.fromstring(site.files[path]) for path in ("changes.xml", "roles/clerk.xml"))
    titles = [each.findtext(f"{ATOM}title") for each in everything.findall(f"{ATOM}entry")]
    assert any(each.startswith("3 roles: ") for each in titles), titles
    own = [each.findtext(f"{ATOM}title") for each in clerk.findall(f"{ATOM}entry")]
    assert "Clerk 1.0.0" in own
    assert not any("roles" in each or "Customer" in each for each in own)


def test_without_the_sites_address_there_are_no_feeds(firm: Path) -> None:
    site = built(firm, replace(SETTINGS, site_url=""), readable=0)
    assert set(site.files) == {"objects.json"}
    assert not any(each.made().feeds for each in site.pages)
    assert not site.former, "and none of the former versions was to have a page"
    assert len(page(site.pages, "processes/repair").select(".atlas-changes tbody tr")) == 3


def test_a_limit_gives_each_spec_its_last_former_version_first(firm: Path) -> None:
    paths = {each.path for each in built(firm, readable=2).former}
    assert paths == {
        "processes/repair/versions/1.1.0",
        "processes/repair/versions/2.0.0/changes",
        "data/ticket/versions/1.0.0",
        "data/ticket/versions/2.0.0/changes",
    }


def test_what_hosts_know_of_a_former_version_is_what_its_page_says(site: Site) -> None:
    for planned in site.former:
        made = planned.made()
        assert (planned.lang, planned.path, planned.title) == (made.lang, made.path, made.title)


def made_again(again: Site, before: Site) -> set[str]:
    """The paths of former pages that a build did not take from the one before it."""
    pages = {(each.lang, each.path): each.made() for each in before.former}
    return {each.path for each in again.former if each.made() is not pages.get((each.lang, each.path))}


def test_nothing_is_made_again_when_nothing_changed(firm: Path, site: Site) -> None:
    assert [each.made().body for each in site.former]
    assert made_again(built(firm, previous=site), site) == set()


def test_a_build_that_is_the_only_one_keeps_no_pages(firm: Path) -> None:
    files, _ = read_folder(firm / "process_specs")
    once = build_site(files, SETTINGS, Means(once=True), Past(history_of(firm)))
    assert [each.made().body for each in once.former]
    assert once.archive.shelf == {}


def test_a_change_of_the_present_text_makes_only_its_own_comparison_again(firm: Path, site: Site) -> None:
    made = [each.made() for each in site.former]
    asked: list[Scene] = []

    def draw(scenes: Iterable[Scene]) -> Sequence[Drawing]:
        asked.extend(scenes)
        return draw_all(asked)

    again = edited(firm, REPAIR, "5 days", "6 days", Means(draw=draw), site)
    assert [scene.spec for scene in asked if scene.kind == "comparison"] == ["process:repair"] * 2
    assert made_again(again, site) == {"processes/repair/versions/2.0.0/changes"}
    assert len(made) == len(again.former)


EDITS = {
    "a process has another title": (REPAIR, "{en: Repair, zh: 维修}", "{en: Repairing, zh: 维修}", {"repair"}),
    "a role has another title": (PEOPLE, "{en: Clerk, zh: 文员}", "{en: Desk, zh: 前台}", {"repair"}),
    "a role has another version": (PEOPLE, "version: 1.0.0", "version: 1.7.0", {"customer", "clerk", "lead"}),
    "no system keeps the data any more": (TICKET, "store: desk\n", "", {"repair", "ticket"}),
    "a field is called by another word": (TICKET, "{en: Fault,", "{en: Defect,", {"ticket"}),
    "the data have a description": (TICKET, "store: desk\n", "store: desk\ntags: [kept]\n", {"ticket"}),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_change_makes_again_what_shows_it_and_nothing_else(firm: Path, site: Site, edit: str) -> None:
    path, old, new, expected = EDITS[edit]
    again, fresh = (edited(firm, path, old, new, Means(), before) for before in (site, None))
    assert {path.split("/")[1] for path in made_again(again, site)} == expected
    assert [each.made() for each in again.former] == [each.made() for each in fresh.former]


def test_each_title_of_the_catalogue_reaches_the_former_pages_that_show_it(firm: Path) -> None:
    files, means = read_folder(firm / "process_specs")[0], Means(draw=drawn_as_told)
    site = build_site(files, SETTINGS, means, Past(history_of(firm), 200))
    before = [each.made() for each in site.former]
    kept = 0
    for file in files:
        for title in {line for line in file.content.decode().splitlines() if "title:" in line}:
            new = title.replace("{en: ", "{en: New ").replace('{en: "', '{en: "New ')
            again, fresh = (edited(firm, file.path, title, new, means, previous) for previous in (site, None))
            made = [each.made() for each in again.former]
            assert made == [each.made() for each in fresh.former], f"{file.path}: {title}"
            kept += sum(page is known for page, known in zip(made, before, strict=True))
    assert kept > len(before), "and what does not show it is kept"


def test_the_words_of_a_change_follow_the_titles_of_what_it_names(tmp_path: Path) -> None:
    firm = made_firm(tmp_path)
    handed = (firm.folder / REPAIR).read_text("utf-8").replace("version: 2.0.0", "version: 3.0.0", 1)
    firm.commit({REPAIR: handed.replace("responsible: clerk", "responsible: lead", 1)}, day="2026-10-25")
    means = Means(draw=drawn_as_told)
    site = build_site(read_folder(firm.folder / "process_specs")[0], SETTINGS, means, Past(history_of(firm.folder)))
    assert any("from Clerk to Lead" in each for each in sentences(site))
    again = edited(firm.folder, PEOPLE, "{en: Clerk,", "{en: Desk,", means, site)
    assert any("from Desk to Lead" in each for each in sentences(again))
    untouched = [key for key, row in site.record.rows.items() if again.record.rows[key] is row]
    assert ("data", "ticket") in untouched, "and what does not name it is not compared again"


def sentences(site: Site) -> list[str]:
    """What is said of the last version of the repair."""
    changes = site.record.rows["process", "repair"].entries[0].changes
    return [each.sentence.get("en") for each in changes.changes]


def history_of(folder: Path) -> History:
    """The history of a firm."""
    return read_history(folder / "process_specs")


def drawn_as_told(scenes: Sequence[Scene]) -> Sequence[Drawing]:
    """Drawings that say all that their scenes say, without any layout."""
    return [Drawing(escape(repr(scene))) for scene in scenes]


def edited(firm: Path, path: str, old: str, new: str, means: Means, previous: Site | None) -> Site:
    """The site with a file changed and not committed, built after `previous`."""
    name = Path(path).name
    files, _ = read_folder(firm / "process_specs")
    changed = [
        replace(each, content=each.content.replace(old.encode(), new.encode())) if each.path.endswith(name) else each
        for each in files
    ]
    assert changed != files
    return build_site(changed, SETTINGS, means, Past(history_of(firm), 200), previous)


def test_former_versions_with_mistakes_are_shown_as_far_as_can_be(tmp_path: Path) -> None:
    firm = made_firm(tmp_path / "firm")
    loose = PROCESS.replace("next: done", "next: nowhere").replace("updates: ticket", "updates: [ticket, lost-thing]")
    firm.commit({REPAIR: version("1.0.0", loose).replace("version: 1.0.0", "version: 3.0.0")}, day="2026-10-21")
    firm.commit({REPAIR: "kind: process\nid: ["}, day="2026-10-22")
    firm.commit(
        {REPAIR: PROCESS.replace("version: 1.0.0", "version: 3.1.0") + f"changes:\n{NOTES[0]}"}, day="2026-10-23"
    )
    site = built(firm.folder)
    was = page(site.former, "processes/repair/versions/3.0.0")
    assert "Data structure “Lost thing”" in text(was, ".atlas-gone")
    assert was.select_one("#step-mend")
    assert {each.severity.value for each in site.diagnostics if each.code == "unreadable-revision"} == {"info"}


def test_nobody_reviews_a_former_version_again(tmp_path: Path) -> None:
    firm = Repository(tmp_path)
    reviewed = PROCESS + "reviewed: 2026-03-01\nreview_every: 1 year\n"
    firm.commit({**SMALL, REPAIR: reviewed}, day="2026-03-03")
    firm.commit({REPAIR: reviewed.replace("version: 1.0.0", "version: 2.0.0")}, day="2026-04-03")
    site = built(firm.folder)
    was = text(page(site.former, "processes/repair/versions/1.0.0"), ".atlas-control")
    assert "Last review 1 March 2026" in was
    assert "Next review" not in was
    assert "Next review 1 March 2027" in text(page(site.pages, "processes/repair"), ".atlas-control")


def test_a_number_used_twice_has_two_addresses(tmp_path: Path) -> None:
    firm = made_firm(tmp_path / "firm")
    firm.commit({REPAIR: version("1.0.0", PROCESS.replace("3 days", "9 days"))}, day="2026-10-25")
    paths = [each.path for each in built(firm.folder).former if each.lang == "en" and "repair" in each.path]
    assert "processes/repair/versions/1.0.0-2" in paths
    assert len(paths) == len(set(paths))


def test_a_shallow_clone_and_a_folder_without_git_are_told_kindly(firm: Path, tmp_path: Path) -> None:
    subprocess.run(["git", "clone", "--quiet", "--depth", "1", firm.as_uri(), str(tmp_path / "shallow")], check=True)
    site = built(tmp_path / "shallow")
    box = page(site.pages, "processes/repair").select_one("section[aria-labelledby=document-control]")
    assert "Older versions may be missing here" in box.get_text()
    assert len(box.select(".atlas-changes tbody tr")) == 3
    shutil.copytree(firm / "process_specs", tmp_path / "bare" / "process_specs")
    site = built(tmp_path / "bare")
    assert len(page(site.pages, "processes/repair").select(".atlas-changes tbody tr")) == 3
    assert {each.severity.value for each in site.diagnostics} <= {"info"}


def test_a_role_with_a_new_id_is_no_change_of_the_processes_that_name_it(tmp_path: Path) -> None:
    repository = made_firm(tmp_path)
    people, repair = (repository.folder / path for path in (PEOPLE, REPAIR))
    again = repair.read_text("utf-8").replace("version: 2.0.0", "version: 2.0.1", 1).replace("clerk", "front-desk")
    roles = people.read_text("utf-8").replace("id: clerk", "id: front-desk")
    repository.commit({PEOPLE: roles, REPAIR: again.replace("Mend it", "Mend the thing")}, day="2026-10-25")
    made = built(repository.folder)
    changes = made.record.rows["process", "repair"].entries[0].changes
    assert [each.code for each in changes.changes] == ["title-changed"]
    was = page(made.former, "processes/repair/versions/2.0.0")
    assert was.select('a[href$="roles/front-desk/"]')
    assert not was.select(".atlas-gone")


def test_a_former_version_leads_to_the_processes_that_it_names(tmp_path: Path) -> None:
    visit = PROCESS.replace("id: repair", "id: visit").replace("{en: Repair, zh: 维修}", "{en: Visit, zh: 上门}")
    sent = '    creates: ticket\n    sends: [{data: ticket, to: "process:visit"}]\n'
    firm = Repository(tmp_path)
    firm.commit({**SMALL, "process_specs/visit.yaml": visit, REPAIR: PROCESS.replace("    creates: ticket\n", sent)})
    firm.commit({REPAIR: PROCESS.replace("version: 1.0.0", "version: 2.0.0")})
    was = page(built(firm.folder).former, "processes/repair/versions/1.0.0")
    leads = was.select('a.atlas-link[href="../../../../processes/visit/"]')
    assert {link.get_text(" ", strip=True) for link in leads} == {"Visit"}
