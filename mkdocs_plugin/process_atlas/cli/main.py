"""The command `process-atlas`: a table of commands, each loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module

import click

from process_atlas import __version__

COMMANDS = {
    "check": "process_atlas.cli.check:check",
    "build": "process_atlas.cli.build:build",
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


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="process-atlas")
def main() -> None:
    """Compile YAML specs of processes, data, roles and fields into a training site."""
