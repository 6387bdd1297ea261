"""The quality page: what the checks found, how complete the specs are, and what is due for review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from process_atlas.analysis.checks import GROUPS, RULES
from process_atlas.analysis.coverage import coverage_of
from process_atlas.analysis.review import next_review
from process_atlas.diagnostics import Diagnostic, Severity
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Fact, Link, RoleChip, View, outline
from process_atlas.pages.views.overview import overview_head
from process_atlas.pages.words import language_name
from process_atlas.spec.model import Spec, Status

_SOON = timedelta(days=92)
_REVIEWS = 20


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding. `rule` says what should hold, in the reader's language; "" for a rule of reading and linking."""

    code: str
    rule: str
    message: str
    hint: str
    place: str
    spec: Link | None


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one severity; `level` is the grade that styles go by."""

    severity: str
    level: str
    title: str
    lead: str
    rows: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that a comment in the specs accepts, and why."""

    row: FindingRow
    reason: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings an area or an owner has, by level: errors, warnings, notes."""

    title: str
    owner: RoleChip | None
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """How many of all have something."""

    label: str
    told: str
    some: int
    all: int

    @property
    def percent(self) -> int:
        """The share in per cent, 100 only when nothing is missing."""
        return self.some * 100 // self.all


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A spec that is due for review."""

    spec: Link
    kind: str
    owner: RoleChip | None
    due: Fact


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A check: what should hold, the grade of its findings, and how many there are."""

    code: str
    summary: str
    level: str
    found: int


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """The checks of one subject."""

    title: str
    rows: tuple[RuleRow, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure at the head of the page, which leads to its section; `level` is the grade of what it counts."""

    figure: str
    label: str
    href: str
    level: str


@dataclass(frozen=True, slots=True)
class QualityView(View):
    """The quality page."""

    tiles: tuple[Tile, ...]
    findings: tuple[FindingGroup, ...]
    levels: tuple[tuple[str, str], ...]
    areas: tuple[Tally, ...]
    owners: tuple[Tally, ...]
    accepted: tuple[Accepted, ...]
    shares: tuple[Share, ...]
    reviews: tuple[ReviewRow, ...]
    reviews_told: str
    rules: tuple[RuleGroup, ...]


def quality_view(at: Reader, _: str) -> QualityView:
    """The quality page."""
    t = at.words
    shares, reviews, findings = tuple(_shares(at)), tuple(_reviews(at)), tuple(_findings(at))
    return QualityView(
        head=overview_head(at, "quality-overview", "quality-lead"),
        headings=outline(
            ("findings", t("findings"), True),
            ("accepted", t("accepted"), at.suppressed),
            ("coverage", t("coverage"), shares),
            ("reviews", t("reviews"), reviews),
            ("rules", t("all-checks"), RULES),
        ),
        tiles=(*_tiles(at, findings), *_review_tiles(at, reviews)),
        findings=findings,
        levels=tuple((level, t(f"severity-{severity.value}")) for severity, level in _LEVELS.items()),
        areas=_by_area(at),
        owners=_by_owner(at),
        accepted=tuple(Accepted(_finding(at, each.found), each.reason) for each in at.suppressed),
        shares=shares,
        reviews=reviews[:_REVIEWS],
        reviews_told=_told(at, reviews),
        rules=tuple(_rules(at)),
    )


_LEVELS = {Severity.ERROR: "danger", Severity.WARNING: "warning", Severity.INFO: "info"}


def _findings(at: Reader) -> Iterator[FindingGroup]:
    """The gravest first, those of one rule together; a severity without findings is left out."""
    order = {code: place for place, code in enumerate(RULES, 1)}
    by_rule = sorted(at.findings, key=lambda each: order.get(each.code, 0))
    for severity, level in _LEVELS.items():
        rows = tuple(_finding(at, each) for each in by_rule if each.severity is severity)
        if rows:
            name = f"severity-{severity.value}"
            yield FindingGroup(severity.value, level, at.words(name), at.words(f"{name}-lead"), rows)


def _finding(at: Reader, found: Diagnostic) -> FindingRow:
    """A finding leads to the page of its spec, if the spec could be read."""
    rule = RULES.get(found.code)
    known = found.subject is not None and at.catalog.get(*found.subject) is not None
    spec = at.spec(*found.subject) if found.subject and known else None
    return FindingRow(
        found.code,
        at.text(rule.summary) if rule else "",
        found.message.get(at.lang),
        found.hint.get(at.lang),
        str(found.span),
        spec,
    )


def _tiles(at: Reader, findings: tuple[FindingGroup, ...]) -> Iterator[Tile]:
    """How many checks passed, and how many findings of each severity there are; nothing that there is none of."""
    broken = {each.code for each in at.findings}
    passed = sum(code not in broken for code in RULES)
    yield Tile(f"{passed} / {len(RULES)}", at.words("checks-passed"), "#rules", "" if findings else "success")
    for group in findings:
        yield Tile(str(len(group.rows)), group.title, f"#findings-{group.severity}", group.level)
    if at.suppressed:
        yield Tile(str(len(at.suppressed)), at.words("accepted"), "#accepted", "")


def _review_tiles(at: Reader, reviews: tuple[ReviewRow, ...]) -> Iterator[Tile]:
    late, soon = _late_and_soon(at, reviews)
    if late:
        yield Tile(str(late), at.words("reviews-late-tile"), "#reviews", "danger")
    if soon:
        yield Tile(str(soon), at.words("reviews-soon-tile"), "#reviews", "")


def _by_area(at: Reader) -> tuple[Tally, ...]:
    """The areas that have findings, in the catalogue's order; specs without an area come last."""
    counts = _tallied(at, lambda spec: spec.area or "")
    areas = {**{id: at.text(area.title) for id, area in at.catalog.areas.items()}, "": at.words("no-area")}
    return tuple(Tally(title, None, counts[id]) for id, title in areas.items() if id in counts)


def _by_owner(at: Reader) -> tuple[Tally, ...]:
    """The owners that have findings, in the catalogue's order; what nobody owns comes last."""
    counts = _tallied(at, lambda spec: spec.owner or "")
    owned = [Tally("", at.role(id), counts[id]) for id in at.catalog.everybody if id in counts]
    return (*owned, *([Tally(at.words("no-owner"), None, counts[""])] if "" in counts else ()))


def _tallied(at: Reader, whose: Callable[[Spec], str]) -> dict[str, tuple[int, ...]]:
    """The findings about specs that could be read, counted by whose they are and by level."""
    counts: dict[str, Counter[Severity]] = {}
    for each in at.findings:
        spec = at.catalog.specs.get(each.subject[0], {}).get(each.subject[1]) if each.subject else None
        if spec:
            counts.setdefault(whose(spec), Counter())[each.severity] += 1
    return {key: tuple(found[severity] for severity in _LEVELS) for key, found in counts.items()}


def _shares(at: Reader) -> Iterator[Share]:
    for each in coverage_of(at.atlas):
        label = at.words(f"coverage-{each.name}", language=language_name(each.lang))
        yield Share(label, at.words("coverage-of", some=each.some, all=each.every), each.some, each.every)


def _reviews(at: Reader) -> Iterator[ReviewRow]:
    """What has to be reviewed, the most urgent first; retired specs need no review."""
    every = at.catalog.manifest.review_every
    specs = [spec for kind in at.catalog.specs.values() for spec in kind.values() if spec.status is not Status.RETIRED]
    dated = [(day, spec) for spec in specs if (day := next_review(spec, every))]
    for day, spec in sorted(dated, key=lambda each: each[0]):
        late = day < at.settings.today
        due = Fact(at.words("due"), at.words.date(day), day=day.isoformat(), due=True, late=late)
        owner = at.role(spec.owner) if spec.owner else None
        yield ReviewRow(at.spec(spec.KIND, spec.id), at.words(spec.KIND), owner, due)


def _told(at: Reader, reviews: tuple[ReviewRow, ...]) -> str:
    """How many reviews are overdue and how many are near."""
    late, soon = _late_and_soon(at, reviews)
    key = "reviews-late" if late else "reviews-soon" if soon else "reviews-calm"
    return at.words(key, late=late, soon=soon)


def _late_and_soon(at: Reader, reviews: tuple[ReviewRow, ...]) -> tuple[int, int]:
    end = (at.settings.today + _SOON).isoformat()
    late = sum(row.due.late for row in reviews)
    return late, sum(not row.due.late and row.due.day <= end for row in reviews)


def _rules(at: Reader) -> Iterator[RuleGroup]:
    """Every check by subject, whether it found something or not."""
    counts = Counter(each.code for each in at.findings)
    for group in GROUPS:
        rules = [rule for rule in RULES.values() if rule.group == group]
        rows = (RuleRow(rule.code, at.text(rule.summary), _LEVELS[rule.severity], counts[rule.code]) for rule in rules)
        if rules:
            yield RuleGroup(at.words(f"checks-{group}"), tuple(rows))
