"""Which specs a text holds, in which version: found without reading it as YAML, where that is safe."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from process_atlas.catalog import Key
from process_atlas.diagnostics import Diagnostic
from process_atlas.spec.model import KINDS
from process_atlas.spec.source import SourceFile, parse

_BREAK = re.compile(rb"\n(?:---(?=[ \t\n])|\.\.\.[ \t]*(?=\n))")
_LINE = re.compile(rb"\n(kind|id|version)[ \t]*:[ \t]+([^\n]*)")
_VALUE = re.compile(
    r"""(?:([^\s"'#&*!|>%@`\[\]{},:][^\s#:,\[\]{}]*)|"([^"\\\n]*)"|'([^'\n]*)')(?:[ \t]+#.*)?[ \t]*\Z"""
)
_NEEDED = ("kind", "id", "version")


@dataclass(frozen=True, slots=True)
class Head:
    """A spec in a text: what it is, its version, and its own part of the text."""

    key: Key
    version: str
    text: bytes


def heads_of(path: str, content: bytes) -> tuple[tuple[Head, ...], tuple[Diagnostic, ...]]:
    """The specs in a file's content, and why it cannot be read, if it cannot.

    Keys at the left margin with plain values, each once in its document, are what they seem; else the text is parsed.
    """
    content = content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    found: list[Head] = []
    for text in _documents(b"\n" + content + b"\n"):
        head = _quick(text)
        if head is None:
            return _parsed(path, content)
        found += head
    return (tuple(found), ()) if found else _parsed(path, content)


def _documents(content: bytes) -> Iterator[bytes]:
    """The documents of a content that begins and ends with a line's end, each with the line's end before it."""
    start = 0
    for mark in _BREAK.finditer(content):
        yield content[start : mark.start()]
        start = mark.end()
    yield content[start:]


def _quick(text: bytes) -> tuple[Head, ...] | None:
    """The spec of one document, none for a document without `kind`; None when only YAML can tell."""
    lines = [(match[1].decode(), match[2]) for match in _LINE.finditer(text)]
    if not lines and b"kind" not in text:
        return ()
    values = {name: _plain(value) for name, value in lines}
    if len(lines) != len(_NEEDED) or any(not values.get(name) for name in _NEEDED):
        return None
    kind, id, version = (values[name] for name in _NEEDED)
    return (Head((kind, id), version, text),) if kind in KINDS else ()


def _plain(value: bytes) -> str:
    """A scalar that stands on its line and means what it shows; "" for any other."""
    try:
        match = _VALUE.match(unicodedata.normalize("NFC", value.decode("utf-8")))
    except UnicodeDecodeError:
        return ""
    return (match[1] or match[2] or match[3] or "") if match else ""


def _parsed(path: str, content: bytes) -> tuple[tuple[Head, ...], tuple[Diagnostic, ...]]:
    documents, problems = parse(SourceFile(path, content))
    found = []
    for each in documents:
        kind, id, version = (each.data.get(name) for name in _NEEDED)
        if kind in KINDS and isinstance(id, str) and isinstance(version, str):
            found.append(Head((str(kind), id), version, repr(each.data).encode()))
    return tuple(found), () if documents else problems
