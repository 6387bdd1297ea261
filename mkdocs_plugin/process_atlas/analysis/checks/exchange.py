"""Rules on what is passed on: what one role or process gives, another takes, and outsiders touch no store."""

from __future__ import annotations

from collections.abc import Iterator

from process_atlas.analysis.checks.rules import Finding, Leaning, Scope, named, rule
from process_atlas.analysis.checks.touches import at_touch, part_name, step_name
from process_atlas.analysis.lineage import Touch, overlap
from process_atlas.analysis.supply import Why
from process_atlas.diagnostics import Severity

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
            ask, need = ("from", "sends or makes") if touch.verb == "receives" else ("to", "receives or reads")
            name, data = step_name(scope, touch), part_name(scope, touch)
            message = f"{name} {touch.verb} {data} {ask} {role}, who {need} it in no step"
            yield at_touch(scope, touch, message, f"add it to the step of {role}; `informed` tells a role without data")


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
    "外部角色不直接接触数据存储，只与我方交换数据。",
    leans_on=Leaning.CATALOG,
)
def outside_flow(scope: Scope) -> Iterator[Finding]:
    """Steps of external roles that read or write a store themselves, or pass data to other external roles."""
    for loose in scope.atlas.dataflow.loose:
        if loose.why is Why.OUTSIDE:
            name, data = step_name(scope, loose.touch), part_name(scope, loose.touch)
            hint = "let the external role send it, and a step of ours receive and keep it"
            yield at_touch(
                scope, loose.touch, f"{name} is done outside the firm, and {loose.touch.verb} {data} itself", hint
            )


def _one_sided(scope: Scope, touch: Touch, other: str, wanted: str) -> Finding:
    here, there = (named(scope.catalog.processes[id]) for id in (touch.process, other))
    towards, back = ("to", "from") if touch.verb == "sends" else ("from", "to")
    name, data = step_name(scope, touch), part_name(scope, touch)
    message = f"{name} {touch.verb} {data} {towards} {there}, where no step {wanted} it"
    hint = f"add `{wanted}: [{{data: {touch.ref}, {back}: 'process:{touch.process}'}}]` to a step of {there}"
    return at_touch(scope, touch, message, hint if here != there else "name another process")
