"""Rules on fields in their surroundings: in other tools, in several structures, in systems that may hold them."""

from __future__ import annotations

from collections.abc import Iterator

from process_atlas.analysis.checks.rules import Finding, Leaning, Scope, about, named, rule
from process_atlas.diagnostics import Severity
from process_atlas.spec.model import Data, FieldSpec, Sensitivity

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
    for data in scope.catalog.data.values():
        seen: dict[tuple[str, str], FieldSpec] = {}
        for id in dict.fromkeys(use.field for group in data.groups for use in group.fields):
            field = scope.catalog.fields[id]
            for tool, name in field.maps_to.items():
                other = seen.setdefault((tool, name), field)
                if other is not field:
                    message = f"{named(other)} and {named(field)} of {named(data)} are both '{name}' in {tool}"
                    yield about(field, message, "give each a field of its own there, or keep one", "maps_to", tool)


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
    for data in scope.catalog.data.values():
        for index, group in enumerate(data.groups):
            for place, use in enumerate(group.fields):
                note = use.note.get(lang).casefold() if use.note else ""
                if not note:
                    continue
                other, told = first.setdefault(use.field, (data, note))
                if told != note:
                    field = named(scope.catalog.fields[use.field])
                    message = f"{field} is explained otherwise in {named(other)}"
                    hint = "if it means something else here, it is a field of its own"
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
            may = f"marked {system.sensitivity}" if system.sensitivity else "not marked"
            message = f"{named(data)} holds the {gravest.sensitivity} field {named(gravest)}; {named(system)} is {may}"
            hint = f"keep it elsewhere, or clear the system with `sensitivity: {gravest.sensitivity}`"
            yield about(data, message, hint, "store")
