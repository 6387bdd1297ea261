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
from process_atlas.said import NOTHING, Said, say
from process_atlas.spec.decoding import DELETE, FORBIDDEN, SourceFile, decoded, forbidden
from process_atlas.spec.direction import leaves_direction_open
from process_atlas.spec.limits import STANDARD, Limits
from process_atlas.spec.yaml_words import unreadable

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
        return (), (unreadable(file.path, text, problem),)
    except _TooDeep as problem:
        message = say("nests deeper than {most} levels", "嵌套超过 {most} 层", most=limits.depth)
        return (), (error("too-deep", message, Span(file.path, problem.line, 1)),)


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
            found.append(error("not-a-spec", _NOT_A_SPEC, span, Said("begin with `kind:`", "以 `kind:` 开头")))
            continue
        data = _Converter(path, found, limits).convert(root)
        if data is not None:
            documents.append(Document(path, text, index, span.line, data))
    if not documents and not found:
        hint = Said("delete the file, or write a spec into it", "删除该文件，或写入规范")
        found.append(warning("empty-file", Said("holds no spec", "文件中没有规范"), Span(path), hint))
    return tuple(documents), tuple(found)


_NOT_A_SPEC = Said("a spec is a map of keys, such as `kind: process`", "规范应由“键: 值”组成，如 `kind: process`")


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

    def _report(self, code: str, message: Said, node: Node, hint: Said = NOTHING) -> None:
        span = Span(self._path, node.start_mark.line + 1, node.start_mark.column + 1)
        self._found.append(error(code, message, span, hint))

    def _report_too_many(self, node: Node) -> None:
        if not self._too_many:
            self._too_many = True
            most = f"{self._limits.values:,}"
            message = say("unfolds to more than {most} values", "展开后超过 {most} 个值", most=most)
            hint = Said("use fewer aliases, or split it into several specs", "少用别名，或拆分成多份规范")
            self._report("too-many-values", message, node, hint)

    def _value(self, node: Node) -> Any:
        self._left -= 1
        if self._left < 0:
            self._report_too_many(node)
            return None
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if id(node) in self._open:
            message = Said("an alias stands inside what it names", "别名引用了自身所在的内容")
            self._report("alias-in-itself", message, node, Said("write it out", "不用别名，直接写出内容"))
            return None
        if len(self._open) >= self._limits.depth:
            raise _TooDeep(node.start_mark.line + 1)
        if not node.tag.startswith(_STANDARD_TAG):
            self._report("yaml-tag", _strange(node.tag), node, DELETE)
        self._open.add(id(node))
        value = self._mapping(node) if isinstance(node, MappingNode) else [self._value(each) for each in node.value]
        self._open.discard(id(node))
        return value

    def _scalar(self, node: ScalarNode) -> str | None:
        tag: str = node.tag
        if tag == _NULL_TAG:
            return None
        if not tag.startswith(_STANDARD_TAG):
            hint = Said("delete it, or put the text in quotes", "将其删除，或给文字加英文引号")
            self._report("yaml-tag", _strange(tag), node, hint)
        self._check(node, node.value)
        text: str = node.value
        return text

    def _check(self, node: ScalarNode, text: str) -> None:
        if len(text) > self._limits.text:
            message = say(
                "a text of {length} characters is longer than {most}",
                "文字共 {length} 个字符，超过上限 {most}",
                length=f"{len(text):,}",
                most=f"{self._limits.text:,}",
            )
            hint = Said("shorten it, or split it into several specs", "缩短文字，或拆分成多份规范")
            self._report("text-too-long", message, node, hint)
        if leaves_direction_open(text):
            message = Said("a mark that turns the reading direction is not closed", "改变文字方向的控制符没有成对闭合")
            self._report("open-direction", message, node, DELETE)
        bad = FORBIDDEN.search(text) if node.style == '"' else None
        if bad:
            self._report("control-character", forbidden(bad[0]), node, DELETE)

    def _mapping(self, node: MappingNode) -> dict[str, Any]:
        first: dict[str, Node] = {}
        data: dict[str, Any] = {}
        for name, value_node in node.value:
            if not isinstance(name, ScalarNode):
                message = Said("a key must be a plain text", "键必须是普通文字")
                self._report("key-not-text", message, name, Said("put it in quotes", "加上英文引号"))
                continue
            key = name.value
            if key in first:
                self._report("duplicate-key", _again(key, first[key]), name, Said("keep one of them", "只保留一个"))
                continue
            first[key] = name
            value = self._value(value_node)
            if value is not None:
                data[key] = value
        return data


def _strange(tag: str) -> Said:
    return say("the tag {tag} has no meaning here", "标签 {tag} 在此处没有意义", tag=tag)


def _again(key: str, first: Node) -> Said:
    return say(
        "'{key}' stands here again; line {line} has it already",
        "键“{key}”重复，第 {line} 行已经写过",
        key=key,
        line=first.start_mark.line + 1,
    )
