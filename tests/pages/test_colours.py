"""Contrast of all pairs of colours that charts and pages use, in light, dark and on paper (WCAG 1.4.3, 1.4.11)."""

from __future__ import annotations

import re

import pytest

from process_atlas.pages.render import assets

TONES = range(12)
LEVELS = ("success", "warning", "danger", "info", "moved")
GROUNDS = ("page", "surface", *(f"tone-{n}-{kind}" for n in TONES for kind in ("soft", "head")))
TEXT = [
    *((text, ground) for text in ("text", "muted") for ground in GROUNDS),
    *((level, ground) for level in LEVELS for ground in (f"{level}-soft", "surface", "page")),
    *((f"tone-{n}", ground) for n in TONES for ground in ("surface", "page", f"tone-{n}-soft", f"tone-{n}-head")),
    *(("on-tone", f"tone-{n}") for n in TONES),
    *(("on-tone", level) for level in LEVELS),
    *(("text", f"{level}-soft") for level in LEVELS),
]
MARKS = [
    *((mark, f"tone-{n}-soft") for mark in ("line", "focus", *LEVELS) for n in TONES),
    *((mark, ground) for mark in ("line", "border", "focus") for ground in ("page", "surface")),
    *((f"tone-{n}", f"tone-{other}-soft") for n in TONES for other in TONES),
]


def schemes() -> dict[str, dict[str, str]]:
    """The colours of each scheme by name."""
    css = assets()["tokens.css"].decode()
    found = {"light": "", "dark": "", "paper": ""}
    head, _, rest = css.partition('\n[data-md-color-scheme="slate"]')
    found["dark"], _, found["paper"] = rest.partition("@media print")
    found["light"] = head
    return {name: dict(re.findall(r"--atlas-([\w-]+): (#[0-9a-f]{6})", text)) for name, text in found.items()}


def luminance(colour: str) -> float:
    """The relative luminance of a colour, from 0 to 1."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "paper"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (MARKS, 3.0)], ids=["text", "marks"])
def test_contrast(scheme: str, pairs: list[tuple[str, str]], least: float) -> None:
    colours = schemes()[scheme]
    found = {f"{one} on {other}": round(contrast(colours[one], colours[other]), 2) for one, other in pairs}
    assert {pair: value for pair, value in found.items() if value < least} == {}
