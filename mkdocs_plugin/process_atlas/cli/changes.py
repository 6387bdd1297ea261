"""Changes as a report: for people (`text`), for programs (`json`), for a pull request's description (`markdown`)."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from process_atlas.analysis.diff import CatalogChanges, Change, Size, SpecChanges
from process_atlas.analysis.diff.words import SIZES
from process_atlas.catalog import Key
from process_atlas.diagnostics import Span
from process_atlas.history import Read
from process_atlas.said import LANGUAGES
from process_atlas.spec.nouns import NOUNS
from process_atlas.spec.values import Text

_WORDS = {
    "new": ("new", "新增"),
    "gone": ("gone", "已删除"),
    "due": ("version {due} is due", "应改为 {due} 版"),
    "enough": ("raised as is due", "版本号已相应提高"),
    "nothing": ("no changes", "没有变化"),
    "total": ("{specs} specs changed: {sizes}", "{specs} 份规范有变化：{sizes}"),
    "one": ("1 spec changed: {sizes}", "1 份规范有变化：{sizes}"),
    "uncompared": ("not compared, for they cannot be read on one side: {names}", "其中一方无法读取，未作比较：{names}"),
    "manifest": ("catalogue", "目录"),
    "brackets": (" ({text})", "（{text}）"),
    "colon": (": ", "："),
    "comma": (", ", "，"),
}


@dataclass(frozen=True, slots=True)
class ChangeReport:
    """What a report is made from: both states, what lies between them, and the language to tell it in."""

    old: Read
    new: Read
    changes: CatalogChanges
    lang: str

    def say(self, word: str, **values: object) -> str:
        """A word of the report."""
        return _WORDS[word][LANGUAGES.index(self.lang)].format(**values)

    def size(self, size: Size) -> str:
        """The name of a class."""
        return SIZES[size].get(self.lang)

    def kind(self, kind: str) -> str:
        """What a kind of spec, or the manifest, is called."""
        return NOUNS[kind].get(self.lang) if kind in NOUNS else self.say(kind)

    def place(self, spec: SpecChanges, change: Change) -> Span:
        """Where a change stands: in the new state, or in the old one for what is gone."""
        document = self.new.state.documents.get(spec.key)
        if document:
            return document.locate(change.loc)
        return self.old.state.documents[spec.key].locate(change.old_loc)

    def versions(self, spec: SpecChanges) -> str:
        """`1.0.0 → 1.1.0`, and what is due."""
        if not (spec.old_version and spec.new_version):
            return " ".join(filter(None, [spec.old_version, spec.new_version, self._came_or_went(spec)]))
        moved = spec.old_version != spec.new_version
        told = f"{spec.old_version} → {spec.new_version}" if moved else spec.new_version
        if not spec.due:
            return told
        state = self.say("enough") if spec.raised_enough else self.say("due", due=spec.due)
        return f"{told}{self.say('comma')}{self.size(spec.size)}{self.say('colon')}{state}"

    def _came_or_went(self, spec: SpecChanges) -> str:
        return self.say("new") if spec.new_version else self.say("gone") if spec.old_version else ""

    def summary(self) -> str:
        """How many specs changed, and how many changes of each class there are."""
        specs = self.changes.specs
        counted = Counter(change.size for spec in specs for change in spec.changes)
        told = self.say("comma").join(f"{counted[size]} {self.size(size)}" for size in SIZES if counted[size])
        if not specs:
            return self.say("nothing")
        return self.say("one" if len(specs) == 1 else "total", specs=len(specs), sizes=told)

    def uncompared(self) -> list[str]:
        """A line on the specs that could not be compared, if there are some."""
        names = [f"{self.kind(kind)} {id}" for kind, id in self.changes.uncompared]
        return [self.say("uncompared", names=", ".join(names))] if names else []


def as_text(report: ChangeReport) -> str:
    """The changes of each spec, the gravest first, then a summary."""
    lines: list[str] = []
    for spec in report.changes.specs:
        lines.append(f"{spec.title.get(report.lang)}{report.say('brackets', text=_named(report, spec.key))}")
        lines[-1] = f"{lines[-1]} {report.versions(spec)}".rstrip()
        lines += [f"  {report.size(each.size):6} {each.sentence.get(report.lang)}" for each in _sorted(spec)]
        lines.append("")
    return "\n".join([*lines, *report.uncompared(), report.summary()])


def as_markdown(report: ChangeReport) -> str:
    """Headings and lists, with what users wrote escaped."""
    lines: list[str] = []
    for spec in report.changes.specs:
        title = _escaped(spec.title.get(report.lang))
        about = report.say("brackets", text=report.kind(spec.kind))
        lines += [f"### {title}{about} {report.versions(spec)}".rstrip(), ""]
        for each in _sorted(spec):
            lines.append(f"- **{report.size(each.size)}** {_escaped(each.sentence.get(report.lang))}")
        lines.append("")
    return "\n".join([*lines, *map(_escaped, report.uncompared()), report.summary()])


def as_json(report: ChangeReport) -> str:
    """Every change with its code, class, place, values before and after, and sentence in both languages."""
    whole = {
        "old": report.old.name,
        "new": report.new.name,
        "specs": [_spec(report, each) for each in report.changes.specs],
        "uncompared": [{"kind": kind, "id": id} for kind, id in report.changes.uncompared],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


FORMATS: dict[str, Callable[[ChangeReport], str]] = {"text": as_text, "json": as_json, "markdown": as_markdown}
"""The table of report formats."""


def _sorted(spec: SpecChanges) -> Iterator[Change]:
    return iter(sorted(spec.changes, key=lambda each: -each.size))


def _named(report: ChangeReport, key: Key) -> str:
    return f"{report.kind(key[0])} {key[1]}".rstrip()


_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~@])")


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _spec(report: ChangeReport, spec: SpecChanges) -> Mapping[str, Any]:
    return {
        "kind": spec.kind,
        "id": spec.id,
        "title": _written(spec.title),
        "old_version": spec.old_version or None,
        "new_version": spec.new_version or None,
        "class": str(spec.size),
        "due": spec.due or None,
        "raised_enough": spec.raised_enough,
        "changes": [_change(report, spec, each) for each in spec.changes],
    }


def _change(report: ChangeReport, spec: SpecChanges, change: Change) -> Mapping[str, Any]:
    span = report.place(spec, change)
    return {
        "code": change.code,
        "class": str(change.size),
        "part": change.part.value,
        "id": change.id,
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "before": _written(change.before),
        "after": _written(change.after),
        "roles": list(change.roles),
        "sentence": _written(change.sentence),
    }


def _written(text: Text | None) -> object:
    """A text as it would be written in a spec: a string, or a map of languages."""
    if text is None:
        return None
    written = dict(text.by_language)
    return written[""] if set(written) == {""} else written
