"""The day that a build takes for today."""

from __future__ import annotations

import os
import re
import time
from datetime import UTC, date, datetime


class DayError(ValueError):
    """SOURCE_DATE_EPOCH names no day; the message says so in words for people."""


def present_day() -> date:
    """The day that reviews are judged by: that of SOURCE_DATE_EPOCH if it is set, so that a build can be repeated.

    Raises DayError if it is not a number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or str(int(time.time()))
    if not re.fullmatch("[0-9]{1,11}", epoch):
        raise DayError(f"SOURCE_DATE_EPOCH is '{epoch}', and not the seconds of a day since 1970")
    return datetime.fromtimestamp(int(epoch), UTC).date()
