"""The choices of the format: values of keys that allow only certain words."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Where a spec stands in its life."""

    DRAFT = "draft"
    REVIEW = "review"
    ACTIVE = "active"
    RETIRED = "retired"


class Level(StrEnum):
    """A grade: how good or grave a branch or a step is."""

    SUCCESS = "success"
    INFO = "info"
    WARNING = "warning"
    DANGER = "danger"


class Sensitivity(StrEnum):
    """Who may see a field, least sensitive first."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"

    @property
    def rank(self) -> int:
        """Grows with sensitivity, from 0."""
        return list(Sensitivity).index(self)


class StepType(StrEnum):
    """What a step is."""

    TASK = "task"
    DECISION = "decision"
    PARALLEL = "parallel"
    INCLUSIVE = "inclusive"
    SUBPROCESS = "subprocess"
    WAIT = "wait"
    START = "start"
    END = "end"


class FieldType(StrEnum):
    """What a field holds."""

    STRING = "string"
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"
    DATETIME = "datetime"
    BOOLEAN = "boolean"
    ENUM = "enum"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    REFERENCE = "reference"
    FILE = "file"


class RelationKind(StrEnum):
    """How many of one structure go with how many of the other."""

    ONE_TO_ONE = "one-to-one"
    ONE_TO_MANY = "one-to-many"
    MANY_TO_ONE = "many-to-one"
    MANY_TO_MANY = "many-to-many"
