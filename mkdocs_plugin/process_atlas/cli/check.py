"""`process-atlas check`: every finding about the specs, in one run."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from process_atlas.checking import check_specs, present_day
from process_atlas.cli.common import UNUSABLE, fail_on_option, finish, specs_option
from process_atlas.cli.report import FORMATS, Report
from process_atlas.spec.folder import read_folder


@click.command()
@specs_option
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@fail_on_option
def check(specs: Path, form: str, fail_on: str) -> None:
    """Check the specs and report every finding with its place."""
    files, unreadable = read_folder(specs)
    found = (*unreadable, *(check_specs(files, present_day()) if files else ()))
    lines = {file.path: file.content.decode("utf-8", "replace").splitlines() for file in files}
    click.echo(FORMATS[form](Report(found, lines)))
    if not files:
        sys.exit(UNUSABLE)
    finish(found, fail_on)
