"""Rules on document control: owners, approvals, versions, and what is out of force."""

from __future__ import annotations

from collections.abc import Iterator

from process_atlas.analysis.checks.rules import Finding, Scope, about, is_to_be_used, named, rule
from process_atlas.analysis.diff.words import key_name
from process_atlas.catalog import targets
from process_atlas.diagnostics import Severity
from process_atlas.said import Said, say
from process_atlas.spec.model import Change, Spec, Status
from process_atlas.spec.nouns import KIND_NOUNS
from process_atlas.spec.walk import references

GROUP = "control"

_KEEPERS = {"owner": say("owner", "负责人"), "approver": say("approver", "批准人")}


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
        for key, keeper in _KEEPERS.items():
            id = getattr(spec, key)
            if id and scope.catalog.roles[id].external:
                message = say(
                    "{role}, the {keeper} of {spec}, is outside the firm",
                    "{spec}的{keeper}{role}不属于本公司",
                    role=named(scope.catalog.roles[id]),
                    keeper=keeper,
                    spec=named(spec),
                )
                yield about(spec, message, say("name an own role", "指定公司内部的岗位"), key)


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
            message = say("{spec} is approved by nobody", "{spec}有批准日期，但没有批准人", spec=named(spec))
            yield about(spec, message, say("add `approver`", "补上 `approver`"), "approved", key=True)
        if spec.approver and not spec.approved and spec.status is Status.ACTIVE:
            message = say(
                "{spec} is in force without a day of approval", "{spec}已生效，但没有批准日期", spec=named(spec)
            )
            yield about(spec, message, say("add `approved`", "补上 `approved`"), "approver", key=True)


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
            message = say(
                "{spec} takes effect on {effective}, before its approval on {approved}",
                "{spec}于{effective}生效，早于批准日期{approved}",
                spec=named(spec),
                effective=spec.effective,
                approved=spec.approved,
            )
            yield about(spec, message, say("put one of the two days right", "改正其中一个日期"), "effective")


@rule(
    "changes-out-of-order",
    Severity.WARNING,
    GROUP,
    "The revision history goes from the newest version to the oldest.",
    "变更记录从最新版本排到最早版本。",
    apart=True,
)
def changes_out_of_order(scope: Scope) -> Iterator[Finding]:
    """Entries that are newer, by version or by day, than the one above them."""
    for spec in scope.specs:
        for index, (newer, older) in enumerate(zip(spec.changes, spec.changes[1:], strict=False), 1):
            if _parts(older) >= _parts(newer) or older.date > newer.date:
                message = say(
                    "version {older} of {its_day} stands below {newer} of {day}",
                    "版本{older}（{its_day}）排在版本{newer}（{day}）之下",
                    older=older.version,
                    its_day=older.date,
                    newer=newer.version,
                    day=newer.date,
                )
                yield about(spec, message, say("newest first", "最新的排在最前"), "changes", index, "version")


@rule(
    "version-not-in-changes",
    Severity.WARNING,
    GROUP,
    "The newest entry of the revision history is the version itself.",
    "变更记录的最新一条就是当前版本。",
    apart=True,
)
def version_not_in_changes(scope: Scope) -> Iterator[Finding]:
    """Specs whose history ends before, or after, their version."""
    for spec in scope.specs:
        if spec.changes:
            newest = max(spec.changes, key=_parts)
            if newest.version != spec.version:
                message = say(
                    "{spec} is version {version}, its newest change is {newest}",
                    "{spec}的版本是{version}，最新一条变更却是{newest}",
                    spec=named(spec),
                    version=spec.version,
                    newest=newest.version,
                )
                hint = say(
                    "add the change to `changes`, or put `version` right",
                    "在 `changes` 中补上这项变更，或改正 `version`",
                )
                yield about(spec, message, hint, "version")


@rule(
    "uses-retired",
    Severity.WARNING,
    GROUP,
    "Nothing in force uses what is out of force.",
    "生效的规范不引用已停用的规范。",
)
def uses_retired(scope: Scope) -> Iterator[Finding]:
    """References from active specs to retired ones."""
    hint = say("name what took its place", "改为引用接替它的规范")
    yield from _uses(scope, (Status.RETIRED,), say("which is retired", "已停用"), hint)


@rule(
    "uses-draft",
    Severity.INFO,
    GROUP,
    "Nothing in force rests on what is still a draft.",
    "生效的规范不依赖草稿。",
)
def uses_draft(scope: Scope) -> Iterator[Finding]:
    """References from active specs to drafts and to specs under review."""
    hint = say("bring it into force first", "先让被引用的规范生效")
    yield from _uses(scope, (Status.DRAFT, Status.REVIEW), say("which is not in force yet", "尚未生效"), hint)


def _uses(scope: Scope, statuses: tuple[Status, ...], what: Said, hint: Said) -> Iterator[Finding]:
    catalog = scope.catalog
    others = (each.spec for each in catalog.foreign.values() if each.spec)
    wanted = {(spec.KIND, spec.id): spec for spec in (*scope.specs, *others) if spec.status in statuses}
    for spec in scope.specs if wanted else ():
        if spec.status is not Status.ACTIVE:
            continue
        for reference in references(spec):
            for key in targets(reference, catalog.parts):
                if key in wanted:
                    yield about(spec, _use(spec, wanted[key], what), hint, *reference.loc)


def _use(spec: Spec, used: Spec, what: Said) -> Said:
    return say(
        "{spec} is in force and uses the {kind} {used}, {what}",
        "{spec}已生效，却引用了{what}的{kind}{used}",
        spec=named(spec),
        kind=KIND_NOUNS[used.KIND],
        used=named(used),
        what=what,
    )


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
            message = say(
                "{role} keeps {spec} and approves it too",
                "{role}既是{spec}的负责人，又是批准人",
                role=named(scope.catalog.roles[spec.owner]),
                spec=named(spec),
            )
            yield about(spec, message, say("let another role approve", "由另一个岗位批准"), "approver")


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
            message = say("{system} has no owner", "系统{system}没有负责人", system=named(system))
            yield about(system, message, say("name a role in `owner`", "在 `owner` 中指定岗位"), "id")


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
                message = say(
                    "{spec} is {done} on {day}, which is still to come",
                    "{spec}的{done}是{day}，尚未到来",
                    spec=named(spec),
                    done=Said(key, key_name(key).get("zh")),
                    day=day,
                )
                yield about(spec, message, say("write the day it was", "填写实际日期"), key)
        yield from _changes_in_future(scope, spec)


def _changes_in_future(scope: Scope, spec: Spec) -> Iterator[Finding]:
    for index, change in enumerate(spec.changes):
        if change.date > scope.today:
            message = say(
                "version {version} of {spec} is of {day}, which is still to come",
                "{spec}版本{version}的变更日期是{day}，尚未到来",
                version=change.version,
                spec=named(spec),
                day=change.date,
            )
            hint = say("write the day of the change", "填写变更的实际日期")
            yield about(spec, message, hint, "changes", index, "date")


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
            message = say(
                "{spec} is active and takes effect on {day} only",
                "{spec}的状态为生效，但到{day}才生效",
                spec=named(spec),
                day=spec.effective,
            )
            hint = say("until then, tell readers in its description what holds", "在此之前，在说明中写明现行的做法")
            yield about(spec, message, hint, "effective")


def _parts(change: Change) -> tuple[int, ...]:
    return tuple(int(part) for part in change.version.split("."))
