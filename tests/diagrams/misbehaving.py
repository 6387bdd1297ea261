"""Layouts that misbehave on purpose, for worker processes to survive. The scene's title says how."""

from __future__ import annotations

import os
import time

from process_atlas.diagrams.place import place
from process_atlas.diagrams.scene import Placed, Scene


def misbehave(scene: Scene) -> Placed:
    """Crash, hang, swell or fail as the title says; else lay out."""
    if scene.title == "crash":
        os._exit(3)
    if scene.title == "hang":
        time.sleep(600)
    if scene.title == "swell":
        return place(Scene("flowchart", "x", "en", str(len(bytearray(8 << 30)))))
    if scene.title == "fail":
        raise ValueError("no good")
    return place(scene)


def die(scene: Scene) -> Placed:
    """End the process, whatever the scene."""
    os._exit(1)


def born_dead(*_: object) -> None:
    """A worker that ends before it is ready."""
    os._exit(1)
