"""Layouts that misbehave on purpose, for worker processes to survive. The scene's title says how."""

from __future__ import annotations

import os
import signal
import time

from process_atlas.diagrams.place import place
from process_atlas.diagrams.scene import Placed, Scene


def misbehave(scene: Scene) -> Placed:
    """Crash, hang, swell or fail as the title says; else lay out.

    A file that the description names gets a line for every try; `killed` and `stopped` befall only the first.
    """
    tries = _tried(scene)
    if scene.title == "killed" and tries == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    if scene.title == "stopped" and tries == 1:
        os.kill(os.getpid(), signal.SIGSTOP)
    if scene.title == "crash":
        os._exit(3)
    if scene.title == "hang":
        time.sleep(600)
    if scene.title == "swell":
        return place(Scene("flowchart", "x", "en", str(len(bytearray(8 << 30)))))
    if scene.title == "fail":
        raise ValueError("no good")
    return place(scene)


def _tried(scene: Scene) -> int:
    """Note a try in the file that the scene names as its description, if it does, and say how many there were."""
    if not os.path.isabs(scene.description):
        return 0
    with open(scene.description, "a+", encoding="utf-8") as file:
        file.write(f"{os.getpid()}\n")
        file.seek(0)
        return len(file.readlines())


def die(scene: Scene) -> Placed:
    """End the process, whatever the scene."""
    os._exit(1)


def born_dead(*_: object) -> None:
    """A worker that ends before it is ready."""
    os._exit(1)
