"""What rules say of a step that touches data: its name, the data's name, and the place."""

from __future__ import annotations

from process_atlas.analysis.checks.rules import Finding, Scope
from process_atlas.analysis.lineage import Touch


def at_touch(scope: Scope, touch: Touch, message: str, hint: str = "") -> Finding:
    """A finding at the place where a step names data."""
    at = scope.step(touch.process, touch.step)
    return at.finding(message, hint, touch.verb, touch.index)


def step_name(scope: Scope, touch: Touch) -> str:
    """The step that touches data, as messages name it."""
    return scope.step(touch.process, touch.step).name


def part_name(scope: Scope, touch: Touch) -> str:
    """The data that are touched, as messages name them: a structure, or a part of one."""
    return f"'{scope.catalog.parts[touch.ref].title.get('en')}'"
