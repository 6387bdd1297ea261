"""`process-atlas check`: every finding about the specs, in one run."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import click

from process_atlas.analysis.diff import compare_states, version_findings
from process_atlas.checking import Examined, examine_specs
from process_atlas.cli import baseline as baselines
from process_atlas.cli.common import UNUSABLE, fail_on_option, finish, give_up, specs_option
from process_atlas.cli.report import FORMATS, Report
from process_atlas.cli.watch import watch as watching
from process_atlas.diagnostics import Diagnostic, ordered
from process_atlas.history import NoStateError, since_state, working_state
from process_atlas.said import LANGUAGES
from process_atlas.spec.folder import read_folder
from process_atlas.spec.source import SourceFile
from process_atlas.today import present_day

_FILE = click.Path(path_type=Path, dir_okay=False)
_BESIDE = "beside the specs"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the user asked for. `baseline`: None for the one beside the specs, if there is one."""

    specs: Path
    form: str
    since: str | None
    baseline: Path | None
    summary: bool
    lang: str


@click.command()
@specs_option
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@fail_on_option
@click.option("--since", metavar="REVISION", help="Also check that versions follow what changed since a git revision.")
@click.option("--baseline", type=_FILE, help="Findings that are known; only others count.")
@click.option(
    "--write-baseline", type=_FILE, is_flag=False, flag_value=_BESIDE, help="Write what is found as known, and end."
)
@click.option("--summary/--no-summary", default=None, help="Tell how complete the specs are.")
@click.option(
    "--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="The language to tell it in."
)
@click.option("--watch", is_flag=True, help="Check again whenever a spec is saved.")
def check(
    specs: Path,
    form: str,
    fail_on: str,
    since: str | None,
    baseline: Path | None,
    write_baseline: Path | None,
    summary: bool | None,
    lang: str,
    watch: bool,
) -> None:
    """Check the specs and report every finding with its place."""
    shown = sys.stdout.isatty() if summary is None else summary
    wanted = _Wanted(specs, form, since, baseline, shown, lang)
    if write_baseline is not None:
        if watch:
            raise click.UsageError("--write-baseline and --watch do not go together")
        _write_baseline(wanted, specs / baselines.NAME if str(write_baseline) == _BESIDE else write_baseline)
    elif watch:
        watching(specs, lambda: _checked(wanted))
    else:
        report = _checked(wanted)
        if not report.lines:
            sys.exit(UNUSABLE)
        finish(report.found, fail_on)


def _checked(wanted: _Wanted) -> Report:
    """Check once and print the report."""
    files, examined = _examined(wanted)
    path = wanted.baseline or wanted.specs / baselines.NAME
    compared = baselines.Compared(examined.found)
    if wanted.baseline or path.is_file():
        compared = baselines.compare(path, examined.found, wanted.specs)
    lines = {file.path: file.content.decode("utf-8", "replace").splitlines() for file in files}
    coverage = examined.coverage if files else ()
    report = Report(
        compared.new,
        lines,
        examined.suppressed,
        compared.known,
        compared.fixed,
        coverage,
        wanted.summary,
        wanted.lang,
    )
    click.echo(FORMATS[wanted.form](report))
    return report


def _examined(wanted: _Wanted) -> tuple[tuple[SourceFile, ...], Examined]:
    files, unreadable = read_folder(wanted.specs)
    examined = examine_specs(files, present_day()) if files else Examined(())
    found = (*unreadable, *examined.found)
    if wanted.since is not None:
        found = ordered((*found, *_versions_since(wanted.since, wanted.specs)))
    return files, Examined(found, examined.suppressed, examined.coverage)


def _write_baseline(wanted: _Wanted, path: Path) -> None:
    files, examined = _examined(wanted)
    if not files:
        give_up("\n".join(each.told(wanted.lang) for each in examined.found))
    try:
        number = baselines.write(path, examined.found, wanted.specs)
    except OSError as problem:
        give_up(f"{path.as_posix()} cannot be written: {problem.strerror or problem}")
    click.echo(f"{path.as_posix()}: {number} {'finding is' if number == 1 else 'findings are'} known now", err=True)


def _versions_since(revision: str, specs: Path) -> tuple[Diagnostic, ...]:
    """What versions leave out of the changes since `revision`; a command that cannot compare ends here."""
    try:
        before, now = since_state(revision, specs), working_state(specs)
    except NoStateError as problem:
        give_up(str(problem))
    return tuple(version_findings(compare_states(before.state, now.state), now.state))
