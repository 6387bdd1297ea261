"""Edits in YAML text: scalars replaced at their places, texts reduced to the languages that are wanted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from process_atlas.spec.source import Location, extent
from process_atlas.spec.values import Text
from process_atlas.spec.walk import texts

Extent = tuple[int, int]
"""Where something begins and ends in a text."""
Edits = Mapping[Extent, str]
"""New text by the extent that it replaces."""

_PLAIN = re.compile(r"[^\W_](?:[\w ()/.·（）、，。-]*[\w)）。])?")
_NOT_TEXT = frozenset({"null", "true", "false", "yes", "no", "on", "off"})


def edited(text: str, edits: Edits) -> str:
    """The text with extents replaced. They must not overlap."""
    for (start, end), value in sorted(edits.items(), reverse=True):
        text = text[:start] + value + text[end:]
    return text


def id_in_place(text: str, at: Extent, value: str) -> str:
    """An id as it replaces the scalar at an extent: in the same quotes, or in some where it needs them."""
    quote = text[at[0]] if text[at[0]] in "'\"" else '"' if value.casefold() == "null" else ""
    return f"{quote}{value}{quote}"


def as_yaml(text: Mapping[str, str]) -> str:
    """A text on one line: once for all under the key `""`, or as a map of languages."""
    if "" in text:
        return _scalar(text[""])
    return "{" + ", ".join(f"{lang}: {_scalar(each)}" for lang, each in text.items()) + "}"


def _scalar(text: str) -> str:
    plain = _PLAIN.fullmatch(text) and text.casefold() not in _NOT_TEXT
    return text if plain else json.dumps(text, ensure_ascii=False)


def language_edits(
    text: str, model: BaseModel, wanted: Mapping[str, str], skip: Location = ()
) -> Iterator[tuple[Extent, str]]:
    """What reduces the texts of a document to some languages; the text at `skip` is left alone.

    `text` holds nothing but the document that `model` was made from. `wanted` maps languages written there to the
    codes they get. One language alone is written without a map. Languages that a text lacks are left out.
    """
    for loc, value in texts(model):
        kept = [lang for lang, _ in value.by_language if lang in wanted]
        if loc == skip or not kept:
            continue
        if len(wanted) == 1:
            yield _only(text, loc, value, kept[0])
            continue
        for lang in kept:
            if wanted[lang] != lang:
                yield extent(text, 0, (*loc, lang), key=True), wanted[lang]


def _only(text: str, loc: Location, value: Text, lang: str) -> tuple[Extent, str]:
    """The edit that puts one language's scalar in the place of the map."""
    start, end = extent(text, 0, loc)
    inner = slice(*extent(text, 0, (*loc, lang)))
    if text[start] == "{":
        return (start, end), text[inner]
    end = max(extent(text, 0, (*loc, each))[1] for each, _ in value.by_language)
    return (len(text[:start].rstrip()), len(text[:end].rstrip())), f" {text[inner].rstrip()}"
