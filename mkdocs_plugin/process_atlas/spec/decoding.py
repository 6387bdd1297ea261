"""Files as they were read, and the text that their bytes hold."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from process_atlas.diagnostics import Diagnostic, Span, error
from process_atlas.said import Said, say
from process_atlas.spec import hints

MEGABYTE = 1_000_000
"""Bytes, as limits count them."""

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that no text may hold."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it was read: its path for messages, and its bytes."""

    path: str
    content: bytes


class InventoryFile(SourceFile):
    """The inventory of another catalogue, read together with the specs that name it."""

    __slots__ = ()


def too_large(path: str, megabytes: int) -> Diagnostic:
    """What is said of a file that is larger than it may be."""
    message = say("is larger than {most} MB", "文件超过 {most} MB", most=megabytes)
    return error("file-too-large", message, Span(path), Said("split it into several files", "拆分成多个文件"))


DELETE = Said("delete it", "将其删除")
"""What to do with what may not be there."""


def forbidden(character: str) -> Said:
    """What is said of a character that no text may hold."""
    return say("holds the character {code}", "含有不允许的字符 {code}", code=f"U+{ord(character):04X}")


def decoded(file: SourceFile, megabytes: int) -> tuple[str | None, Diagnostic | None]:
    """The text of a file with plain line ends, or None with what is wrong with it.

    The last text of a file is the same with and without an end of its line.
    """
    if len(file.content) > megabytes * MEGABYTE:
        return None, too_large(file.path, megabytes)
    utf16 = file.content[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        text = file.content.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as problem:
        line = file.content.count(b"\n", 0, problem.start) + 1
        message = Said("is not UTF-8 text", "不是 UTF-8 编码的文本")
        return None, error("not-utf-8", message, Span(file.path, line, 1), hints.encoding(file.content))
    found = FORBIDDEN.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        span = Span(file.path, line, found.start() - text.rfind("\n", 0, found.start()))
        return None, error("control-character", forbidden(found[0]), span, DELETE)
    return unicodedata.normalize("NFC", with_plain_ends(text)), None


def with_plain_ends(text: str) -> str:
    """The text with plain line ends, and one at the end of its last line too."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.endswith("\n") or not text else f"{text}\n"
