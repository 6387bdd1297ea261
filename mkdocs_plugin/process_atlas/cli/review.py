"""`process-atlas review`: which specs are due for review, who owns them, and how the owners are reached."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from pydantic_core import PydanticCustomError

from process_atlas.analysis.review import after
from process_atlas.cli.codeowners import as_codeowners
from process_atlas.cli.common import give_up, specs_option
from process_atlas.cli.reviews import FORMATS, ReviewReport, reviews_of, undated
from process_atlas.diagnostics import Severity, count
from process_atlas.link import link
from process_atlas.spec.folder import read_folder
from process_atlas.spec.load import load
from process_atlas.spec.values import Duration
from process_atlas.today import present_day


def _duration(ctx: click.Context, param: click.Parameter, value: str) -> Duration:
    try:
        return Duration.parse(value)
    except PydanticCustomError as problem:
        raise click.BadParameter(problem.message(), ctx, param) from problem


@click.command()
@specs_option
@click.option("--due", callback=_duration, default="30d", show_default=True, help="How far ahead: 30d, 3 months.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option("--codeowners", is_flag=True, help="Write a CODEOWNERS file from the owners' contacts instead.")
@click.option(
    "--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="The language of titles."
)
def review(specs: Path, due: Duration, form: str, codeowners: bool, lang: str) -> None:
    """List the specs in force whose next review is due, those overdue included."""
    files, unreadable = read_folder(specs)
    if not files:
        give_up("\n".join(map(str, unreadable)))
    catalog = link(load(files))
    errors = count((*unreadable, *catalog.diagnostics), Severity.ERROR)
    if errors:
        click.echo(
            f"errors in the specs: {errors}; `process-atlas check` tells them, what has them is left out", err=True
        )
    if codeowners:
        click.echo(as_codeowners(catalog, specs))
        return
    today = present_day()
    found = reviews_of(catalog, _until(today, due))
    click.echo(FORMATS[form](ReviewReport(catalog, found, today, lang)).encode(), nl=False)
    missing = len(undated(catalog))
    if missing:
        click.echo(f"specs in force without a day of review, approval or effect: {missing}", err=True)


def _until(today: date, due: Duration) -> date:
    try:
        return after(today, due)
    except (OverflowError, ValueError):
        return date.max
