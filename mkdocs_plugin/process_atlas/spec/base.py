"""What every spec has: its control keys, its changes and its links."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from typing import Annotated, Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from process_atlas.spec.choices import Status
from process_atlas.spec.links import SafeAddress
from process_atlas.spec.values import AreaRef, Duration, PageId, RoleRef, Text, Version

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")


def kept(work: Callable[[M], T]) -> Callable[[M], T]:
    """A function of a model value that works once: models are frozen, so what it gives is kept with the value."""
    name = f"_{work.__module__}.{work.__name__}"

    @wraps(work)
    def known(model: M) -> T:
        values = model.__dict__
        if name not in values:
            values[name] = work(model)
        found: T = values[name]
        return found

    return known


class Strict(BaseModel):
    """Base of every model: frozen, and a key it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy in which the values of `update` are others. What was worked out from this one does not go with it."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied


class Change(Strict):
    """One entry of a spec's revision history."""

    version: Version = Field(description="The version that brought the change.")
    date: date
    note: Text = Field(description="What changed, in a sentence.")


class Link(Strict):
    """A link to further reading."""

    title: Text
    url: Annotated[str, SafeAddress] = Field(
        pattern=r"^((https?://|mailto:|tel:|\.\.?/)\S+|/[^\s/\\]\S*)$",
        description="http, https, mailto, tel, or a path.",
    )


class Spec(Strict):
    """What every spec has."""

    KIND: ClassVar[str]

    id: PageId = Field(
        description="Letters, digits and hyphens; unique in its kind; makes the address and never changes."
    )
    title: Text = Field(description="The name that readers see.")
    version: Version = Field(description="MAJOR.MINOR.PATCH.")
    status: Status = Field(Status.ACTIVE, description="Where the spec stands in its life.")
    owner: RoleRef | None = Field(None, description="The role that keeps this spec right.")
    area: AreaRef | None = Field(None, description="An area of catalog.yaml.")
    summary: Text | None = Field(None, description="One sentence for lists.")
    description: Text | None = Field(None, description="More, in Markdown.")
    tags: tuple[Text, ...] = ()
    approver: RoleRef | None = Field(None, description="The role that approved this version.")
    approved: date | None = Field(None, description="The day this version was approved.")
    effective: date | None = Field(None, description="The day from which this version holds.")
    reviewed: date | None = Field(None, description="The day of the last review.")
    review_every: Duration | None = Field(None, description="Time from one review to the next.")
    changes: tuple[Change, ...] = Field((), description="Revision history, newest first.")
    links: tuple[Link, ...] = ()
