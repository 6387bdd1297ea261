"""The commands for those who write specs: schema, new, init, fmt, rename."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from process_atlas.authoring import library
from process_atlas.authoring import schema as editor
from process_atlas.authoring.files import create_all, replace_all, write_whole
from process_atlas.authoring.layout import lay_out
from process_atlas.authoring.refused import Refused
from process_atlas.authoring.rename import RENAMED
from process_atlas.authoring.rename import rename as renamed_everywhere
from process_atlas.authoring.start import (
    FOLDERS,
    Plan,
    Wish,
    checked_languages,
    plan_catalog,
    plan_new,
    site_files,
    surroundings,
)
from process_atlas.cli.common import CLEAN, FINDINGS, UNUSABLE, specs_option
from process_atlas.diagnostics import Diagnostic
from process_atlas.spec.decoding import InventoryFile, SourceFile
from process_atlas.spec.folder import read_folder
from process_atlas.spec.load import load


@contextmanager
def _answers() -> Iterator[None]:
    """A refusal or a failing disk becomes a message and exit code 2."""
    try:
        yield
    except Refused as problem:
        click.echo(f"error: {problem}" + (f"\n    hint: {problem.hint}" if problem.hint else ""), err=True)
        sys.exit(UNUSABLE)
    except OSError as problem:
        click.echo(f"error: {problem.filename or 'a file'}: {problem.strerror or problem}", err=True)
        sys.exit(UNUSABLE)


@click.command()
@click.option("--out", type=click.Path(path_type=Path), help="The file to write; standard output without it.")
def schema(out: Path | None) -> None:
    """Write the JSON Schema of all kinds of specs, for editors with a YAML language server.

    A spec names it in its first line: # yaml-language-server: $schema=PATH
    """
    text = editor.as_text()
    if out is None:
        click.echo(text, nl=False)
        return
    with _answers():
        out.parent.mkdir(parents=True, exist_ok=True)
        write_whole(out, text.encode())
    click.echo(f"wrote {out.as_posix()}", err=True)


@click.command()
@click.argument("kind", type=click.Choice(list(FOLDERS)))
@click.argument("id")
@click.option("--template", default="", help="The template; see the list below.")
@click.option("--title", "titles", multiple=True, help="The title; once for each language as LANG=TEXT.")
@click.option("--owner", default="", help="The role that keeps the spec right.")
@click.option("--lang", default="", help="Languages to write, such as en,zh; the catalogue's without it.")
@specs_option
def new(*, kind: str, id: str, template: str, titles: tuple[str, ...], owner: str, lang: str, specs: Path) -> None:
    """Write a first draft of a spec, with the roles, data, fields and systems that it names and nobody wrote yet.

    No file is ever overwritten.
    """
    with _answers():
        if not specs.is_dir():
            raise Refused(f"{specs.as_posix()} is not a folder", "`process-atlas init` sets up a catalogue")
        loaded = load(read_folder(specs)[0])
        around = surroundings(loaded, _names(specs), _languages(lang))
        plan = plan_new(Wish(kind, id, template, _titles(titles, around.languages), owner), around)
        _write(specs, plan.files)
    click.echo(f"\nnew: {_told(plan)}", err=True)
    click.echo("next: fill in what is special about it, then run `process-atlas check`", err=True)


def _templates_help() -> str:
    lines = (f"  {kind:8} {', '.join(library.names(kind))}" for kind in FOLDERS)
    return "\b\nTemplates, the default first:\n" + "\n".join(lines)


new.epilog = _templates_help()


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--lang", default="en", show_default=True, help="The languages, such as en,zh; the first is the default.")
@click.option("--template", "templates", multiple=True, help="A process to begin with; may be given several times.")
@click.option("--title", default="", help="The title of the catalogue.")
def init(folder: Path, lang: str, templates: tuple[str, ...], title: str) -> None:
    """Set up a catalogue and a MkDocs site in FOLDER (the current one without it).

    Nothing is overwritten: where a file is in the way, nothing is written at all.
    """
    with _answers():
        languages = _languages(lang) or ("en",)
        plan = plan_catalog(templates or (library.DEFAULTS["process"],), title, languages)
        files = {f"process_specs/{path}": text for path, text in plan.files.items()} | site_files(title, languages)
        specs, _ = read_folder(folder / "process_specs")
        in_the_way = [path for path in files if (folder / path).exists()] or [file.path for file in specs]
        if in_the_way:
            hint = "in a catalogue that stands, `process-atlas new` adds specs"
            raise Refused(f"there already: {', '.join(in_the_way)}", hint)
        _write(folder, files)
    here = "" if folder == Path() else f"cd {folder.as_posix()}, then "
    click.echo(f"\nnew: {_told(plan)}", err=True)
    click.echo(f"next: {here}`mkdocs serve` shows the site, `process-atlas check` checks the specs", err=True)


init.epilog = f"Templates: {', '.join(library.names('process'))}"


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--check", is_flag=True, help="Change nothing; end with 1 if a file is not laid out.")
@specs_option
def fmt(files: tuple[Path, ...], check: bool, specs: Path) -> None:
    """Lay out specs: indentation, spaces, blank lines, line ends. Comments, order and wording stay.

    Without FILES, all specs of the folder. What is laid out reads back the same, or the file is left untouched.
    """
    with _answers():
        sources = [SourceFile(path.as_posix(), path.read_bytes()) for path in files] if files else _read(specs)
        contents, found = _laid_out(sources)
        if not check:
            before = {Path(file.path): file.content for file in sources}
            for path, content in contents.items():
                replace_all({path: content}, before)
    for path in contents:
        click.echo(f"{path.as_posix()}{': is not laid out' if check else ''}")
    for each in found:
        click.echo(str(each), err=True)
    done = "to lay out" if check else "laid out"
    left = f", {_counted(len(found), 'problem')}" if found else ""
    click.echo(f"{len(contents)} of {_counted(len(sources), 'file')} {done}{left}", err=True)
    sys.exit(FINDINGS if found or (check and contents) else CLEAN)


@click.command()
@click.argument("kind", type=click.Choice(list(RENAMED)))
@click.argument("old")
@click.argument("new")
@click.option("--dry-run", is_flag=True, help="Only show the places.")
@specs_option
def rename(kind: str, old: str, new: str, dry_run: bool, specs: Path) -> None:
    """Rename an id everywhere it is used. Everything else stays as it is, byte for byte.

    A step is named PROCESS/STEP and a group of a data structure STRUCTURE/GROUP. All files are changed, or none.
    """
    with _answers():
        files = _read(specs)
        done = renamed_everywhere(files, kind, old, new)
        contents = {Path(path): content for path, content in done.contents.items()}
        if not dry_run:
            replace_all(contents, {Path(file.path): file.content for file in files})
    for span in done.places:
        click.echo(str(span))
    places = f"{_counted(len(done.places), 'place')} in {_counted(len(contents), 'file')}"
    click.echo(f"{kind} {old} -> {new}: {places}{' would change' if dry_run else ''}", err=True)
    for span in done.mentions:
        click.echo(f"{span}: note: a text still names the old address", err=True)
    for span in done.patterns:
        click.echo(f"{span}: note: this pattern means the old id or the new one, not both", err=True)
    click.echo("note: addresses change with ids; links and bookmarks from outside have to follow", err=True)


def _read(specs: Path) -> tuple[SourceFile, ...]:
    """The spec files of a folder. Raises Refused if there are none, or one cannot be read."""
    files, found = read_folder(specs)
    if found:
        raise Refused(f"{found[0].span} {found[0].message}", found[0].hint)
    return tuple(file for file in files if not isinstance(file, InventoryFile))


def _names(specs: Path) -> list[str]:
    return [path.relative_to(specs).as_posix() for path in specs.rglob("*") if path.is_file()]


def _languages(written: str) -> tuple[str, ...]:
    return checked_languages([each.strip() for each in written.split(",") if each.strip()])


def _titles(written: Iterable[str], languages: Sequence[str]) -> dict[str, str]:
    """Titles by language from `TEXT` or `LANG=TEXT`. Raises Refused."""
    titles: dict[str, str] = {}
    for each in written:
        lang, equals, text = each.partition("=")
        known = equals and lang in languages
        titles[lang if known else ""] = (text if known else each).strip()
    if not all(titles.values()) or ("" in titles and len(titles) > 1):
        raise Refused("the title is not clear", f"write --title TEXT, or --title {languages[0]}=TEXT for each language")
    return titles


def _write(folder: Path, files: Mapping[str, str]) -> None:
    create_all({folder / path: text.encode() for path, text in files.items()})
    for path in files:
        click.echo((folder / path).as_posix())


_NOUNS = {"process": "process", "data": "data structure", "field": "field", "role": "role", "system": "system"}


def _told(plan: Plan) -> str:
    """`1 process, 3 roles, 2 data structures`."""
    counts = Counter(_NOUNS[kind] for kind, _ in plan.specs)
    return ", ".join(_counted(number, noun) for noun, number in counts.items())


def _counted(number: int, noun: str) -> str:
    ending = "" if number == 1 else "es" if noun.endswith("s") else "s"
    return f"{number} {noun}{ending}"


def _laid_out(files: Iterable[SourceFile]) -> tuple[dict[Path, bytes], list[Diagnostic]]:
    """The new bytes of the files that are not laid out, and why others are left as they are."""
    contents: dict[Path, bytes] = {}
    found: list[Diagnostic] = []
    for file in files:
        text, problems = lay_out(file)
        found += problems
        if text is not None and text.encode() != file.content:
            contents[Path(file.path)] = text.encode()
    return contents, found
