"""Hints for common slips: what the writer of a spec most likely meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches

from process_atlas.said import NOTHING, Said, in_a_row, say

_WIDE_COLON = "："
_LONGEST_WORD = 100
_ODD_SPACES = "\u3000\u00a0"


def did_you_mean(word: str, known: Iterable[str]) -> Said:
    """`did you mean 'x'?` for the closest known word, or nothing when none is close."""
    if len(word) > _LONGEST_WORD:
        return NOTHING
    by_folded = {each.casefold(): each for each in known}
    close = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return say("did you mean '{word}'?", "是不是想写“{word}”？", word=by_folded[close[0]]) if close else NOTHING


def known_here(names: Iterable[str]) -> Said:
    """The names that may be written at a place."""
    return say("known here: {names}", "此处可用：{names}", names=in_a_row(list(names)))


def one_of(names: Iterable[str]) -> Said:
    """The values that a key may have."""
    return say("one of: {names}", "可选值：{names}", names=in_a_row(list(names)))


def encoding(content: bytes) -> Said:
    """What to do with bytes that are not UTF-8."""
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return Said("save the file as UTF-8", "将文件另存为 UTF-8 编码")
    return Said(
        "it reads as GBK / GB 18030: save the file as UTF-8", "文件看来是 GBK / GB 18030 编码，请另存为 UTF-8 编码"
    )


_COLON_IS_WIDE = Said(
    "the colon is the wide one (：): write a plain colon and a space", "冒号是全角的（：），应改为半角冒号加空格"
)


def key(word: str, known: Iterable[str]) -> Said:
    """A hint for a key that no model knows."""
    if _WIDE_COLON in word:
        return _COLON_IS_WIDE
    if any(space in word for space in _ODD_SPACES):
        return Said(
            "the line is indented with a wide or no-break space: use plain spaces",
            "此行的缩进用了全角空格或不间断空格，应改用半角空格",
        )
    if word == "<<":
        return Said("merge keys are not used here: write the keys out", "不支持合并键，请逐一写出各个键")
    names = list(known)
    return did_you_mean(word, names) or known_here(sorted(names))


def yaml_line(line: str, problem: str, before: str = "") -> Said:
    """A hint for a line that YAML cannot read; `before` is the line above it."""
    if _WIDE_COLON in before and ": " not in before:
        return Said(
            "the colon in the line before is the wide one (：): write a plain colon and a space",
            "上一行的冒号是全角的（：），应改为半角冒号加空格",
        )
    if any(space in before[: len(before) - len(before.lstrip())] for space in _ODD_SPACES):
        return Said(
            "the line before is indented with a wide or no-break space: use plain spaces",
            "上一行的缩进用了全角空格或不间断空格，应改用半角空格",
        )
    return next(hint for applies, hint in _LINE_HINTS if applies(line, problem))


_INDENT = re.compile(r"\s*")
_LINE_HINTS: tuple[tuple[Callable[[str, str], object], Said], ...] = (
    (
        lambda line, _: "\t" in _INDENT.match(line)[0],  # type: ignore[index]
        Said("the line is indented with a tab: use spaces", "此行用制表符缩进，应改用空格"),
    ),
    (
        lambda _, problem: "second occurrence" in problem,
        Said("a name behind & may stand once in a document", "同一份文档中，& 后的名称只能出现一次"),
    ),
    (
        lambda _, problem: "escape" in problem,
        Said(
            "a backslash in double quotes begins an escape: write two of them, or use single quotes",
            "双引号中的反斜杠表示转义：写两个反斜杠，或改用单引号",
        ),
    ),
    (
        lambda line, _: any(space in line for space in _ODD_SPACES) and not line.lstrip().startswith("#"),
        Said(
            "the line holds a wide or no-break space: use plain spaces", "此行含有全角空格或不间断空格，应改用半角空格"
        ),
    ),
    (lambda line, _: _WIDE_COLON in line and ": " not in line, _COLON_IS_WIDE),
    (
        lambda line, _: re.search(r"(^|: |- )\s*[*&!%@`]", line),
        Said("a text that begins with a special character stands in quotes", "以特殊字符开头的文字要加英文引号"),
    ),
    (
        lambda line, problem: line.count(": ") > 1 or "mapping values" in problem,
        Said("a text that holds a colon and a space stands in quotes", "文字中含有半角冒号加空格时，整段要加英文引号"),
    ),
    (
        lambda line, problem: re.search(r"[\]}]\s*$|: [\[{]", line) or "flow" in problem,
        Said(
            "check the brackets; a text that begins with [ or { stands in quotes",
            "检查括号是否成对；以 [ 或 { 开头的文字要加英文引号",
        ),
    ),
    (
        lambda *_: True,
        Said("check the indentation and the quotes of this line and the one before", "检查此行和上一行的缩进与引号"),
    ),
)
