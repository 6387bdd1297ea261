"""Sites of hostile texts, each built once in a process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from hostile.payloads import catalogue, naughty_texts, own_texts, refusal
from process_atlas.addresses import Settings
from process_atlas.diagnostics import Severity
from process_atlas.diagrams.drawing import Draw, Drawing, draw_here, draw_plainly
from process_atlas.diagrams.scene import Scene
from process_atlas.site import Means, Site, build_site
from process_atlas.spec.source import SourceFile

SETTINGS = Settings(today=date(2026, 11, 30), site_url="https://site.example/")
SHOWN = tuple(text for text in naughty_texts() if not refusal(text))


def sources(texts: Sequence[str], fields: bool = True) -> list[SourceFile]:
    """The catalogue of texts, as files that were read; with a field for each of them."""
    return [SourceFile(path, text.encode()) for path, text in catalogue(texts, fields).items()]


def plainly(scenes: Sequence[Scene]) -> tuple[Drawing, ...]:
    """Quick drawings, where it does not matter where symbols stand."""
    return tuple(draw_plainly(scene, "") for scene in scenes)


@cache
def own_site() -> Site:
    """A site of the battery's own texts, with drawings that are laid out and feeds."""
    return _site(sources(own_texts()), lambda scenes: tuple(map(draw_here, scenes)))


@cache
def listed_site() -> Site:
    """A site of the naughty strings that a page can show."""
    return _site(sources(SHOWN, fields=False), plainly)


def _site(files: Sequence[SourceFile], draw: Draw) -> Site:
    """A site with all its pages made."""
    site = build_site(files, SETTINGS, Means(draw=draw))
    assert not [each for each in site.diagnostics if each.severity is Severity.ERROR]
    return replace(site, pages=tuple(page.made() for page in site.pages))
