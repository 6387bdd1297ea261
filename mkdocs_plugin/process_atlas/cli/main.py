"""The command `process-atlas`: a table of commands, each loaded when it is asked for."""

from __future__ import annotations

import errno
import sys
from importlib import import_module
from io import TextIOWrapper

import click

from process_atlas import __version__
from process_atlas.today import DayError, present_day

COMMANDS = {
    "check": "process_atlas.cli.check:check",
    "build": "process_atlas.cli.build:build",
    "preview": "process_atlas.cli.preview:preview",
    "export": "process_atlas.cli.export:export",
    "inventory": "process_atlas.cli.inventory:inventory",
    "diff": "process_atlas.cli.diff:diff",
    "review": "process_atlas.cli.review:review",
    "init": "process_atlas.cli.authoring:init",
    "new": "process_atlas.cli.authoring:new",
    "fmt": "process_atlas.cli.authoring:fmt",
    "rename": "process_atlas.cli.authoring:rename",
    "schema": "process_atlas.cli.authoring:schema",
}
"""Where each command lives, `module:function`."""


class LazyGroup(click.Group):
    """Loads a command's module only when the command is asked for, so that none waits for the others' imports."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, as the table orders them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, if there is one."""
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), function)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a report that finds no room where it goes is told in a line."""
        try:
            return super().invoke(ctx)
        except OSError as problem:
            if problem.errno not in _NO_ROOM:
                raise
            click.echo(f"error[unwritable] the report cannot be written: {problem.strerror}", err=True)
            ctx.exit(2)


_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="process-atlas")
def main() -> None:
    """Compile YAML specs of processes, data, roles and fields into a training site."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            _speak_unicode(stream)
    try:
        present_day()
    except DayError as problem:
        raise click.UsageError(str(problem)) from problem


def _speak_unicode(stream: TextIOWrapper) -> None:
    """Let no locale stop a report: a terminal gets what it can show, files and programs get UTF-8."""
    if stream.isatty():
        stream.reconfigure(errors="backslashreplace")
    else:
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
