"""Keeps placed drawings in a folder, so that the next build lays out only what changed.

An entry's name is the digest of its scene and of the code that lays out: an entry is right or it is not found. Entries
are JSON that is checked when read, so that no program can hide in one. They are written beside their place and moved
there, so that two builds may share a folder. Whatever is wrong with the folder costs time, never a drawing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from tempfile import NamedTemporaryFile

from pydantic import TypeAdapter, ValidationError

from process_atlas.diagrams.scene import Place, Placed, Scene

FOLDER = ".cache/process-atlas"
"""Where hosts keep drawings unless told otherwise."""
KEPT_FOR = 30 * 24 * 3600
"""Seconds after which an entry that no build asked for is deleted."""
HALF_FOR = 3600
"""Seconds after which an entry that was never finished is deleted: the build that began it was killed."""


class Cache:
    """Places scenes through another function, and answers from a folder what an earlier build placed.

    `problem` says why nothing could be written, in words for the user; "" while all is well.
    """

    def __init__(self, place: Place, folder: Path) -> None:
        self._place = place
        self._folder = folder
        self.problem = ""

    def place(self, scenes: Sequence[Scene]) -> tuple[Placed, ...]:
        """The scenes placed, in order. A plain fallback is not kept: it is tried anew the next time."""
        paths = {scene: self._path(scene) for scene in scenes}
        known = {scene: placed for scene, path in paths.items() if (placed := _read(path, scene))}
        missing = [scene for scene in paths if scene not in known]
        fresh = dict(zip(missing, self._place(missing), strict=True)) if missing else {}
        self._keep({paths[scene]: placed for scene, placed in fresh.items() if not placed.notice})
        return tuple(known.get(scene) or fresh[scene] for scene in scenes)

    def _path(self, scene: Scene) -> Path:
        digest = sha256(_code() + _scenes().dump_json(scene)).hexdigest()
        return self._folder / digest[:2] / f"{digest[2:34]}.json"

    def _keep(self, fresh: dict[Path, Placed]) -> None:
        if not fresh:
            return
        try:
            _open(self._folder)
            for path, placed in fresh.items():
                _write(path, placed)
            _prune(self._folder)
        except OSError as problem:
            self.problem = f"drawings are not kept for the next build: {problem.strerror or problem}"


def _read(path: Path, scene: Scene) -> Placed | None:
    """An entry, if it is there, whole, and of this very scene."""
    try:
        placed = _placed().validate_json(path.read_bytes())
        if placed.scene != scene:
            return None
        if time.time() - path.stat().st_mtime > KEPT_FOR / 10:
            os.utime(path)
    except (OSError, ValidationError):
        return None
    return placed


def _open(folder: Path) -> None:
    """Make the folder, and let git pass it by."""
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError), (folder / ".gitignore").open("x") as file:
        file.write("*\n")


def _write(path: Path, placed: Placed) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        try:
            file.write(_placed().dump_json(placed))
            file.close()
            os.replace(file.name, path)
        except OSError:
            with suppress(OSError):
                os.unlink(file.name)
            raise


def _prune(folder: Path) -> None:
    """Delete what no build asked for in a long time, and what an interrupted build left."""
    now = time.time()
    for entry in _entries(folder):
        with suppress(OSError):  # another build was first
            if entry.stat().st_mtime < now - (HALF_FOR if entry.name.endswith(".part") else KEPT_FOR):
                os.unlink(entry.path)


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    for part in os.scandir(folder):
        if part.is_dir(follow_symlinks=False) and len(part.name) == 2:
            yield from (each for each in os.scandir(part) if each.name.endswith((".json", ".part")))


@cache
def _code() -> bytes:
    """A digest of the modules that lay out: other code, other drawings."""
    modules = sorted(each.name for each in files(__package__).iterdir() if each.name.endswith(".py"))
    return sha256(b"\0".join((files(__package__) / name).read_bytes() for name in modules)).digest()


@cache
def _scenes() -> TypeAdapter[Scene]:
    return TypeAdapter(Scene)


@cache
def _placed() -> TypeAdapter[Placed]:
    return TypeAdapter(Placed)
