"""Lays out YAML text: indentation, spaces and blank lines, nothing else; proven before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from process_atlas.diagnostics import Diagnostic, Severity, Span, error
from process_atlas.said import NOTHING, Said, say
from process_atlas.spec.decoding import with_plain_ends
from process_atlas.spec.source import SourceFile, Token, parse, tokens

INDENT = 2
_MARKS = ("DocumentStart", "DocumentEnd", "Directive")
_ZERO = ("StreamStart", "BlockMappingStart", "BlockSequenceStart", "BlockEnd", "Key")
_BLOCK_HEAD = re.compile(r"[|>](?P<signs>[-+0-9]*)")


class _CannotLayOut(Exception):
    """The text uses a form of YAML that is left as its writer wrote it; `said` names it."""

    def __init__(self, said: Said) -> None:
        super().__init__(said)
        self.said = said


def lay_out(file: SourceFile) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The file's text laid out, with plain line ends and one at the end; None, and why, where it cannot be.

    The result reads back to the same data, the same scalars in the same styles, and the same comments in the same
    places between them; if it would not, the file is refused.
    """
    _, found = parse(file)
    wrong = tuple(each for each in found if each.severity is Severity.ERROR)
    if wrong:
        return None, wrong
    text = _plain(file.content)
    try:
        laid_out = _Layout(text).result()
    except _CannotLayOut as problem:
        return None, (_left(file, problem.said),)
    if not _same(file.path, text, laid_out):
        hint = Said("lay out the part by hand, or put odd texts in quotes", "手工整理该部分，或给特殊文字加英文引号")
        return None, (_left(file, Said("it would not read the same", "整理后读出的内容会不同"), hint),)
    return laid_out, ()


def _left(file: SourceFile, why: Said, hint: Said = NOTHING) -> Diagnostic:
    return error("not-laid-out", say("is left as it is: {why}", "保持原样：{why}", why=why), Span(file.path), hint)


def _plain(content: bytes) -> str:
    """The text with plain line ends, and one at the end, which is layout."""
    return with_plain_ends(content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"))


def _same(path: str, before: str, after: str) -> bool:
    """Whether both read to the same data, and hold the same scalars and comments in the same order."""
    data = [[each.data for each in parse(SourceFile(path, text.encode()))[0]] for text in (before, after)]
    return data[0] == data[1] and list(_contents(before)) == list(_contents(after))


def _contents(text: str) -> Iterator[tuple[str, ...]]:
    """Everything but layout, in order: scalars with their styles, anchors, marks, brackets, comments."""
    end = 0
    for token in tokens(text):
        if token.end > token.start or token.name == "StreamEnd":
            yield from (("#", line.strip()) for line in text[end : token.start].split("\n") if line.strip())
            yield token.name, token.value, token.style
            end = token.end


@dataclass(slots=True)
class _Level:
    """A block collection that is open: its kind, the column it stood in, and the one it gets.

    A `bare` list has its dashes right below its key, not further in; YAML has no token for where it begins or ends.
    """

    kind: str
    old: int
    new: int


class _Layout:
    """Copies tokens and writes the white space between them anew."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._out: list[str] = []
        self._open: list[_Level] = []
        self._were_open: list[_Level] = []
        self._end = 0
        self._flow = 0
        self._at_key = False
        self._last: Token | None = None

    def result(self) -> str:
        for token in tokens(self._text):
            if token.end == token.start and token.name in _ZERO:
                self._structure(token)
            else:
                self._copy(token)
        return "".join(self._out)

    def _structure(self, token: Token) -> None:
        """Note where block collections begin and end."""
        match token.name:
            case "BlockMappingStart" | "BlockSequenceStart":
                self._open.append(_Level(token.name, self._column(token), self._inside()))
            case "BlockEnd":
                self._close_bare()
                self._open.pop()
            case "Key" if not self._flow:
                self._close_bare()
                self._at_key = True

    def _close_bare(self) -> None:
        if self._open and self._open[-1].kind == "bare":
            self._open.pop()

    def _inside(self) -> int:
        """The column of what stands inside the innermost collection."""
        return self._open[-1].new + INDENT if self._open else 0

    def _column(self, token: Token) -> int:
        return token.start - (self._text.rfind("\n", 0, token.start) + 1)

    def _copy(self, token: Token) -> None:
        if token.name == "Key" and not self._flow:
            raise _CannotLayOut(Said("it has a key that begins with a question mark", "有以问号开头的键"))
        if token.name == "BlockEntry" and self._open[-1].kind == "BlockMappingStart":
            self._open.append(_Level("bare", self._column(token), self._inside()))
        self._out.append(self._gap(self._text[self._end : token.start], token))
        self._flow += token.name.endswith("Start") and token.name.startswith("Flow")
        self._flow -= token.name.startswith("Flow") and token.name.endswith("End")
        self._end = token.end
        self._out.append(self._token_text(token))
        self._last, self._at_key, self._were_open = token, False, [*self._open]

    def _gap(self, gap: str, token: Token) -> str:
        last = self._last.name if self._last else ""
        if self._flow:
            return _shifted(gap, self._delta()) if "\n" in gap else gap
        if last == "BlockEntry" and not gap.strip():
            return "" if token.name == "StreamEnd" else " " if self._joins(token) else self._broken(gap, token)
        if last and "\n" not in gap:
            return self._space(gap, token, last)
        return self._broken(gap, token)

    def _joins(self, token: Token) -> bool:
        """Whether what follows a dash can stand behind it: not the next dash of the same list."""
        return token.name not in ("BlockEntry", *_MARKS) or self._open[-1] is not self._were_open[-1]

    def _space(self, gap: str, token: Token, last: str) -> str:
        """White space inside a line."""
        if token.name == "Value":
            return " " if last == "Alias" else ""
        if token.name == "StreamEnd":
            return ""
        return " " if last in ("BlockEntry", "Value", "DocumentStart", "Anchor", "Tag") else gap

    def _broken(self, gap: str, token: Token) -> str:
        """White space that holds a line end: comments keep their order, blank lines are limited to one."""
        behind, *lines = gap.split("\n") if self._last else ["", *gap.split("\n")]
        target = self._target(token)
        columns = {level.old: level.new for level in (*self._were_open, *self._open)} | {self._column(token): target}
        shown = [_comment(line, columns, target) for line in lines[:-1]]
        ended = token.name == "StreamEnd" or token.name in _MARKS
        begun = self._last is None or self._last.name in _MARKS
        shown = _limited(shown, not begun, not ended)
        start = [behind.rstrip()] if self._last else []
        return "\n".join([*start, *shown, "" if ended else " " * target])

    def _target(self, token: Token) -> int:
        """The column of a token that begins a line."""
        if token.name in _MARKS or token.name == "StreamEnd" or not self._open:
            return 0
        return self._open[-1].new if self._at_key or token.name == "BlockEntry" else self._inside()

    def _delta(self) -> int:
        return self._open[-1].new - self._open[-1].old if self._open else 0

    def _token_text(self, token: Token) -> str:
        text = self._text[token.start : token.end]
        if token.name != "Scalar" or "\n" not in text:
            return text
        if token.style not in ("|", ">"):
            return _shifted(text, self._delta(), plain=not token.style)
        return self._block_scalar(text, token)

    def _block_scalar(self, text: str, token: Token) -> str:
        """A text of several lines. The line end behind it, and blank lines that mean nothing, are left to the gap."""
        head, *lines = text.removesuffix("\n").split("\n")
        signs = _BLOCK_HEAD.match(head)["signs"]  # type: ignore[index]
        while lines and "+" not in signs and not lines[-1].strip():
            lines.pop()
        self._end = token.start + len("\n".join([head, *lines]))
        if any(sign.isdigit() for sign in signs):
            return _shifted("\n".join([head, *lines]), self._delta())
        old = next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), 0)
        inner = " " * self._inside()
        return "\n".join([head.rstrip(), *(inner + line[old:] if len(line) > old else "" for line in lines)])


def _shifted(text: str, delta: int, plain: bool = False) -> str:
    """The text with every line but the first moved sideways; of blank lines only the line end stays."""
    first, *lines = text.split("\n")
    moved = [" " * max(0, len(line) - len(line.lstrip(" ")) + delta) + line.lstrip(" ") for line in lines]
    last = moved[-1:] if not plain else [line.rstrip() for line in moved[-1:]]
    kept = [line.rstrip() if plain or not line.strip() else line for line in moved[:-1]]
    return "\n".join([first.rstrip() if plain else first, *kept, *last])


def _comment(line: str, columns: dict[int, int], target: int) -> str:
    """A comment on a line of its own, moved with what stands in its column or left of it; or a blank line."""
    comment = line.strip()
    column = len(line) - len(line.lstrip())
    left = [old for old in columns if old <= column]
    return comment and " " * (columns[max(left)] if left else target) + comment


def _limited(lines: list[str], may_begin: bool, may_end: bool) -> list[str]:
    """The lines with no two blank ones in a row, and none at an end where there may be none."""
    kept: list[str] = []
    for line in lines:
        if line or (kept[-1] if kept else may_begin):
            kept.append(line)
    while kept and not kept[-1] and not may_end:
        kept.pop()
    return kept
