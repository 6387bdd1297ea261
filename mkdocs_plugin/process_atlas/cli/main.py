"""The commands of `process-atlas`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from process_atlas import __version__
from process_atlas.cli.output import write_site
from process_atlas.cli.report import FORMATS, summary
from process_atlas.diagnostics import Diagnostic, Severity
from process_atlas.pages.page import Settings
from process_atlas.site import build_site, check_specs, today
from process_atlas.spec.folder import read_folder

CLEAN, FINDINGS, UNUSABLE = 0, 1, 2
"""Exit codes: nothing found at or above the level, something found, wrong usage or unreadable specs."""

_specs = click.option(
    "--specs",
    type=click.Path(path_type=Path),
    default=Path("process_specs"),
    show_default=True,
    help="The folder of the spec files.",
)
_fail_on = click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="The least grave finding that makes the command fail.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="process-atlas")
def main() -> None:
    """Compile YAML specs of processes, data, roles and fields into a training site."""


@main.command()
@_specs
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@_fail_on
def check(specs: Path, form: str, fail_on: str) -> None:
    """Check the specs and report every finding with its place."""
    files, unreadable = read_folder(specs)
    found = (*unreadable, *(check_specs(files, today()) if files else ()))
    click.echo(FORMATS[form](found))
    _finish(found, fail_on, unusable=not files)


@main.command()
@_specs
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The folder to write the site to.")
@click.option("--format", "form", type=click.Choice(["html", "markdown"]), default="html", show_default=True)
@click.option("--jobs", type=click.IntRange(1, 64), help="Worker processes for the drawings.")
@_fail_on
def build(specs: Path, out: Path, form: str, jobs: int | None, fail_on: str) -> None:
    """Build the site without any host: plain HTML, or Markdown files for another site generator."""
    files, unreadable = read_folder(specs)
    if not files:
        click.echo("\n".join(map(str, unreadable)), err=True)
        sys.exit(UNUSABLE)
    site = build_site(files, Settings(today=today()), jobs=jobs)
    found = (*unreadable, *site.diagnostics)
    for each in found:
        click.echo(str(each), err=True)
    try:
        count = write_site(site, out, form)
    except OSError as problem:
        click.echo(f"{problem.filename or out}: error[unwritable] cannot be written: {problem.strerror}", err=True)
        sys.exit(UNUSABLE)
    click.echo(f"{count} pages in {out} ({summary(found)})", err=True)
    _finish(found, fail_on)


def _finish(found: tuple[Diagnostic, ...], fail_on: str, unusable: bool = False) -> NoReturn:
    worst = min((each.severity.rank for each in found), default=len(Severity))
    failed = worst <= Severity(fail_on).rank
    sys.exit(UNUSABLE if unusable else FINDINGS if failed else CLEAN)
