"""Builds that are killed: each in a process of its own, in the middle of a change to the disk or at some moment.

As a program: `killing.py SEED POINTS`, run in a folder with `old` and `new` specs. It prints a JSON list of what it
found after each kill; see `Found`.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from click.testing import CliRunner

from process_atlas.cli.main import main

CHANGES = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "shutil.rmtree", "ctypes.dlsym"}
"""The events of Python's audit that come before a change to the disk; `ctypes.dlsym` before folders are exchanged."""
SWAP = {"os.rename", "ctypes.dlsym"}
"""Those of them that put the new site in the place of the old one, last of all."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a killed build left: which site stands, whether a drawing is damaged, and what the next build made of it."""

    stands: str
    damaged: bool
    next_build: int
    next_site: str
    left_over: list[str]


def build(which: str, jobs: str = "1") -> int:
    """Build the specs of that name into `out`; the exit code."""
    done = CliRunner().invoke(main, ["build", "--specs", which, "--out", "out", "--jobs", jobs])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code


def digest(folder: Path) -> str:
    """What a folder holds, as one word; "" where there is none."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    content = b"\0".join(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() for path in files)
    return sha256(content).hexdigest()[:16] if folder.is_dir() else ""


def in_child(work: Callable[[], object], after: float | None = None) -> int:
    """Do something in a process of its own, which is killed after some seconds; how it ended."""
    child = os.fork()
    if not child:
        os._exit(int(bool(work())))
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def counted(work: Callable[[], object], until: int = sys.maxsize) -> tuple[int, int]:
    """Do something, and be killed before that change to the disk; how many there were, and when the swap came."""
    changes = swap = 0

    def seen(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal changes, swap
        if event in CHANGES and (event != "open" or writes(arguments[2])):
            changes += 1
            swap = changes if event in SWAP else swap
            if changes == until:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(seen)
    work()
    return changes, swap


def writes(flags: object) -> bool:
    """Whether a file is opened to be written."""
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def changes_of(which: str) -> tuple[int, int]:
    """How many changes to the disk a build makes, and which of them is the swap."""
    in_child(lambda: Path("changes").write_text(json.dumps(counted(partial(build, which))), "utf-8") < 0)
    changes, swap = json.loads(Path("changes").read_text("utf-8"))
    return changes, swap


def look(sites: dict[str, str], which: str) -> Found:
    """What stands after a kill, and after the next build, which finds the drawings that the killed one kept."""
    stands = {mark: name for name, mark in sites.items()}.get(digest(Path("out")), "damaged")
    damaged = any(not whole(path) for path in Path(".cache").rglob("*.json"))
    code = in_child(partial(build, which))
    left = sorted(path.name for path in Path().glob(".*") if path.name != ".cache")
    ended = {mark: name for name, mark in sites.items()}.get(digest(Path("out")), "damaged")
    return Found(stands, damaged, code, ended, left)


def whole(entry: Path) -> bool:
    """Whether a kept drawing can be read."""
    try:
        content = entry.read_bytes()
        json.loads(content[32:])
    except ValueError:
        return False
    return content[:32] == sha256(content[32:]).digest()


def tried(seed: int, points: int) -> list[Found]:
    """Kill builds of the two in turn: at some moment, before some change to the disk, around the swap, and after it."""
    chance = random.Random(seed)
    build("old")  # here, so that the children begin with all that is read once
    sites, took = {"old": digest(Path("out"))}, [0.0]
    for which in ("new", "old"):
        began = time.monotonic()
        in_child(partial(build, which))
        took.append(time.monotonic() - began)
        sites[which] = digest(Path("out"))
    _, swap = changes_of("old")
    shutil.move(".cache", "kept")
    all_changes, _ = changes_of("old")
    found: list[Found] = []
    while len(found) < points:
        which = ("new", "old")[len(found) % 2]
        work = partial(build, which)
        shutil.rmtree(".cache", ignore_errors=True)
        if len(found) % 4 > 1:  # the others write drawings too
            shutil.copytree("kept", ".cache")
        match len(found) % 4:
            case 0:
                killed = in_child(work, chance.uniform(0, max(took)))
            case 1:
                killed = in_child(partial(counted, work, chance.randint(1, all_changes)))
            case 2:
                killed = in_child(partial(counted, work, swap - 2 + len(found) // 4 % 5))
            case _:
                killed = in_child(partial(counted, work, chance.randint(swap, swap + 20)))
        if killed == -signal.SIGKILL:
            found.append(look(sites, which))
    return found


if __name__ == "__main__":
    print(json.dumps([asdict(each) for each in tried(*map(int, sys.argv[1:]))]))
