"""The quality page: what the checks found, how complete the specs are, and what is due for review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from process_atlas.analysis.checks import GROUPS, RULES
from process_atlas.analysis.review import next_review
from process_atlas.diagnostics import Diagnostic, Severity
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import Fact, Link, RoleChip, View, outline
from process_atlas.pages.views.overview import overview_head
from process_atlas.pages.words import language_name
from process_atlas.spec.model import Spec, Status, Step, StepType
from process_atlas.spec.walk import texts

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
class QualityView(View):
    """The quality page."""

    findings: tuple[FindingGroup, ...]
    shares: tuple[Share, ...]
    reviews: tuple[ReviewRow, ...]
    reviews_told: str
    rules: tuple[RuleGroup, ...]


def quality_view(at: Reader, _: str) -> QualityView:
    """The quality page."""
    t = at.words
    shares, reviews = tuple(_shares(at)), tuple(_reviews(at))
    return QualityView(
        head=overview_head(at, "quality-overview", "quality-lead"),
        headings=outline(
            ("findings", t("findings"), True),
            ("coverage", t("coverage"), shares),
            ("reviews", t("reviews"), reviews),
            ("rules", t("all-checks"), RULES),
        ),
        findings=tuple(_findings(at)),
        shares=shares,
        reviews=reviews[:_REVIEWS],
        reviews_told=_told(at, reviews),
        rules=tuple(_rules(at)),
    )


_LEVELS = {Severity.ERROR: "danger", Severity.WARNING: "warning", Severity.INFO: "info"}


def _findings(at: Reader) -> Iterator[FindingGroup]:
    """The gravest first; a severity without findings is left out."""
    for severity, level in _LEVELS.items():
        rows = tuple(_finding(at, each) for each in at.findings if each.severity is severity)
        if rows:
            name = f"severity-{severity.value}"
            yield FindingGroup(severity.value, level, at.words(name), at.words(f"{name}-lead"), rows)


def _finding(at: Reader, found: Diagnostic) -> FindingRow:
    """A finding leads to the page of its spec, if the spec could be read."""
    rule = RULES.get(found.code)
    known = found.subject is not None and at.catalog.get(*found.subject) is not None
    spec = at.spec(*found.subject) if found.subject and known else None
    return FindingRow(
        found.code, at.text(rule.summary) if rule else "", found.message, found.hint, str(found.span), spec
    )


def _shares(at: Reader) -> Iterator[Share]:
    catalog = at.catalog
    tasks = [step for process in catalog.processes.values() for step in process.steps if step.type is StepType.TASK]
    lineage = at.atlas.lineage
    specs = [spec for kind in catalog.specs.values() for spec in kind.values()]
    counted = {
        "coverage-limit": [bool(step.within or step.duration) for step in tasks],
        "coverage-how": [bool(step.how) for step in tasks],
        "coverage-data": [_names_data(step) for step in tasks],
        "coverage-system": [bool(step.system) for step in tasks],
        "coverage-fields": [bool(lineage.field_lineage(id)) for id in catalog.fields],
        "coverage-approved": [spec.approved is not None for spec in specs],
    }
    for label, found in counted.items():
        if found:
            yield _share(at, at.words(label), sum(found), len(found))
    yield from _translations(at, specs)


def _names_data(step: Step) -> bool:
    return any((step.receives, step.sends, step.creates, step.reads, step.updates, step.deletes))


def _translations(at: Reader, specs: list[Spec]) -> Iterator[Share]:
    """Texts written once are for readers of every language."""
    if len(at.catalog.languages) < 2:
        return
    found = [text.languages() for spec in specs for _, text in texts(spec)]
    for lang in at.catalog.languages:
        written = sum(not languages or lang in languages for languages in found)
        yield _share(at, at.words("coverage-language", language=language_name(lang)), written, len(found))


def _share(at: Reader, label: str, some: int, every: int) -> Share:
    return Share(label, at.words("coverage-of", some=some, all=every), some, every)


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
    end = (at.settings.today + _SOON).isoformat()
    late = sum(row.due.late for row in reviews)
    soon = sum(not row.due.late and row.due.day <= end for row in reviews)
    key = "reviews-late" if late else "reviews-soon" if soon else "reviews-calm"
    return at.words(key, late=late, soon=soon)


def _rules(at: Reader) -> Iterator[RuleGroup]:
    """Every check by subject, whether it found something or not."""
    counts = Counter(each.code for each in at.findings)
    for group in GROUPS:
        rules = [rule for rule in RULES.values() if rule.group == group]
        rows = (RuleRow(rule.code, at.text(rule.summary), _LEVELS[rule.severity], counts[rule.code]) for rule in rules)
        if rules:
            yield RuleGroup(at.words(f"checks-{group}"), tuple(rows))
