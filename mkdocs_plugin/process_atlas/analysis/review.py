"""When a spec is due for review."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from process_atlas.spec.model import Spec
from process_atlas.spec.values import Duration, Unit

_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}


def next_review(spec: Spec, review_every: Duration | None) -> date | None:
    """The day by which a spec has to be reviewed: counted from its last review, else from approval or effect.

    `review_every` is the catalogue's; the spec's own goes before it. None when either part is unknown.
    """
    every = spec.review_every or review_every
    last = spec.reviewed or spec.approved or spec.effective
    if not (last and every):
        return None
    try:
        return after(last, every)
    except (OverflowError, ValueError):  # beyond the calendar's end: never
        return None


def after(day: date, span: Duration) -> date:
    """The day that lies a duration after another; a month or a year later is the same day of the month, or its last.

    Raises OverflowError or ValueError when the calendar does not reach that far.
    """
    months = _MONTHS.get(span.unit)
    if months is None:
        return day + timedelta(minutes=span.minutes)
    years, month = divmod(day.month - 1 + round(span.amount * months), 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))
