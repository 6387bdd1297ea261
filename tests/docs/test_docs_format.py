"""`reference/format.md` and its Chinese twin say of every key and value what the models say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from documentation import DOCS, code, tables, text_of
from pydantic import BaseModel

from process_atlas.diagrams.workers import MEMORY_LIMIT, TIME_LIMIT
from process_atlas.spec import model, source
from process_atlas.spec.explain import MOST_FINDINGS
from process_atlas.spec.limits import Limits
from process_atlas.spec.values import Duration, Unit
from support import catalog_of_texts


@dataclass(frozen=True, slots=True)
class Reference:
    """The page in one language, and what that language calls things that the models know."""

    path: Path
    needed: str
    text: str
    range: str
    default: str
    fixed: tuple[str, ...]


ENGLISH = Reference(
    DOCS / "reference" / "format.md",
    "yes",
    "the text {}",
    "whole number, {:,} to {:,}",
    " {:,} if left out.",
    (
        "| an id | 80 characters, 240 bytes |",
        f"| mistakes listed for one spec | {MOST_FINDINGS} |",
        f"| time to lay out one drawing | {TIME_LIMIT:g} s |",
        f"| memory of a process that lays out | {MEMORY_LIMIT >> 30} GiB |",
    ),
)
CHINESE = Reference(
    DOCS / "zh" / "reference" / "format.md",
    "是",
    "文本 {}",
    "整数，{:,} 至 {:,}",
    "默认 {:,}。",
    (
        "| id | 80 个字符，240 字节 |",
        f"| 一份规范列出的错误 | {MOST_FINDINGS} |",
        f"| 一张图的布局时间 | {TIME_LIMIT:g} 秒 |",
        f"| 布局进程的内存 | {MEMORY_LIMIT >> 30} GiB |",
    ),
)


@pytest.fixture(params=[ENGLISH, CHINESE], ids=["en", "zh"])
def page(request: pytest.FixtureRequest) -> Reference:
    """The page, in one language after the other."""
    reference: Reference = request.param
    return reference


MODELS: dict[str, type[BaseModel]] = {
    "every-spec": model.Spec,
    "changes": model.Change,
    "links": model.Link,
    "process": model.Process,
    "step": model.Step,
    "branches": model.Branch,
    "receives": model.Receipt,
    "sends": model.Dispatch,
    "data": model.Data,
    "groups": model.Group,
    "field-use": model.FieldUse,
    "relations": model.Relation,
    "field": model.FieldSpec,
    "values": model.EnumValue,
    "role": model.Role,
    "system": model.System,
    "catalog": model.Manifest,
    "areas": model.Area,
    "catalogs": model.OtherCatalog,
    "terms": model.Term,
    "limits": Limits,
}
"""The section of the page that describes each model."""

VALUES = {
    ("every-spec", "kind"): model.KINDS,
    ("every-spec", "status"): model.Status,
    ("step", "level"): model.Level,
    ("branches", "level"): model.Level,
    ("values", "level"): model.Level,
    ("relations", "kind"): model.RelationKind,
    ("process", "lanes_as"): ("columns", "rows"),
}


def described(page: Reference, section: str) -> dict[str, tuple[str, ...]]:
    """The rows of a section's table by key."""
    return {code(row[0])[0]: row for row in tables(page.path)[section]}


def keys(section: str) -> dict[str, bool]:
    """The keys of a section's model that are its own, and whether they are needed."""
    own = MODELS[section]
    found = {info.alias or name: info.is_required() for name, info in own.model_fields.items()}
    if section == "every-spec":
        return {"kind": True, **found}
    if issubclass(own, model.Spec):
        return {key: needed for key, needed in found.items() if key not in {"kind", *model.Spec.model_fields}}
    return found


def test_every_model_has_its_section() -> None:
    models = {each for each in vars(model).values() if isinstance(each, type) and issubclass(each, model.Strict)}
    assert models - {model.Strict} == set(MODELS.values())


@pytest.mark.parametrize("section", MODELS)
def test_every_key_is_described_and_every_described_key_is_known(page: Reference, section: str) -> None:
    assert set(described(page, section)) == set(keys(section))


@pytest.mark.parametrize("section", MODELS)
def test_needed_keys_are_said_to_be_needed(page: Reference, section: str) -> None:
    said = {key for key, row in described(page, section).items() if row[1] == page.needed}
    assert said == {key for key, needed in keys(section).items() if needed}


@pytest.mark.parametrize(("section", "key"), VALUES)
def test_values_that_a_key_takes(page: Reference, section: str, key: str) -> None:
    row = described(page, section)[key]
    assert set(code(row[2])) >= set(VALUES[section, key])
    assert set(code(" ".join(row[2:]))) <= set(VALUES[section, key])


@pytest.mark.parametrize(
    ("section", "values"),
    [("field-types", model.FieldType), ("sensitivity", model.Sensitivity), ("step-types", model.StepType)],
)
def test_tables_of_values(page: Reference, section: str, values: Iterable[str]) -> None:
    assert list(described(page, section)) == list(values)


FOR_EVERY_TYPE = {"id", "type", "title", "description", "key", "level", "responsible"}
WRITTEN = {
    "receives": "[{data: d, from: a}]",
    "sends": "[{data: d, to: a}]",
    "branches": "[{when: Yes, next: s}]",
    "channels": "[Phone]",
    "within": "1 h",
    "duration": "1 h",
    "for": "1 h",
    "key": "true",
    "level": "info",
    "next": "s",
    "overdue": "s",
}


def refused(type_: str, key: str) -> bool:
    """Whether a step of the type with this key is reported."""
    process = "kind: process\nid: p\ntitle: P\nversion: 1.0.0\nowner: a\nsteps:\n"
    step = f"  - {{id: s, type: {type_}, {key}: {WRITTEN.get(key, 'x')}}}\n"
    found = catalog_of_texts({"p.yaml": process + step}).diagnostics
    return any(each.code == "key-not-for-type" and f"'{key}'" in each.message for each in found)


def missing(type_: str) -> set[str]:
    """The keys that a bare step of the type is said to lack."""
    process = f"kind: process\nid: p\ntitle: P\nversion: 1.0.0\nowner: a\nsteps:\n  - {{id: s, type: {type_}}}\n"
    found = catalog_of_texts({"p.yaml": process}).diagnostics
    return {each.message.split("'")[1] for each in found if each.code == "missing-key"}


@pytest.mark.parametrize("type_", list(model.StepType))
def test_which_keys_go_with_which_type_of_step(page: Reference, type_: str) -> None:
    _, _, needs, may_have = described(page, "step-types")[type_]
    assert set(code(needs)) == missing(type_)
    allowed = {key for key in keys("step") if key in FOR_EVERY_TYPE or not refused(type_, key)}
    assert set(code(needs)) | set(code(may_have)) | FOR_EVERY_TYPE == allowed


def test_units_of_durations(page: Reference) -> None:
    rows = tables(page.path)["durations"]
    assert [code(row[0])[0] for row in rows] == list(Unit)
    for row in rows:
        for written in code(row[0] + row[1]):
            assert Duration.parse(f"2 {written}").unit == code(row[0])[0]


def test_limits(page: Reference) -> None:
    for key, row in described(page, "limits").items():
        info = Limits.model_fields[key]
        least, most = (
            next(getattr(each, name) for each in info.metadata if hasattr(each, name)) for name in ("ge", "le")
        )
        assert row[2] == page.range.format(least, most)
        assert row[3].endswith(page.default.format(info.default))
    assert all(row in text_of(page.path) for row in page.fixed)


def test_what_is_written_as_text_stays_text(page: Reference) -> None:
    for written, read in tables(page.path)["text-stays-text"][:5]:
        documents, found = source.parse(source.SourceFile("a.yaml", code(written)[0].encode()))
        assert not found
        assert page.text.format(next(iter(documents[0].data.values()))) == read
