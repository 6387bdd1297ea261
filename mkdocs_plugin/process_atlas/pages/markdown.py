"""Markdown of specs as safe HTML: no raw HTML, no images, links only where a reader may be sent."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from process_atlas.pages.emphasis import FriendlyInline
from process_atlas.spec.links import SCHEMES, is_external, is_safe_address

__all__ = ["NOTHING", "Html", "is_external", "is_safe_address", "joined", "markdown", "plain"]

_LEAST_HEADING = 6


@dataclass(frozen=True, slots=True)
class Html:
    """HTML that is safe to put into a page as it stands. Templates take it unescaped; everything else is escaped."""

    source: str

    def __html__(self) -> str:
        return self.source

    def __bool__(self) -> bool:
        return bool(self.source)

    @classmethod
    def escaped(cls, text: str) -> Html:
        """A plain text as a paragraph."""
        return cls(f"<p>{escape(text)}</p>")


NOTHING = Html("")
"""No HTML at all."""


@lru_cache(maxsize=65_536)
def joined(text: str) -> str:
    """A text without the blanks that folding lines of Chinese leaves behind: between two characters, or after a comma
    or full stop of Chinese before the next character."""
    return _FOLDS.sub("", text)


_WIDE = "\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
_FOLDS = re.compile(f"(?<=[{_WIDE}])\n(?=[{_WIDE}])|(?<=[，。；：、！？）】》」』]) +(?=[{_WIDE}])")


@lru_cache(maxsize=65_536)
def markdown(text: str, level: int = 4) -> Html:
    """The HTML of a Markdown text; its largest heading becomes one of `level`."""
    return Html(_sanitised(_renderer().render(joined(text), {"level": level}).strip()))


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """The words of a Markdown text in one line, without its marks."""
    blocks = (token.children or () for token in _renderer().parse(text, {"level": 1}))
    words = ("".join(child.content or " " for child in block if child.type in _WORDS) for block in blocks)
    return " ".join(" ".join(words).split())


_WORDS = frozenset({"text", "code_inline", "softbreak", "hardbreak"})


_BLOCKS = "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre hr table thead tbody tr th td"
_SIDES = {"left", "center", "right"}


@cache
def _sanitiser() -> nh3.Cleaner:
    """The gate behind the renderer: whatever the one makes of a text, the other lets nothing else through."""
    return nh3.Cleaner(
        tags={*_BLOCKS.split(), *"a br code em s strong".split()},
        attributes={"a": {"href", "title", "rel"}, "ol": {"start"}},
        allowed_classes={cell: {f"atlas-{side}" for side in _SIDES} for cell in ("th", "td")},
        attribute_filter=lambda tag, name, value: value if name != "href" or is_safe_address(value) else None,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def _sanitised(html: str) -> str:
    """The HTML as the sanitiser leaves it, with quotation marks between tags spelt as before."""
    clean = _sanitiser().clean(html)
    if '"' not in clean:
        return clean
    return "".join(part if at % 2 else part.replace('"', "&quot;") for at, part in enumerate(_TAG.split(clean)))


_TAG = re.compile(r"""(<(?:[^>"']|"[^"]*")*>)""")


class _SafeMarkdown(MarkdownIt):
    """markdown-it whose links lead only where `is_safe_address` allows."""

    def validateLink(self, url: str) -> bool:
        return is_safe_address(url)


@cache
def _renderer() -> MarkdownIt:
    parser = _SafeMarkdown()
    parser.inline = FriendlyInline()
    parser.configure("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")
    parser.core.ruler.push("demote_headings", _demote)
    parser.core.ruler.push("align_cells", _align)
    parser.add_render_rule("link_open", _link_open)
    return parser


def _demote(state: Any) -> None:
    headings = [token for token in state.tokens if token.type in ("heading_open", "heading_close")]
    largest = min((int(token.tag[1]) for token in headings), default=1)
    for token in headings:
        token.tag = f"h{min(_LEAST_HEADING, state.env['level'] + int(token.tag[1]) - largest)}"


def _align(state: Any) -> None:
    """Cells are aligned by a class: a page of ours needs no style of its own."""
    for token in state.tokens:
        style = token.attrs.pop("style", "")
        if style:
            token.attrSet("class", f"atlas-{style.removeprefix('text-align:')}")


def _link_open(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: MutableMapping[str, Any]) -> str:
    token = tokens[index]
    if is_external(str(token.attrs.get("href", ""))):
        token.attrSet("rel", "noopener")
    return str(renderer.renderToken(tokens, index, options, env))
