"""Reads the spec files of a folder: the input end of the pipeline."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from process_atlas.diagnostics import Diagnostic, Span, error
from process_atlas.spec.decoding import InventoryFile, SourceFile
from process_atlas.spec.inventory import named_inventories

_BEGIN = "begin with `process-atlas init`, or name another folder"
_ENDINGS = (".yaml", ".yml")


def read_folder(folder: Path) -> tuple[tuple[SourceFile, ...], tuple[Diagnostic, ...]]:
    """Every YAML file below `folder`, in the order of their paths, the inventories of other catalogues that the
    manifest names, and what could not be read.

    Hidden files and folders are left alone, and links that lead out of the folder are refused.
    The path of each is as the user wrote the folder, so that messages can be clicked.
    """
    if not folder.is_dir():
        return (), (error("no-specs", "is not a folder", Span(folder.as_posix()), _BEGIN),)
    files: list[SourceFile] = []
    found: list[Diagnostic] = []
    for path in spec_paths(folder):
        try:
            if not path.resolve().is_relative_to(folder.resolve()):
                raise OSError("leads out of the folder")
            files.append(SourceFile(path.as_posix(), path.read_bytes()))
        except OSError as problem:
            reason = problem.strerror or str(problem)
            found.append(error("unreadable-file", f"cannot be read: {reason}", Span(path.as_posix())))
    if not files and not found:
        found.append(error("no-specs", "holds no spec (.yaml or .yml)", Span(folder.as_posix()), _BEGIN))
    return (*files, *_inventories(files)), tuple(found)


def _inventories(files: Iterable[SourceFile]) -> Iterator[InventoryFile]:
    """The inventories that are there; linking tells of those that are not."""
    for places in dict.fromkeys(named_inventories(files)):
        path = next((each for each in map(Path, places) if each.is_file()), None)
        with suppress(OSError):
            if path:
                yield InventoryFile(path.as_posix(), path.read_bytes())


def spec_paths(folder: Path) -> list[Path]:
    """The paths of all YAML files below a folder, in order; hidden files and folders are left out."""
    found = []
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(base, name) for name in names if name.lower().endswith(_ENDINGS) and name[0] != "."]
    return sorted(found, key=lambda path: path.as_posix())
