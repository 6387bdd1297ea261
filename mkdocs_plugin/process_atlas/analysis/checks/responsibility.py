"""Rules on responsibility: somebody does each step, somebody of the firm answers for it, every role has a part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from process_atlas.analysis.checks.graphs import cycles
from process_atlas.analysis.checks.rules import (
    Finding,
    Leaning,
    Scope,
    about,
    is_to_be_used,
    named,
    rule,
    steps_of,
)
from process_atlas.diagnostics import Severity
from process_atlas.said import listed
from process_atlas.spec.model import Role, StepType

GROUP = "responsibility"

_WORK = (StepType.TASK, StepType.DECISION, StepType.SUBPROCESS)


@rule(
    "no-responsible",
    Severity.WARNING,
    GROUP,
    "Every task, decision and sub-process has somebody who does it.",
    "每个任务、判断和子流程都有人负责执行。",
    leans_on=Leaning.SPEC,
    apart=True,
)
def no_responsible(scope: Scope) -> Iterator[Finding]:
    """Work without an R."""
    for at in scope.steps:
        if at.step.type in _WORK and not at.step.responsible:
            yield at.finding(f"nobody is responsible for {at.name}", "name a role in `responsible`")


@rule(
    "external-accountable",
    Severity.WARNING,
    GROUP,
    "Somebody of the firm answers for every step.",
    "每个步骤都由公司内部的人最终负责。",
    apart=True,
)
def external_accountable(scope: Scope) -> Iterator[Finding]:
    """Steps for which an external role is to answer."""
    for at in scope.steps:
        if at.step.accountable and scope.catalog.roles[at.step.accountable].external:
            role = named(scope.catalog.roles[at.step.accountable])
            hint = "name a role of the firm, or leave it out: then the process's owner answers"
            yield at.finding(f"{role} is outside the firm and cannot answer for {at.name}", hint, "accountable")


@rule(
    "external-responsible",
    Severity.INFO,
    GROUP,
    "Work that only an external role does is known.",
    "完全由外部角色完成的工作心中有数。",
    apart=True,
)
def external_responsible(scope: Scope) -> Iterator[Finding]:
    """Work that nobody of the firm does."""
    for at in scope.steps:
        roles = [scope.catalog.roles[role] for role in at.step.responsible]
        if at.step.type in _WORK and roles and all(role.external for role in roles):
            hint = "see that a step of ours follows it up"
            yield at.finding(f"{at.name} is done outside the firm, by {_names(roles)} alone", hint, "responsible")


@rule(
    "many-responsible",
    Severity.INFO,
    GROUP,
    "Few enough do a step that each knows it is theirs.",
    "执行同一步骤的岗位不多，人人清楚是自己的事。",
    max_roles=3,
    apart=True,
)
def many_responsible(scope: Scope) -> Iterator[Finding]:
    """Steps with so many R that nobody feels meant."""
    for at in scope.steps:
        count = len(at.step.responsible)
        if count > scope.limits["max_roles"]:
            message = f"{count} roles are responsible for {at.name}; {scope.limits['max_roles']} are enough"
            yield at.finding(message, "name who does it, and the others as consulted or informed", "responsible")


@rule(
    "role-unused",
    Severity.WARNING,
    GROUP,
    "Every role has a part in some process, or owns something.",
    "每个岗位都参与流程，或负责某项规范。",
    leans_on=Leaning.CATALOG,
)
def role_unused(scope: Scope) -> Iterator[Finding]:
    """Roles that only the organisation chart knows; drafts and retired ones need no part."""
    for id, role in scope.catalog.roles.items():
        keys = {use.key for use in scope.catalog.uses.get(("role", id), ()) if use.by != ("role", id)}
        if keys <= {"reports_to", "lanes"} and is_to_be_used(role):
            hint = "name it where it takes part, or retire it"
            yield about(role, f"no process, data or other spec has a part for {named(role)}", hint, "id")


@rule(
    "reporting-cycle",
    Severity.ERROR,
    GROUP,
    "Nobody reports to themselves, not by detours either.",
    "没有岗位直接或间接地向自己汇报。",
)
def reporting_cycle(scope: Scope) -> Iterator[Finding]:
    """Circles in `reports_to`."""
    roles = scope.catalog.roles
    graph = {id: [role.reports_to] if role.reports_to else [] for id, role in roles.items()}
    for cycle in cycles(graph):
        names = _names([roles[id] for id in cycle])
        message = f"{names} report to each other in a circle" if len(cycle) > 1 else f"{names} reports to itself"
        yield about(roles[cycle[-1]], message, "name the role above them, or none at the top", "reports_to")


@rule(
    "isolated-team",
    Severity.INFO,
    GROUP,
    "Every team works together with another in some process.",
    "每个团队都在某个流程中与其他团队协作。",
    leans_on=Leaning.CATALOG,
)
def isolated_team(scope: Scope) -> Iterator[Finding]:
    """Teams that take part in processes, but never in one with another team."""
    together: dict[str, set[str]] = defaultdict(set)
    for chart in scope.atlas.charts.values():
        teams = {_team(scope, role) for role in chart.roles} - {""}
        for team in teams:
            together[team] |= teams
    for team, others in together.items():
        if len(others) == 1 and len(together) > 1:
            role = next(role for id, role in scope.catalog.roles.items() if _team(scope, id) == team)
            hint = "say in the processes whom they consult and inform"
            yield about(role, f"the team '{team}' takes part in no process together with another", hint, "team")


@rule(
    "unused-lane",
    Severity.WARNING,
    GROUP,
    "Every lane that a process lists has a step in it.",
    "流程列出的每条泳道里都有步骤。",
    leans_on=Leaning.SPEC,
    apart=True,
)
def unused_lane(scope: Scope) -> Iterator[Finding]:
    """Roles in `lanes` that no step is done by."""
    for process, flow in scope.flows:
        for index, lane in enumerate(process.lanes):
            if lane not in flow.lanes:
                hint = "take it out of `lanes`; the first responsible role of a step is its lane"
                message = f"no step of {named(process)} is in the lane of {named(scope.catalog.roles[lane])}"
                yield about(process, message, hint, "lanes", index)


@rule(
    "lane-not-listed",
    Severity.WARNING,
    GROUP,
    "A process that lists its lanes lists all of them.",
    "流程若列出泳道，就全部列出。",
    apart=True,
)
def lane_not_listed(scope: Scope) -> Iterator[Finding]:
    """Steps in lanes that the written `lanes` lack; the first step of each."""
    for process, _ in scope.flows:
        known = set(process.lanes)
        for at in steps_of(process) if known else ():
            lane = at.step.responsible[0] if at.step.responsible else ""
            if lane and lane not in known:
                known.add(lane)
                role = named(scope.catalog.roles[lane])
                message = f"{role} does {at.name} and is missing from the lanes of {named(process)}"
                yield at.finding(message, "add the role to `lanes`, where its lane should stand", "responsible")


@rule(
    "same-sign",
    Severity.WARNING,
    GROUP,
    "No two roles have the same short sign.",
    "没有两个岗位使用相同的简称。",
)
def same_sign(scope: Scope) -> Iterator[Finding]:
    """Written signs that read alike in some language."""
    seen: dict[tuple[str, str], Role] = {}
    for role in scope.catalog.roles.values():
        for lang in scope.catalog.languages if role.sign else ():
            sign = role.sign.get(lang) if role.sign else ""
            other = seen.setdefault((lang, sign), role)
            if other is not role:
                yield about(role, f"{named(other)} has the sign '{sign}' already", "give each its own", "sign")
                break


def _names(roles: list[Role]) -> str:
    return listed([named(role) for role in roles])


def _team(scope: Scope, role: str) -> str:
    team = scope.catalog.roles[role].team
    return team.get(scope.catalog.languages[0]) if team else ""
