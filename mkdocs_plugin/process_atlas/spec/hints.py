"""Hints for common slips: what the writer of a spec most likely meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches

_WIDE_COLON = "："
_LONGEST_WORD = 100
_ODD_SPACES = "\u3000\u00a0"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`did you mean 'x'?` for the closest known word, or nothing when none is close."""
    if len(word) > _LONGEST_WORD:
        return ""
    by_folded = {each.casefold(): each for each in known}
    close = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return f"did you mean '{by_folded[close[0]]}'?" if close else ""


def encoding(content: bytes) -> str:
    """What to do with bytes that are not UTF-8."""
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return "save the file as UTF-8"
    return "it reads as GBK / GB 18030: save the file as UTF-8"


def key(word: str, known: Iterable[str]) -> str:
    """A hint for a key that no model knows."""
    if _WIDE_COLON in word:
        return "the colon is the wide one (：): write a plain colon and a space"
    if any(space in word for space in _ODD_SPACES):
        return "the line is indented with a wide or no-break space: use plain spaces"
    if word == "<<":
        return "merge keys are not used here: write the keys out"
    names = list(known)
    return did_you_mean(word, names) or f"known here: {', '.join(sorted(names))}"


def yaml_line(line: str, problem: str, before: str = "") -> str:
    """A hint for a line that YAML cannot read; `before` is the line above it."""
    if _WIDE_COLON in before and ": " not in before:
        return "the colon in the line before is the wide one (：): write a plain colon and a space"
    if any(space in before[: len(before) - len(before.lstrip())] for space in _ODD_SPACES):
        return "the line before is indented with a wide or no-break space: use plain spaces"
    return next(hint for applies, hint in _LINE_HINTS if applies(line, problem))


_INDENT = re.compile(r"\s*")
_LINE_HINTS: tuple[tuple[Callable[[str, str], object], str], ...] = (
    (lambda line, _: "\t" in _INDENT.match(line)[0], "the line is indented with a tab: use spaces"),  # type: ignore[index]
    (lambda _, problem: "second occurrence" in problem, "a name behind & may stand once in a document"),
    (
        lambda _, problem: "escape" in problem,
        "a backslash in double quotes begins an escape: write two of them, or use single quotes",
    ),
    (
        lambda line, _: any(space in line for space in _ODD_SPACES) and not line.lstrip().startswith("#"),
        "the line holds a wide or no-break space: use plain spaces",
    ),
    (
        lambda line, _: _WIDE_COLON in line and ": " not in line,
        "the colon is the wide one (：): write a plain colon and a space",
    ),
    (
        lambda line, _: re.search(r"(^|: |- )\s*[*&!%@`]", line),
        "a text that begins with a special character stands in quotes",
    ),
    (
        lambda line, problem: line.count(": ") > 1 or "mapping values" in problem,
        "a text that holds a colon and a space stands in quotes",
    ),
    (
        lambda line, problem: re.search(r"[\]}]\s*$|: [\[{]", line) or "flow" in problem,
        "check the brackets; a text that begins with [ or { stands in quotes",
    ),
    (lambda *_: True, "check the indentation and the quotes of this line and the one before"),
)
