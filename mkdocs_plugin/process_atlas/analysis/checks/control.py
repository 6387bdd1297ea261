"""Rules on document control: owners, approvals, versions, and what is out of force."""

from __future__ import annotations

from collections.abc import Iterator

from process_atlas.analysis.checks.rules import Finding, Scope, about, is_to_be_used, named, rule
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
    apart=True,
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
    apart=True,
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
    apart=True,
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
    apart=True,
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
    yield from _uses(scope, (Status.RETIRED,), "which is retired", "name what took its place")


@rule(
    "uses-draft",
    Severity.INFO,
    GROUP,
    "Nothing in force rests on what is still a draft.",
    "生效的规范不依赖草稿。",
)
def uses_draft(scope: Scope) -> Iterator[Finding]:
    """References from active specs to drafts and to specs under review."""
    yield from _uses(scope, (Status.DRAFT, Status.REVIEW), "which is not in force yet", "bring it into force first")


def _uses(scope: Scope, statuses: tuple[Status, ...], what: str, hint: str) -> Iterator[Finding]:
    catalog = scope.catalog
    others = (each.spec for each in catalog.foreign.values() if each.spec)
    wanted = {(spec.KIND, spec.id): spec for spec in (*scope.specs, *others) if spec.status in statuses}
    for spec in scope.specs if wanted else ():
        if spec.status is not Status.ACTIVE:
            continue
        for reference in references(spec):
            for key in targets(reference, catalog.parts):
                if key in wanted:
                    message = f"{named(spec)} is in force and uses the {key[0]} {named(wanted[key])}, {what}"
                    yield about(spec, message, hint, *reference.loc)


@rule(
    "own-approver",
    Severity.INFO,
    GROUP,
    "Who keeps a spec does not approve it alone.",
    "负责维护规范的岗位不由自己批准。",
    apart=True,
)
def own_approver(scope: Scope) -> Iterator[Finding]:
    """Specs whose owner is their approver."""
    for spec in scope.specs:
        if spec.owner and spec.owner == spec.approver:
            role = named(scope.catalog.roles[spec.owner])
            yield about(spec, f"{role} keeps {named(spec)} and approves it too", "let another role approve", "approver")


@rule(
    "no-owner",
    Severity.INFO,
    GROUP,
    "Every system has somebody who knows it and keeps its page right.",
    "每个系统都有负责人。",
)
def no_owner(scope: Scope) -> Iterator[Finding]:
    """Systems without an owner. Processes and structures cannot be without; fields go with their structures;
    a draft may wait for its owner."""
    for system in scope.catalog.systems.values():
        if system.owner is None and is_to_be_used(system):
            yield about(system, f"{named(system)} has no owner", "name a role in `owner`", "id")


@rule(
    "date-in-future",
    Severity.WARNING,
    GROUP,
    "What was done was done by today.",
    "已完成的事项日期不晚于今天。",
    apart=True,
)
def date_in_future(scope: Scope) -> Iterator[Finding]:
    """Approvals, reviews and changes of days to come."""
    for spec in scope.specs:
        for key in ("approved", "reviewed"):
            day = getattr(spec, key)
            if day and day > scope.today:
                yield about(
                    spec, f"{named(spec)} is {key} on {day}, which is still to come", "write the day it was", key
                )
        for index, change in enumerate(spec.changes):
            if change.date > scope.today:
                message = f"version {change.version} of {named(spec)} is of {change.date}, which is still to come"
                yield about(spec, message, "write the day of the change", "changes", index, "date")


@rule(
    "not-yet-in-force",
    Severity.INFO,
    GROUP,
    "What is active has taken effect.",
    "状态为生效的规范已到生效日期。",
    apart=True,
)
def not_yet_in_force(scope: Scope) -> Iterator[Finding]:
    """Active specs that take effect on a day to come."""
    for spec in scope.specs:
        if spec.status is Status.ACTIVE and spec.effective and spec.effective > scope.today:
            message = f"{named(spec)} is active and takes effect on {spec.effective} only"
            yield about(spec, message, "until then, tell readers in its description what holds", "effective")


def _parts(change: Change) -> tuple[int, ...]:
    return tuple(int(part) for part in change.version.split("."))
