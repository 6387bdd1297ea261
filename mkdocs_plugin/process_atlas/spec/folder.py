"""Reads the spec files of a folder: the input end of the pipeline."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from process_atlas.diagnostics import Diagnostic, Span, error
from process_atlas.said import Said, say
from process_atlas.spec.decoding import MEGABYTE, InventoryFile, SourceFile, too_large
from process_atlas.spec.inventory import LARGEST_INVENTORY, MANIFEST_NAME, named_inventories
from process_atlas.spec.limits import MOST_MEGABYTES

_BEGIN = Said(
    "begin with `process-atlas init`, or name another folder", "用 `process-atlas init` 新建，或指定其他文件夹"
)
_ENDINGS = (".yaml", ".yml")

State = tuple[tuple[str, int, int], ...]
"""Every spec file, and every inventory that is named, with its time and size: while it is the same, no file has
changed."""


def read_folder(folder: Path) -> tuple[tuple[SourceFile, ...], tuple[Diagnostic, ...]]:
    """Every YAML file below `folder`, in the order of their paths, the inventories of other catalogues that the
    manifest names, and what could not be read.

    Hidden files and folders are left alone, and links that lead out of the folder are refused.
    The path of each is as the user wrote the folder, so that messages can be clicked.
    """
    if not folder.is_dir():
        message = Said("is not a folder", "不是文件夹")
        return (), (error("no-specs", message, Span(folder.as_posix()), _BEGIN),)
    files: list[SourceFile] = []
    found: list[Diagnostic] = []
    home = folder.resolve()
    for path in spec_paths(folder):
        outcome = _read(path, home)
        if isinstance(outcome, SourceFile):
            files.append(outcome)
        else:
            found.append(outcome)
    if not files and not found:
        message = Said("holds no spec (.yaml or .yml)", "没有规范文件（.yaml 或 .yml）")
        found.append(error("no-specs", message, Span(folder.as_posix()), _BEGIN))
    return (*files, *_inventories(files)), tuple(found)


def _inventories(files: Iterable[SourceFile]) -> Iterator[InventoryFile]:
    """The inventories that are there; linking tells of those that are not."""
    for places in dict.fromkeys(named_inventories(files)):
        path = next((each for each in map(Path, places) if each.is_file()), None)
        with suppress(OSError):
            if path:
                with path.open("rb") as file:  # of one that is too large no more than tells so
                    yield InventoryFile(path.as_posix(), file.read(LARGEST_INVENTORY * MEGABYTE + 1))


def _read(path: Path, home: Path) -> SourceFile | Diagnostic:
    """A file below the folder `home`, or why it cannot be read. What may never end, such as a pipe, is not opened."""
    name = os.fsencode(path.as_posix())
    try:
        shown = name.decode()
    except UnicodeDecodeError:
        shown = name.decode("utf-8", "backslashreplace")
        message = Said("has a name that is not UTF-8", "文件名不是 UTF-8 编码")
        return error("unreadable-file", message, Span(shown), Said("rename it", "重命名文件"))
    try:
        if not path.resolve().is_relative_to(home):
            return _unreadable(shown, Said("leads out of the folder", "链接指向文件夹之外"))
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            return _unreadable(shown, Said("is not a plain file", "不是普通文件"))
        if about.st_size > MOST_MEGABYTES * MEGABYTE:
            return too_large(shown, MOST_MEGABYTES)
        return SourceFile(shown, path.read_bytes())
    except (OSError, RuntimeError) as problem:  # RuntimeError: links in a circle
        return _unreadable(shown, getattr(problem, "strerror", None) or str(problem))


def _unreadable(path: str, reason: str) -> Diagnostic:
    """`reason` in words of ours or of the operating system."""
    return error("unreadable-file", say("cannot be read: {reason}", "无法读取：{reason}", reason=reason), Span(path))


def spec_paths(folder: Path) -> list[Path]:
    """The paths of all YAML files below a folder, in order; hidden files and folders are left out."""
    found = []
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(base, name) for name in names if name.lower().endswith(_ENDINGS) and name[0] != "."]
    return sorted(found, key=lambda path: path.as_posix())


def state_of(folder: Path) -> State:
    """Every spec file below a folder and every inventory that its manifest names, with its time and size; a file that
    vanishes meanwhile is left out."""
    paths = spec_paths(folder) if folder.is_dir() else []
    manifests = (path.as_posix() for path in paths if path.name == MANIFEST_NAME)
    found = (_stamp(path) for path in (*(path.as_posix() for path in paths), *_inventories_of(manifests)))
    return tuple(stamp for stamp in found if stamp)


def _stamp(path: str) -> tuple[str, int, int] | None:
    try:
        about = os.stat(path)
    except OSError:
        return None
    return path, about.st_mtime_ns, about.st_size


def _inventories_of(manifests: Iterable[str]) -> Iterator[str]:
    """Where the inventories may lie that manifests name. A manifest is read again only when it has changed."""
    for path in manifests:
        stamp = _stamp(path)
        if stamp and stamp[2] <= MOST_MEGABYTES * MEGABYTE:
            yield from _named(stamp)


@lru_cache(maxsize=8)
def _named(stamp: tuple[str, int, int]) -> tuple[str, ...]:
    path = stamp[0]
    with suppress(OSError):
        named = named_inventories([SourceFile(path, Path(path).read_bytes())])
        return tuple(dict.fromkeys(place for places in named for place in places))
    return ()
