"""The folder that layouts are kept in: whose it is, how entries get there, and when they go.

A folder of somebody else is never written into and nothing in it is deleted: ours has our tag, or nothing but what we
write. The tag is a `CACHEDIR.TAG` (https://bford.info/cachedir/), so that backups pass the folder by, and a
`.gitignore` lets git do so. Entries are written beside their place and moved there, so that workers and builds may
share a folder.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from errno import EEXIST
from pathlib import Path
from stat import S_ISREG
from tempfile import NamedTemporaryFile

KEPT_FOR = 30 * 24 * 3600
"""Seconds after which an entry that no build asked for is deleted."""
HALF_FOR = 3600
"""Seconds after which an entry that was never finished is deleted: the build that began it was killed."""
TAG = "CACHEDIR.TAG"
_TOLD = b"""\
Signature: 8a477f597d28d172789f06886806bc55
# Process Atlas keeps the layouts of drawings here for the next build. The folder may be deleted at any time.
# What this file is: https://bford.info/cachedir/
"""
_IGNORED = ".gitignore"
_HALF = r"tmp[a-z0-9_]{8}\.part"
_FOLDER = re.compile(r"[0-9a-f]{2}")
# Names of 32 digits are those of the first versions; such entries are not read any more.
_ENTRY = re.compile(rf"([0-9a-f]{{2}})/(?:\1[0-9a-f]{{62}}\.layout|[0-9a-f]{{32}}\.json|{_HALF})")
_LARGEST = 1 << 26


def prepare(folder: Path) -> str:
    """Have a folder for layouts, without what no build asked for in a long time; says what is wrong, or ""."""
    try:
        _claim(folder)
        _prune(folder)
    except OSError as problem:
        return reason(problem)
    return ""


def reason(problem: OSError) -> str:
    """What the system says is wrong."""
    return str(problem.strerror or problem)


def place_of(folder: Path, digest: str) -> Path:
    """Where the entry of a SHA-256 in hexadecimal digits is."""
    return folder / digest[:2] / f"{digest}.layout"


def read(path: Path) -> bytes:
    """The content of an entry that a build has now asked for. Raises OSError, also for what is no ordinary file."""
    found = path.stat()
    if not S_ISREG(found.st_mode) or found.st_size > _LARGEST:  # to open a pipe or a device may take for ever
        raise OSError(EEXIST, f"'{path}' is no entry")
    content = path.read_bytes()
    if time.time() - found.st_mtime > KEPT_FOR / 10:
        with suppress(OSError):
            os.utime(path)
    return content


def write(folder: Path, digest: str, content: bytes) -> None:
    """Write an entry, into a folder that is made again if it was deleted meanwhile. Raises OSError."""
    path = place_of(folder, digest)
    try:
        path.parent.mkdir(exist_ok=True)
    except FileNotFoundError:
        _claim(folder)
        path.parent.mkdir(exist_ok=True)
    _put(path, content)


def _put(path: Path, content: bytes) -> None:
    with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        try:
            file.write(content)
            file.close()
            os.replace(file.name, path)
        except OSError:
            with suppress(OSError):
                os.unlink(file.name)
            raise


def _claim(folder: Path) -> None:
    """Make the folder ours, if it is new, empty or has only what we write. Raises OSError where it is not to be had."""
    folder.mkdir(parents=True, exist_ok=True)
    if not _is_tagged(folder):
        if any(_of_others(folder)):
            raise OSError(EEXIST, f"'{folder}' holds other files, and layouts need a folder of their own")
        _put(folder / TAG, _TOLD)
    with suppress(FileExistsError), (folder / _IGNORED).open("x") as file:
        file.write("*\n")


def _is_tagged(folder: Path) -> bool:
    try:
        return S_ISREG((folder / TAG).stat().st_mode) and read(folder / TAG) == _TOLD
    except FileNotFoundError:
        return False


def _of_others(folder: Path) -> Iterator[str]:
    """What is in a folder without our tag that we would not have written there."""
    for each in os.scandir(folder):
        if _is_part(each):
            yield from (entry.path for entry in os.scandir(each) if not _is_entry(each, entry))
        elif each.name == TAG:  # another build may just have begun the folder
            yield from () if _is_tagged(folder) else (each.path,)
        elif each.name != _IGNORED and not re.fullmatch(_HALF, each.name):
            yield each.path


def _is_part(each: os.DirEntry[str]) -> bool:
    return bool(_FOLDER.fullmatch(each.name)) and each.is_dir(follow_symlinks=False)


def _is_entry(part: os.DirEntry[str], each: os.DirEntry[str]) -> bool:
    return bool(_ENTRY.fullmatch(f"{part.name}/{each.name}")) and not each.is_dir(follow_symlinks=False)


def _prune(folder: Path) -> None:
    """Delete what no build asked for in a long time, and what an interrupted build left."""
    now = time.time()
    for part in filter(_is_part, os.scandir(folder)):
        for entry in os.scandir(part):
            with suppress(OSError):  # another build was first
                kept_for = HALF_FOR if entry.name.endswith(".part") else KEPT_FOR
                if _is_entry(part, entry) and entry.stat(follow_symlinks=False).st_mtime < now - kept_for:
                    os.unlink(entry.path)
