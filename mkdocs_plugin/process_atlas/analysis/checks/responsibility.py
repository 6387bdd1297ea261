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
from process_atlas.said import Said, listed, quote, say
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
            message = say("nobody is responsible for {step}", "没有岗位负责执行步骤{step}", step=at.name)
            yield at.finding(message, say("name a role in `responsible`", "在 `responsible` 中指定岗位"))


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
            message = say(
                "{role} is outside the firm and cannot answer for {step}",
                "{role}不属于本公司，不能对步骤{step}的结果负责",
                role=named(scope.catalog.roles[at.step.accountable]),
                step=at.name,
            )
            hint = say(
                "name a role of the firm, or leave it out: then the process's owner answers",
                "指定公司内部的岗位，或者不写：不写则由流程负责人对结果负责",
            )
            yield at.finding(message, hint, "accountable")


@rule(
    "external-responsible",
    Severity.INFO,
    GROUP,
    "Work that only an external role does is known.",
    "完全由公司外部人员完成的工作心中有数。",
    apart=True,
)
def external_responsible(scope: Scope) -> Iterator[Finding]:
    """Work that nobody of the firm does."""
    for at in scope.steps:
        roles = [scope.catalog.roles[role] for role in at.step.responsible]
        if at.step.type in _WORK and roles and all(role.external for role in roles):
            message = say(
                "{step} is done outside the firm, by {roles} alone",
                "步骤{step}完全由公司外部的{roles}执行",
                step=at.name,
                roles=_names(roles),
            )
            hint = say("see that a step of ours follows it up", "确保公司内部有步骤跟进")
            yield at.finding(message, hint, "responsible")


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
            message = say(
                "{count} roles are responsible for {step}; {enough} are enough",
                "步骤{step}由{count}个岗位负责执行，最多{enough}个为宜",
                count=count,
                step=at.name,
                enough=scope.limits["max_roles"],
            )
            hint = say(
                "name who does it, and the others as consulted or informed",
                "只写实际执行的岗位，其余列为咨询或知会对象",
            )
            yield at.finding(message, hint, "responsible")


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
            message = say(
                "no process, data or other spec has a part for {role}",
                "没有流程、数据或其他规范用到岗位{role}",
                role=named(role),
            )
            hint = say("name it where it takes part, or retire it", "在它参与的地方写上，或将其停用")
            yield about(role, message, hint, "id")


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
        circle = say("{roles} report to each other in a circle", "{roles}互相汇报，形成循环", roles=names)
        itself = say("{role} reports to itself", "{role}向自己汇报", role=names)
        hint = say("name the role above them, or none at the top", "写明真正的上级岗位；最高一级不写")
        yield about(roles[cycle[-1]], circle if len(cycle) > 1 else itself, hint, "reports_to")


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
            message = say(
                "the team {team} takes part in no process together with another",
                "团队{team}没有在任何流程中与其他团队协作",
                team=quote(Said(team, role.team.get("zh") if role.team else team)),
            )
            hint = say("say in the processes whom they consult and inform", "在流程中写明他们咨询谁、知会谁")
            yield about(role, message, hint, "team")


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
                message = say(
                    "no step of {process} is in the lane of {role}",
                    "流程{process}在{role}的泳道中没有步骤",
                    process=named(process),
                    role=named(scope.catalog.roles[lane]),
                )
                hint = say(
                    "take it out of `lanes`; the first responsible role of a step is its lane",
                    "从 `lanes` 中删去；步骤归入其 `responsible` 中第一个岗位的泳道",
                )
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
                message = say(
                    "{role} does {step} and is missing from the lanes of {process}",
                    "{role}执行步骤{step}，却未列入流程{process}的泳道",
                    role=named(scope.catalog.roles[lane]),
                    step=at.name,
                    process=named(process),
                )
                hint = say("add the role to `lanes`, where its lane should stand", "把该岗位加入 `lanes` 的相应位置")
                yield at.finding(message, hint, "responsible")


@rule(
    "same-sign",
    Severity.WARNING,
    GROUP,
    "No two roles have the same short sign.",
    "没有两个岗位使用相同的代号。",
)
def same_sign(scope: Scope) -> Iterator[Finding]:
    """Written signs that read alike in some language."""
    seen: dict[tuple[str, str], Role] = {}
    for role in scope.catalog.roles.values():
        for lang in scope.catalog.languages if role.sign else ():
            sign = role.sign.get(lang) if role.sign else ""
            other = seen.setdefault((lang, sign), role)
            if other is not role:
                message = say(
                    "{other} has the sign '{sign}' already", "{other}已使用代号“{sign}”", other=named(other), sign=sign
                )
                yield about(role, message, say("give each its own", "各用不同的代号"), "sign")
                break


def _names(roles: list[Role]) -> Said:
    return listed([named(role) for role in roles])


def _team(scope: Scope, role: str) -> str:
    team = scope.catalog.roles[role].team
    return team.get(scope.catalog.languages[0]) if team else ""
