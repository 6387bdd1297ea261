"""What all overviews have: a head with a title and a sentence."""

from __future__ import annotations

from process_atlas.pages.markdown import Html
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Head, Link


def overview_head(at: Reader, title: str, lead: str, feeds: tuple[Link, ...] = ()) -> Head:
    """The head of an overview from the keys of two phrases, and its feeds if it has some."""
    name, sentence = at.words(title), at.words(lead)
    return Head(name, sentence, Html.escaped(sentence), feeds=feeds)
