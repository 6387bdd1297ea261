"""Two catalogues, each with a site of its own: what one names of the other leads there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from pathlib import Path

import pytest

from process_atlas.addresses import Settings
from process_atlas.analysis.atlas import derive
from process_atlas.diagrams.workers import place_all
from process_atlas.export.handbook import Order, compose, document
from process_atlas.link import link
from process_atlas.spec.folder import read_folder
from process_atlas.spec.load import load
from small import MKDOCS
from support import run
from two_catalogues import SALE, SALES, WORKSHOP

HREF = re.compile(r'\shref="([^"#][^"]*)"')
ID = re.compile(r'\sid="([^"]+)"')
Write = Callable[[Mapping[str, str]], Path]


@pytest.fixture(scope="module", params=["command", "mkdocs"])
def sites(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of both sites, built by the command and by MkDocs."""
    root = tmp_path_factory.mktemp("firm")
    for path, text in {**WORKSHOP, **SALES}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    for name in ("workshop", "sales"):
        done = built(root / name, root / "site" / name, request.param)
        assert done == "", done
    return root / "site"


def built(folder: Path, out: Path, by: str) -> str:
    """Build a site; gives what was said if it failed."""
    if by == "mkdocs":
        (folder / "docs").mkdir(exist_ok=True)
        (folder / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
        done = run("mkdocs", "build", "--strict", "--quiet", "--site-dir", out, cwd=folder)
    else:
        done = run("process_atlas", "build", "--out", out, "--no-cache", "--fail-on", "warning", cwd=folder)
    return done.stderr if done.returncode else ""


def links(site: Path, part: str) -> Iterator[tuple[Path, str]]:
    """Every link of a site's own pages whose address holds a text."""
    for page in sorted(site.rglob("*.html")):
        body = page.read_text("utf-8")
        yield from ((page, unescape(href)) for href in HREF.findall(body) if part in href)


def test_every_link_into_the_other_site_leads_to_a_page_of_it(sites: Path) -> None:
    found = list(links(sites / "sales", "../workshop/"))
    reached = set()
    for page, href in found:
        target = (page.parent / href / "index.html").resolve()
        assert target.is_file(), f"{page}: {href}"
        reached.add(target.parent.relative_to(sites / "workshop").as_posix())
    kinds = {"processes/repair", "data/ticket", "roles/clerk", "roles/lead", "roles/customer", "systems/desk"}
    assert reached == {".", "zh", *kinds, *(f"zh/{each}" for each in kinds)}


def test_readers_stay_in_their_language(sites: Path) -> None:
    for page, href in links(sites / "sales", "../workshop/"):
        english = page.relative_to(sites / "sales").parts[0] == "en"
        assert ("/workshop/zh/" not in href) is english, f"{page}: {href}"


def test_pages_show_the_titles_of_the_other_catalogue(sites: Path) -> None:
    page = (sites / "sales" / "en" / "processes" / "sale" / "index.html").read_text("utf-8")
    for title in ("Clerk", "Lead", "Customer", "Ticket", "Service desk", "Repair", "Repairs"):
        assert f">{title}<" in page
    assert "workshop:" not in re.sub(r"<script\b.*?</script>|<[^>]*>", "", page, flags=re.DOTALL)


def test_addresses_of_an_inventory_are_pages_and_anchors_of_its_site(sites: Path) -> None:
    for site in (sites / "workshop", sites / "sales"):
        objects = json.loads((site / "objects.json").read_text("utf-8"))["objects"]
        assert {each["kind"] for each in objects} == {"process", "step", "data", "field", "role", "system"}
        for address in (address for each in objects for address in each["address"].values()):
            path, _, anchor = address.partition("#")
            page = (site / path / "index.html").read_text("utf-8")
            assert not anchor or anchor in ID.findall(page), address


def test_an_inventory_without_a_site_is_the_same_as_that_of_the_site(sites: Path) -> None:
    done = run("process_atlas", "inventory", cwd=sites.parent / "sales")
    assert done.stdout == (sites / "sales" / "objects.json").read_text("utf-8")


def test_the_order_of_builds_does_not_matter(folder: Write) -> None:
    root = folder({**WORKSHOP, **SALES})
    out = root / "site" / "workshop" / "objects.json"
    first = run("process_atlas", "check", cwd=root / "sales")
    assert first.returncode == 1
    assert "process_specs/catalog.yaml:5:31: error[inventory-missing]" in first.stdout
    assert run("process_atlas", "inventory", "--out", out, cwd=root / "workshop").returncode == 0
    assert run("process_atlas", "check", cwd=root / "sales").returncode == 0


def test_without_the_inventory_everything_is_shown_and_leads_to_the_other_sites_first_page(folder: Write) -> None:
    root = folder(SALES)
    run("process_atlas", "build", "--out", "site", cwd=root / "sales")
    page = (root / "sales" / "site" / "en" / "processes" / "sale" / "index.html").read_text("utf-8")
    assert ">Clerk<" in page
    assert set(HREF.findall(page)) >= {"../../../../workshop/"}


def test_an_unknown_thing_is_said_where_it_is_named(folder: Write) -> None:
    wrong = SALE.replace("process: workshop:repair", "process: workshop:repairs").replace(
        "to: workshop:lead", "to: x:lead"
    )
    root = folder({**WORKSHOP, **SALES, "sales/process_specs/sale.yaml": wrong})
    run("process_atlas", "inventory", "--out", root / "site/workshop/objects.json", cwd=root / "workshop")
    said = run("process_atlas", "check", cwd=root / "sales").stdout
    assert "error[unknown-reference] the catalogue 'workshop' has no process 'repairs'" in said
    assert "did you mean 'repair'?" in said
    assert "error[unknown-reference] no other catalogue is called 'x' here" in said


def test_what_the_other_catalogue_does_not_have_is_shown_all_the_same(folder: Write) -> None:
    wrong = SALE.replace("process: workshop:repair", "process: workshop:new-repair")
    root = folder({**WORKSHOP, **SALES, "sales/process_specs/sale.yaml": wrong})
    run("process_atlas", "inventory", "--out", root / "site/workshop/objects.json", cwd=root / "workshop")
    done = run("process_atlas", "build", "--out", "site", cwd=root / "sales")
    assert done.returncode == 1
    assert "the catalogue 'workshop' has no process 'new-repair'" in done.stderr
    page = (root / "sales/site/en/processes/sale/index.html").read_text("utf-8")
    assert ">New repair<" in page
    assert "workshop:new-repair" not in re.sub(r"<script\b.*?</script>|<[^>]*>", "", page, flags=re.DOTALL)


@pytest.mark.parametrize("command", [("inventory", "--out", "objects.json"), ("build", "--out", "")])
def test_catalogues_that_name_new_things_of_each_other_find_them(folder: Write, command: tuple[str, ...]) -> None:
    root = folder({**_caller("ping", "pong"), **_caller("pong", "ping")})
    *publish, name = command
    for catalogue in ("ping", "pong"):  # before they knew of each other
        (root / catalogue / "process_specs" / "call.yaml").rename(root / catalogue / "call.yaml")
        run("process_atlas", *publish, root / "site" / catalogue / name, cwd=root / catalogue)
    for catalogue, code in (("ping", 1), ("pong", 0)):  # the second finds what the first has published
        (root / catalogue / "call.yaml").rename(root / catalogue / "process_specs" / "call.yaml")
        assert run("process_atlas", "check", cwd=root / catalogue).returncode == code
        run("process_atlas", *publish, root / "site" / catalogue / name, cwd=root / catalogue)
    for catalogue in ("ping", "pong"):
        done = run("process_atlas", "check", cwd=root / catalogue)
        assert done.returncode == 0, done.stdout


def _caller(name: str, other: str) -> dict[str, str]:
    """A catalogue with a process that calls one of another catalogue and is owned there, which calls it."""
    manifest = (
        f"format: 1\ntitle: {name}\ncatalogs:\n  - {{id: {other}, inventory: ../../site/{other}, url: ../{other}/}}\n"
    )
    role = "kind: role\nid: clerk\ntitle: Clerk\nversion: 1.0.0\n"
    call = f"""\
kind: role
id: boss
title: Boss
version: 1.0.0
---
kind: process
id: {name}
title: {name}
version: 1.0.0
owner: {other}:boss
steps:
  - {{id: call, type: subprocess, process: "{other}:{other}", title: Call, responsible: clerk}}
  - {{id: done, type: end, title: Done}}
"""
    return {
        f"{name}/process_specs/{file}.yaml": text
        for file, text in (("catalog", manifest), ("role", role), ("call", call))
    }


def test_a_difference_calls_foreign_things_by_their_titles(folder: Write) -> None:
    later = SALE.replace("consulted: workshop:clerk", "consulted: [workshop:clerk, workshop:lead]")
    former = {f"sales/former/{path.rpartition('/')[2]}": text for path, text in SALES.items()}
    root = folder({**WORKSHOP, **SALES, **former, "sales/process_specs/sale.yaml": later})
    run("process_atlas", "inventory", "--out", root / "site/workshop/objects.json", cwd=root / "workshop")
    said = run("process_atlas", "diff", "former", "process_specs", cwd=root / "sales").stdout
    assert "Lead is asked before" in said
    assert "workshop:" not in said


def test_a_handbook_on_paper_holds_foreign_titles_without_links(folder: Write) -> None:
    root = folder({**WORKSHOP, **SALES})
    run("process_atlas", "inventory", "--out", root / "site/workshop/objects.json", cwd=root / "workshop")
    catalog = link(load(read_folder(root / "sales" / "process_specs")[0]))
    book = compose(derive(catalog), Order("en"), Settings(), place_all)
    text = document(book, {})
    assert "Clerk" in text
    assert "../workshop" not in text
