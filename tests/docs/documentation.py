"""The documentation as the tests read it: pages, their sections, tables, code blocks and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown.extensions.toc import slugify

from support import ROOT

DOCS = ROOT / "docs"
PAGES = (*sorted(DOCS.rglob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md")

_FENCE = re.compile(r"^( *)```(\w*)(?: title=\"([^\"]+)\")?\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#+) (.*?)(?: \{#([\w-]+)\})?$", re.MULTILINE)
_CODE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"(?<!!)\[[^\]\[]*\]\(([^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code: its language, its title (a file's path, or ""), its text, and the `##` section it stands in."""

    language: str
    title: str
    text: str
    section: str


def name(page: Path) -> str:
    """A page's path for test names and messages."""
    return page.relative_to(ROOT).as_posix()


def text_of(page: Path) -> str:
    """A page as it is written."""
    return page.read_text("utf-8")


def prose(page: Path) -> str:
    """A page without its blocks of code."""
    return _FENCE.sub("", text_of(page))


def blocks(page: Path) -> Iterator[Block]:
    """The blocks of code of a page, in order."""
    text = text_of(page)
    for match in _FENCE.finditer(text):
        before = [heading[2] for heading in _HEADING.finditer(_blanked(text)[: match.start()]) if heading[1] == "##"]
        yield Block(match[2], match[3] or "", match[4], before[-1] if before else "")


def _blanked(text: str) -> str:
    """The text with its blocks of code blanked, so that no comment in them is taken for a heading."""
    return _FENCE.sub(lambda match: " " * len(match[0]), text)


def anchors(page: Path) -> list[str]:
    """The anchors of a page's headings."""
    return [match[3] or slugify(match[2].replace("`", ""), "-") for match in _HEADING.finditer(_blanked(text_of(page)))]


@cache
def tables(page: Path) -> dict[str, list[tuple[str, ...]]]:
    """The rows of all tables of a page by the anchor of the heading above them, without the head rows."""
    found: dict[str, list[tuple[str, ...]]] = {}
    anchor = ""
    lines = prose(page).splitlines()
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        heading = _HEADING.match(line)
        if heading:
            anchor = heading[3] or slugify(heading[2].replace("`", ""), "-")
        elif line.startswith("|") and not line.startswith("| ---") and not after.startswith("| ---"):
            found.setdefault(anchor, []).append(tuple(cell.strip() for cell in line.strip("|").split("|")))
    return found


def code(cell: str) -> list[str]:
    """What stands in backticks."""
    return _CODE.findall(cell)


def links(page: Path) -> list[str]:
    """The addresses of a page's links."""
    return _LINK.findall(prose(page))
