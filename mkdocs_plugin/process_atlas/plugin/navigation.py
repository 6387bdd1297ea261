"""The navigation of each language: what was written by hand, and the overviews."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as HostPage

from process_atlas.plugin.page import AtlasPage


def with_overviews(
    items: list[StructureItem], overviews: Sequence[AtlasPage], place: object, title: str
) -> list[StructureItem]:
    """The items written by hand and the overviews that are not among them; a home at the root comes first.

    `place` is the option `navigation`, `title` that of a section for the overviews.
    """
    placed = {id(page) for page in _pages_in(items)}
    missing: list[StructureItem] = [page for page in overviews if id(page) not in placed]
    if place in ("off", False) or not missing:
        return items
    home = missing[:1] if _is_home(missing[0]) else []
    rest = missing[len(home) :]
    if place == "section":
        rest = [Section(title, rest)]
    return [*home, *rest, *items] if home else [*items, *rest]


def language_of(uri: str, languages: tuple[str, ...]) -> str:
    """The language whose folder a page lies in; "" outside of all."""
    first = uri.partition("/")[0]
    return first if first in languages[1:] else ""


def language_of_item(item: StructureItem, languages: tuple[str, ...]) -> str:
    """The language that all pages of a navigation item share; "" if they share none."""
    found = {language_of(page.file.src_uri, languages) for page in _pages_in([item])}
    return found.pop() if len(found) == 1 else ""


def _pages_in(items: Iterable[StructureItem]) -> Iterator[HostPage]:
    for item in items:
        if isinstance(item, HostPage):
            yield item
        yield from _pages_in(item.children if isinstance(item, Section) else ())


def _is_home(item: StructureItem) -> bool:
    return isinstance(item, AtlasPage) and not item.planned.path


def flattened(items: list[StructureItem], nested: bool) -> list[StructureItem]:
    """The items; where a language stands as a section in the written navigation, what that section holds."""
    if not nested:
        return items
    return [inner for item in items for inner in (item.children if isinstance(item, Section) else [item])]


def navigation(items: list[StructureItem]) -> Navigation:
    """A navigation of its own: parents and neighbours are set anew."""
    pages = list(_pages_in(items))
    for before, page, after in zip([None, *pages], pages, [*pages[1:], None], strict=False):
        page.previous_page, page.next_page = before, after
    _adopt(items, None)
    return Navigation(items, pages)


def _adopt(items: Iterable[StructureItem], parent: Section | None) -> None:
    for item in items:
        item.parent = parent
        if isinstance(item, Section):
            _adopt(item.children, item)


def name_as_written(nav: Any, pages: Mapping[str, AtlasPage]) -> None:
    """Titles that the written navigation gives to pages of ours."""
    for entry in nav if isinstance(nav, list) else []:
        for title, value in entry.items() if isinstance(entry, dict) else ():
            if isinstance(value, str) and value in pages:
                pages[value].title = title
            name_as_written(value, pages)
