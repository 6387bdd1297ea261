"""Rules on what is passed on: what one role or process gives, another takes, and outsiders touch no store."""

from __future__ import annotations

from collections.abc import Iterator

from process_atlas.analysis.checks.rules import Finding, Leaning, Scope, named, rule
from process_atlas.analysis.checks.touches import at_touch, part_name, step_name
from process_atlas.analysis.diff.words import verb as verb_name
from process_atlas.analysis.lineage import Touch, overlap
from process_atlas.analysis.supply import Why
from process_atlas.diagnostics import Severity
from process_atlas.said import Said, say

GROUP = "dataflow"


@rule(
    "no-partner",
    Severity.WARNING,
    GROUP,
    "What one role sends to another, a step of that role takes.",
    "一个岗位发出的数据，对方岗位有步骤接收。",
    leans_on=Leaning.CATALOG,
)
def no_partner(scope: Scope) -> Iterator[Finding]:
    """Data passed to or from an internal role that has no step for them."""
    for loose in scope.atlas.dataflow.loose:
        touch = loose.touch
        if loose.why is Why.NO_PARTNER and touch.party in scope.catalog.roles:
            role = named(scope.catalog.roles[touch.party])
            hint = say(
                "add it to the step of {role}; `informed` tells a role without data",
                "在{role}的步骤中补上；只需告知而不传递数据的，用 `informed`",
                role=role,
            )
            yield at_touch(scope, touch, _no_partner(scope, touch, role), hint)


@rule(
    "one-sided-exchange",
    Severity.WARNING,
    GROUP,
    "What one process sends to another is received there, and the other way round.",
    "一个流程发给另一个流程的数据，对方写明接收，反之亦然。",
    leans_on=Leaning.CATALOG,
)
def one_sided_exchange(scope: Scope) -> Iterator[Finding]:
    """Exchanges between processes that only one of the two speaks of."""
    parts = scope.catalog.parts
    answers: dict[tuple[str, str, str, str], list[Touch]] = {}
    for touch in scope.atlas.lineage.touches:
        if touch.party.startswith("process:") and touch.party not in scope.catalog.outsiders:
            answers.setdefault((touch.process, touch.party, touch.verb, touch.structure), []).append(touch)
    for (process, party, verb, structure), touches in answers.items():
        other = party.removeprefix("process:")
        wanted = "receives" if verb == "sends" else "sends"
        answering = answers.get((other, f"process:{process}", wanted, structure), [])
        for touch in touches:
            if not any(overlap(parts[each.ref], parts[touch.ref]) for each in answering):
                yield _one_sided(scope, touch, other, wanted)


@rule(
    "outside-flow",
    Severity.WARNING,
    GROUP,
    "An external role touches no data store, and passes data only to us.",
    "公司外部人员不直接接触数据存储，只与我方交换数据。",
    leans_on=Leaning.CATALOG,
)
def outside_flow(scope: Scope) -> Iterator[Finding]:
    """Steps of external roles that read or write a store themselves, or pass data to other external roles."""
    for loose in scope.atlas.dataflow.loose:
        if loose.why is Why.OUTSIDE:
            name, data = step_name(scope, loose.touch), part_name(scope, loose.touch)
            message = say(
                "{step} is done outside the firm, and {verb} {data} itself",
                "步骤{step}由公司外部执行，却直接{verb}{data}",
                step=name,
                verb=verb_name(loose.touch.verb),
                data=data,
            )
            hint = say(
                "let the external role send it, and a step of ours receive and keep it",
                "让外部人员发送数据，由公司内部的步骤接收并保存",
            )
            yield at_touch(scope, loose.touch, message, hint)


def _no_partner(scope: Scope, touch: Touch, role: Said) -> Said:
    parts = {"step": step_name(scope, touch), "data": part_name(scope, touch), "role": role}
    if touch.verb == "receives":
        return say(
            "{step} receives {data} from {role}, who sends or makes it in no step",
            "步骤{step}从{role}接收{data}，但{role}没有步骤发出或产生它",
            **parts,
        )
    return say(
        "{step} sends {data} to {role}, who receives or reads it in no step",
        "步骤{step}把{data}发送给{role}，但{role}没有步骤接收或读取它",
        **parts,
    )


def _one_sided(scope: Scope, touch: Touch, other: str, wanted: str) -> Finding:
    here, there = (named(scope.catalog.processes[id]) for id in (touch.process, other))
    back = "from" if touch.verb == "sends" else "to"
    hint = say(
        "add `{code}` to a step of {process}",
        "在流程{process}的某个步骤中加入 `{code}`",
        code=f"{wanted}: [{{data: {touch.ref}, {back}: 'process:{touch.process}'}}]",
        process=there,
    )
    another = say("name another process", "改为其他流程")
    return at_touch(scope, touch, _unanswered(scope, touch, there), hint if here != there else another)


def _unanswered(scope: Scope, touch: Touch, there: Said) -> Said:
    parts = {"step": step_name(scope, touch), "data": part_name(scope, touch), "process": there}
    if touch.verb == "sends":
        return say(
            "{step} sends {data} to {process}, where no step receives it",
            "步骤{step}把{data}发送给流程{process}，但对方没有步骤接收",
            **parts,
        )
    return say(
        "{step} receives {data} from {process}, where no step sends it",
        "步骤{step}从流程{process}接收{data}，但对方没有步骤发送",
        **parts,
    )
