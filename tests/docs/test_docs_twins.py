"""Every Chinese page says what its English twin says, as far as form tells it: sections, tables, code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from documentation import DOCS, anchors, blocks, code, name, tables, text_of

CHINESE = sorted((DOCS / "zh").rglob("*.md"))
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def english(page: Path) -> Path:
    """The English twin of a Chinese page."""
    return DOCS / page.relative_to(DOCS / "zh")


TWINS = pytest.mark.parametrize("page", [page for page in CHINESE if english(page).exists()], ids=name)


def test_every_chinese_page_has_an_english_twin() -> None:
    assert CHINESE
    assert [name(page) for page in CHINESE if not english(page).exists()] == []


@TWINS
def test_sections_are_the_same_ones_in_the_same_order(page: Path) -> None:
    (_, *found), (_, *wanted) = anchors(page), anchors(english(page))
    assert found == wanted


@TWINS
def test_tables_have_the_same_rows(page: Path) -> None:
    found, wanted = by_section(page), by_section(english(page))
    assert [len(rows) for rows in found] == [len(rows) for rows in wanted]
    for rows, others in zip(found, wanted, strict=True):
        assert [code(row[0]) for row in rows] == [code(row[0]) for row in others]
        assert [len(row) for row in rows] == [len(row) for row in others]


@TWINS
def test_rows_of_tables_name_the_same_values(page: Path) -> None:
    for rows, others in zip(by_section(page), by_section(english(page)), strict=True):
        for row, other in zip(rows, others, strict=True):
            found, wanted = set(code(" ".join(row))), set(code(" ".join(other)))
            assert len(found) == len(wanted), row
            assert all(_CHINESE.search(each) for each in found - wanted), row


def by_section(page: Path) -> list[list[tuple[str, ...]]]:
    """The rows of a page's tables, section by section."""
    return [tables(page).get(anchor, []) for anchor in anchors(page)]


@TWINS
def test_blocks_of_code_are_of_the_same_kinds(page: Path) -> None:
    assert [(block.language, block.title) for block in blocks(page)] == [
        (block.language, block.title) for block in blocks(english(page))
    ]


@TWINS
def test_examples_differ_in_texts_alone(page: Path) -> None:
    for found, wanted in zip(blocks(page), blocks(english(page)), strict=True):
        if found.language == "yaml":
            specs, others = (list(yaml.safe_load_all(block.text)) for block in (found, wanted))
            assert translated(specs, others), found.text


def translated(found: Any, wanted: Any) -> bool:
    """Whether an example is another one, but for texts in Chinese and for the language that it names."""
    if isinstance(wanted, dict):
        same = set(found) - {"language"} == set(wanted) - {"language"}
        return same and all(translated(found.get(key), each) for key, each in wanted.items())
    if isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(translated, found, wanted))
    return found == wanted or (found, wanted) == ("zh", "en") or bool(_CHINESE.search(str(found)))


@TWINS
def test_every_option_is_named(page: Path) -> None:
    missing = set(_OPTION.findall(text_of(english(page)))) - set(_OPTION.findall(text_of(page)))
    assert not missing


def test_growth_has_the_same_figures() -> None:
    found, wanted = (tables(page)["growth"] for page in (DOCS / "zh" / "scale.md", DOCS / "scale.md"))
    assert [row[1:] for row in found] == [row[1:] for row in wanted]
