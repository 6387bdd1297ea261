"""What several commands share: options, exit codes, and how a command ends."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import click

from process_atlas.diagnostics import Diagnostic, Severity

CLEAN, FINDINGS, UNUSABLE = 0, 1, 2
"""Exit codes: nothing found at or above the level, something found, wrong usage or unreadable specs."""

specs_option = click.option(
    "--specs",
    type=click.Path(path_type=Path),
    default=Path("process_specs"),
    show_default=True,
    help="The folder of the spec files.",
)
fail_on_option = click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="The least grave finding that makes the command fail.",
)


def finish(found: Iterable[Diagnostic], fail_on: str) -> NoReturn:
    """End the command: with FINDINGS if any finding is as grave as `fail_on`."""
    worst = min((each.severity.rank for each in found), default=len(Severity))
    sys.exit(FINDINGS if worst <= Severity(fail_on).rank else CLEAN)


def give_up(message: str) -> NoReturn:
    """Say why nothing can be done, and end with UNUSABLE."""
    click.echo(message, err=True)
    sys.exit(UNUSABLE)
