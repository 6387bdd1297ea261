"""Comments in YAML text: where they stand, and which line they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from process_atlas.spec.source import tokens

_HASH = re.compile(r"(?:(?<=\s)|^)#")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: where it stands, its text from the `#` on, and the line it is about: its own, or the next one that
    says something when the comment has a line of its own.
    """

    line: int
    column: int
    about: int
    text: str


def comments(text: str) -> Iterator[Comment]:
    """The comments of a text that `parse` could read; a `#` inside a value is none."""
    covered = [(each.start, each.end) for each in tokens(text) if each.end > each.start]
    lines, position, at = text.split("\n"), 0, 0
    starts: list[int] = []
    for line in lines:
        starts.append(position)
        position += len(line) + 1
    for number, line in enumerate(lines):
        for found in _HASH.finditer(line):
            index = starts[number] + found.start()
            while at < len(covered) and covered[at][1] <= index:
                at += 1
            if at == len(covered) or covered[at][0] > index:
                about = number if line[: found.start()].strip() else _next_said(lines, number)
                yield Comment(number + 1, found.start() + 1, about + 1, line[found.start() :].rstrip())
                break


def _next_said(lines: list[str], number: int) -> int:
    """The next line below that is neither empty nor a comment."""
    below = range(number + 1, len(lines))
    return next((each for each in below if lines[each].strip() and lines[each].lstrip()[0] != "#"), number)
