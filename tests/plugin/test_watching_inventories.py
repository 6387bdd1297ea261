"""While serving, what another catalogue tells of itself is read again when its inventory changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from mkdocs.config import load_config

from process_atlas.addresses import Settings
from process_atlas.analysis.renewal import renewal
from process_atlas.diagrams.drawing import draw_here
from process_atlas.inventory import inventory_of
from process_atlas.link import link
from process_atlas.preview import Preview
from process_atlas.spec.folder import read_folder, state_of
from process_atlas.spec.load import load
from small import MKDOCS, SMALL
from support import catalog_of_texts
from two_catalogues import SALES

Write = Callable[[Mapping[str, str]], Path]
SPECS = Path("process_specs")
INVENTORY = Path("../site/workshop/objects.json")


@pytest.fixture
def sales(folder: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the sales catalogue, in which we stand; the inventory that it names is there."""
    top = folder({**SALES, "sales/mkdocs.yml": MKDOCS, "sales/docs/note.md": "# Note\n"})
    monkeypatch.chdir(top / "sales")
    INVENTORY.parent.mkdir(parents=True)
    tell("Workshop clerk")
    return top / "sales"


def tell(clerk: str) -> None:
    """Write the inventory of the workshop, with a title of one role."""
    texts = {path: text.replace("en: Clerk,", f"en: {clerk},") for path, text in SMALL.items()}
    INVENTORY.write_text(inventory_of(catalog_of_texts(texts), Settings()), encoding="utf-8")


@pytest.mark.usefixtures("sales")
def test_the_state_of_a_folder_has_the_inventories_that_are_named() -> None:
    before = state_of(SPECS)
    assert before == state_of(SPECS)
    tell("Clerk of the workshop")
    assert state_of(SPECS) != before
    INVENTORY.unlink()
    assert len(state_of(SPECS)) == len(before) - 1


@pytest.mark.usefixtures("sales")
def test_the_state_follows_the_manifest() -> None:
    before = state_of(SPECS)
    manifest = SPECS / "catalog.yaml"
    manifest.write_text(manifest.read_text("utf-8").split("catalogs:")[0], encoding="utf-8")
    assert len(state_of(SPECS)) == len(before) - 1


@pytest.mark.usefixtures("sales")
def test_the_preview_shows_what_an_inventory_says_now() -> None:
    preview = Preview(SPECS, Settings, lambda scenes: tuple(draw_here(each) for each in scenes))
    page = preview.answer("en/processes/sale/")
    assert page
    assert "Workshop clerk" in page.content.decode()
    tell("Clerk of the workshop")
    page = preview.answer("en/processes/sale/")
    assert page
    assert "Clerk of the workshop" in page.content.decode()


@pytest.mark.usefixtures("sales")
def test_a_preview_answers_with_its_own_inventory() -> None:
    preview = Preview(SPECS, Settings, lambda scenes: tuple(draw_here(each) for each in scenes))
    answer = preview.answer("objects.json")
    assert answer
    assert answer.type == "application/json"
    assert b'"sale/listen"' in answer.content


def test_mkdocs_watches_specs_and_inventories(sales: Path) -> None:
    config = load_config(str(sales / "mkdocs.yml"))
    for _ in range(2):
        config = config.plugins["process-atlas"].on_config(config)
    assert sorted(config.watch) == sorted([str(sales / SPECS), str(INVENTORY.resolve())])


@pytest.mark.usefixtures("sales")
def test_another_word_elsewhere_reaches_what_names_it() -> None:
    before = link(load(read_folder(SPECS)[0]))
    tell("Clerk of the workshop")
    found = renewal(before, link(load(read_folder(SPECS)[0])))
    assert found
    assert found.specs == {("process", "sale")}
