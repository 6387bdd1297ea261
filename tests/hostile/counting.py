"""Counts the hostile inputs of a run, on one worker or on many, and tells the count at its end."""

from __future__ import annotations

from typing import Any

PROPERTY = "hostile inputs"


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Tell how many hostile inputs were tried, and how many were answered as expected."""
    tried = answered = 0
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, ()):
            count = sum(number for name, number in report.user_properties if name == PROPERTY)
            if report.when == "call":
                tried += count
                answered += count * (outcome == "passed")
    if tried:
        terminalreporter.write_line(f"{PROPERTY}: {tried} tried, {answered} answered as expected")
