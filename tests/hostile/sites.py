"""Sites of hostile texts, each built once in a process."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from hostile.payloads import catalogue, naughty_texts, own_texts, refusal
from process_atlas.addresses import Settings
from process_atlas.diagnostics import Severity
from process_atlas.diagrams.fallback import place_plainly
from process_atlas.diagrams.place import place
from process_atlas.diagrams.scene import Place, Placed, Scene
from process_atlas.site import Site, build_site
from process_atlas.spec.source import SourceFile

SETTINGS = Settings(today=date(2026, 11, 30), site_url="https://site.example/")
SHOWN = tuple(text for text in naughty_texts() if not refusal(text))


def sources(texts: Sequence[str], fields: bool = True) -> list[SourceFile]:
    """The catalogue of texts, as files that were read; with a field for each of them."""
    return [SourceFile(path, text.encode()) for path, text in catalogue(texts, fields).items()]


def plainly(scenes: Sequence[Scene]) -> tuple[Placed, ...]:
    """Quick drawings, where it does not matter where symbols stand."""
    return tuple(place_plainly(scene, "") for scene in scenes)


@cache
def own_site() -> Site:
    """A site of the battery's own texts, with drawings that are laid out and feeds."""
    return _site(sources(own_texts()), lambda scenes: tuple(map(place, scenes)))


@cache
def listed_site() -> Site:
    """A site of the naughty strings that a page can show."""
    return _site(sources(SHOWN, fields=False), plainly)


def _site(files: Sequence[SourceFile], place: Place) -> Site:
    site = build_site(files, SETTINGS, place)
    assert not [each for each in site.diagnostics if each.severity is Severity.ERROR]
    return site
