"""Files as they were read, and the text that their bytes hold."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from process_atlas.diagnostics import Diagnostic, Span, error
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
    return error("file-too-large", f"is larger than {megabytes} MB", Span(path), "split it into several files")


def decoded(file: SourceFile, megabytes: int) -> tuple[str | None, Diagnostic | None]:
    """The text of a file with plain line ends, or None with what is wrong with it."""
    if len(file.content) > megabytes * MEGABYTE:
        return None, too_large(file.path, megabytes)
    utf16 = file.content[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        text = file.content.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as problem:
        line = file.content.count(b"\n", 0, problem.start) + 1
        return None, error("not-utf-8", "is not UTF-8 text", Span(file.path, line, 1), hints.encoding(file.content))
    found = FORBIDDEN.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        span = Span(file.path, line, found.start() - text.rfind("\n", 0, found.start()))
        return None, error("control-character", f"holds the character U+{ord(found[0]):04X}", span, "delete it")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")), None
