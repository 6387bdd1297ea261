"""Spec format 1 as models: the one source of truth for validation, linking and the editors' schema."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from process_atlas.spec.base import Change, Link, Spec, Strict
from process_atlas.spec.choices import FieldType, Level, RelationKind, Sensitivity, Status, StepType
from process_atlas.spec.limits import Limits
from process_atlas.spec.links import SafeAddress, SafeTemplate
from process_atlas.spec.values import (
    CONTACT_PATTERN,
    DataRef,
    DataRefs,
    Duration,
    FieldRef,
    Id,
    Language,
    PageId,
    PartyRef,
    ProcessRef,
    RoleRef,
    Roles,
    StepRef,
    Steps,
    StructureRef,
    SystemRef,
    Systems,
    Text,
    languages_once,
)

__all__ = [
    "KINDS",
    "Area",
    "Branch",
    "Change",
    "Data",
    "Dispatch",
    "EnumValue",
    "FieldSpec",
    "FieldType",
    "FieldUse",
    "Group",
    "Level",
    "Link",
    "Manifest",
    "OtherCatalog",
    "Process",
    "Receipt",
    "Relation",
    "RelationKind",
    "Role",
    "Sensitivity",
    "Spec",
    "Status",
    "Step",
    "StepType",
    "Strict",
    "System",
    "Term",
]


class Receipt(Strict):
    """Data that come into a step from somebody."""

    data: DataRef
    from_: PartyRef = Field(alias="from", description="An external role, another step's role, or process:ID.")


class Dispatch(Strict):
    """Data that a step sends to somebody."""

    data: DataRef
    to: PartyRef = Field(description="An external role, another step's role, or process:ID.")


class Branch(Strict):
    """One way out of a decision or an inclusive gateway."""

    when: Text = Field(description="The outcome that leads this way.")
    next: StepRef
    level: Level | None = Field(None, description="A grade for the outcome.")


class Step(Strict):
    """One step of a process."""

    id: Id
    type: StepType = StepType.TASK
    title: Text | None = Field(None, description="A verb phrase; a question for a decision.")
    responsible: Roles = Field((), description="Who does it (R); the first is the lane.")
    accountable: RoleRef | None = Field(None, description="Who answers for it (A); the process's owner without it.")
    consulted: Roles = Field((), description="Who is asked before (C).")
    informed: Roles = Field((), description="Who is told after (I).")
    system: Systems = Field((), description="The tool it is done in.")
    channels: Annotated[tuple[Text, ...], Field(description="The ways in: phone, e-mail, chat …")] = ()
    receives: tuple[Receipt, ...] = ()
    sends: tuple[Dispatch, ...] = ()
    creates: DataRefs = ()
    reads: DataRefs = ()
    updates: DataRefs = ()
    deletes: DataRefs = ()
    within: Duration | None = Field(None, description="Time limit, from the step's start.")
    overdue: StepRef | None = Field(None, description="Where it goes when the limit passes.")
    duration: Duration | None = Field(None, description="Typical effort.")
    key: bool = Field(False, description="A key node.")
    level: Level | None = Field(None, description="A grade for the step.")
    description: Text | None = Field(None, description="What the step is for, in Markdown.")
    how: Text | None = Field(None, description="How it is done, in Markdown.")
    next: Steps | None = Field(None, description="The step or steps that follow; the next in the list without it.")
    branches: tuple[Branch, ...] = Field((), description="The outcomes of a decision.")
    process: ProcessRef | None = Field(None, description="The process that a subprocess step calls.")
    for_: Duration | None = Field(None, alias="for", description="How long a wait lasts.")


class Process(Spec):
    """How a piece of work is done, step by step."""

    KIND = "process"

    kind: Literal["process"]
    owner: RoleRef = Field(description="The role that keeps this process right and answers for its steps.")
    number: int | None = Field(None, ge=1, le=9999, description="Its number in data-flow diagrams.")
    purpose: Text | None = Field(None, description="What it is for.")
    starts_when: Text | None = Field(None, description="The event that starts it.")
    ends_when: Text | None = Field(None, description="The state that ends it.")
    within: Duration | None = Field(None, description="Time limit of the whole process.")
    lanes: tuple[RoleRef, ...] = Field((), description="The order of the lanes.")
    lanes_as: Literal["columns", "rows"] = Field("columns", description="How the lanes lie on the chart.")
    steps: tuple[Step, ...] = Field(min_length=1)


def _field_use(value: object) -> object:
    return {"field": value} if isinstance(value, str) else value


class FieldUse(Strict):
    """A field's place in a group."""

    field: FieldRef
    required: bool | None = Field(None, description="Overrides what the field itself says.")
    note: Text | None = Field(None, description="What is special about it here.")


class Group(Strict):
    """Fields of a structure that belong together."""

    id: Id
    title: Text
    description: Text | None = None
    fields: tuple[Annotated[FieldUse, BeforeValidator(_field_use, json_schema_input_type=str | FieldUse)], ...] = Field(
        min_length=1
    )


class Relation(Strict):
    """How one structure goes with another."""

    to: StructureRef
    kind: RelationKind
    title: Text | None = Field(None, description="A verb: files, belongs to …")


class Data(Spec):
    """A data structure: a store when a system keeps it, else a document in motion."""

    KIND = "data"

    kind: Literal["data"]
    owner: RoleRef = Field(description="The role that keeps this structure right.")
    store: SystemRef | None = Field(
        None, description="The system that keeps it; without one it is a document in motion."
    )
    source: Text | None = Field(None, description="Where the data come from.")
    groups: tuple[Group, ...] = Field(min_length=1)
    relations: tuple[Relation, ...] = ()


class EnumValue(Strict):
    """One value that an enum field may have."""

    value: str
    title: Text | None = None
    level: Level | None = None


class FieldSpec(Spec):
    """A field: the smallest named piece of data."""

    KIND = "field"

    kind: Literal["field"]
    type: FieldType
    required: bool = False
    unique: bool = False
    min_length: int | None = Field(None, ge=0)
    max_length: int | None = Field(None, ge=1)
    minimum: float | None = Field(None, allow_inf_nan=False)
    maximum: float | None = Field(None, allow_inf_nan=False)
    unit: Text | None = None
    pattern: str | None = Field(None, description="A regular expression that the whole value matches.")
    values: tuple[EnumValue, ...] = Field((), description="What an enum may hold.")
    example: Text | None = None
    sensitivity: Sensitivity = Sensitivity.INTERNAL
    refers_to: StructureRef | None = Field(None, description="The structure that a reference points to.")
    source: Text | None = Field(None, description="Where the value comes from.")
    maps_to: dict[str, str] = Field(default_factory=dict, description="Its name in other tools, tool: name.")


class Role(Spec):
    """Who does the work: a role in the firm, or an external one such as the customer."""

    KIND = "role"

    kind: Literal["role"]
    external: bool = Field(False, description="Outside the firm: an external entity of the data-flow diagrams.")
    reports_to: RoleRef | None = None
    team: Text | None = Field(None, description="The team it belongs to.")
    sign: Text | None = Field(None, description="Its short sign on charts, up to three letters.")
    contact: str | None = Field(
        None, pattern=CONTACT_PATTERN, max_length=254, description="An e-mail address, or @name of a git platform."
    )


class System(Spec):
    """A tool that work is done in, or that keeps data."""

    KIND = "system"

    kind: Literal["system"]
    url: Annotated[str, SafeAddress] | None = Field(None, pattern=r"^https?://\S+$")
    sensitivity: Sensitivity | None = Field(None, description="The most sensitive data that it may hold.")


KINDS: dict[str, type[Spec]] = {model.KIND: model for model in (Process, Data, FieldSpec, Role, System)}
"""The table of spec kinds. A new kind is one model class here."""


class Area(Strict):
    """A part of the catalogue."""

    id: PageId
    title: Text
    description: Text | None = None


class Term(Strict):
    """A word of the glossary."""

    term: Text = Field(description="The word or abbreviation, as it is written in the specs.")
    meaning: Text = Field(description="What it means, in a sentence.")


class OtherCatalog(Strict):
    """Another catalogue whose things may be named here as `ID:THING`."""

    id: Id = Field(description="What it is called here.")
    inventory: str = Field(
        min_length=1, description="Its objects.json, or the folder that holds it, from catalog.yaml on."
    )
    url: str = Field(
        pattern=r"^(https?://\S+|\.\.?/\S*|/(?:[^\s/\\]\S*)?)$",
        description="Where its site stands: http, https, or a path from the root of this site on.",
    )


class Manifest(Strict):
    """`catalog.yaml`: what holds for the catalogue as a whole."""

    format: Literal["1"] = "1"
    title: Text = Field(default_factory=lambda: Text.parse({"en": "Process catalogue", "zh": "流程目录"}))
    description: Text | None = None
    languages: Annotated[tuple[Language, ...], AfterValidator(languages_once)] = Field(("en",), min_length=1)
    areas: tuple[Area, ...] = ()
    catalogs: tuple[OtherCatalog, ...] = Field((), description="Other catalogues whose things are named here.")
    terms: tuple[Term, ...] = Field((), description="The glossary: words and abbreviations that not everybody knows.")
    review_every: Duration | None = None
    feedback: Annotated[str, SafeTemplate] | None = Field(
        None, description="An address for remarks, with {kind} {id} {version} {step} {language}."
    )
    limits: Limits = Field(default_factory=Limits, description="How large files, texts and drawings may be.")
    checks: dict[str, dict[str, Any]] = Field(
        default_factory=dict, description="Level, limits and exceptions per check."
    )
