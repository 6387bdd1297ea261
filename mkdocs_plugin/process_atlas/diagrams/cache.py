"""Keeps layouts in a folder, so that the next build lays out only what changed.

An entry's name is the digest of the bare graph and of the code that lays out: an entry is right or it is not found, and
a word that changes but keeps its size moves nothing. Entries are JSON with a digest of its own, checked when read, so
that a damaged one is made anew and no program can hide in one. They are written beside their place and moved there, so
that workers and builds may share a folder. Whatever is wrong with the folder costs time, never a drawing.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from process_atlas.diagrams.graph import Frame, Graph, Point, Route, Spot
from process_atlas.diagrams.layout import lay_out
from process_atlas.diagrams.sending import values_of
from process_atlas.said import Said

FOLDER = ".cache/process-atlas"
"""Where hosts keep layouts unless told otherwise."""
KEPT_FOR = 30 * 24 * 3600
"""Seconds after which an entry that no build asked for is deleted."""
LAYOUT: tuple[str, ...] = (
    *("arrange", "compact", "datadraw", "dataparts", "dataplan", "geometry", "graph", "labels", "layout"),
    *("route", "scene", "search", "sending", "settle", "tracks", "treeplan"),
)
"""The modules that decide where things stand: other code, other layouts."""
_DIGEST = 32
HALF_FOR = 3600
"""Seconds after which an entry that was never finished is deleted: the build that began it was killed."""


def frame_of(graph: Graph, folder: Path | None) -> tuple[Frame, str]:
    """The layout of a graph: as `folder` has it, or made and kept there. Raises what the layout raises.

    The second value says in the system's words why it could not be kept; "" while all is well.
    """
    if folder is None:
        return lay_out(graph), ""
    digest = sha256(_code() + _written(graph)).hexdigest()
    path = folder / digest[:2] / f"{digest[2:34]}.json"
    frame = _read(path)
    if frame is not None:
        return frame, ""
    frame = lay_out(graph)
    return frame, "" if frame.notice else _keep(path, frame)


def prepare(folder: Path) -> str:
    """Have a folder for layouts, without what no build asked for in a long time; says what is wrong, or ""."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError), (folder / ".gitignore").open("x") as file:
            file.write("*\n")
        _prune(folder)
    except OSError as problem:
        return str(problem.strerror or problem)
    return ""


def not_kept(problem: str) -> str:
    """A line for the user about layouts that could not be kept."""
    return f"drawings are not kept for the next build: {problem}"


def _read(path: Path) -> Frame | None:
    """An entry, if it is there and whole."""
    try:
        content = path.read_bytes()
        digest, text = content[:_DIGEST], content[_DIGEST:]
        if sha256(text).digest() != digest:
            return None
        frame = _frame(*json.loads(text))
        if time.time() - path.stat().st_mtime > KEPT_FOR / 10:
            os.utime(path)
    except (OSError, ValueError, TypeError):  # not there, or not a frame
        return None
    return frame


def _keep(path: Path, frame: Frame) -> str:
    text = _written(frame)
    try:
        _write(path, sha256(text).digest() + text)
    except OSError as problem:
        return str(problem.strerror or problem)
    return ""


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        try:
            file.write(content)
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
    folder = files(__package__)
    return sha256(b"\0".join((folder / f"{name}.py").read_bytes() for name in LAYOUT)).digest()


def _written(value: Graph | Frame) -> bytes:
    """A graph or a frame as JSON: lists of the values of fields."""
    return json.dumps(value, default=values_of, separators=(",", ":")).encode()


def _frame(spots: Any, routes: Any, lanes: Any, head: Any, width: Any, height: Any, notice: Any) -> Frame:
    """The frame that was written so. Raises ValueError or TypeError for anything else."""
    return Frame(
        tuple(Spot(int(at), float(x), float(y), float(w), float(h), int(copy)) for at, x, y, w, h, copy in spots),
        tuple(
            Route(int(link), tuple(map(_point, points)), _point(label) if label else None, int(source), int(target))
            for link, points, label, source, target in routes
        ),
        tuple(map(_point, lanes)),
        float(head),
        float(width),
        float(height),
        Said(str(notice), str(notice)),
    )


def _point(pair: Any) -> Point:
    x, y = pair
    return float(x), float(y)
