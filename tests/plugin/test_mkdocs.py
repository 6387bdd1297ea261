"""What a MkDocs site gets from the plugin: pages, navigation, edit links, strictness, company with other plugins."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from small import MKDOCS, SMALL, changed
from support import ROOT, run

Write = Callable[[Mapping[str, str]], Path]


def build(top: Path, *options: str) -> tuple[int, str]:
    """Build the site in `top` and return the exit code and what was said."""
    (top / "docs").mkdir(exist_ok=True)
    done = run("mkdocs", "build", *options, cwd=top)
    return done.returncode, done.stderr + done.stdout


def page(top: Path, path: str) -> BeautifulSoup:
    """A built page."""
    return BeautifulSoup((top / "site" / path).read_text("utf-8"), "html.parser")


def test_three_lines_in_mkdocs_yml_give_a_strict_site(folder: Write) -> None:
    top = folder({**SMALL, "mkdocs.yml": MKDOCS})
    code, said = build(top, "--strict")
    assert code == 0, said
    for path in ("index.html", "processes/repair/index.html", "zh/roles/clerk/index.html", "zh/index.html"):
        assert (top / "site" / path).exists(), path


def test_errors_fail_a_strict_build_and_the_rest_is_still_built_otherwise(folder: Write) -> None:
    files = changed("responsible: lead\n    reads: ticket", "responsible: leda\n    reads: ticket")
    top = folder({**files, "mkdocs.yml": MKDOCS, "process_specs/bad.yaml": "kind: role\nid: ["})
    code, said = build(top, "--strict")
    assert code == 1
    assert "process_specs/repair.yaml:21:18: error[unknown-reference]" in said
    assert "process_specs/bad.yaml:" in said
    assert "Traceback" not in said
    code, said = build(top)
    assert code == 0
    assert page(top, "processes/repair/index.html").find(id="step-mend")


def test_navigation_is_made_when_there_is_none_and_merged_when_there_is(folder: Write) -> None:
    top = folder({**SMALL, "mkdocs.yml": MKDOCS, "docs/note.md": "# A note\n", "docs/zh/note.md": "# 说明\n"})
    build(top, "--strict")
    english, chinese = (labels(page(top, path)) for path in ("index.html", "zh/index.html"))
    assert english[:3] == ["Home", "Processes", "Data flow"]
    assert "A note" in english
    assert chinese[:2] == ["首页", "流程"]
    assert "说明" in chinese
    assert not set(english) & set(chinese)
    nav = "nav:\n  - All we do: processes.md\n  - note.md\n  - 中文: [zh/note.md]\n"
    (top / "mkdocs.yml").write_text(MKDOCS + nav, encoding="utf-8")
    code, said = build(top, "--strict")
    assert code == 0, said
    english = labels(page(top, "index.html"))
    assert english.count("All we do") == 1
    assert "Processes" not in english


def labels(soup: BeautifulSoup) -> list[str]:
    """The entries of the main navigation."""
    top = ".md-nav--primary > .md-nav__list > .md-nav__item > .md-nav__link .md-ellipsis"
    return list(dict.fromkeys(each.get_text(" ", strip=True) for each in soup.select(top)))


def test_a_page_written_by_hand_stays(folder: Write) -> None:
    top = folder({**SMALL, "mkdocs.yml": MKDOCS, "docs/index.md": "# Mine\n", "docs/roles/clerk.md": "# My clerk\n"})
    code, said = build(top, "--strict")
    assert code == 0, said
    assert page(top, "index.html").h1.get_text(strip=True).startswith("Mine")
    assert page(top, "catalog/index.html").h1.get_text(strip=True) == "Repairs"
    assert page(top, "roles/clerk/index.html").h1.get_text(strip=True).startswith("My clerk")


def test_edit_button_leads_to_the_yaml(folder: Write) -> None:
    extra = "repo_url: https://example.com/firm/book\nedit_uri: edit/main/docs/\n"
    top = folder({**SMALL, "mkdocs.yml": MKDOCS + extra})
    build(top, "--strict")
    button = page(top, "zh/processes/repair/index.html").select_one("a[rel=edit]")
    assert button["href"] == "https://example.com/firm/book/edit/main/process_specs/repair.yaml"


def test_each_page_speaks_its_language_and_leads_to_its_twin(folder: Write) -> None:
    top = folder({**SMALL, "mkdocs.yml": MKDOCS})
    build(top, "--strict")
    english, chinese = (page(top, f"{prefix}processes/repair/index.html") for prefix in ("", "zh/"))
    assert (english.html["lang"], chinese.html["lang"]) == ("en", "zh")
    twin = {each["hreflang"]: each["href"] for each in english.select(".md-select__link")}
    assert twin == {"en": "./", "zh": "../../zh/processes/repair/"}


@pytest.mark.parametrize(("name", "shown"), [("Repairs", ("Repairs", "维修")), ("Our book", ("Our book", "Our book"))])
def test_the_site_has_its_name_in_each_language_where_that_is_the_catalogues_title(
    folder: Write, name: str, shown: tuple[str, str]
) -> None:
    top = folder({**SMALL, "mkdocs.yml": re.sub("site_name: .*", f"site_name: {name}", MKDOCS)})
    build(top, "--strict")
    pages = [page(top, f"{prefix}processes/repair/index.html") for prefix in ("", "zh/")]
    assert tuple(each.title.text.rpartition(" - ")[2] for each in pages) == shown
    assert tuple(each.select_one(".md-header__topic").text.strip() for each in pages) == shown


def test_links_work_without_directory_urls(folder: Write) -> None:
    top = folder({**SMALL, "mkdocs.yml": MKDOCS + "use_directory_urls: false\n"})
    code, said = build(top, "--strict")
    assert code == 0, said
    assert dead_links(top / "site") == []


@pytest.mark.parametrize(
    ("option", "said"),
    [("navigation: left", "navigation"), ("spec: here", "spec"), ("jobs: many", "jobs")],
)
def test_wrong_options_are_named(folder: Write, option: str, said: str) -> None:
    text = MKDOCS.replace("plugins: [process-atlas]", f"plugins:\n  - process-atlas:\n      {option}")
    code, printed = build(folder({**SMALL, "mkdocs.yml": text}), "--strict")
    assert code == 1
    assert f"'{said}'" in printed
    assert "Traceback" not in printed


@pytest.mark.parametrize("named", ["docs", '""', "process_specs", "."])
def test_a_folder_of_the_owners_is_no_place_for_layouts(folder: Write, named: str) -> None:
    text = MKDOCS.replace("plugins: [process-atlas]", f"plugins:\n  - process-atlas:\n      cache_dir: {named}")
    own = ("docs/zh/data.json", "docs/js/package.json", "process_specs/ab/note.json", "js/package.json")
    top = folder({**SMALL, "mkdocs.yml": text, "docs/index.md": "# Ours\n", **dict.fromkeys(own, "{}")})
    for name in own:
        os.utime(top / name, (0, 0))
    before = {each for each in top.rglob("*") if "site" not in each.relative_to(top).parts}
    code, said = build(top, "--strict")
    assert code == 0, said
    assert said.count("drawings are not kept for the next build") == 1
    assert {each for each in top.rglob("*") if "site" not in each.relative_to(top).parts} == before


def test_links_between_hand_written_and_generated_pages_are_checked(folder: Write) -> None:
    text = "# N\n\n[good](processes/repair.md#step-mend) [bad](processes/repair.md#step-none)\n"
    rules = "validation: {links: {anchors: warn}}\n"
    code, said = build(folder({**SMALL, "mkdocs.yml": MKDOCS + rules, "docs/note.md": text}), "--strict")
    assert code == 1
    assert "#step-none" in said
    assert "#step-mend" not in said


def test_company_of_other_plugins(folder: Write) -> None:
    plugins = """\
plugins:
  - search
  - tags
  - awesome-nav
  - process-atlas
  - print-site
  - git-revision-date-localized: {fallback_to_build_date: true, enable_creation_date: false}
  - minify: {minify_html: true}
"""
    text = MKDOCS.replace("plugins: [process-atlas]\n", plugins)
    top = folder({**SMALL, "mkdocs.yml": text, "docs/note.md": "---\ntags: [a]\n---\n# A note\n"})
    code, said = build(top)
    assert code == 0, said
    assert "process-atlas" not in said, said
    assert "Processes" in labels(page(top, "index.html"))
    assert page(top, "processes/repair/index.html").find(id="step-mend")
    printed = (top / "site/print_page/index.html").read_text("utf-8")
    ids = re.findall(r'<(?:svg|title|desc|marker)[^>]* id="?([^"\s>]+)', printed)
    assert len(ids) == len(set(ids))


@pytest.mark.xdist_group("site")
def test_sample_links_and_anchors_resolve(site: Path) -> None:
    assert dead_links(site) == []


@pytest.mark.xdist_group("site")
def test_sample_asks_no_other_host(site: Path) -> None:
    sources = r"""(?:src|srcset)=["']?https?:|url\(["']?https?:"""
    loads = re.compile(rf"""{sources}|<link[^>]+(?:stylesheet|preconnect|icon)[^>]*href=["']?https?:""")
    found = {
        str(path.relative_to(site)): hit[0]
        for path in site.rglob("*")
        if path.suffix in {".html", ".css"} and (hit := loads.search(path.read_text("utf-8")))
    }
    assert found == {}


@pytest.mark.xdist_group("site")
def test_sample_search_knows_words_of_both_languages_and_shows_a_step_once(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))["docs"]
    words = [(each["location"], each["title"] + " " + each["text"]) for each in index]
    for word in ("投诉", "回访", "refund", "phone"):
        assert any(word in text.replace("\u200b", "").lower() for _, text in words), word
    places = [place for place, _ in words]
    assert len(places) == len(set(places))
    assert not any("<svg" in text or "viewBox" in text for _, text in words)


def dead_links(site: Path) -> list[str]:
    """Links and anchors of a built site's articles that lead nowhere."""
    soups = {path: BeautifulSoup(path.read_text("utf-8"), "html.parser") for path in site.rglob("*.html")}
    anchors = {path: {each["id"] for each in soup.select("[id]")} for path, soup in soups.items()}
    dead = []
    for path, soup in soups.items():
        if path.name == "404.html":
            continue
        for link in soup.select("article a[href], .md-nav a[href], .md-select a[href]"):
            address, _, anchor = link["href"].partition("#")
            if re.match(r"[a-z]+:", address):
                continue
            target = (path.parent / address).resolve() if address else path
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file() or (anchor and anchor not in anchors[target]):
                dead.append(f"{path.relative_to(site)} -> {link['href']}")
    return dead


def test_two_builds_with_other_hash_seeds_are_the_same_bytes(folder: Write) -> None:
    top = folder({**SMALL, "mkdocs.yml": MKDOCS})
    (top / "docs").mkdir()
    for seed in ("1", "2"):
        variables = {"PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": "1700000000"}
        done = run("mkdocs", "build", "--quiet", "--site-dir", f"site-{seed}", cwd=top, **variables)
        assert done.returncode == 0, done.stderr
    first, second = (contents(top / name) for name in ("site-1", "site-2"))
    assert first.keys() == second.keys()
    assert [str(path) for path in first if first[path] != second[path] and path.suffix != ".gz"] == []
    assert ROOT.as_posix() not in first[Path("index.html")].decode()


def contents(folder: Path) -> dict[Path, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
