"""The head and the document-control box that every spec's page has: status, owner, versions, reviews, findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from process_atlas.addresses import changes_id, version_id
from process_atlas.analysis.review import next_review
from process_atlas.diagnostics import Diagnostic, Severity
from process_atlas.history import Entry
from process_atlas.pages.markdown import NOTHING, Html, is_safe_address, plain
from process_atlas.pages.reader import Reader
from process_atlas.pages.view import ChangeRow, Control, Fact, Finding, Head, Link
from process_atlas.spec.model import Spec, Status

_NOTICES = {Status.DRAFT: "draft-note", Status.REVIEW: "review-note", Status.RETIRED: "retired-note"}
_DESCRIPTION_LENGTH = 200


def head_of(at: Reader, spec: Spec, lead: Html = NOTHING) -> Head:
    """The head of a spec's page. `lead` stands below the title; the spec's summary without it."""
    t = at.words
    summary = at.text(spec.summary)
    about = summary or plain(at.text(spec.description)) or at.text(spec.title)
    document = at.catalog.documents.get((spec.KIND, spec.id))
    return Head(
        title=at.text(spec.title),
        description=_shortened(about),
        lead=lead or at.html(spec.summary),
        trail=_trail(at, spec),
        version=spec.version,
        status=spec.status.value,
        status_label=t(spec.status.value),
        notice=t(_NOTICES[spec.status]) if spec.status in _NOTICES else "",
        findings=findings_of(at.catalog.findings(spec.KIND, spec.id), at.lang),
        feedback=at.feedback(spec.KIND, spec),
        spec=(spec.KIND, spec.id),
        source=document.path if document else "",
        day=max((each.date.isoformat() for each in spec.changes if each.version == spec.version), default=""),
        review=due_fact(at, spec) if spec.status is Status.ACTIVE else None,
    )


def findings_of(found: Iterable[Diagnostic], lang: str) -> tuple[Finding, ...]:
    """What a page tells of mistakes: errors, for they keep parts out; the quality page has the rest."""
    return tuple(
        Finding(each.severity.value, each.message.get(lang), str(each.span), each.hint.get(lang))
        for each in found
        if each.severity is Severity.ERROR
    )


def control_of(at: Reader, spec: Spec) -> Control:
    """The document-control box: only what the spec says, and the day of the next review worked out from it."""
    t = at.words
    facts = [
        Fact(t("version"), spec.version),
        Fact(t("status"), t(spec.status.value)),
        Fact(t("owner"), role=at.role(spec.owner)) if spec.owner else None,
        Fact(t("approver"), role=at.role(spec.approver)) if spec.approver else None,
        _day(at, "approved", spec.approved),
        _day(at, "effective", spec.effective),
        _day(at, "reviewed", spec.reviewed),
        due_fact(at, spec),
        Fact(t("tags"), t.listing([at.text(tag) for tag in spec.tags])) if spec.tags else None,
    ]
    entries = at.versions(spec)
    partial = at.chronicle is not None and not at.chronicle.record.complete
    remark = t("versions-incomplete") if entries and partial else ""
    rows = tuple(_version(at, spec, each) for each in entries) or tuple(_told(at, spec))
    return Control(tuple(fact for fact in facts if fact), rows, remark)


def _told(at: Reader, spec: Spec) -> Iterator[ChangeRow]:
    """The versions that the spec itself tells of."""
    for each in sorted(spec.changes, key=lambda change: change.date, reverse=True):
        yield ChangeRow(each.version, at.words.date(each.date), each.date.isoformat(), at.text(each.note))


def _version(at: Reader, spec: Spec, entry: Entry) -> ChangeRow:
    t = at.words
    return ChangeRow(
        version=entry.version,
        date=t.date(entry.day) if entry.day else "",
        day=entry.day.isoformat() if entry.day else "",
        note=at.text(entry.note),
        author=entry.author,
        size=str(entry.size) if entry.size else "",
        size_label=t(f"compare-{entry.size}") if entry.size else "",
        here="" if entry.former else t("version-here" if spec.status is Status.ACTIVE else "version-latest"),
        read=at.href(spec.KIND, version_id(spec.id, entry.slug)) if entry.readable else "",
        compare=at.href(spec.KIND, changes_id(spec.id, entry.slug)) if entry.changes else "",
    )


def links_of(at: Reader, spec: Spec) -> tuple[Link, ...]:
    """The further reading of a spec."""
    return tuple(Link(at.text(link.title), link.url) for link in spec.links if is_safe_address(link.url))


def due_fact(at: Reader, spec: Spec) -> Fact | None:
    """The day of a spec's next review and whether it has passed; None when nothing is due."""
    due = None if spec.status is Status.RETIRED else next_review(spec, at.catalog.manifest.review_every)
    if due is None:
        return None
    late = due < at.settings.today
    return Fact(at.words("next-review"), at.words.date(due), day=due.isoformat(), due=True, late=late)


def _day(at: Reader, label: str, day: date | None) -> Fact | None:
    return Fact(at.words(label), at.words.date(day), day=day.isoformat()) if day else None


def _trail(at: Reader, spec: Spec) -> tuple[Link, ...]:
    overview = Link(at.words(f"{spec.KIND}-overview"), at.href(spec.KIND, "", ""))
    if spec.area is None or spec.KIND != "process":  # the other overviews are not by area
        return (overview,)
    page = ("area", spec.area) if at.catalog.is_large else (spec.KIND, "", f"area-{spec.area}")
    return overview, Link(at.area_title(spec.area), at.href(*page))


def _shortened(text: str) -> str:
    return text if len(text) <= _DESCRIPTION_LENGTH else f"{text[:_DESCRIPTION_LENGTH].rstrip()}…"
