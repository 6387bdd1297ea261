"""The same pages as plain Markdown, for MkDocs without the plugin: what the plugin is measured against."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path

from process_atlas.pages.page import Page
from process_atlas.pages.searchable import TAG

_FIGURE = re.compile(r"<figure\b.*?</figure>", re.DOTALL)
_HREF = re.compile(r'\shref="([^"]*)"')
_SPACE = re.compile(r"\s+")
_BLANK = re.compile(r"\n{3,}")


def write_plain(pages: Iterable[Page], folder: Path, drawings: bool) -> None:
    """Write a MkDocs site of plain Markdown pages with the words of `pages`.

    With `drawings` each drawing stands in its page as it is; without, none does.
    """
    for page in pages:
        path = folder / "docs" / (f"{page.path}/index.md" if page.path else "index.md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(markdown_of(page.body, drawings), encoding="utf-8")
    (folder / "mkdocs.yml").write_text(
        "site_name: Firm\ntheme: {name: material, font: false}\nplugins: [search]\n"
        "markdown_extensions: [tables, md_in_html]\nnav: [index.md]\nvalidation: {nav: {omitted_files: ignore}}\n",
        encoding="utf-8",
    )


def markdown_of(body: str, drawings: bool) -> str:
    """The words of a page as Markdown: headings, paragraphs, lists, tables with their links, and maybe its drawings."""
    figures = _FIGURE.findall(body) if drawings else []
    text = _Writer().written(_FIGURE.sub("", body))
    return "\n\n".join((text, *(each.replace("\n", "") for each in figures)))


class _Writer:
    """One pass over the tags of a page."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._row: list[str] | None = None
        self._rows = 0
        self._href = ""

    def written(self, body: str) -> str:
        """The page as Markdown."""
        at = 0
        for tag in TAG.finditer(body):
            self._text(body[at : tag.start()])
            at = tag.end()
            closing, name, attributes = tag.groups()
            (self._close if closing else self._open)(name, attributes)
        return _BLANK.sub("\n\n", "".join(self._out)).strip() + "\n"

    def _put(self, text: str) -> None:
        if self._row:
            self._row[-1] += text.replace("\n", " ").replace("|", "\\|")
        elif self._row is None:
            self._out.append(text)

    def _text(self, text: str) -> None:
        self._put(_SPACE.sub(" ", unescape(text)))

    def _open(self, name: str, attributes: str) -> None:
        if name[0] == "h" and name[1:].isdigit():
            self._put(f"\n\n{'#' * int(name[1:])} ")
        elif name in ("p", "div", "dl", "section", "ul", "ol", "table", "dt"):
            self._put("\n\n")
            self._rows = 0 if name == "table" else self._rows
        elif name == "li":
            self._put("\n- ")
        elif name == "tr":
            self._row = []
        elif name in ("td", "th") and self._row is not None:
            self._row.append("")
        elif name == "a":
            href = _HREF.search(attributes)
            self._href = href[1] if href else ""
            self._put("[")

    def _close(self, name: str, _: str) -> None:
        if name == "a":
            self._put(f"]({self._href})")
        elif name == "tr" and self._row is not None:
            row, self._row = self._row, None
            line = "| " + " | ".join(row) + " |\n"
            self._put(line if self._rows else "\n\n" + line + "|" + " --- |" * len(row) + "\n")
            self._rows += 1
        elif name[0] == "h" and name[1:].isdigit():
            self._put("\n\n")
