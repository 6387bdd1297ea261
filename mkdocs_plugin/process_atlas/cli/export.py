"""`process-atlas export`: the handbook in other forms. A form is one function and one row in a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from process_atlas.addresses import Settings
from process_atlas.analysis.atlas import Atlas, derive
from process_atlas.authoring.files import write_whole
from process_atlas.catalog import Catalog
from process_atlas.cli.common import give_up, specs_option
from process_atlas.diagnostics import Severity, count
from process_atlas.diagrams.workers import place_all
from process_atlas.export.chromium import PrintError, find
from process_atlas.export.handbook import Order
from process_atlas.export.pdf import handbook_pdf
from process_atlas.link import link
from process_atlas.spec.folder import read_folder
from process_atlas.spec.load import load
from process_atlas.today import present_day

_NO_BROWSER = """no Chromium was found on this machine, neither on the search path nor in the usual places
install Chromium, Google Chrome or Microsoft Edge, or name one with --chromium PATH"""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asks for, beyond the specs."""

    order: Order
    chromium: Path | None
    limit: float


def _pdf(atlas: Atlas, wish: Wish) -> bytes:
    browser = find(wish.chromium)
    if browser is None:
        named = f"{wish.chromium}: there is no program of this name; --chromium wants the path of a Chromium"
        give_up(named if wish.chromium else _NO_BROWSER)
    try:
        return handbook_pdf(atlas, wish.order, Settings(today=present_day()), place_all, browser, wish.limit)
    except PrintError as problem:
        give_up(str(problem))


FORMATS: dict[str, Callable[[Atlas, Wish], bytes]] = {"pdf": _pdf}
"""The table of forms: each makes the file's content."""


@click.command()
@click.argument("format", type=click.Choice(list(FORMATS)))
@click.argument("kind", type=click.Choice(["process"]), required=False)
@click.argument("id", required=False)
@click.option("--all", "everything", is_flag=True, help="The whole handbook.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The file to write.")
@click.option("--lang", help="The language; the catalogue's first if left out.")
@click.option("--address", default="", help="Where the site is published; it then stands in the foot of every page.")
@click.option("--chromium", type=click.Path(path_type=Path), help="The browser that prints.")
@click.option("--timeout", type=click.FloatRange(1, 3600), default=300.0, help="Seconds that the browser may take.")
@specs_option
def export(
    format: str,
    kind: str | None,
    id: str | None,
    everything: bool,
    out: Path,
    lang: str | None,
    address: str,
    chromium: Path | None,
    timeout: float,
    specs: Path,
) -> None:
    """Write one process (`process ID`) or the whole handbook (`--all`) as a file."""
    if everything == bool(id):
        raise click.UsageError("say what to export: `process ID`, or `--all` for the whole handbook")
    atlas = derive(linked(specs))
    languages = atlas.catalog.languages
    if lang is not None and lang not in languages:
        give_up(f"the catalogue is not written in '{lang}', but in: {', '.join(languages)}")
    if id and id not in atlas.catalog.processes:
        give_up(f"there is no process '{id}'; the catalogue has: {', '.join(sorted(atlas.catalog.processes))}")
    wish = Wish(Order(lang or languages[0], id or "", address), chromium, timeout)
    content = FORMATS[format](atlas, wish)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_whole(out, content)
    except OSError as problem:
        give_up(f"{out}: cannot be written: {problem.strerror}")
    click.echo(f"{out}: {len(content) / 1e6:.1f} MB", err=True)


def linked(specs: Path) -> Catalog:
    """The catalogue of a folder; what has errors is left out, and said to be."""
    files, unreadable = read_folder(specs)
    if not files:
        give_up("\n".join(map(str, unreadable)))
    catalog = link(load(files))
    errors = count((*unreadable, *catalog.diagnostics), Severity.ERROR)
    if errors:
        click.echo(
            f"errors in the specs: {errors}; `process-atlas check` tells them, what has them is left out", err=True
        )
    return catalog
