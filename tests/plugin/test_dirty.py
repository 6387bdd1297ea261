"""`mkdocs serve --dirty`: the pages that a change reaches are built, the others stay."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from small import MKDOCS, SMALL

Write = Callable[[Mapping[str, str]], Path]


class Serving:
    """What `mkdocs serve --dirty` does, without its server: one plugin, build after build into one folder."""

    def __init__(self, top: Path, out: str = "site") -> None:
        self.top, self.out = top, top / out
        self._plugins = None

    def change(self, path: str, old: str, new: str) -> None:
        """Change a spec as an editor does; the whole of it if nothing is `old`."""
        spec = self.top / "process_specs" / path
        text = spec.read_text("utf-8") if spec.exists() else ""
        assert old in text
        spec.write_text(text.replace(old, new) if old else new, encoding="utf-8")

    def build(self) -> dict[str, str]:
        """Build, and give every page that was written, by its path."""
        out = self.out
        for page in out.rglob("*.html") if out.exists() else ():
            page.write_text("old", encoding="utf-8")
        config = load_config(str(self.top / "mkdocs.yml"), site_dir=str(out))
        if self._plugins is None:
            config.plugins.on_startup(command="serve", dirty=True)
            self._plugins = config.plugins
        config.plugins = self._plugins
        build(config, serve_url="http://localhost/", dirty=True)
        pages = {path.relative_to(out).as_posix(): path.read_text("utf-8") for path in out.rglob("*.html")}
        return {path: text for path, text in pages.items() if text != "old"}

    def end(self) -> None:
        """Stop serving."""
        if self._plugins is not None:
            self._plugins.on_shutdown()


@pytest.fixture
def serving(folder: Write, monkeypatch: pytest.MonkeyPatch):
    top = folder({**SMALL, "mkdocs.yml": MKDOCS})
    (top / "docs").mkdir()
    monkeypatch.chdir(top)
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    serving = Serving(top)
    yield serving
    serving.end()


def test_only_what_a_change_reaches_is_built(serving: Serving) -> None:
    first = serving.build()
    assert {"index.html", "processes/repair/index.html", "zh/fields/index.html"} <= set(first)
    spec = serving.top / "process_specs" / "repair.yaml"
    spec.write_text(spec.read_text("utf-8").replace("en: Mend it,", "en: Mend with care,"), encoding="utf-8")
    again = serving.build()
    assert "Mend with care" in again["processes/repair/index.html"]
    assert "zh/processes/repair/index.html" in again
    assert not {"index.html", "processes/index.html", "fields/index.html", "zh/fields/index.html"} & set(again)


def test_a_new_title_and_a_new_spec_reach_their_overviews(serving: Serving) -> None:
    serving.build()
    roles = serving.top / "process_specs" / "roles.yaml"
    text = roles.read_text("utf-8").replace("en: Clerk,", "en: Desk clerk,")
    roles.write_text(f"{text}---\nkind: role\nid: tester\ntitle: {{en: Tester, zh: 测试员}}\nversion: 1.0.0\n", "utf-8")
    again = serving.build()
    assert "Desk clerk" in again["roles/index.html"]
    assert "Desk clerk" in again["processes/repair/index.html"]
    assert "Tester" in again["roles/tester/index.html"]
    assert "data/ticket/index.html" not in again


REPAIR = SMALL["process_specs/repair.yaml"]
CHANGES = {
    "a new process": ("other.yaml", "", REPAIR.replace("id: repair", "id: other").replace("en: Repair,", "en: Other,")),
    "a process by another name": ("repair.yaml", "title: {en: Repair,", "title: {en: Mending,"),
    "a process that is gone": ("repair.yaml", "", "# nothing\n"),
    "a process that is broken": ("repair.yaml", "id: repair", "id: [repair"),
    "a step by another name": ("repair.yaml", "en: Mend it,", "en: Mend with care,"),
    "a role by another name": ("roles.yaml", "en: Clerk,", "en: Desk clerk,"),
    "a role for another": ("roles.yaml", "reports_to: lead", "reports_to: customer"),
    "a field by another name": ("data.yaml", "en: Fault,", "en: What is wrong,"),
    "a structure by another name": ("data.yaml", "en: Ticket,", "en: Job ticket,"),
    "a system by another name": ("data.yaml", "en: Service desk,", "en: Counter,"),
}


OVERVIEWS = ("", "processes/", "data-flow/", "responsibilities/", "data/", "fields/", "roles/", "systems/", "changes/")
OWN = {"repair.yaml": "processes/repair/", "other.yaml": "processes/other/"}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_the_pages_are_those_of_a_fresh_build(serving: Serving, change: str) -> None:
    pages = serving.build()
    serving.change(*CHANGES[change])
    again = serving.build()
    pages.update(again)
    serving.end()
    fresh = Serving(serving.top, "fresh")
    expected = fresh.build()
    fresh.end()
    there = {path.relative_to(serving.out).as_posix() for path in serving.out.rglob("*.html")}
    assert there == set(expected)
    own = OWN.get(CHANGES[change][0], "processes/repair/")
    addresses = (own, "processes/") if "step" in change else (own, *OVERVIEWS)
    promised = {f"{lang}{address}index.html" for address in addresses for lang in ("", "zh/")}
    stale = {path for path in there if pages[path] != expected[path]}
    assert not stale & {*promised, *again}
    assert (serving.out / "objects.json").read_text("utf-8") == (fresh.out / "objects.json").read_text("utf-8")


def test_former_versions_of_what_is_gone_are_gone_too(serving: Serving) -> None:
    history = serving.top / "process_specs" / ".history"
    history.mkdir()
    (history / "repair.yaml").write_text(REPAIR, "utf-8")
    serving.change("repair.yaml", "version: 1.0.0", "version: 2.0.0")
    assert "processes/repair/versions/1.0.0/index.html" in serving.build()
    serving.change("repair.yaml", "", "# nothing\n")
    serving.build()
    assert not list(serving.out.glob("**/repair/**/*.html"))


def test_a_page_by_hand_takes_the_place_of_one_that_is_gone(serving: Serving) -> None:
    serving.build()
    serving.change("repair.yaml", "", "# nothing\n")
    own = serving.top / "docs" / "processes" / "repair.md"
    own.parent.mkdir()
    own.write_text("# By hand\n", "utf-8")
    assert "By hand" in serving.build()["processes/repair/index.html"]


def test_what_is_found_is_told_when_the_pages_are_out(serving: Serving, caplog: pytest.LogCaptureFixture) -> None:
    serving.build()
    spoil(serving)
    caplog.set_level(logging.WARNING, "mkdocs")
    serving.build()
    serving.end()
    assert [each.levelname for each in caplog.records if "not-a-question" in each.message] == ["WARNING"]


def spoil(serving: Serving) -> None:
    """Give a decision a title that does not ask."""
    spec = serving.top / "process_specs" / "repair.yaml"
    spec.write_text(spec.read_text("utf-8").replace('en: "Can it be mended?"', "en: It can be mended"), "utf-8")


def test_the_inventory_is_written_again_when_a_spec_shows_another_face(serving: Serving) -> None:
    serving.build()
    inventory = serving.top / "site" / "objects.json"
    first = inventory.read_text("utf-8")
    spec = serving.top / "process_specs" / "roles.yaml"
    spec.write_text(spec.read_text("utf-8").replace("en: Clerk,", "en: Desk clerk,"), encoding="utf-8")
    serving.build()
    assert "Desk clerk" in inventory.read_text("utf-8")
    inventory.unlink()
    serving.build()
    assert first != inventory.read_text("utf-8") != ""


def test_the_collector_of_cycles_is_on_again_when_the_pages_are_out(
    serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    serving.build()
    monkeypatch.setattr("process_atlas.plugin.build_site", None)
    with pytest.raises(TypeError):
        serving.build()
    serving.end()
    assert gc.isenabled()


def test_without_a_change_nothing_of_ours_is_built(serving: Serving) -> None:
    serving.build()
    assert not [path for path in serving.build() if "404" not in path]


def test_former_versions_are_built_again_only_where_they_show_what_changed(serving: Serving) -> None:
    specs = serving.top / "process_specs"
    (specs / ".history").mkdir()
    for name in ("repair", "roles"):
        (specs / ".history" / f"{name}.yaml").write_text((specs / f"{name}.yaml").read_text("utf-8"), "utf-8")
        newer = (specs / f"{name}.yaml").read_text("utf-8").replace("version: 1.0.0", "version: 2.0.0")
        (specs / f"{name}.yaml").write_text(newer, "utf-8")
    former = "processes/repair/versions/1.0.0/index.html"
    assert {former, f"zh/{former}", "roles/lead/versions/1.0.0/index.html"} <= set(serving.build())
    data = (specs / "data.yaml").read_text("utf-8").replace("en: Ticket,", "en: Job ticket,")
    (specs / "data.yaml").write_text(data, "utf-8")
    again = serving.build()
    assert "Job ticket" in again[former]
    assert "roles/lead/versions/1.0.0/index.html" not in again
    assert not any("versions" in path for path in serving.build())
