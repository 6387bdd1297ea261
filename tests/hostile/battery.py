"""The battery: hostile inputs from `cases/`, made into folders of specs, and what is said about them."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from small import SMALL

CASES = Path(__file__).parent / "cases"
NAME = "process_specs/case.yaml"
ROLE = "kind: role\nid: extra\ntitle: Extra\nversion: 1.0.0\n"


@dataclass(frozen=True)
class Case:
    """An input with the answer that is expected: the data of one entry of a file in `cases/`."""

    group: str
    data: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.group}: {self.data['name']}"

    @property
    def site(self) -> bool:
        """Whether the answer is a site without a word of complaint."""
        return bool(self.data["expect"] == "site")

    @property
    def expected(self) -> list[tuple[str, int]]:
        """The findings as `(code, line)`; "*" in the case lets each of them come again at other lines."""
        pairs = [each.split() for each in self.data["expect"] if each != "*"] if not self.site else []
        return [(code, int(line)) for code, line in pairs]

    @property
    def repeats(self) -> bool:
        """Whether expected findings may come again."""
        return "*" in self.data["expect"]


@cache
def cases(group: str) -> tuple[Case, ...]:
    """All cases of a file."""
    written = yaml.safe_load((CASES / f"{group}.yaml").read_text("utf-8"))
    return tuple(Case(group, each) for each in written)


def write(case: Case, folder: Path) -> Path:
    """Put the small catalogue and the case's files into a folder; the folder of the specs."""
    for name, text in {**SMALL, **case.data.get("files", {})}.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    if any(key in case.data for key in ("whole", "whole_make", "role", "make", "base64", "sparse")):
        with (folder / NAME).open("wb") as file:
            file.write(_content(case.data))
            file.truncate(case.data.get("sparse"))
    for name, target in case.data.get("links", {}).items():
        (folder / name).symlink_to(target)
    if "fifo" in case.data:
        os.mkfifo(folder / case.data["fifo"])
    if "raw" in case.data:
        name = case.data["raw"].encode("latin-1").decode("unicode_escape").encode("latin-1")
        Path(os.fsdecode(os.fsencode(folder / "process_specs") + b"/" + name)).write_text(ROLE)
    return folder / "process_specs"


def _content(data: Mapping[str, Any]) -> bytes:
    if "base64" in data:
        return base64.b64decode(data["base64"])
    if "whole" in data or "whole_make" in data:
        text = data["whole"] if "whole" in data else made(data["whole_make"])
    else:
        text = ROLE + (data["role"] if "role" in data else made(data.get("make", "nothing")))
    encoding = data.get("encode", "utf-8")
    if encoding in _LINE_ENDS:
        return text.replace("\n", _LINE_ENDS[encoding]).encode()
    return bytes.fromhex(data.get("prefix", "")) + text.encode(encoding, "surrogatepass")


_LINE_ENDS = {"crlf": "\r\n", "cr": "\r"}


def made(order: str | Mapping[str, Any]) -> str:
    """The text that a generator makes: its name, or a map of its name and its arguments."""
    values = {"name": order} if isinstance(order, str) else dict(order)
    return GENERATORS[values.pop("name")](**values)


def alias_bomb() -> str:
    """Nine levels of lists of nine aliases: 387 million values."""
    rows = (f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]" for n in range(1, 10))
    return "k0: &k0 [x]\n" + "\n".join(rows) + "\n"


def merge_bomb() -> str:
    """The same by merge keys."""
    rows = (f"k{n}: &k{n} {{<<: [{', '.join([f'*k{n - 1}'] * 9)}]}}" for n in range(1, 10))
    return "k0: &k0 {x: y}\n" + "\n".join(rows) + "\n"


def nested(open: str, depth: int, close: str = "") -> str:
    """Something inside itself, many times."""
    return f"x: {open * depth}{close * depth}\n"


def unknown_keys(count: int) -> str:
    """Keys that nobody knows."""
    return "".join(f"k{n}: x\n" for n in range(count))


def graph(kind: str, count: int) -> str:
    """A process of one shape: see `_GRAPHS`."""
    head = "kind: process\nid: extra\ntitle: Extra\nversion: 1.0.0\nowner: lead\nsteps:\n"
    return head + "".join(f"  - {{{step}}}\n" for step in _GRAPHS[kind](count))


def _others(count: int, but: int = -1) -> str:
    return ", ".join(f"s{n}" for n in range(count) if n != but)


_TASK = "id: s{0}, title: Step {0}, responsible: clerk"
_GRAPHS: Mapping[str, Callable[[int], list[str]]] = {
    "chain": lambda count: [_TASK.format(n) for n in range(count)],
    "complete": lambda count: [
        f"id: s{n}, type: inclusive, title: Which?, responsible: clerk, next: [{_others(count, n)}]"
        for n in range(count)
    ],
    "star": lambda count: [
        f"id: hub, type: parallel, next: [{_others(count)}]",
        *(f"{_TASK.format(n)}, next: hub" for n in range(count)),
    ],
    "loops": lambda count: [f"{_TASK.format(n)}, next: s{n}" for n in range(count)],
    "twins": lambda count: [
        "id: ask, type: decision, title: Which?, responsible: clerk, "
        f"branches: [{', '.join(f'{{when: Way {n}, next: end}}' for n in range(count))}]",
        "id: end, type: end, title: Over",
    ],
    "lonely": lambda count: [f"id: s{n}, type: end, title: Over {n}" for n in range(count)],
    "dangling": lambda count: [f"{_TASK.format(n)}, next: t{n}" for n in range(count)],
    "repeated": lambda count: ["id: same, title: Same, responsible: clerk" for _ in range(count)],
}


def lanes(count: int) -> str:
    """A process in which every step has a lane of its own."""
    roles = "".join(f"---\nkind: role\nid: r{n}\ntitle: Role {n}\nversion: 1.0.0\n" for n in range(count))
    steps = "".join(f"  - {{id: s{n}, title: Step {n}, responsible: r{n}}}\n" for n in range(count))
    return "kind: process\nid: extra\ntitle: Extra\nversion: 1.0.0\nowner: lead\nsteps:\n" + steps + roles


def calls(count: int) -> str:
    """Processes that call one another in a row; the last calls one that is not there."""
    return "---\n".join(
        f"kind: process\nid: p{n}\ntitle: P {n}\nversion: 1.0.0\nowner: lead\n"
        f"steps: [{{id: a, type: subprocess, title: Call, responsible: lead, process: p{n + 1}}}]\n"
        for n in range(count)
    )


GENERATORS: Mapping[str, Callable[..., str]] = {
    "nothing": str,
    "alias_bomb": alias_bomb,
    "merge_bomb": merge_bomb,
    "many_aliases": lambda count: f"x: [&x y, {', '.join(['*x'] * count)}]\n",
    "nested": nested,
    "repeated": lambda text, count: text * count,
    "indents": lambda depth: "\n".join(" " * n + "a:" for n in range(depth)),
    "long_text": lambda count: f"summary: {'x' * count}\n",
    "long_key": lambda count: f"? {'k' * count}\n: x\n",
    "long_kind": lambda count: f"kind: {'k' * count}\n",
    "long_id": lambda count, letter="a", kind="role": f"kind: {kind}\nid: {letter * count}\ntitle: A\nversion: 1.0.0\n",
    "long_duration": lambda digits: f"review_every: {'9' * digits} years\n",
    "long_number": lambda digits: (
        "kind: process\nid: a\ntitle: A\nversion: 1.0.0\nowner: lead\nsteps: [{id: a, title: A}]\n"
        f"number: {'9' * digits}\n"
    ),
    "unknown_keys": unknown_keys,
    "graph": graph,
    "lanes": lanes,
    "calls": calls,
}
"""What is too large or too odd to be stored."""
