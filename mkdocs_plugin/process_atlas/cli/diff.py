"""`process-atlas diff`: what changed between two states of the catalogue, by meaning."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from process_atlas.analysis.diff import compare_states
from process_atlas.cli.changes import FORMATS, LANGUAGES, ChangeReport
from process_atlas.cli.common import give_up, specs_option
from process_atlas.diagnostics import Severity
from process_atlas.history import NoStateError, Read, read_state, working_state


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@specs_option
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option(
    "--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="The language to tell it in."
)
def diff(old: str, new: str | None, specs: Path, form: str, lang: str) -> None:
    """Tell what changed between OLD and NEW.

    Each is a git revision, a folder or a file; NEW is the folder of the specs as it is now if it is left out.
    """
    try:
        before = read_state(old, specs)
        after = read_state(new, specs) if new is not None else working_state(specs)
    except NoStateError as problem:
        give_up(str(problem))
    before, after = _same_extent(before, after)
    for side in (before, after):
        _tell_problems(side)
    changes = compare_states(before.state, after.state)
    click.echo(FORMATS[form](ChangeReport(before, after, changes, lang)))


def _same_extent(old: Read, new: Read) -> tuple[Read, Read]:
    """A file is compared with its own specs in a catalogue, not with the whole of it."""
    if old.single == new.single:
        return old, new
    if old.single:
        return old, replace(new, state=new.state.only(old.state.documents))
    return replace(old, state=old.state.only(new.state.documents)), new


def _tell_problems(side: Read) -> None:
    for each in side.problems:
        if each.severity is Severity.ERROR:
            click.echo(str(each), err=True)
    if not side.state.documents and not side.state.broken:
        give_up(f"'{side.name}' holds no spec that can be read")
