"""Rules on document control: owners, approvals, versions, and what is out of force."""

from __future__ import annotations

from collections.abc import Iterator

from process_atlas.analysis.checks.rules import Finding, Scope, about, named, rule
from process_atlas.catalog import targets
from process_atlas.diagnostics import Severity
from process_atlas.spec.model import Change, Status
from process_atlas.spec.walk import references

GROUP = "control"


@rule(
    "external-owner",
    Severity.WARNING,
    GROUP,
    "Owners and approvers are of the firm.",
    "负责人和批准人都是公司内部岗位。",
)
def external_owner(scope: Scope) -> Iterator[Finding]:
    """Specs that an external role is to keep or to approve."""
    for spec in scope.specs:
        for key, id in (("owner", spec.owner), ("approver", spec.approver)):
            if id and scope.catalog.roles[id].external:
                role = named(scope.catalog.roles[id])
                yield about(spec, f"{role}, the {key} of {named(spec)}, is outside the firm", "name an own role", key)


@rule(
    "approval-incomplete",
    Severity.INFO,
    GROUP,
    "An approval has a name and a day.",
    "批准记录既有批准人也有日期。",
)
def approval_incomplete(scope: Scope) -> Iterator[Finding]:
    """Approvals of processes and data of which one half is missing."""
    for spec in (*scope.catalog.processes.values(), *scope.catalog.data.values()):
        if spec.approved and not spec.approver:
            yield about(spec, f"{named(spec)} is approved by nobody", "add `approver`", "approved", key=True)
        if spec.approver and not spec.approved and spec.status is Status.ACTIVE:
            message = f"{named(spec)} is in force without a day of approval"
            yield about(spec, message, "add `approved`", "approver", key=True)


@rule(
    "effective-before-approved",
    Severity.WARNING,
    GROUP,
    "Nothing takes effect before it is approved.",
    "批准之前不生效。",
)
def effective_before_approved(scope: Scope) -> Iterator[Finding]:
    """Specs that took effect first."""
    for spec in scope.specs:
        if spec.effective and spec.approved and spec.effective < spec.approved:
            message = f"{named(spec)} takes effect on {spec.effective}, before its approval on {spec.approved}"
            yield about(spec, message, "put one of the two days right", "effective")


@rule(
    "changes-out-of-order",
    Severity.WARNING,
    GROUP,
    "The revision history goes from the newest version to the oldest.",
    "修订记录从最新版本排到最早版本。",
)
def changes_out_of_order(scope: Scope) -> Iterator[Finding]:
    """Entries that are newer, by version or by day, than the one above them."""
    for spec in scope.specs:
        for index, (newer, older) in enumerate(zip(spec.changes, spec.changes[1:], strict=False), 1):
            if _parts(older) >= _parts(newer) or older.date > newer.date:
                message = f"version {older.version} of {older.date} stands below {newer.version} of {newer.date}"
                yield about(spec, message, "newest first", "changes", index, "version")


@rule(
    "version-not-in-changes",
    Severity.WARNING,
    GROUP,
    "The newest entry of the revision history is the version itself.",
    "修订记录的最新一条就是当前版本。",
)
def version_not_in_changes(scope: Scope) -> Iterator[Finding]:
    """Specs whose history ends before, or after, their version."""
    for spec in scope.specs:
        if spec.changes:
            newest = max(spec.changes, key=_parts)
            if newest.version != spec.version:
                message = f"{named(spec)} is version {spec.version}, its newest change is {newest.version}"
                yield about(spec, message, "add the change to `changes`, or put `version` right", "version")


@rule(
    "uses-retired",
    Severity.WARNING,
    GROUP,
    "Nothing in force uses what is out of force.",
    "生效的规范不引用已停用的规范。",
)
def uses_retired(scope: Scope) -> Iterator[Finding]:
    """References from active specs to retired ones."""
    catalog = scope.catalog
    retired = {(spec.KIND, spec.id): spec for spec in scope.specs if spec.status is Status.RETIRED}
    for spec in scope.specs if retired else ():
        if spec.status is not Status.ACTIVE:
            continue
        for reference in references(spec):
            for key in targets(reference, catalog.parts):
                if key in retired:
                    message = f"{named(spec)} is in force and uses the {key[0]} {named(retired[key])}, which is retired"
                    yield about(spec, message, "name what took its place", *reference.loc)


def _parts(change: Change) -> tuple[int, ...]:
    return tuple(int(part) for part in change.version.split("."))
