"""YAML text becomes plain data whose every part can be found again in the file; the only reader of YAML.

Every scalar stays the text that was written, so `1.10`, `no` and `1:30` mean what their writer saw.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode

from process_atlas.diagnostics import Diagnostic, Span, error, warning
from process_atlas.spec import hints
from process_atlas.spec.decoding import FORBIDDEN, SourceFile, decoded
from process_atlas.spec.direction import leaves_direction_open
from process_atlas.spec.limits import STANDARD, Limits

__all__ = ["Document", "Location", "SourceFile", "Token", "extent", "parse", "tokens"]

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_STANDARD_TAG = "tag:yaml.org,2002:"
_NULL_TAG = "tag:yaml.org,2002:null"
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)+")
_MANY_BRACKETS = 1000
_MAY_NEST = re.compile(r"(?:[-?:] ){20}|^ {120}", re.MULTILINE)

_TAGS: dict[type[Node], str] = {
    kind: f"{_STANDARD_TAG}{name}" for kind, name in ((ScalarNode, "str"), (SequenceNode, "seq"), (MappingNode, "map"))
}
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

Location = tuple[str | int, ...]


class _Loader(_Base):  # type: ignore[misc]
    """Composes nodes without guessing at types: a plain scalar is a text, or nothing."""

    def resolve(self, kind: type[Node], value: str | None, implicit: tuple[bool, bool]) -> str:
        """The tag of a node that has none written."""
        return _NULL_TAG if kind is ScalarNode and implicit[0] and value in _NULLS else _TAGS[kind]


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML document: plain data (dict, list, str), and the way back to the place of each part."""

    path: str
    text: str
    index: int
    line: int
    data: dict[str, Any]

    def locate(self, loc: Location = (), key: bool = False) -> Span:
        """The place of the value at `loc` (of its key, with `key`); the nearest part around it that exists."""
        name, node = _found(_roots(self.text)[self.index], loc)
        mark = (name if key and name is not None else node).start_mark
        return Span(self.path, mark.line + 1, mark.column + 1)


@dataclass(frozen=True, slots=True)
class Token:
    """One token of YAML text: PyYAML's name for it, where it begins and ends, and the value and style of a scalar."""

    name: str
    start: int
    end: int
    value: str
    style: str


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text that `parse` could read; what lies between them is white space and comments."""
    return tuple(
        Token(
            type(each).__name__.removesuffix("Token"),
            each.start_mark.index,
            each.end_mark.index,
            str(getattr(each, "value", "")),
            getattr(each, "style", None) or "",
        )
        for each in yaml.scan(text, Loader=_Loader)
    )


def extent(text: str, index: int, loc: Location, key: bool = False) -> tuple[int, int]:
    """Where the value at `loc` of the document `index` (its key, with `key`) begins and ends in a text that
    `parse` could read; of the nearest part around it that exists. Anchors and tags before a scalar are left out.
    """
    name, node = _found(_roots(text)[index], loc)
    node = name if key and name is not None else node
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, ScalarNode):
        properties = _PROPERTIES.match(text, start, end)
        start = properties.end() if properties else start
    return start, end


def parse(file: SourceFile, limits: Limits = STANDARD) -> tuple[tuple[Document, ...], tuple[Diagnostic, ...]]:
    """The documents of a file, and all that is wrong with it as YAML."""
    text, found = decoded(file, limits.file_size)
    if text is None:
        return (), (found,) if found else ()
    try:
        return _documents(file.path, text, list(_composed(text, limits.depth)), limits)
    except yaml.YAMLError as problem:
        return (), (_yaml_error(file.path, text, problem),)
    except _TooDeep as problem:
        return (), (error("too-deep", f"nests deeper than {limits.depth} levels", Span(file.path, problem.line, 1)),)


def _documents(
    path: str, text: str, roots: list[Node], limits: Limits
) -> tuple[tuple[Document, ...], tuple[Diagnostic, ...]]:
    found: list[Diagnostic] = []
    documents = []
    for index, root in enumerate(roots):
        if isinstance(root, ScalarNode) and root.tag == _NULL_TAG:
            continue
        span = Span(path, root.start_mark.line + 1, root.start_mark.column + 1)
        if not isinstance(root, MappingNode):
            found.append(
                error("not-a-spec", "a spec is a map of keys, such as `kind: process`", span, "begin with `kind:`")
            )
            continue
        data = _Converter(path, found, limits).convert(root)
        if data is not None:
            documents.append(Document(path, text, index, span.line, data))
    if not documents and not found:
        found.append(warning("empty-file", "holds no spec", Span(path), "delete the file, or write a spec into it"))
    return tuple(documents), tuple(found)


class _TooDeep(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _composed(text: str, depth: int) -> Iterator[Node]:
    """Compose all documents. The C composer recurses, so text that may nest very deep is measured first."""
    if text.count("[") + text.count("{") > _MANY_BRACKETS or _MAY_NEST.search(text):
        _check_depth(text, depth)
    yield from yaml.compose_all(text, Loader=_Loader)


def _check_depth(text: str, most: int) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > most:
                raise _TooDeep(event.start_mark.line + 1 if event.start_mark else 0)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


@lru_cache(maxsize=16)
def _roots(text: str) -> tuple[Node, ...]:
    """The node trees of a text that was read before; kept only for files that have findings."""
    return tuple(yaml.compose_all(text, Loader=_Loader))


def _found(node: Node, loc: Location) -> tuple[Node | None, Node]:
    """The key and the value at `loc`, or of the nearest part around it that exists."""
    name: Node | None = None
    for step in loc:
        found = _child(node, step)
        if found is not None:
            name, node = found
    return name, node


def _child(node: Node, step: str | int) -> tuple[Node | None, Node] | None:
    if isinstance(node, MappingNode):
        for name, value in node.value:
            if name.value == step:
                return name, value
    elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None


def _yaml_error(path: str, text: str, problem: yaml.YAMLError) -> Diagnostic:
    mark = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
    if mark is None:
        return error("yaml", f"cannot be read as YAML: {problem}", Span(path))
    what = getattr(problem, "problem", None) or getattr(problem, "context", None) or "cannot be read"
    span = Span(path, mark.line + 1, mark.column + 1)
    lines = text.split("\n")
    line = lines[mark.line] if mark.line < len(lines) else ""
    before = lines[mark.line - 1] if 0 < mark.line <= len(lines) else ""
    return error("yaml", f"is not valid YAML here: {what}", span, hints.yaml_line(line, what, before))


class _Converter:
    """Turns one document's nodes into plain data and notes what plain data cannot hold."""

    def __init__(self, path: str, found: list[Diagnostic], limits: Limits) -> None:
        self._path = path
        self._found = found
        self._open: set[int] = set()
        self._limits = limits
        self._left = limits.values
        self._too_many = False

    def convert(self, root: Node) -> dict[str, Any] | None:
        before = len(self._found)
        data = self._value(root)
        return data if len(self._found) == before and isinstance(data, dict) else None

    def _report(self, code: str, message: str, node: Node, hint: str = "") -> None:
        span = Span(self._path, node.start_mark.line + 1, node.start_mark.column + 1)
        self._found.append(error(code, message, span, hint))

    def _report_too_many(self, node: Node) -> None:
        if not self._too_many:
            self._too_many = True
            message = f"unfolds to more than {self._limits.values:,} values"
            self._report("too-many-values", message, node, "use fewer aliases, or split it into several specs")

    def _value(self, node: Node) -> Any:
        self._left -= 1
        if self._left < 0:
            self._report_too_many(node)
            return None
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if id(node) in self._open:
            self._report("alias-in-itself", "an alias stands inside what it names", node, "write it out")
            return None
        if len(self._open) >= self._limits.depth:
            raise _TooDeep(node.start_mark.line + 1)
        if not node.tag.startswith(_STANDARD_TAG):
            self._report("yaml-tag", f"the tag {node.tag} has no meaning here", node, "delete it")
        self._open.add(id(node))
        value = self._mapping(node) if isinstance(node, MappingNode) else [self._value(each) for each in node.value]
        self._open.discard(id(node))
        return value

    def _scalar(self, node: ScalarNode) -> str | None:
        tag: str = node.tag
        if tag == _NULL_TAG:
            return None
        if not tag.startswith(_STANDARD_TAG):
            self._report("yaml-tag", f"the tag {tag} has no meaning here", node, "delete it, or put the text in quotes")
        text: str = node.value
        if len(text) > self._limits.text:
            message = f"a text of {len(text):,} characters is longer than {self._limits.text:,}"
            self._report("text-too-long", message, node, "shorten it, or split it into several specs")
        if leaves_direction_open(text):
            self._report("open-direction", "a mark that turns the reading direction is not closed", node, "delete it")
        bad = FORBIDDEN.search(text) if node.style == '"' else None
        if bad:
            self._report("control-character", f"holds the character U+{ord(bad[0]):04X}", node, "delete it")
        return text

    def _mapping(self, node: MappingNode) -> dict[str, Any]:
        first: dict[str, Node] = {}
        data: dict[str, Any] = {}
        for name, value_node in node.value:
            if not isinstance(name, ScalarNode):
                self._report("key-not-text", "a key must be a plain text", name, "put it in quotes")
                continue
            key = name.value
            if key in first:
                line = first[key].start_mark.line + 1
                self._report(
                    "duplicate-key", f"'{key}' stands here again; line {line} has it already", name, "keep one of them"
                )
                continue
            first[key] = name
            value = self._value(value_node)
            if value is not None:
                data[key] = value
        return data
