"""Emphasis beside Chinese characters, which have no blanks between words: `**注意：**先登记` is half bold.

CommonMark asks for a blank or a punctuation mark outside of marks of emphasis that have punctuation inside. Here a
Chinese, Japanese or Korean character counts as well, as the CJK-friendly amendment of CommonMark says.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

_WIDE = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


class FriendlyInline(ParserInline):
    """Parses the inside of paragraphs; `MarkdownIt.inline` of a parser for texts in Chinese."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """As its parent does, with a state of our own."""
        state = _Friendly(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _Friendly(StateInline):
    """Where marks may open and close emphasis."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:
        found = super().scanDelims(start, canSplitWord)
        if not canSplitWord:
            return found
        end = start + found.length
        before, after = self.src[max(0, start - 1) : start], self.src[end : min(end + 1, self.posMax)]
        opens = bool(_WIDE.match(before)) and not _blank(after)
        closes = bool(_WIDE.match(after)) and not _blank(before)
        return Scanned(found.can_open or opens, found.can_close or closes, found.length)


def _blank(text: str) -> bool:
    return not text or text.isspace()
