"""`process-atlas build`: the whole site without a host."""

from __future__ import annotations

from pathlib import Path

import click

from process_atlas.addresses import Settings
from process_atlas.cli.common import fail_on_option, finish, give_up, specs_option
from process_atlas.cli.output import FORMATS, write_site
from process_atlas.cli.report import summary
from process_atlas.cli.timing import Timing
from process_atlas.diagrams.cache import FOLDER, not_kept
from process_atlas.diagrams.drawing import Studio
from process_atlas.history import READABLE, read_history
from process_atlas.site import Means, Past, build_site
from process_atlas.spec.folder import read_folder
from process_atlas.today import present_day


@click.command()
@specs_option
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The folder to write the site to.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="html", show_default=True)
@click.option("--history/--no-history", default=True, help="Whether to tell of former versions; told if left out.")
@click.option(
    "--versions",
    type=click.IntRange(min=0),
    default=READABLE,
    show_default=True,
    help="How many former versions get pages of their own, in the whole catalogue.",
)
@click.option("--site-url", default="", help="The address that the site will have; feeds need it.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Worker processes for the drawings.")
@click.option("--no-cache", is_flag=True, help=f"Lay out every drawing anew, and keep none in {FOLDER}.")
@click.option("--profile", is_flag=True, help="Tell where the time went, by stage.")
@fail_on_option
def build(
    specs: Path,
    out: Path,
    form: str,
    history: bool,
    versions: int,
    site_url: str,
    jobs: int | None,
    no_cache: bool,
    profile: bool,
    fail_on: str,
) -> None:
    """Build the site without any host: plain HTML, or Markdown files for another site generator."""
    timing = Timing()
    with timing.stage("files"):
        files, unreadable = read_folder(specs)
    if not files:
        give_up("\n".join(map(str, unreadable)))
    settings = Settings(today=present_day(), site_url=site_url)
    past = Past(read_history(specs), versions) if history else None
    with Studio(jobs, None if no_cache else Path(FOLDER)) as studio:
        site = build_site(files, settings, Means(draw=studio.draw, once=True, stage=timing.stage), past)
    if studio.problem:
        click.echo(not_kept(studio.problem), err=True)
    found = (*unreadable, *site.diagnostics)
    for each in found:
        click.echo(str(each), err=True)
    try:
        with timing.stage("pages"):
            count = write_site(site, out, form, timing.counted)
    except OSError as problem:
        give_up(f"{problem.filename or out}: error[unwritable] cannot be written: {problem.strerror}")
    click.echo(f"{count} pages in {out} ({summary(found)})", err=True)
    if profile:
        click.echo("\n".join(timing.table()), err=True)
    finish(found, fail_on)
