"""Layouts that do harm on purpose: which, the id of the process says."""

from __future__ import annotations

import os
import signal
import time

from process_atlas.diagrams.drawing import Drawing, draw_here
from process_atlas.diagrams.scene import Scene


def misbehave(scene: Scene) -> Drawing:
    """Crash, leave, hang, swell or fail in the flowchart of the process of that name; else draw."""
    if scene.kind == "flowchart":
        _HARM.get(scene.spec.rpartition(":")[2], lambda: None)()
    return draw_here(scene)


def _crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)
    time.sleep(600)


def _swell() -> None:
    held = []
    while True:
        held.append(bytes(1 << 28))


def _fail() -> None:
    raise ValueError("no good\x1b[31m")


def _recurse() -> None:
    _recurse()


_HARM = {
    "crash": _crash,
    "abort": os.abort,
    "leave": lambda: os._exit(0),
    "hang": lambda: time.sleep(600),
    "swell": _swell,
    "fail": _fail,
    "recurse": _recurse,
}
