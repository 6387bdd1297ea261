"""The reference pages say what the specs say: data, fields, roles, systems, flows, quality, changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag

from process_atlas.addresses import Settings, links_from, page_path
from process_atlas.analysis.atlas import Atlas, derive
from process_atlas.analysis.checks import RULES, run_checks
from process_atlas.catalog import Catalog
from process_atlas.diagnostics import Diagnostic
from process_atlas.history import NO_RECORD
from process_atlas.pages.chronicle import Chronicle
from process_atlas.pages.kinds import PAGE_KINDS
from process_atlas.pages.lexicon import NOUNS, PHRASES
from process_atlas.pages.lexicon_reference import REFERENCE_NOUNS, REFERENCE_PHRASES
from process_atlas.pages.reader import Reader
from process_atlas.pages.render import render_page
from process_atlas.site import scenes_of
from process_atlas.spec.model import Process, Step
from small import CATALOG, DATA, PROCESS, ROLES
from support import catalog_of_texts

TODAY = date(2026, 11, 22)
Open = Callable[..., BeautifulSoup]


def page(
    atlas: Atlas, template: str, id: str = "", lang: str = "en", found: tuple[Diagnostic, ...] = ()
) -> BeautifulSoup:
    """A page as a tree, without drawings."""
    kind = next(each for each in PAGE_KINDS if each.template == template)
    settings = Settings(today=TODAY)
    href, happened = links_from(page_path(kind.kind, id, settings), settings), Chronicle(atlas, NO_RECORD)
    at = Reader(atlas, lang, href, {}, settings, found, chronicle=happened)
    return BeautifulSoup(render_page(at, kind, id).body, "html.parser")


def told(element: Tag) -> str:
    """The words of an element in one line."""
    return " ".join(element.get_text(" ").split())


def section(tree: BeautifulSoup, id: str) -> Tag:
    """The section under a heading."""
    found = tree.find(attrs={"aria-labelledby": id})
    assert isinstance(found, Tag), f"there is no section '{id}'"
    return found


def step_links(element: Tag) -> list[tuple[str, str]]:
    """`(process, step)` of every link to a step inside an element."""
    links = [str(link.get("href")) for link in element.find_all("a")]
    return [(found[1], found[2]) for link in links if (found := re.search(r"processes/([^/]+)/#step-(.+)", link))]


def steps(catalog: Catalog) -> Iterator[tuple[Process, Step]]:
    return ((process, step) for process in catalog.processes.values() for step in process.steps)


def written(step: Step) -> list[tuple[str, str]]:
    """`(verb, reference)` of all data that a step names, straight from its spec."""
    stored = [(verb, ref) for verb in ("creates", "reads", "updates", "deletes") for ref in getattr(step, verb)]
    passed = [("receives", each.data) for each in step.receives] + [("sends", each.data) for each in step.sends]
    return stored + passed


@pytest.fixture(scope="module")
def atlas(sample: Catalog) -> Atlas:
    return derive(sample)


@pytest.fixture(scope="module")
def small() -> Atlas:
    """One process, one store, three roles."""
    return derive(catalog_of_texts({"catalog.yaml": CATALOG, "r.yaml": ROLES, "d.yaml": DATA, "p.yaml": PROCESS}))


# data


def test_every_structure_stands_under_its_system_or_among_the_documents(atlas: Atlas) -> None:
    tree = page(atlas, "data_overview.html")
    for id, data in atlas.catalog.data.items():
        place = section(tree, "stores" if data.store else "in-motion")
        row = next(row for row in place.find_all("tr") if row.find("a", href=re.compile(rf"/{id}/$|^{id}/$")))
        assert told(row).startswith(f"{atlas.dataflow.store_numbers.get(id, '')} {data.title.get('en')}".strip())


def test_the_crud_matrix_has_the_letters_that_the_steps_say(atlas: Atlas) -> None:
    letters = {"creates": "C", "reads": "R", "updates": "U", "deletes": "D"}
    expected: dict[tuple[str, str], set[str]] = {}
    for process, step in steps(atlas.catalog):
        for verb, ref in written(step):
            id = ref.partition(".")[0]
            letter = letters.get(verb) or ("" if atlas.catalog.data[id].store else "R")
            if letter:
                expected.setdefault((id, process.id), set()).add(letter)
    shown = {}
    for link in section(page(atlas, "data_overview.html"), "matrix").select("td a"):
        found = re.fullmatch(r"\.\./data/([^/]+)/#process-(.+)", link["href"])
        assert found
        shown[found[1], found[2]] = set(told(link).split())
    assert shown == expected


def test_where_a_matrix_would_be_too_wide_lists_say_the_same(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    def letters_of() -> dict[str, str]:
        cells = section(page(atlas, "data_overview.html"), "matrix").select("a.atlas-cell")
        return {cell["href"]: "".join(each["data-letter"] for each in cell.select(".atlas-crud")) for cell in cells}

    table = letters_of()
    monkeypatch.setattr("process_atlas.pages.views.matrix.MANY", 3)
    assert letters_of() == table
    lists = section(page(atlas, "data_overview.html"), "matrix")
    assert not lists.select(".atlas-cross")
    complaint = lists.find("a", href="../data/complaint/#process-complaint-handling").find_parent("li")
    assert "Complaint handling" in told(complaint)


def test_a_structures_page_lists_every_step_that_touches_it(atlas: Atlas) -> None:
    for id in atlas.catalog.data:
        expected = [
            (p.id, s.id) for p, s in steps(atlas.catalog) if any(ref.split(".")[0] == id for _, ref in written(s))
        ]
        assert step_links(section(page(atlas, "data.html", id), "usage")) == expected


def test_a_step_that_uses_a_whole_structure_says_so(atlas: Atlas) -> None:
    for row in section(page(atlas, "data.html", "customer-record"), "usage").select(".atlas-actions li"):
        verb = row.find(class_="atlas-verb")
        assert verb
        assert told(row) != told(verb), "a verb without an object says nothing"


def test_a_structures_page_has_all_its_fields_with_anchors(atlas: Atlas) -> None:
    tree = page(atlas, "data.html", "customer-record")
    for group in atlas.catalog.data["customer-record"].groups:
        assert told(tree.find(id=f"group-{group.id}")).startswith(group.title.get("en"))
        for use in group.fields:
            assert atlas.catalog.fields[use.field].title.get("en") in told(tree.find(id=f"field-{use.field}"))


def test_relations_are_shown_from_both_sides(atlas: Atlas) -> None:
    for data in atlas.catalog.data.values():
        for relation in data.relations:
            for id in (data.id, relation.to):
                rows = [told(row) for row in section(page(atlas, "data.html", id), "relations").find_all("tr")]
                titles = [atlas.catalog.data[each].title.get("en") for each in (data.id, relation.to)]
                assert any(titles[0] in row and titles[1] in row for row in rows)


def test_a_store_tells_its_system_and_a_document_that_it_has_none(atlas: Atlas) -> None:
    assert "CRM" in told(page(atlas, "data.html", "customer-record").find(class_="atlas-facts"))
    assert "no system keeps it" in told(page(atlas, "data.html", "complaint-form").find(class_="atlas-facts"))


# fields


def test_the_dictionary_has_every_field_once(atlas: Atlas) -> None:
    rows = page(atlas, "fields.html").select("tbody tr")
    titles = sorted(field.title.get("en") for field in atlas.catalog.fields.values())
    assert sorted(told(row.find("a")) for row in rows) == titles
    assert {row["data-only"] for row in rows} == {field.sensitivity.value for field in atlas.catalog.fields.values()}


def test_a_fields_page_lists_every_step_that_writes_or_reads_it(atlas: Atlas) -> None:
    parts = atlas.catalog.parts
    for id in list(atlas.catalog.fields)[::10]:
        expected = [
            (p.id, s.id) for p, s in steps(atlas.catalog) if any(id in parts[ref].fields for _, ref in written(s))
        ]
        assert step_links(section(page(atlas, "field.html", id), "usage")) == expected


def test_a_field_tells_its_rules_values_and_names_in_other_tools(atlas: Atlas) -> None:
    tree = page(atlas, "field.html", "industry", "zh")
    assert "单选" in told(section(tree, "rules"))
    assert "制造业" in told(section(tree, "rules")), "an example of a choice is told by its title"
    assert "健康" in told(section(tree, "values"))
    names = told(section(tree, "tools"))
    assert all(name in names for name in ("Zoho CRM", "纷享销客", "简道云"))


def test_a_field_says_what_its_sensitivity_asks_of_the_reader(atlas: Atlas) -> None:
    assert "keep it out of private files" in told(page(atlas, "field.html", "phone").find(class_="atlas-care"))


LIMITS = """\
kind: field
id: weight
title: Weight
version: 1.0.0
type: decimal
required: true
unique: true
min_length: 2
minimum: 0
maximum: 1200.5
unit: kg
pattern: "[0-9]+"
maps_to: {other-tool: W}
"""


def test_constraints_are_told_in_words() -> None:
    catalog = catalog_of_texts(
        {"catalog.yaml": CATALOG, "r.yaml": ROLES, "d.yaml": DATA, "p.yaml": PROCESS, "f.yaml": LIMITS}
    )
    tree = page(derive(catalog), "field.html", "weight")
    rules = told(section(tree, "rules"))
    for words in ("Must be filled in", "No two records", "at least 2 characters", "0 to 1,200.5 kg", "[0-9]+"):
        assert words in rules
    assert "other-tool" in told(section(tree, "tools"))
    assert tree.find(attrs={"aria-labelledby": "usage"}) is None, "a field that no step touches has no list of steps"


# roles


def test_a_roles_page_has_every_step_in_the_part_that_the_role_plays(atlas: Atlas) -> None:
    for role in atlas.catalog.roles:
        tree = page(atlas, "role.html", role)
        expected: dict[str, list[tuple[str, str]]] = {"does": [], "answers": [], "asked": [], "told": []}
        for process, step in steps(atlas.catalog):
            place = process.id, step.id
            if place[1] not in atlas.charts[process.id].steps:
                continue
            does = role in step.responsible
            plays = {
                "does": does,
                "answers": (step.accountable or process.owner) == role and not does,
                "asked": role in step.consulted and not does,
                "told": role in step.informed and not does,
            }
            for part, is_so in plays.items():
                if is_so:
                    expected[part].append(place)
        for part, places in expected.items():
            if places:
                assert step_links(section(tree, part)) == places
            else:
                assert tree.find(attrs={"aria-labelledby": part}) is None


def test_time_limits_come_shortest_first(atlas: Atlas) -> None:
    limits = {(p.id, s.id): s.within.minutes for p, s in steps(atlas.catalog) if s.within}
    rows = section(page(atlas, "role.html", "service-agent"), "limits").select("tbody tr")
    minutes = [limits[step_links(row)[0]] for row in rows]
    assert minutes == sorted(minutes)
    assert len(minutes) == sum(
        "service-agent" in s.responsible and s.within is not None for _, s in steps(atlas.catalog)
    )


def test_a_role_learns_first_where_it_does_something_itself(atlas: Atlas) -> None:
    items = section(page(atlas, "role.html", "service-lead"), "learning").find_all("li")
    own = ["begins with" in told(item) for item in items]
    assert own == sorted(own, reverse=True)
    assert any(own)


def test_the_organisation_is_a_list_in_a_list(atlas: Atlas) -> None:
    twin = section(page(atlas, "roles.html"), "organisation")
    agent = next(link for link in twin.find_all("a") if link["href"] == "../roles/service-agent/")
    above = [told(item.find("a")) for item in agent.find_parents("li")]
    assert [title.split(" ", 1)[1] for title in above] == [
        "Customer-service agent",
        "Service team lead",
        "General manager",
    ]


def test_external_roles_stand_apart(atlas: Atlas) -> None:
    groups = section(page(atlas, "roles.html"), "teams").find_all("tbody")
    assert told(groups[-1].find("th")) == "Outside the firm"
    assert "Customer" in told(groups[-1])


def test_a_circle_of_reports_does_not_hang() -> None:
    roles = ROLES.replace("title: {en: Lead", "reports_to: clerk\ntitle: {en: Lead")
    catalog = catalog_of_texts({"catalog.yaml": CATALOG, "r.yaml": roles, "d.yaml": DATA, "p.yaml": PROCESS})
    assert told(page(derive(catalog), "roles.html").find("h1")) == "Roles"


def test_a_role_that_no_process_names_says_so() -> None:
    idle = "kind: role\nid: idler\ntitle: Idler\nversion: 1.0.0\n"
    catalog = catalog_of_texts(
        {"catalog.yaml": CATALOG, "r.yaml": ROLES, "d.yaml": DATA, "p.yaml": PROCESS, "i.yaml": idle}
    )
    assert "No process names this role yet." in told(page(derive(catalog), "role.html", "idler"))


# systems


def test_a_systems_page_has_its_data_steps_and_users(atlas: Atlas) -> None:
    for id in atlas.catalog.systems:
        tree = page(atlas, "system.html", id)
        expected = [(p.id, s.id) for p, s in steps(atlas.catalog) if id in s.system]
        shown = step_links(section(tree, "work")) if expected else []
        assert shown == expected
        kept = {link["href"] for link in tree.select("[aria-labelledby=keeps] td:first-child a")}
        assert kept == {f"../../data/{each}/" for each, data in atlas.catalog.data.items() if data.store == id}


# data flow


def test_every_level_has_its_twin(atlas: Atlas) -> None:
    tree = page(atlas, "data_flow.html")
    flows = atlas.dataflow
    levels = {"context": flows.context, "level-0": flows.level_0}
    levels |= {f"area-{area}": flows.area(area) for area in atlas.catalog.areas}
    for anchor, diagram in levels.items():
        assert len(section(tree, anchor).select("tbody tr")) == len(diagram.flows)


def test_stores_are_listed_with_their_numbers(atlas: Atlas) -> None:
    numbers = [told(each) for each in section(page(atlas, "data_flow.html"), "stores").select(".atlas-store-number")]
    assert numbers == list(atlas.dataflow.store_numbers.values())


# responsibilities


def test_the_roll_up_has_every_letter(atlas: Atlas) -> None:
    overview = atlas.overview
    rows = section(page(atlas, "responsibilities.html"), "roll-up").select("tbody tr")
    for id, row in zip(overview.processes, rows, strict=True):
        cells = [told(cell).replace(" ", "") for cell in row.find_all("td")]
        assert cells == [overview.letters(id, role) for role in overview.roles]


def test_each_hand_over_leads_to_its_places(atlas: Atlas) -> None:
    tree = page(atlas, "responsibilities.html")
    cells = section(tree, "handovers").select("td a")
    assert len(cells) == len(atlas.handovers.cells)
    for cell in cells:
        row = tree.find(id=str(cell["href"]).removeprefix("#"))
        assert isinstance(row, Tag)
        assert len(row.find_all("li")) == int(told(cell))
        assert ("atlas-crosses" in cell["class"]) == ("between teams" in told(row))


def test_the_diagram_leads_to_the_data_flow_of_processes_that_have_one() -> None:
    talk = """\
kind: process
id: talk
title: Talk
version: 1.0.0
owner: lead
steps:
  - {id: listen, title: Listen, responsible: lead}
  - {id: heard, type: end, title: Heard}
"""
    texts = {"catalog.yaml": CATALOG, "r.yaml": ROLES, "d.yaml": DATA, "p.yaml": PROCESS, "t.yaml": talk}
    scene = scenes_of(derive(catalog_of_texts(texts)), Settings())["level-0", "", "en"]()
    leads = {node.title: node.href for node in scene.nodes if node.id.startswith("process:")}
    assert leads == {"Repair": "../processes/repair/#data-flow", "Talk": "../processes/talk/"}


# quality


def test_a_clean_catalogue_is_told_to_be_clean(atlas: Atlas) -> None:
    assert "All checks passed" in told(section(page(atlas, "quality.html"), "findings"))


def test_findings_are_shown_with_place_hint_and_page(small: Atlas) -> None:
    texts = {"catalog.yaml": CATALOG, "r.yaml": ROLES, "d.yaml": DATA, "p.yaml": PROCESS + "shape: round\n"}
    broken = catalog_of_texts(texts)
    lost = told(section(page(derive(broken), "quality.html", found=broken.diagnostics), "findings"))
    assert "Errors" in lost
    assert "p.yaml:" in lost
    found = run_checks(small, TODAY)
    shown = section(page(small, "quality.html", lang="zh", found=found), "findings")
    assert len(shown.select("tbody tr")) == len(found)
    for each in found:
        assert RULES[each.code].summary.get("zh") in told(shown)
        assert " ".join(each.message.get("zh").replace("`", "").split()) in told(shown)


def test_the_head_of_the_page_counts_what_its_sections_tell() -> None:
    idle = "".join(f"---\nkind: role\nid: {id}\ntitle: {id}\nversion: 1.0.0\n" for id in ("a", "z"))
    process = PROCESS.replace('{en: "Can it be mended?"', "{en: It can be mended").replace("    duration: 5 min\n", "")
    texts = {"catalog.yaml": CATALOG, "a.yaml": ROLES + idle, "d.yaml": DATA, "p.yaml": process}
    atlas = derive(catalog_of_texts(texts))
    found = run_checks(atlas, TODAY)
    assert len(found) > len({each.code for each in found})
    tree = page(atlas, "quality.html", found=found)
    tiles = {told(each): str(each["href"]) for each in tree.select("a.atlas-tile")}
    passed = len(RULES) - len({each.code for each in found})
    assert tiles[f"{passed} / {len(RULES)} Checks passed"] == "#rules"
    for severity, title in (("warning", "Warnings"), ("info", "Notes")):
        count = sum(each.severity == severity for each in found)
        assert (f"{count} {title}" in tiles) is bool(count)
    assert len(tiles) > 1
    assert all(tree.find(id=href[1:]) for href in tiles.values())
    codes = [told(each) for each in tree.select(".atlas-findings-table .atlas-rule")]
    assert len({*codes}) == sum(before != after for before, after in zip(["", *codes], codes, strict=False))


def test_every_rule_is_listed(atlas: Atlas) -> None:
    assert {told(each) for each in section(page(atlas, "quality.html"), "rules").find_all("code")} == set(RULES)


def test_shares_are_what_the_specs_say(small: Atlas) -> None:
    shares = [(told(each.dt), told(each.dd)) for each in section(page(small, "quality.html"), "coverage").select("div")]
    fields = len(small.catalog.fields)
    used = sum(bool(small.lineage.field_lineage(id)) for id in small.catalog.fields)
    assert (
        "Fields that some step writes or reads",
        f"{used * 100 // fields}% {used * 100 // fields}% {used} of {fields}",
    ) in shares


def test_what_is_due_first_stands_first(atlas: Atlas) -> None:
    days = [str(each["datetime"]) for each in section(page(atlas, "quality.html"), "reviews").find_all("time")]
    assert days == sorted(days)


# changes


def test_every_change_is_told_once_newest_first(atlas: Atlas) -> None:
    tree = page(atlas, "changes.html")
    days = [str(each["datetime"]) for each in tree.find_all("time")]
    assert days == sorted(days, reverse=True)
    specs = [spec for kind in atlas.catalog.specs.values() for spec in kind.values()]
    named = tree.select(".atlas-news > li > p > .atlas-link, .atlas-news > li > details > .atlas-link")
    assert len(named) == sum(len(spec.changes) for spec in specs)


# all of them


@pytest.mark.parametrize("kind", PAGE_KINDS, ids=lambda kind: kind.template)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_catalogue_with_almost_nothing_has_no_empty_tables(kind: object, lang: str) -> None:
    bare = derive(
        catalog_of_texts({"catalog.yaml": CATALOG, "r.yaml": "kind: role\nid: me\ntitle: Me\nversion: 1.0.0\n"})
    )
    template = kind.template  # type: ignore[attr-defined]
    for subject in kind.subjects(bare):  # type: ignore[attr-defined]
        tree = page(bare, template, subject, lang)
        assert all(table.select("tbody tr") for table in tree.find_all("table")), template
        assert all(told(each) for each in tree.find_all(["section", "ul", "ol", "dd", "p"])), template


def test_the_words_of_both_tables_are_complete_and_different() -> None:
    assert not set(PHRASES) & set(REFERENCE_PHRASES)
    assert not set(NOUNS) & set(REFERENCE_NOUNS)
    for key, texts in REFERENCE_PHRASES.items():
        assert len(texts) == 2, key
        assert all(texts), key
        assert set(re.findall(r"{\w+}", texts[0])) == set(re.findall(r"{\w+}", texts[1])), key


def test_without_areas_home_lists_the_processes_under_one_heading() -> None:
    manifest, process = CATALOG.split("areas:")[0], PROCESS.replace("area: service\n", "")
    texts = {"catalog.yaml": manifest, "r.yaml": ROLES, "d.yaml": DATA, "p.yaml": process}
    atlas = derive(catalog_of_texts(texts))
    found = section(page(atlas, "home.html"), "processes")
    assert not atlas.catalog.areas
    assert [told(each) for each in found.find_all(["h2", "h3"])] == ["Processes ¶"]
    assert found.select(".atlas-process-card")
