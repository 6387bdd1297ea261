"""`process-atlas diff`: what changed between two states of the catalogue, by meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from process_atlas.analysis.diff import CatalogChanges, State, aligned, compare_states
from process_atlas.cli.changes import FORMATS, ChangeReport
from process_atlas.cli.common import give_up, specs_option
from process_atlas.cli.output import write_pages
from process_atlas.diagnostics import Severity
from process_atlas.difference import INDEX, difference_pages
from process_atlas.history import NoStateError, Read, read_state, working_state
from process_atlas.pages.frame import as_html, frame_assets
from process_atlas.pages.render import assets
from process_atlas.said import LANGUAGES

HTML = "html"


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@specs_option
@click.option("--format", "form", type=click.Choice([*FORMATS, HTML]), default="text", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="The folder for the pages, with --format html.")
@click.option(
    "--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="The language to tell it in."
)
def diff(old: str, new: str | None, specs: Path, form: str, out: Path | None, lang: str) -> None:
    """Tell what changed between OLD and NEW.

    Each is a git revision, a folder or a file; NEW is the folder of the specs as it is now if it is left out.
    """
    if form == HTML and out is None:
        give_up("name the folder for the pages: --format html --out DIR")
    if form != HTML and out is not None:
        give_up(f"--out is for --format html; the {form} goes to standard output")
    try:
        before = read_state(old, specs)
        after = read_state(new, specs) if new is not None else working_state(specs)
    except NoStateError as problem:
        give_up(str(problem))
    around = (before, after) if new is None or not (before.single and after.single) else _working(specs)
    before, after = _same_extent(before, after)
    before = replace(before, state=aligned(before.state, after.state))
    for side in (before, after):
        _tell_problems(side)
    changes = compare_states(before.state, after.state)
    if out is None:
        click.echo(FORMATS[form](ChangeReport(before, after, changes, lang)))
    else:
        _write(before, after, changes, [each.state for each in around], lang, out)


def _working(specs: Path) -> tuple[Read, ...]:
    """The specs as they are now, for the names of what single files refer to; none if there are none."""
    try:
        return (working_state(specs),)
    except NoStateError:
        return ()


def _write(old: Read, new: Read, changes: CatalogChanges, around: Sequence[State], lang: str, out: Path) -> None:
    """Write the pages of a difference, all of them or none. `around` has the states whole, with their roles."""
    notes = tuple(dict.fromkeys(note for side in (old, new) for note in _problems(side)))
    pages = difference_pages((old.name, old.state), (new.name, new.state), changes, lang, notes, around)
    files = {**frame_assets(), **assets()}
    titles = {lang: new.state.manifest.title.get(lang)}
    try:
        count = write_pages(as_html(pages, titles, tuple(files), INDEX), files, out)
    except OSError as problem:
        give_up(f"{problem.filename or out}: error[unwritable] cannot be written: {problem.strerror}")
    click.echo(f"{count} pages in {out}; open {out / INDEX}", err=True)


def _same_extent(old: Read, new: Read) -> tuple[Read, Read]:
    """A file is compared with its own specs in a catalogue, not with the whole of it."""
    if old.single == new.single:
        return old, new
    if old.single:
        return old, replace(new, state=new.state.only(old.state.documents))
    return replace(old, state=old.state.only(new.state.documents)), new


def _tell_problems(side: Read) -> None:
    for each in _problems(side):
        click.echo(each, err=True)
    if not side.state.documents and not side.state.broken:
        give_up(f"'{side.name}' holds no spec that can be read")


def _problems(side: Read) -> Iterator[str]:
    """The errors of a state that was read, one a line."""
    return (str(each) for each in side.problems if each.severity is Severity.ERROR)
