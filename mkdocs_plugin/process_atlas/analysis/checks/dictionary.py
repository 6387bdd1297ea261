"""Rules on the data dictionary: fields that stand somewhere, hold what they say, and are given with care."""

from __future__ import annotations

from collections.abc import Iterator

from process_atlas.analysis.checks.rules import Finding, Leaning, Scope, about, is_to_be_used, named, rule
from process_atlas.analysis.checks.values import NUMBERS, misfit, pattern_problem
from process_atlas.analysis.lineage import Touch
from process_atlas.diagnostics import Severity
from process_atlas.spec.model import FieldSpec, FieldType

GROUP = "dictionary"

_WORDS = frozenset({FieldType.STRING, FieldType.TEXT, FieldType.EMAIL, FieldType.PHONE, FieldType.URL})
_TYPES_OF_KEY = {
    "values": frozenset({FieldType.ENUM}),
    "refers_to": frozenset({FieldType.REFERENCE}),
    "min_length": _WORDS,
    "max_length": _WORDS,
    "pattern": _WORDS,
    "minimum": NUMBERS,
    "maximum": NUMBERS,
    "unit": NUMBERS,
}


@rule(
    "field-unused",
    Severity.WARNING,
    GROUP,
    "Every field stands in a data structure.",
    "每个字段都属于某个数据结构。",
    leans_on=Leaning.CATALOG,
)
def field_unused(scope: Scope) -> Iterator[Finding]:
    """Fields that no structure has; drafts and retired ones need none."""
    for field in scope.catalog.fields.values():
        if is_to_be_used(field) and field.id not in scope.atlas.lineage.structures_of:
            yield about(
                field, f"no data structure has the field {named(field)}", "add it to a group, or retire it", "id"
            )


@rule(
    "enum-without-values",
    Severity.WARNING,
    GROUP,
    "Every choice field lists its values.",
    "每个枚举字段都列出可选值。",
)
def enum_without_values(scope: Scope) -> Iterator[Finding]:
    """Enums of nothing."""
    for field in scope.catalog.fields.values():
        if field.type is FieldType.ENUM and not field.values:
            yield about(field, f"{named(field)} is a choice of no values", "list them in `values`", "type")


@rule(
    "repeated-value",
    Severity.WARNING,
    GROUP,
    "The values of a choice field differ.",
    "枚举字段的可选值互不相同。",
)
def repeated_value(scope: Scope) -> Iterator[Finding]:
    """Enum values that stand twice."""
    for field in scope.catalog.fields.values():
        seen: set[str] = set()
        for index, each in enumerate(field.values):
            if each.value in seen:
                message = f"{named(field)} has the value '{each.value}' twice"
                yield about(field, message, "keep one of them", "values", index, "value")
            seen.add(each.value)


@rule(
    "key-not-for-field",
    Severity.WARNING,
    GROUP,
    "What a field says about itself goes with its type.",
    "字段的说明与其类型相符。",
)
def key_not_for_field(scope: Scope) -> Iterator[Finding]:
    """Keys that mean nothing for a field of that type."""
    for field in scope.catalog.fields.values():
        for key, types in _TYPES_OF_KEY.items():
            if getattr(field, key) not in (None, ()) and field.type not in types:
                hint = f"it goes with: {', '.join(sorted(types))}"
                yield about(field, f"`{key}` says nothing about a field of type {field.type}", hint, key, key=True)


@rule(
    "reference-without-target",
    Severity.WARNING,
    GROUP,
    "Every reference field says which structure it points to.",
    "每个引用字段都写明指向哪个数据结构。",
)
def reference_without_target(scope: Scope) -> Iterator[Finding]:
    """References to nowhere."""
    for field in scope.catalog.fields.values():
        if field.type is FieldType.REFERENCE and not field.refers_to:
            yield about(field, f"{named(field)} does not say what it refers to", "add `refers_to`", "type")


@rule(
    "limits-crossed",
    Severity.WARNING,
    GROUP,
    "The lower limit of a field is not above the upper one.",
    "字段的下限不高于上限。",
)
def limits_crossed(scope: Scope) -> Iterator[Finding]:
    """Limits that no value can keep."""
    for field in scope.catalog.fields.values():
        for low, high in (("min_length", "max_length"), ("minimum", "maximum")):
            least, most = getattr(field, low), getattr(field, high)
            if least is not None and most is not None and least > most:
                yield about(field, f"no value of {named(field)} is from {least:g} to {most:g}", "swap them", low)


@rule(
    "bad-pattern",
    Severity.WARNING,
    GROUP,
    "Every pattern is a regular expression that can be used.",
    "每个格式规则都是有效的正则表达式。",
)
def bad_pattern(scope: Scope) -> Iterator[Finding]:
    """Patterns that cannot be read."""
    for field in scope.catalog.fields.values():
        problem = pattern_problem(field.pattern) if field.pattern else ""
        if problem:
            yield about(
                field,
                f"the pattern of {named(field)} cannot be used: {problem}",
                "write a regular expression",
                "pattern",
            )


@rule(
    "bad-example",
    Severity.WARNING,
    GROUP,
    "Every example is a value that its field takes.",
    "每个示例都符合字段自身的规定。",
)
def bad_example(scope: Scope) -> Iterator[Finding]:
    """Examples that do not fit the type, the limits, the values or the pattern of their own field."""
    for field in scope.catalog.fields.values():
        for lang, text in field.example.by_language if field.example else ():
            why = misfit(field, text)
            if why:
                loc = ("example", lang) if lang else ("example",)
                yield about(
                    field, f"the example '{text}' of {named(field)} {why}", "mend it, or the rule it breaks", *loc
                )


@rule(
    "field-repeated",
    Severity.WARNING,
    GROUP,
    "A field stands once in a structure.",
    "同一字段在一个数据结构中只出现一次。",
)
def field_repeated(scope: Scope) -> Iterator[Finding]:
    """Fields that several places of one structure have."""
    for data in scope.catalog.data.values():
        seen: set[str] = set()
        for index, group in enumerate(data.groups):
            for place, use in enumerate(group.fields):
                if use.field in seen:
                    field = named(scope.catalog.fields[use.field])
                    message = f"{named(data)} has the field {field} twice"
                    yield about(data, message, "keep it in one group", "groups", index, "fields", place)
                seen.add(use.field)


@rule(
    "ambiguous-part",
    Severity.WARNING,
    GROUP,
    "The parts of a structure have names of their own.",
    "数据结构各部分的名称互不相同。",
)
def ambiguous_part(scope: Scope) -> Iterator[Finding]:
    """Groups whose id another group, or a field of the structure, has too."""
    for data in scope.catalog.data.values():
        fields = {use.field for group in data.groups for use in group.fields}
        seen: set[str] = set()
        for index, group in enumerate(data.groups):
            if group.id in fields | seen:
                message = f"'{data.id}.{group.id}' may mean two parts of {named(data)}"
                yield about(data, message, "give the group another id", "groups", index, "id")
            seen.add(group.id)


@rule(
    "personal-data-leave",
    Severity.INFO,
    GROUP,
    "Personal data go out only to whom they come from.",
    "个人信息只发给其来源方。",
)
def personal_data_leave(scope: Scope) -> Iterator[Finding]:
    """Personal fields that come to external roles who did not give them; one for each place and role."""
    disclosures: dict[tuple[Touch, str], list[FieldSpec]] = {}
    for each in scope.atlas.lineage.disclosures:
        disclosures.setdefault((each.touch, each.role), []).append(scope.catalog.fields[each.field])
    for (touch, id), fields in disclosures.items():
        at, role = scope.step(touch.process, touch.step), named(scope.catalog.roles[id])
        more = f" and {len(fields) - 1} more personal fields" if len(fields) > 1 else ""
        data, way = f"{named(fields[0])}{more}", f"{touch.verb.removesuffix('s')} less"
        sent = f"{at.name} sends {data} to {role}, who did not give them"
        message = sent if touch.verb == "sends" else f"{role} {touch.verb} {data} in {at.name}, and did not give them"
        yield at.finding(message, f"see that there is a ground for it, or {way}", touch.verb, touch.index)
