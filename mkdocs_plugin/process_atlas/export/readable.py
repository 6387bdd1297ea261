"""Chinese text in a PDF made findable: a glyph that fonts share is named by its character, not by the radical."""

from __future__ import annotations

import re
import unicodedata
import zlib

_STREAM = re.compile(rb"/Length (\d+)>> stream\n")
_END = b"\nendstream"
_MAPPED = re.compile(rb"(<[0-9A-F]+> )<(2[EF][0-9A-F]{2})>")
_ORIGIN = re.compile(rb"/CIDSystemInfo\s*<<.*?>> def\n", re.DOTALL)
_PAIRS = (
    "⺁厂⺃乚⺅亻⺇几⺉刂⺋㔾⺎兀⺏尣⺒巳⺓幺⺕彐⺖忄⺗㣺⺘扌⺙攵⺛旡⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺨犭⺩王⺫罒⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺶羊⺷羊⺸羊⺹耂"
    "⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟"
    "⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_CHARACTERS = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
"""Radicals that Unicode does not map to a character itself (see its EquivalentUnifiedIdeograph table)."""


def readable(pdf: bytes) -> bytes:
    """The same PDF, its tables of characters naming characters, so that search and copying find Chinese words.

    A table keeps its place in the file, hence nothing else changes; one that would grow is left as it is.
    """
    parts, done = [], 0
    for found in _STREAM.finditer(pdf):
        start, length = found.end(), int(found[1])
        fresh = _table(pdf[start : start + length]) if pdf[start + length :].startswith(_END) else b""
        if not fresh or len(fresh) > length:
            continue
        size = str(len(fresh)).zfill(len(found[1])).encode()
        parts += [
            pdf[done : found.start()],
            b"/Length ",
            size,
            b">> stream\n",
            fresh,
            _END,
            b" " * (length - len(fresh)),
        ]
        done = start + length + len(_END)
    return b"".join([*parts, pdf[done:]])


def _table(stream: bytes) -> bytes:
    """The stream with its radicals replaced; empty where it is no table of characters, or has none."""
    try:
        table = zlib.decompress(stream)
    except zlib.error:
        return b""
    if b"begincmap" not in table or not _MAPPED.search(table):
        return b""
    fresh = _MAPPED.sub(lambda found: found[1] + b"<%04X>" % _character(int(found[2], 16)), table)
    return zlib.compress(_ORIGIN.sub(b"", fresh), 9)  # nobody needs the origin; without it the table never grows


def _character(code: int) -> int:
    """The code of the character that looks like the radical `code`."""
    radical = chr(code)
    return ord(_CHARACTERS.get(radical) or unicodedata.normalize("NFKC", radical))
