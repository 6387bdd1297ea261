"""What rules say of a step that touches data: its name, the data's name, and the place."""

from __future__ import annotations

from process_atlas.analysis.checks.rules import Finding, Scope
from process_atlas.analysis.lineage import Touch
from process_atlas.said import NOTHING, Said, quote


def at_touch(scope: Scope, touch: Touch, message: Said, hint: Said = NOTHING) -> Finding:
    """A finding at the place where a step names data."""
    at = scope.step(touch.process, touch.step)
    return at.finding(message, hint, touch.verb, touch.index)


def step_name(scope: Scope, touch: Touch) -> Said:
    """The step that touches data, as messages name it."""
    return scope.step(touch.process, touch.step).name


def part_name(scope: Scope, touch: Touch) -> Said:
    """The data that are touched, as messages name them: a structure, or a part of one."""
    return quote(scope.catalog.parts[touch.ref].title)
