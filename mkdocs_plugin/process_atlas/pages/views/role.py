"""The page of a role: what it does, decides, is asked and told, by when, with which data, and with whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from process_atlas.analysis.flow import WayKind
from process_atlas.analysis.roles import Duty, RoleWork, by_process
from process_atlas.catalog import MANY
from process_atlas.pages.control import control_of, head_of, links_of
from process_atlas.pages.markdown import Html
from process_atlas.pages.page import Heading
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import DataLink, Fact, Link, RoleChip, SpecView, outline
from process_atlas.pages.views.handovers import Exchange, exchanges_of
from process_atlas.pages.views.news import News, news, news_lead
from process_atlas.pages.views.roles import team_of
from process_atlas.pages.views.usage import Badge, highest, limit_of, summary_of
from process_atlas.spec.model import Role


@dataclass(frozen=True, slots=True)
class Lesson:
    """A process in the order of learning, and the first step that the role meets in it."""

    process: Link
    summary: str
    note: str
    first: Link | None


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A step that a role has to do with. `roles` are those who do it; `accountable`: the role answers for it too."""

    step: Link
    decides: bool
    key: bool
    accountable: bool
    roles: tuple[RoleChip, ...]
    limit: str
    systems: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """Steps of one process. Where they are too many to be told row by row, `links` lead to them in place of `rows`, or
    `count` says how many they are: its link leads to the chart of the process."""

    process: Link
    rows: tuple[DutyRow, ...]
    links: tuple[Link, ...] = ()
    count: Link | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part that a role plays (a letter of RACI), with all steps in which it does."""

    anchor: str
    letter: str
    title: str
    lead: str
    groups: tuple[DutyGroup, ...]

    @property
    def accountable(self) -> bool:
        """Whether it answers itself for some of what it does."""
        return any(row.accountable for group in self.groups for row in group.rows)


@dataclass(frozen=True, slots=True)
class LimitRow:
    """A time limit: of which step, and what follows when it passes."""

    limit: str
    step: Link
    process: Link
    overdue: Link | None


@dataclass(frozen=True, slots=True)
class TouchedRow:
    """A structure that a role works with: the parts it writes and reads, and how sensitive they are."""

    structure: Link
    writes: tuple[DataLink, ...]
    reads: tuple[DataLink, ...]
    sensitivity: Badge | None


@dataclass(frozen=True, slots=True)
class RoleView(SpecView):
    """The page of a role."""

    role: RoleChip
    description: Html
    facts: tuple[Fact, ...]
    glance: tuple[Link, ...]
    boss: RoleChip | None
    reports: tuple[RoleChip, ...]
    lessons: tuple[Lesson, ...]
    parts: tuple[Part, ...]
    limits: tuple[LimitRow, ...]
    more_limits: int
    data: tuple[TouchedRow, ...]
    systems: tuple[Link, ...]
    exchanges: tuple[Exchange, ...]
    links: tuple[Link, ...]
    news: tuple[News, ...]
    news_lead: str
    all_news: str


_NEWS = 12
_LIMITS = 40
"""So many time limits are listed of a role with very many."""
_PARTS = (("does", "R"), ("answers", "A"), ("asked", "C"), ("told", "I"))


def role_view(at: Reader, id: str) -> RoleView:
    """The page of the role `id`."""
    role, work = at.catalog.roles[id], at.atlas.work[id]
    large = len(work.processes) > MANY
    limits, feed = tuple(_limits(at, work, large)), at.words("feed-of-role", role=at.text(role.title))
    view = RoleView(
        head=replace(head_of(at, role), feeds=at.feeds(f"roles/{id}.xml", feed)),
        headings=(),
        role=at.role(id),
        description=at.html(role.description, 3),
        facts=tuple(_facts(at, role)),
        glance=tuple(_glance(at, work)),
        boss=at.role(role.reports_to) if role.reports_to else None,
        reports=at.roles(work.reports),
        lessons=tuple(_lessons(at, work)),
        parts=tuple(_parts(at, work, large)),
        limits=limits,
        more_limits=len(work.limits) - len(limits),
        data=tuple(_touched(at, work)),
        systems=tuple(_systems(at, work)),
        exchanges=tuple(exchanges_of(at, id, by_area=large)),
        control=control_of(at, role),
        links=links_of(at, role),
        news=tuple(news(at, at.items_of(id)[:_NEWS], id)),
        news_lead=news_lead(at, id),
        all_news=at.href("change"),
    )
    return replace(view, headings=_headings(at, view))


def _headings(at: Reader, view: RoleView) -> tuple[Heading, ...]:
    t = at.words
    return outline(
        ("learning", t("learning"), view.lessons),
        ("what-changed", t("what-changed"), view.news),
        *((part.anchor, part.title, part.groups) for part in view.parts),
        ("limits", t("limits"), view.limits),
        ("data", t("touched-data"), view.data),
        ("systems", t("used-systems"), view.systems),
        ("partners", t("handing-over"), view.exchanges),
        ("document-control", t("document-control"), True),
        ("links", t("links"), view.links),
    )


def _facts(at: Reader, role: Role) -> Iterator[Fact]:
    t = at.words
    if role.external or role.team:
        yield Fact(t("team"), team_of(at, role))
    if role.contact:
        yield _contact(at, role.contact)


def _contact(at: Reader, contact: str) -> Fact:
    """How to reach a role: an e-mail address is a link, the name of a team on a git platform is not."""
    name = at.words("contact")
    if contact.startswith("@"):
        return Fact(name, contact)
    return Fact(name, link=Link(contact, f"mailto:{quote(contact, safe='@')}"))


def _glance(at: Reader, work: RoleWork) -> Iterator[Link]:
    """The role in numbers, each leading to its section."""
    t = at.words
    done = work.having("R")
    others = {letter: len([duty for duty in work.having(letter) if "R" not in duty.letters]) for letter in "ACI"}
    if done:
        processes = t.count("process", len({duty.process for duty in done}))
        yield Link(t("glance-does", steps=t.count("step", len(done)), processes=processes), "#does")
    if work.decisions:
        yield Link(t("glance-decides", decisions=t.count("decision", len(work.decisions))), "#does")
    for letter, name in (("A", "answers"), ("C", "asked"), ("I", "told")):
        if others[letter]:
            yield Link(t(f"glance-{name}", steps=t.count("step", others[letter])), f"#{name}")
    if work.limits:
        shortest = min((duty.within for duty in work.limits if duty.within), key=lambda each: each.minutes)
        yield Link(t("glance-limit", limit=t.duration(shortest)), "#limits")


def _lessons(at: Reader, work: RoleWork) -> Iterator[Lesson]:
    """Processes in which the role does something itself come first, each kind in the order of the work."""
    done = by_process(work.having("R"))
    for process in sorted(work.processes, key=lambda id: id not in done):
        own = done.get(process)
        note = at.words.count("step", len(own)) if own else at.words("learning-other")
        first = at.step(process, own[0].step) if own else None
        yield Lesson(at.numbered(process), summary_of(at, at.catalog.processes[process]), note, first)


def _parts(at: Reader, work: RoleWork, large: bool) -> Iterator[Part]:
    """What the role does itself, then what others do and it answers for, is asked about or is told of."""
    for name, letter in _PARTS:
        duties = [duty for duty in work.having(letter) if letter == "R" or "R" not in duty.letters]
        if duties:
            groups = tuple(_groups(at, duties, letter) if large else _groups(at, duties))
            yield Part(name, letter, at.words(name), at.words(f"{name}-lead"), groups)


def _groups(at: Reader, duties: list[Duty], short: str = "") -> Iterator[DutyGroup]:
    """Duties by process; for a letter in `short`, its own steps are links, and those of others a number."""
    for process, those in by_process(duties).items():
        link = at.numbered(process)
        if not short:
            yield DutyGroup(link, tuple(_duty(at, duty) for duty in those))
        elif short == "R":
            yield DutyGroup(link, (), tuple(_short(at, duty) for duty in those))
        else:
            chart = at.href("process", process, "responsibilities")
            yield DutyGroup(link, (), (), Link(at.words.count("step", len(those)), chart))


def _short(at: Reader, duty: Duty) -> Link:
    step = at.step(duty.process, duty.step)
    return replace(step, note=limit_of(at, at.atlas.flows[duty.process].steps[duty.step]))


def _duty(at: Reader, duty: Duty) -> DutyRow:
    step = at.atlas.flows[duty.process].steps[duty.step]
    return DutyRow(
        step=at.step(duty.process, duty.step),
        decides=duty.decides,
        key=step.key,
        accountable={"R", "A"} <= duty.letters,
        roles=at.roles(step.responsible),
        limit=limit_of(at, step),
        systems=at.specs("system", duty.systems),
    )


def _limits(at: Reader, work: RoleWork, large: bool) -> Iterator[LimitRow]:
    """The shortest first; of very many only those."""
    timed = [(duty, duty.within) for duty in work.having("R") if duty.within]
    for duty, within in sorted(timed, key=lambda each: each[1].minutes)[: _LIMITS if large else None]:
        ways = at.atlas.flows[duty.process].outgoing.get(duty.step, ())
        late = next((at.step(duty.process, way.target) for way in ways if way.kind is WayKind.OVERDUE), None)
        step = at.step(duty.process, duty.step)
        yield LimitRow(at.words.duration(within), step, at.numbered(duty.process), late)


def _touched(at: Reader, work: RoleWork) -> Iterator[TouchedRow]:
    """Structures in the order in which the role meets them."""
    parts = at.catalog.parts
    touched: dict[str, dict[str, None]] = {}
    for touch in (touch for duty in work.duties for touch in duty.touches):
        touched.setdefault(touch.structure, {})[touch.ref] = None
    writes, reads = _by_structure(at, work.writes), _by_structure(at, work.reads)
    for structure, refs in touched.items():
        fields = dict.fromkeys(field for ref in refs for field in parts[ref].fields)
        written, read = (tuple(at.data(ref) for ref in each.get(structure, ())) for each in (writes, reads))
        yield TouchedRow(at.spec("data", structure), written, read, highest(at, fields))


def _by_structure(at: Reader, refs: Iterable[str]) -> dict[str, list[str]]:
    """Refs by structure; a whole structure stands for its parts."""
    grouped: dict[str, list[str]] = {}
    for ref in refs:
        grouped.setdefault(at.catalog.parts[ref].structure, []).append(ref)
    return {id: [id] if id in found else found for id, found in grouped.items()}


def _systems(at: Reader, work: RoleWork) -> Iterator[Link]:
    for id in work.systems:
        steps = sum(id in duty.systems for duty in work.having("R"))
        link = at.spec("system", id)
        yield Link(link.title, link.href, note=at.words.count("step", steps))
