"""`process-atlas diff --format html`: the pages of a difference, whole, linked, and in answer to bad input."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from repository import Repository

from diagrams.comparisons import everything
from small import PROCESS, ROLES, SMALL
from support import run

REPAIR = "process_specs/repair.yaml"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path / "firm")
    repository.commit(SMALL)
    return repository


def diff(repository: Repository, *arguments: str) -> tuple[int, str]:
    done = run("process_atlas", "diff", *arguments, "--format", "html", cwd=repository.folder)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def read(repository: Repository, page: str = "index.html") -> str:
    return (repository.folder / "out" / page).read_text("utf-8")


def test_pages_of_a_difference(repository: Repository) -> None:
    repository.write(everything())
    code, told = diff(repository, "HEAD", "--out", "out")
    assert (code, told) == (0, "2 pages in out; open out/index.html\n")
    overview, page = read(repository), read(repository, "process/repair/index.html")
    assert '<a class="atlas-link" href="process/repair/index.html">Repair</a>' in " ".join(overview.split())
    assert "Version 2.0.0 is due" in overview
    assert page.count("<figure") == 3
    assert "The title “Note the fault” becomes “Write down the fault”." in page
    assert "<strong>Version 1.0.0</strong>" in page
    assert "<script>" not in page
    assert " style=" not in page
    assert not re.findall(r'(?:href|src)="(?:https?:)?//', page)


def test_every_link_leads_somewhere_without_a_server(repository: Repository) -> None:
    repository.write(everything())
    diff(repository, "HEAD", "--out", "out", "--lang", "zh")
    assert links_lead_somewhere(repository.folder / "out") == 2


def links_lead_somewhere(out: Path) -> int:
    """Hold all links of all pages to files and ids; how many pages there are."""
    pages = sorted(out.rglob("*.html"))
    for page in pages:
        text = page.read_text("utf-8")
        ids = re.findall(r'\sid="([^"]+)"', text)
        assert len(ids) == len(set(ids))
        for link in re.findall(r'\s(?:href|src)="(?!data:)([^"]*)"', text):
            path, anchor = urldefrag(link)
            target = page if not path else (page.parent / unquote(path)).resolve()
            assert target.is_file(), link
            assert not anchor or f'id="{unquote(anchor)}"' in target.read_text("utf-8"), link
    return len(pages)


def test_every_change_leads_to_its_place_and_back(repository: Repository) -> None:
    repository.write(everything())
    diff(repository, "HEAD", "--out", "out")
    page = read(repository, "process/repair/index.html")
    places = set(re.findall(r'class="atlas-compare-place" href="#([^"]+)"', page))
    marked = set(re.findall(r'id="(comparison-process_3a_repair-[^"]+)" data-change', page))
    assert places <= marked
    assert {"comparison-process_3a_repair-n-check", "comparison-process_3a_repair-n-mend"} <= places
    assert re.search(r'<a href="#change-check"', page)


def test_a_text_that_is_worded_anew_is_told_word_by_word(repository: Repository) -> None:
    repository.write({REPAIR: PROCESS.replace("Broken things work again.", "Broken things soon work again.")})
    diff(repository, "HEAD", "--out", "out")
    page = read(repository, "process/repair/index.html")
    assert "Broken things<ins> soon</ins> work again." in page


def test_nothing_changed_is_a_page_too(repository: Repository) -> None:
    assert diff(repository, "HEAD", "--out", "out")[0] == 0
    assert "Both states say the same." in read(repository)


def test_specs_of_every_kind_come_and_go(repository: Repository) -> None:
    repository.write({REPAIR: None, "process_specs/roles.yaml": ROLES.replace("Clerk", "Desk clerk")})
    repository.write({"process_specs/new.yaml": PROCESS.replace("id: repair", "id: replace").replace("Repair", "Swap")})
    assert diff(repository, "HEAD", "--out", "out")[0] == 0
    gone, come = read(repository, "process/repair/index.html"), read(repository, "process/replace/index.html")
    assert "not there" in gone
    assert "not there" in come
    assert gone.count("<figure") == come.count("<figure") == 1
    assert "Desk clerk" in read(repository, "role/clerk/index.html")
    assert links_lead_somewhere(repository.folder / "out") == 4


def test_when_it_starts_is_told_in_the_picture_and_of_the_whole(repository: Repository) -> None:
    repository.write({REPAIR: PROCESS.replace("A customer reports a fault", "Somebody calls")})
    diff(repository, "HEAD", "--out", "out")
    assert '<a href="#changes-whole" aria-label="Somebody calls, changed, ' in read(
        repository, "process/repair/index.html"
    )
    assert links_lead_somewhere(repository.folder / "out") == 2


def test_a_broken_spec_is_noted_and_the_rest_is_compared(repository: Repository) -> None:
    repository.write({REPAIR: PROCESS.replace("steps:", "stps:")})
    repository.write({"process_specs/roles.yaml": ROLES.replace("title: {en: Lead", "title: {en: Head")})
    assert diff(repository, "HEAD", "--out", "out")[0] == 0
    overview = read(repository)
    assert "What could not be compared" in overview
    assert "repair.yaml" in overview
    assert (repository.folder / "out/role/lead/index.html").is_file()


def test_files_are_drawn_with_the_roles_of_the_catalogue(repository: Repository) -> None:
    repository.write({"old.yaml": PROCESS, "new.yaml": everything()[REPAIR]})
    assert diff(repository, "old.yaml", "new.yaml", "--out", "out")[0] == 0
    assert ">Clerk<" in read(repository, "process/repair/index.html")
    for path in ("old.yaml", REPAIR):
        assert diff(repository, path, "--out", "out")[0] == 0


def test_bad_input_writes_nothing(repository: Repository) -> None:
    code, told = diff(repository, "HEAD")
    assert (code, told) == (2, "name the folder for the pages: --format html --out DIR\n")
    code, told = diff(repository, "nowhere", "--out", "out")
    assert (code, "'nowhere' is not a folder" in told) == (2, True)
    assert not (repository.folder / "out").exists()
    repository.write({"out/mine.txt": "mine"})
    code, told = diff(repository, "HEAD", "--out", "out")
    assert (code, "not from an earlier build" in told) == (2, True)
    assert [path.name for path in (repository.folder / "out").iterdir()] == ["mine.txt"]
    done = run("process_atlas", "diff", "HEAD", "--out", "text", cwd=repository.folder)
    assert (done.returncode, done.stderr) == (2, "--out is for --format html; the text goes to standard output\n")
