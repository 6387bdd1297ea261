"""`process-atlas check`: every finding about the specs, in one run."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from process_atlas.analysis.diff import compare_states, version_findings
from process_atlas.checking import check_specs, present_day
from process_atlas.cli.common import UNUSABLE, fail_on_option, finish, give_up, specs_option
from process_atlas.cli.report import FORMATS, Report
from process_atlas.diagnostics import Diagnostic, ordered
from process_atlas.history import NoStateError, since_state, working_state
from process_atlas.spec.folder import read_folder


@click.command()
@specs_option
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@fail_on_option
@click.option("--since", metavar="REVISION", help="Also check that versions follow what changed since a git revision.")
def check(specs: Path, form: str, fail_on: str, since: str | None) -> None:
    """Check the specs and report every finding with its place."""
    files, unreadable = read_folder(specs)
    found: tuple[Diagnostic, ...] = (*unreadable, *(check_specs(files, present_day()) if files else ()))
    if since is not None:
        found = ordered((*found, *_versions_since(since, specs)))
    lines = {file.path: file.content.decode("utf-8", "replace").splitlines() for file in files}
    click.echo(FORMATS[form](Report(found, lines)))
    if not files:
        sys.exit(UNUSABLE)
    finish(found, fail_on)


def _versions_since(revision: str, specs: Path) -> tuple[Diagnostic, ...]:
    """What versions leave out of the changes since `revision`; a command that cannot compare ends here."""
    try:
        before, now = since_state(revision, specs), working_state(specs)
    except NoStateError as problem:
        give_up(str(problem))
    return tuple(version_findings(compare_states(before.state, now.state), now.state))
