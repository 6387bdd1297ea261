"""Layouts that are kept in a folder: the same drawings as without, whatever happens to the folder."""

from __future__ import annotations

import ast
import json
import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest
from scenes import complaint, entities, every

from process_atlas.diagrams import cache, drawing, layout
from process_atlas.diagrams.cache import LAYOUT
from process_atlas.diagrams.drawing import Drawing, draw_here
from process_atlas.diagrams.graph import Frame, Graph
from process_atlas.diagrams.layout import lay_out
from process_atlas.diagrams.place import measure


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[Graph]:
    """The graphs that were laid out, in order."""
    done: list[Graph] = []

    def counting(graph: Graph) -> Frame:
        done.append(graph)
        return lay_out(graph)

    monkeypatch.setattr(drawing, "lay_out", counting)
    return done


def kept(folder: Path) -> list[Path]:
    """The entries, and nothing else has been left among them."""
    return sorted(path for path in folder.rglob("??/*") if not path.is_dir())


def test_a_kept_layout_gives_the_same_drawing(tmp_path: Path, laid_out: list[Graph]) -> None:
    expected = [draw_here(each) for each in every()]
    assert [draw_here(each, tmp_path) for each in every()] == expected
    before = len(laid_out)
    assert [draw_here(each, tmp_path) for each in every()] == expected
    assert len(laid_out) == before


def test_a_word_that_keeps_its_size_moves_nothing(tmp_path: Path, laid_out: list[Graph]) -> None:
    draw_here(entities(), tmp_path)
    other = draw_here(replace(entities(), title="Another name"), tmp_path)
    assert "Another name" in other.html
    assert len(laid_out) == 1


def test_another_size_is_laid_out(tmp_path: Path, laid_out: list[Graph]) -> None:
    scene = entities()
    longer = replace(scene, nodes=(replace(scene.nodes[0], title="A much longer title than before"), *scene.nodes[1:]))
    draw_here(scene, tmp_path)
    draw_here(longer, tmp_path)
    assert len(laid_out) == 2


@pytest.mark.parametrize("harm", ["empty", "half", "other", "turned", "text"])
def test_a_damaged_entry_is_made_anew(tmp_path: Path, laid_out: list[Graph], harm: str) -> None:
    whole = draw_here(entities(), tmp_path)
    (entry,) = kept(tmp_path)
    right = entry.read_bytes()
    damaged = {
        "empty": b"",
        "half": right[: len(right) // 2],
        "other": b"{}",
        "turned": right[:-9] + bytes([right[-9] ^ 1]) + right[-8:],
        "text": b"\x80not text",
    }
    entry.write_bytes(damaged[harm])
    assert draw_here(entities(), tmp_path) == whole
    assert entry.read_bytes() == right
    assert len(laid_out) == 2


def test_exchanged_entries_are_made_anew(tmp_path: Path, laid_out: list[Graph]) -> None:
    expected = [draw_here(each, tmp_path) for each in every()]
    entries = kept(tmp_path)
    right = {each: each.read_bytes() for each in entries}
    for entry, other in zip(entries, [*entries[1:], entries[0]], strict=True):
        entry.write_bytes(right[other])
    before = len(laid_out)
    assert [draw_here(each, tmp_path) for each in every()] == expected
    assert len(laid_out) == before + len(entries)
    assert {each: each.read_bytes() for each in kept(tmp_path)} == right


@pytest.mark.parametrize(
    "content",
    [
        b"{}",
        b"[]",
        b"null",
        b'[[],[],[],0,0,0,""]',
        b'[[[0,0,0,9,9,0],[99,0,0,9,9,0]],[],[],0,9,9,""]',
        b'[[[0,0,0,9,9,0]],[[0,[],null,0,0]],[],0,9,9,""]',
        b'[[["a",0,0,9,9,0]],[],[],0,9,9,""]',
        b'[[[0,NaN,0,9,9,0]],[],[],0,1e999,9,""]',
        b'[[],[],[],0,0,0,"drawn plainly"]',
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_what_is_no_layout_of_the_graph_is_made_anew(tmp_path: Path, laid_out: list[Graph], content: bytes) -> None:
    """Also where its digest is right: whoever can write it can work that out."""
    whole = draw_here(entities(), tmp_path)
    (entry,) = kept(tmp_path)
    right = entry.read_bytes()
    entry.write_bytes(sha256(entry.stem.encode() + content).digest() + content)
    assert draw_here(entities(), tmp_path) == whole
    assert entry.read_bytes() == right
    assert len(laid_out) == 2


def test_a_layout_that_cannot_be_drawn_is_made_anew(tmp_path: Path, laid_out: list[Graph]) -> None:
    """All that the graph has is there, but lines have no points."""
    whole = draw_here(entities(), tmp_path)
    (entry,) = kept(tmp_path)
    right = entry.read_bytes()
    spots, routes, *rest = json.loads(right[32:])
    content = json.dumps([spots, [[link, [], *others] for link, _, *others in routes], *rest]).encode()
    entry.write_bytes(sha256(entry.stem.encode() + content).digest() + content)
    assert draw_here(entities(), tmp_path) == whole
    assert entry.read_bytes() == right


@pytest.mark.parametrize("kind", ["pipe", "endless", "huge", "dangling"])
def test_what_is_no_file_is_never_read(tmp_path: Path, laid_out: list[Graph], kind: str) -> None:
    """To open a pipe for reading would wait until somebody writes; a device has no end."""
    whole = draw_here(entities(), tmp_path)
    (entry,) = kept(tmp_path)
    right = entry.read_bytes()
    entry.unlink()
    if kind == "pipe":
        os.mkfifo(entry)
    elif kind == "huge":
        with entry.open("wb") as file:
            file.truncate(1 << 40)
    else:
        entry.symlink_to("/dev/zero" if kind == "endless" else tmp_path / "nowhere")
    assert draw_here(entities(), tmp_path) == whole
    assert entry.read_bytes() == right
    assert not entry.is_symlink()


def test_another_version_of_the_layout_finds_nothing(
    tmp_path: Path, laid_out: list[Graph], monkeypatch: pytest.MonkeyPatch
) -> None:
    draw_here(entities(), tmp_path)
    monkeypatch.setattr(cache, "_code", lambda: b"another")
    draw_here(entities(), tmp_path)
    assert len(laid_out) == 2


@pytest.mark.parametrize("change", ["library gone", "dot gone", "other dot", "other library"])
def test_another_graphviz_finds_nothing_of_the_former(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    """Graphviz orders the symbols of charts without lanes, each version in its own way."""
    old, new = (program(tmp_path / name, f"echo dot - graphviz version {name} >&2") for name in ("2", "14"))
    before, after = {
        "library gone": ("library", ""),
        "dot gone": (old, ""),
        "other dot": (old, new),
        "other library": ("library", "library"),
    }[change]
    monkeypatch.setattr(layout, "_engine", lambda: before)
    former = keys()
    monkeypatch.setattr(layout, "_engine", lambda: after)
    if change == "other library":
        monkeypatch.setattr(layout.pygraphviz, "__version__", "99")
        layout._version.cache_clear()
    assert [was == now for was, now in zip(former, keys(), strict=True)] == [False, True]


def keys() -> list[str]:
    """Under which a chart without lanes and one with lanes are kept."""
    return [cache._key(measure(each).graph) for each in (entities(), complaint())]


def program(path: Path, does: str) -> str:
    """A program that does so, and its path."""
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(0o755)
    return str(path)


def test_without_graphviz_drawings_are_the_same_with_kept_layouts_and_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_graphviz = [draw_here(each, tmp_path) for each in every()]
    monkeypatch.setattr(layout, "_engine", lambda: "")
    without = [draw_here(each) for each in every()]
    assert without != with_graphviz
    assert [draw_here(each, tmp_path) for each in every()] == without


@pytest.mark.parametrize("does", ["exit 1", "exec sleep 9", "kill -9 $$", "true"])
def test_a_graphviz_that_does_not_tell_its_version_costs_no_drawing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str
) -> None:
    monkeypatch.setattr(layout, "_engine", lambda: program(tmp_path / "dot", does))
    monkeypatch.setattr(layout, "_VERSION_LIMIT", 0.1)
    assert draw_here(complaint(), tmp_path / "kept") == draw_here(complaint())
    assert layout.engine_of("free") == str(tmp_path / "dot")


def test_every_module_that_lays_out_is_part_of_the_version() -> None:
    needed, found = {"layout"}, set[str]()
    while needed:
        name = needed.pop()
        found.add(name)
        needed |= set(_diagram_modules(name)) - found
    assert found - {"measure"} == set(LAYOUT) - {"measure"}


def _diagram_modules(name: str) -> Iterator[str]:
    """The modules of diagrams that one imports."""
    text = (files("process_atlas.diagrams") / f"{name}.py").read_text("utf-8")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("process_atlas.diagrams."):
            yield str(node.module).rpartition(".")[2]


def test_a_fallback_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "lay_out", lambda graph: replace(lay_out(graph), notice="too large"))
    assert draw_here(entities(), tmp_path).notice == "too large"
    assert kept(tmp_path) == []


def test_a_full_disk_is_told_once_and_costs_no_drawing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache, "write", full)
    drawing = draw_here(entities(), tmp_path)
    assert drawing == Drawing(draw_here(entities()).html, "", "No space left on device")


def test_two_builds_share_a_folder(tmp_path: Path) -> None:
    scenes = every()
    expected = [draw_here(each) for each in scenes]
    found: list[list[Drawing]] = []

    def build() -> None:
        found.append([draw_here(each, tmp_path) for each in scenes])

    builds = [threading.Thread(target=build) for _ in range(4)]
    for each in builds:
        each.start()
    for each in builds:
        each.join()
    assert found == [expected] * 4
    assert all(path.suffix == ".layout" for path in kept(tmp_path))
