"""The steps of a process as cards: who, input, processing, output, what next. They are the flowchart's text twin."""

from __future__ import annotations

from dataclasses import dataclass

from process_atlas.analysis.flow import Way, WayKind
from process_atlas.pages.markdown import Html
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import DataLink, Link, Onward, RoleChip
from process_atlas.spec.model import Process, Step, StepType
from process_atlas.spec.values import party as party_of

GATEWAYS = frozenset({StepType.PARALLEL, StepType.INCLUSIVE})
"""Steps that only split or join the flow."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """Data that go into a step or come out of it: how (`verb`), with whom (a role or a process, or nobody), what."""

    verb: str
    data: tuple[DataLink, ...]
    role: RoleChip | None = None
    process: Link | None = None


@dataclass(frozen=True, slots=True)
class Actors:
    """Roles with one letter of RACI in a step."""

    letter: str
    label: str
    roles: tuple[RoleChip, ...]


@dataclass(frozen=True, slots=True)
class StepCard:
    """One step. `lane` is the role in whose lane it stands; `roles` are the ids of all roles that it concerns."""

    id: str
    type: str
    label: str
    number: str
    title: str
    lane: RoleChip
    roles: tuple[str, ...]
    key: bool
    level: str
    limit: str
    effort: str
    actors: tuple[Actors, ...]
    systems: tuple[Link, ...]
    channels: tuple[str, ...]
    description: Html
    how: Html
    inputs: tuple[Exchange, ...]
    outputs: tuple[Exchange, ...]
    opens: Link | None
    onward: tuple[Onward, ...]
    feedback: str

    @property
    def anchor(self) -> str:
        """The id of the card on its page."""
        return f"step-{self.id}"

    @property
    def ends(self) -> bool:
        """Whether the process ends here."""
        return self.type == StepType.END

    @property
    def has_body(self) -> bool:
        """Whether there is anything to say on input, processing or output."""
        return bool(self.inputs or self.outputs or self.how or self.description or self.opens or self.channels)


def step_cards(at: Reader, process: Process) -> tuple[StepCard, ...]:
    """The cards of a process, in the order of its list, which is the order of its numbers."""
    return tuple(_card(at, process, step) for step in process.steps)


def _card(at: Reader, process: Process, step: Step) -> StepCard:
    flow = at.atlas.flows[process.id]
    actors = _actors(at, process, step)
    lane = at.role(flow.lane_of[step.id])
    return StepCard(
        id=step.id,
        type=step.type.value,
        label=_label(at, step),
        number=str(flow.numbers.get(step.id, "")),
        title=at.step_title(process.id, step.id),
        lane=lane,
        roles=at.atlas.concerned[process.id, step.id],
        key=step.key,
        level=step.level.value if step.level else "",
        limit=_limit(at, step),
        effort=at.words.duration(step.duration) if step.duration else "",
        actors=actors,
        systems=at.specs("system", step.system),
        channels=tuple(at.text(channel) for channel in step.channels),
        description=at.glossed(step.description),
        how=at.glossed(step.how),
        inputs=_inputs(at, step),
        outputs=_outputs(at, step),
        opens=at.spec("process", step.process) if step.process else None,
        onward=_onward(at, process, step),
        feedback=at.feedback("process", process, step),
    )


def _label(at: Reader, step: Step) -> str:
    """What kind of step it is, unless it is a plain task or its title already says so."""
    plain = step.type is StepType.TASK or (step.type in GATEWAYS and step.title is None)
    return "" if plain else at.words(step.type.value)


def _limit(at: Reader, step: Step) -> str:
    if step.for_:
        return at.words("waits", time=at.words.duration(step.for_))
    return at.words("within", limit=at.words.duration(step.within)) if step.within else ""


def _actors(at: Reader, process: Process, step: Step) -> tuple[Actors, ...]:
    """Who does it, answers for it, is asked and told; gateways only split and join, so nobody is named."""
    if step.type in GATEWAYS:
        return ()
    accountable = (step.accountable or process.owner,) if step.id in at.atlas.flows[process.id].numbers else ()
    by_letter = {"R": step.responsible, "A": accountable, "C": step.consulted, "I": step.informed}
    return tuple(
        Actors(letter, at.words(f"letter-{letter.lower()}"), at.roles(ids)) for letter, ids in by_letter.items() if ids
    )


def _inputs(at: Reader, step: Step) -> tuple[Exchange, ...]:
    received = _with_parties(at, "receives-from", [(each.from_, each.data) for each in step.receives])
    return (*received, *_stored(at, "reads", step.reads))


def _outputs(at: Reader, step: Step) -> tuple[Exchange, ...]:
    stored = (_stored(at, verb, getattr(step, verb)) for verb in ("creates", "updates", "deletes"))
    sent = _with_parties(at, "sends-to", [(each.to, each.data) for each in step.sends])
    return (*(each for found in stored for each in found), *sent)


def _stored(at: Reader, verb: str, refs: tuple[str, ...]) -> tuple[Exchange, ...]:
    return (Exchange(at.words(verb), tuple(at.data(ref) for ref in refs)),) if refs else ()


def _with_parties(at: Reader, verb: str, pairs: list[tuple[str, str]]) -> tuple[Exchange, ...]:
    """What is exchanged with each party, one line a party."""
    parties = dict.fromkeys(party for party, _ in pairs)
    return tuple(_with_party(at, verb, each, [ref for party, ref in pairs if party == each]) for each in parties)


def _with_party(at: Reader, verb: str, party: str, refs: list[str]) -> Exchange:
    data = tuple(at.data(ref) for ref in refs)
    kind, id = party_of(party)
    if kind == "process":
        return Exchange(at.words(verb), data, process=at.spec("process", id))
    return Exchange(at.words(verb), data, role=at.role(id))


def _onward(at: Reader, process: Process, step: Step) -> tuple[Onward, ...]:
    ways = at.atlas.flows[process.id].outgoing.get(step.id, ())
    return tuple(_way(at, process, step, way) for way in ways)


def _way(at: Reader, process: Process, step: Step, way: Way) -> Onward:
    target = at.step(process.id, way.target, here=True)
    level = way.level.value if way.level else ""
    if way.kind is WayKind.OVERDUE:
        limit = at.words.duration(step.within) if step.within else at.words("time-limit")
        return Onward("overdue", target, at.words("if-overdue", limit=limit), "warning")
    if way.label:
        return Onward("branch", target, at.words("if-outcome", outcome=at.text(way.label)), level)
    return Onward("next", target, "", level)
