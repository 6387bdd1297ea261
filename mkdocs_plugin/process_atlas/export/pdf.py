"""The PDF of a handbook: composed, printed, and printed again once the numbers of its chapters' pages are known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from process_atlas.addresses import Settings
from process_atlas.analysis.atlas import Atlas
from process_atlas.diagrams.scene import Place
from process_atlas.export.chromium import print_pdf
from process_atlas.export.handbook import Order, compose, document
from process_atlas.export.readable import readable

_OBJECT = re.compile(rb"^(\d+) 0 obj\s*(.*?)\s*^endobj", re.MULTILINE | re.DOTALL)
_KIDS = re.compile(rb"/Kids \[([^\]]*)\]")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_TARGET = re.compile(rb"/(ch\d+) \[(\d+) 0 R")


def handbook_pdf(atlas: Atlas, order: Order, settings: Settings, place: Place, browser: Path, limit: float) -> bytes:
    """The PDF. `limit`: seconds that the browser has for each printing.

    Raises KeyError for a process that is not there, PrintError when the browser fails.
    """
    book = compose(atlas, order, settings, place)
    pdf = print_pdf(browser, document(book, {}), limit)
    if not book.single:
        pdf = print_pdf(browser, document(book, pages_of(pdf)), limit)
    return readable(pdf)


def pages_of(pdf: bytes) -> dict[str, int]:
    """The number of the page that each chapter begins on, as far as the PDF tells it in plain objects."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    top = next((body for body in objects.values() if b"/Type /Pages" in body and b"/Parent" not in body), b"")
    order = {number: place for place, number in enumerate(_pages(objects, top), 1)}
    return {name.decode(): order[int(page)] for name, page in _TARGET.findall(pdf) if int(page) in order}


def _pages(objects: dict[int, bytes], node: bytes) -> Iterator[int]:
    """The pages below a node of the page tree, in their order, as numbers of objects."""
    kids = _KIDS.search(node)
    for kid in _REFERENCE.findall(kids[1]) if kids else ():
        number = int(kid)
        if b"/Type /Pages" in objects.get(number, b""):
            yield from _pages(objects, objects[number])
        else:
            yield number
