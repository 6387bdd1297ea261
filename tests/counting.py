"""Counts the inputs that tests tried, on one worker or on many, and tells the counts at the end of a run."""

from __future__ import annotations

from typing import Any

HOSTILE, FUZZ = "hostile inputs", "fuzz inputs"
"""The names under which tests record how many inputs they tried (`record_property`)."""


def told(reports: dict[str, list[Any]]) -> list[str]:
    """What is told of the reports of a run, by outcome: a line for each name that was counted.

    A failed test of hostile inputs answered none of its inputs as expected; a failed test of fuzzing is one crash.
    """
    lines = []
    for name, say in ((HOSTILE, _answers), (FUZZ, _crashes)):
        counts = {outcome: [n for each in found for n in _counted(each, name)] for outcome, found in reports.items()}
        if any(counts.values()):
            lines.append(say(counts))
    return lines


def _answers(counts: dict[str, list[int]]) -> str:
    tried = sum(map(sum, counts.values()))
    return f"{HOSTILE}: {tried} tried, {sum(counts['passed'])} answered as expected"


def _crashes(counts: dict[str, list[int]]) -> str:
    return f"fuzz: {sum(map(sum, counts.values()))} inputs, {len(counts['failed'])} crashes"


def _counted(report: Any, name: str) -> list[int]:
    return [number for each, number in report.user_properties if each == name] if report.when == "call" else []
