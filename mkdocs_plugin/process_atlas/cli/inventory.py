"""`process-atlas inventory`: what other catalogues need to link here, without building the site."""

from __future__ import annotations

from pathlib import Path

import click

from process_atlas.addresses import Settings
from process_atlas.authoring.files import write_whole
from process_atlas.cli.common import give_up, specs_option
from process_atlas.cli.export import linked
from process_atlas.inventory import inventory_of


@click.command()
@click.option("--out", type=click.Path(path_type=Path), help="The file to write; the terminal if left out.")
@click.option("--directory-urls/--no-directory-urls", default=True, help="`roles/clerk/`, or `roles/clerk.html`.")
@specs_option
def inventory(out: Path | None, directory_urls: bool, specs: Path) -> None:
    """Write the inventory that every built site has as `objects.json`, without building the site.

    So catalogues that link to each other can be built in any order: first all inventories, then all sites.
    """
    text = inventory_of(linked(specs), Settings(directory_urls))
    if out is None:
        click.echo(text, nl=False)
        return
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_whole(out, text.encode())
    except OSError as problem:
        give_up(f"{out}: cannot be written: {problem.strerror}")
