"""Rules on fields in their surroundings: in other tools, in several structures, in systems that may hold them."""

from __future__ import annotations

from collections.abc import Iterator

from process_atlas.analysis.checks.rules import Finding, Leaning, Scope, about, named, rule
from process_atlas.analysis.diff.words import word
from process_atlas.diagnostics import Severity
from process_atlas.said import Said, quote, say
from process_atlas.spec.model import Data, FieldSpec, Sensitivity, System

GROUP = "dictionary"


@rule(
    "mapped-twice",
    Severity.WARNING,
    GROUP,
    "No two fields of a structure go to the same field of another tool.",
    "同一数据结构的两个字段不对应外部工具的同一字段。",
)
def mapped_twice(scope: Scope) -> Iterator[Finding]:
    """Fields of which one would overwrite the other there."""
    hint = say("give each a field of its own there, or keep one", "在外部工具中分别对应不同的字段，或只保留一个字段")
    for data in scope.catalog.data.values():
        seen: dict[tuple[str, str], FieldSpec] = {}
        for id in dict.fromkeys(use.field for group in data.groups for use in group.fields):
            field = scope.catalog.fields[id]
            for tool, name in field.maps_to.items():
                other = seen.setdefault((tool, name), field)
                if other is not field:
                    parts = {"data": named(data), "other": named(other), "field": named(field), "tool": tool}
                    message = say(
                        "{other} and {field} of {data} are both {name} in {tool}",
                        "{data}的{other}和{field}在{tool}中都对应{name}",
                        name=quote(name),
                        **parts,
                    )
                    yield about(field, message, hint, "maps_to", tool)


@rule(
    "meaning-differs",
    Severity.INFO,
    GROUP,
    "A field means the same in every structure.",
    "同一字段在各个数据结构中含义一致。",
)
def meaning_differs(scope: Scope) -> Iterator[Finding]:
    """Fields that two structures explain with different notes."""
    first: dict[str, tuple[Data, str]] = {}
    lang = scope.catalog.languages[0]
    hint = say("if it means something else here, it is a field of its own", "如果此处含义不同，就应另设一个字段")
    for data in scope.catalog.data.values():
        for index, group in enumerate(data.groups):
            for place, use in enumerate(group.fields):
                note = use.note.get(lang).casefold() if use.note else ""
                if not note:
                    continue
                other, told = first.setdefault(use.field, (data, note))
                if told != note:
                    names = {"field": named(scope.catalog.fields[use.field]), "data": named(other)}
                    message = say(
                        "{field} is explained otherwise in {data}", "{field}在{data}中的说明与此处不同", **names
                    )
                    yield about(data, message, hint, "groups", index, "fields", place, "note")


@rule(
    "system-not-cleared",
    Severity.WARNING,
    GROUP,
    "Personal data are kept only in systems that are marked for them.",
    "个人信息只保存在已标明可存放的系统中。",
    leans_on=Leaning.CATALOG,
)
def system_not_cleared(scope: Scope) -> Iterator[Finding]:
    """Stores of personal data in systems that may not hold them. Nothing is said before the first system is marked."""
    systems = scope.catalog.systems
    if not any(system.sensitivity for system in systems.values()):
        return
    for data in scope.catalog.data.values():
        held = [scope.catalog.fields[id] for id in scope.catalog.parts[data.id].fields]
        gravest = max(held, key=lambda field: field.sensitivity.rank)
        if data.store is None or gravest.sensitivity.rank < Sensitivity.PERSONAL.rank:
            continue
        system = systems[data.store]
        if system.sensitivity is None or system.sensitivity.rank < gravest.sensitivity.rank:
            hint = say(
                "keep it elsewhere, or clear the system with `sensitivity: {level}`",
                "改存到其他系统，或为该系统标明 `sensitivity: {level}`",
                level=gravest.sensitivity.value,
            )
            yield about(data, _not_cleared(data, gravest, system), hint, "store")


def _not_cleared(data: Data, gravest: FieldSpec, system: System) -> Said:
    return say(
        "{data} holds the {level} field {field}; {system} is {marked}",
        "{data}含有{level}字段{field}，而{system}{marked}",
        data=named(data),
        level=_level(gravest.sensitivity),
        field=named(gravest),
        system=named(system),
        marked=_marked(system),
    )


def _marked(system: System) -> Said:
    if system.sensitivity is None:
        return say("not marked", "没有标明敏感级别")
    return say("marked {level}", "标明的敏感级别是{level}", level=_level(system.sensitivity))


def _level(level: Sensitivity) -> Said:
    return Said(level.value, word(level.value).get("zh"))
