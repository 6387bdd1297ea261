"""Which keys go with which type of step, and what must be unique inside one spec."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from process_atlas.diagnostics import Diagnostic, error
from process_atlas.said import Said, in_a_row, say
from process_atlas.spec.choices import StepType
from process_atlas.spec.model import KINDS, Manifest, Process, Step
from process_atlas.spec.source import Document, Location

_EVERY = frozenset({"id", "type", "title", "description", "key", "level", "responsible"})
_WORK = frozenset(
    "accountable consulted informed system receives sends creates reads updates deletes".split()
    + "within overdue duration how".split()
)
KEYS: Mapping[StepType, frozenset[str]] = {
    StepType.TASK: _EVERY | _WORK | {"next", "channels"},
    StepType.DECISION: _EVERY | _WORK | {"branches"},
    StepType.SUBPROCESS: _EVERY | _WORK | {"next", "process"},
    StepType.PARALLEL: _EVERY | {"next"},
    StepType.INCLUSIVE: _EVERY | {"next", "branches", "how"},
    StepType.WAIT: _EVERY | {"next", "for", "within", "overdue", "informed"},
    StepType.START: _EVERY | {"next", "channels", "receives"},
    StepType.END: _EVERY | {"informed", "sends"},
}
"""The keys that go with each type of step, as they are written."""
NEEDED: Mapping[StepType, tuple[str, ...]] = {
    StepType.TASK: ("title",),
    StepType.DECISION: ("title", "branches"),
    StepType.SUBPROCESS: ("title", "process"),
    StepType.WAIT: ("title", "for"),
    StepType.START: ("title",),
    StepType.END: ("title",),
}
"""The keys that each type of step cannot do without."""


def shape_problems(process: Process, document: Document) -> list[Diagnostic]:
    """What is wrong with the steps' ids and with keys that their types need or do not take."""
    return [*_repeated_ids(process, document), *_wrong_keys(process, document)]


def manifest_problems(manifest: Manifest, document: Document) -> Iterator[Diagnostic]:
    """Areas and other catalogues whose id is taken already, or means something else."""
    yield from _taken(Said("area", "领域"), "areas", [each.id for each in manifest.areas], document)
    yield from _taken(Said("catalogue", "目录"), "catalogs", [each.id for each in manifest.catalogs], document)
    for index, each in enumerate(manifest.catalogs):
        if each.id in KINDS:
            message = say(
                "'{id}:' means a kind of spec, so no catalogue can be called '{id}'",
                "“{id}:”表示规范的类别，目录不能叫“{id}”",
                id=each.id,
            )
            yield error("wrong-value", message, document.locate(("catalogs", index, "id")), _OTHER_ID)


_OTHER_ID = Said("give it another id", "换一个 id")


def _taken(what: Said, key: str, ids: Iterable[str], document: Document) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for index, id in enumerate(ids):
        if id.casefold() in seen:
            span = document.locate((key, index, "id"))
            message = say("the {what} id '{id}' is taken already", "{what} id“{id}”已被使用", what=what, id=id)
            yield error("duplicate-id", message, span, _OTHER_ID)
        seen.add(id.casefold())


def _repeated_ids(process: Process, document: Document) -> Iterator[Diagnostic]:
    seen: dict[str, int] = {}
    for index, step in enumerate(process.steps):
        first = seen.setdefault(step.id.casefold(), index)
        if first != index:
            line = document.locate(("steps", first, "id")).line
            span = document.locate(("steps", index, "id"))
            message = say(
                "the step id '{id}' is taken already in line {line}",
                "步骤 id“{id}”已被第 {line} 行使用",
                id=step.id,
                line=line,
            )
            yield error("duplicate-id", message, span, Said("give one of them another id", "为其中一个换一个 id"))


def _wrong_keys(process: Process, document: Document) -> Iterator[Diagnostic]:
    for index, step in enumerate(process.steps):
        for key in NEEDED.get(step.type, ()):
            if key not in _written(step):
                message = say(
                    "'{key}' is missing: a step of type {type} needs it",
                    "缺少“{key}”：{type} 类型的步骤必须写明",
                    key=key,
                    type=step.type,
                )
                yield error("missing-key", message, document.locate(("steps", index)), Said("write it", "补上即可"))
        for key in sorted(_written(step) - KEYS[step.type]):
            loc: Location = ("steps", index, key)
            message = say(
                "the key '{key}' does not go with a step of type {type}",
                "{type} 类型的步骤不能使用键“{key}”",
                key=key,
                type=step.type,
            )
            yield error("key-not-for-type", message, document.locate(loc, key=True), _type_hint(key))


def _written(step: Step) -> set[str]:
    fields = type(step).model_fields
    return {fields[name].alias or name for name in step.model_fields_set}


def _type_hint(key: str) -> Said:
    types = [str(type_) for type_, keys in KEYS.items() if key in keys]
    return say("it goes with: {types}", "可用于：{types}", types=in_a_row(types))
