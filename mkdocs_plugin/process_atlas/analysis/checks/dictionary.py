"""Rules on the data dictionary: fields that stand somewhere, hold what they say, and are given with care."""

from __future__ import annotations

from collections.abc import Iterator

from process_atlas.analysis.checks.rules import Finding, Leaning, Scope, about, is_to_be_used, named, rule
from process_atlas.analysis.checks.values import NUMBERS, misfit, pattern_problem
from process_atlas.analysis.diff.words import verb, word
from process_atlas.analysis.lineage import Touch
from process_atlas.diagnostics import Severity
from process_atlas.said import Said, in_a_row, say
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
            message = say("no data structure has the field {field}", "没有数据结构包含字段{field}", field=named(field))
            yield about(field, message, say("add it to a group, or retire it", "把它加入某个分组，或将其停用"), "id")


@rule(
    "enum-without-values",
    Severity.WARNING,
    GROUP,
    "Every choice field lists its values.",
    "每个单选字段都列出可选值。",
)
def enum_without_values(scope: Scope) -> Iterator[Finding]:
    """Enums of nothing."""
    for field in scope.catalog.fields.values():
        if field.type is FieldType.ENUM and not field.values:
            message = say("{field} is a choice of no values", "单选字段{field}没有可选值", field=named(field))
            yield about(field, message, say("list them in `values`", "在 `values` 中列出可选值"), "type")


@rule(
    "repeated-value",
    Severity.WARNING,
    GROUP,
    "The values of a choice field differ.",
    "单选字段的可选值互不相同。",
)
def repeated_value(scope: Scope) -> Iterator[Finding]:
    """Enum values that stand twice."""
    for field in scope.catalog.fields.values():
        seen: set[str] = set()
        for index, each in enumerate(field.values):
            if each.value in seen:
                message = say(
                    "{field} has the value '{value}' twice",
                    "{field}的可选值“{value}”出现了两次",
                    field=named(field),
                    value=each.value,
                )
                yield about(field, message, say("keep one of them", "只保留一个"), "values", index, "value")
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
                message = say(
                    "`{key}` says nothing about a field of type {type}",
                    "`{key}` 不适用于类型为“{type}”的字段",
                    key=key,
                    type=_typed(field.type),
                )
                suited = in_a_row([_typed(each) for each in sorted(types)])
                hint = say("it goes with: {types}", "适用于：{types}", types=suited)
                yield about(field, message, hint, key, key=True)


def _typed(type: FieldType) -> Said:
    """A type as it is written in a spec; for readers of Chinese with its name before it."""
    return Said(type.value, f"{word(type.value).get('zh')}（`{type.value}`）")


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
            message = say(
                "{field} does not say what it refers to", "引用字段{field}没有写明引用对象", field=named(field)
            )
            yield about(field, message, say("add `refers_to`", "补上 `refers_to`"), "type")


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
                message = say(
                    "no value of {field} is from {least} to {most}",
                    "{field}的下限{least}高于上限{most}，任何值都不符合",
                    field=named(field),
                    least=f"{least:g}",
                    most=f"{most:g}",
                )
                yield about(field, message, say("swap them", "把两者对调"), low)


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
            message = say(
                "the pattern of {field} cannot be used: {problem}",
                "{field}的格式规则无法使用：{problem}",
                field=named(field),
                problem=problem,
            )
            yield about(field, message, say("write a regular expression", "写成有效的正则表达式"), "pattern")


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
                message = say(
                    "the example '{text}' of {field} {why}",
                    "{field}的示例“{text}”{why}",
                    text=text,
                    field=named(field),
                    why=why,
                )
                hint = say("mend it, or the rule it breaks", "改正示例，或修改它所违反的规定")
                yield about(field, message, hint, *loc)


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
                    message = say(
                        "{data} has the field {field} twice",
                        "字段{field}在{data}中出现了两次",
                        data=named(data),
                        field=named(scope.catalog.fields[use.field]),
                    )
                    hint = say("keep it in one group", "只保留在一个分组中")
                    yield about(data, message, hint, "groups", index, "fields", place)
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
                message = say(
                    "'{data}.{group}' may mean two parts of {title}",
                    "“{data}.{group}”可能指{title}的两个部分",
                    data=data.id,
                    group=group.id,
                    title=named(data),
                )
                yield about(data, message, say("give the group another id", "给分组换一个 id"), "groups", index, "id")
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
        hint = say(
            "see that there is a ground for it, or {verb} less",
            "确认这样做有依据，或减少{verb}的信息",
            verb=Said(touch.verb.removesuffix("s"), verb(touch.verb).get("zh")),
        )
        yield at.finding(_disclosed(touch, at.name, role, _personal(fields)), hint, touch.verb, touch.index)


def _personal(fields: list[FieldSpec]) -> Said:
    return say(
        "{field} and {more} more personal fields" if len(fields) > 1 else "{field}",
        "{field}等{count}个个人信息字段" if len(fields) > 1 else "{field}",
        field=named(fields[0]),
        more=len(fields) - 1,
        count=len(fields),
    )


def _disclosed(touch: Touch, step: Said, role: Said, data: Said) -> Said:
    parts = {"step": step, "role": role, "data": data, "verb": verb(touch.verb)}
    if touch.verb == "sends":
        return say(
            "{step} sends {data} to {role}, who did not give them",
            "步骤{step}把{data}发送给{role}，而这些信息不是对方提供的",
            **parts,
        )
    return say(
        "{role} {verb} {data} in {step}, and did not give them",
        "{role}在步骤{step}中{verb}{data}，而这些信息不是其提供的",
        **parts,
    )
