"""The word that lies over a drawing that must not be worked by: that it is a draft, retired or a former version."""

from __future__ import annotations

from collections.abc import Iterator

from process_atlas.diagrams.glyphs import clean, num
from process_atlas.diagrams.measure import width

_SIZE = 44.0
_TURN = -24
_ROW, _GAP = 380.0, 120.0
_LEAST = 0.45


def watermark(word: str, across: float, down: float) -> str:
    """The word, repeated over a drawing of this size in pixels; nothing without a word.

    It is pale enough for all below it to be read, and no pointer meets it.
    """
    if not word:
        return ""
    long = width(word, _SIZE, bold=True)
    scale = min(1.0, max(_LEAST, 0.8 * across / long))
    turned = f"rotate({_TURN}) scale({num(scale)})"
    marks = "".join(
        f'<text class="mid" transform="translate({num(x)} {num(y)}) {turned}">{clean(word)}</text>'
        for y in _spread(down, _ROW)
        for x in _spread(across, scale * long + _GAP)
    )
    return f'<g class="watermark" aria-hidden="true">{marks}</g>'


def _spread(length: float, step: float) -> Iterator[float]:
    """The middles of equal parts, each at least `step` long."""
    parts = max(1, int(length // step))
    yield from (length * (n + 0.5) / parts for n in range(parts))
