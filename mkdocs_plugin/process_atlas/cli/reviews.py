"""Reviews that are due as a report: for people (`text`), for programs (`json`), for calendars (`ics`, RFC 5545)."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from process_atlas import __version__
from process_atlas.analysis.review import next_review
from process_atlas.catalog import Catalog
from process_atlas.spec.model import Role, Spec, Status

_WORDS = {
    "overdue": ("overdue", "已逾期"),
    "due": ("due", "待评审"),
    "nothing": ("no review is due", "没有待评审的规范"),
    "owner": ("owner", "负责人"),
    "nobody": ("no owner", "未指定负责人"),
    "review": ("Review: {title}", "评审：{title}"),
    "about": (
        "Compare {kind} {title}, version {version}, with practice. Mend it, and set `reviewed` to the day.",
        "请将{kind}“{title}”（{version} 版）与实际工作对照，修正不符之处，并把 `reviewed` 改为评审当天的日期。",
    ),
    "process": ("process", "流程"),
    "data": ("data structure", "数据结构"),
    "field": ("field", "字段"),
    "role": ("role", "岗位"),
    "system": ("system", "系统"),
}


@dataclass(frozen=True, slots=True)
class Review:
    """A review: the spec, the day by which it is due, and who is to hold it."""

    spec: Spec
    due: date
    owner: Role | None

    @property
    def contact(self) -> str:
        """The owner's address, or ""."""
        return (self.owner.contact if self.owner else None) or ""


@dataclass(frozen=True, slots=True)
class ReviewReport:
    """What a report is made from."""

    catalog: Catalog
    reviews: tuple[Review, ...]
    today: date
    lang: str

    def say(self, word: str, **values: object) -> str:
        """A word of the report."""
        return _WORDS[word][("en", "zh").index(self.lang)].format(**values)


def reviews_of(catalog: Catalog, until: date) -> tuple[Review, ...]:
    """The reviews of specs in force that are due by `until`, the earliest first."""
    found = []
    for spec in _in_force(catalog):
        due = next_review(spec, catalog.manifest.review_every)
        if due and due <= until:
            found.append(Review(spec, due, catalog.roles.find(spec.owner or "")))
    return tuple(sorted(found, key=lambda each: (each.due, each.spec.KIND, each.spec.id)))


def undated(catalog: Catalog) -> tuple[Spec, ...]:
    """Specs in force that have to be reviewed, but name no day to count from."""
    every = catalog.manifest.review_every
    return tuple(
        spec for spec in _in_force(catalog) if (spec.review_every or every) and next_review(spec, every) is None
    )


def _in_force(catalog: Catalog) -> Iterator[Spec]:
    return (spec for specs in catalog.specs.values() for spec in specs.values() if spec.status is Status.ACTIVE)


def as_text(report: ReviewReport) -> str:
    """A line for each review: the day, whether it is past, what it is, and who owns it."""
    lines = []
    for each in report.reviews:
        state = report.say("overdue" if each.due < report.today else "due")
        title = each.spec.title.get(report.lang)
        owner = each.owner.title.get(report.lang) if each.owner else report.say("nobody")
        address = f" <{each.contact}>" if each.contact else ""
        what = f"{report.say(each.spec.KIND)} {title} {each.spec.version}"
        lines.append(f"{each.due}  {state:7}  {what}  {report.say('owner')}: {owner}{address}")
    return "\n".join([*(lines or [report.say("nothing")]), ""])


def as_json(report: ReviewReport) -> str:
    """`{"today": …, "reviews": [...]}`: each with its spec, day, days past it, owner and contact."""
    reviews = [
        {
            "kind": each.spec.KIND,
            "id": each.spec.id,
            "title": each.spec.title.get(report.lang),
            "version": each.spec.version,
            "due": each.due.isoformat(),
            "days_overdue": max(0, (report.today - each.due).days),
            "owner": each.owner.id if each.owner else None,
            "owner_title": each.owner.title.get(report.lang) if each.owner else None,
            "contact": each.contact or None,
            "path": report.catalog.documents[each.spec.KIND, each.spec.id].path,
        }
        for each in report.reviews
    ]
    return json.dumps({"today": report.today.isoformat(), "reviews": reviews}, ensure_ascii=False, indent=2) + "\n"


def as_ics(report: ReviewReport) -> str:
    """A calendar with a whole-day event for each review. The same specs give the same bytes on any day."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Process Atlas//{__version__}//EN", "CALSCALE:GREGORIAN"]
    for each in report.reviews:
        lines += _event(report, each)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


FORMATS: dict[str, Callable[[ReviewReport], str]] = {"text": as_text, "json": as_json, "ics": as_ics}
"""The table of report formats."""


def _event(report: ReviewReport, review: Review) -> list[str]:
    spec = review.spec
    title, kind = spec.title.get(report.lang), report.say(spec.KIND)
    stamp = spec.reviewed or spec.approved or spec.effective or review.due
    owner = review.owner.title.get(report.lang) if review.owner else ""
    who = ", ".join(filter(None, [owner, review.contact]))
    about = report.say("about", kind=kind, title=title, version=spec.version)
    contact = [f"CONTACT:{_text(who)}"] if who else []
    return [
        "BEGIN:VEVENT",
        f"UID:{uuid.uuid5(uuid.NAMESPACE_URL, f'process-atlas:{spec.KIND}:{spec.id}')}",
        f"DTSTAMP:{stamp:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{review.due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{_day_after(review.due):%Y%m%d}",
        f"SUMMARY:{_text(report.say('review', title=title))}",
        f"DESCRIPTION:{_text(about)}",
        *contact,
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _day_after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _text(text: str) -> str:
    """A text value: backslash, semicolon, comma and line ends escaped."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, no character cut in two; each piece but the first after a space."""
    pieces, size = [""], 0
    for char in line:
        octets = len(char.encode())
        if size + octets > 75:
            pieces.append(" ")
            size = 1
        pieces[-1] += char
        size += octets
    return "\r\n".join(pieces)
