"""Version numbers: how far one lies above another, and which is due after a change."""

from __future__ import annotations

from enum import IntEnum


class Size(IntEnum):
    """How far a change reaches; it decides which part of the version number is raised."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    def __str__(self) -> str:
        return self.name.lower()


def parts_of(version: str) -> tuple[int, ...]:
    """The numbers of a version, to compare by; `()` for what is not three numbers."""
    parts = version.split(".")
    return tuple(map(int, parts)) if len(parts) == 3 and all(each.isdecimal() for each in parts) else ()


def due_number(version: str, size: Size) -> str:
    """The least version that may follow. Before 1.0.0 nothing is settled: a major change raises the minor number."""
    major, minor, patch = parts_of(version)
    if size is Size.MAJOR and major:
        return f"{major + 1}.0.0"
    if size >= Size.MINOR:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}" if size is Size.PATCH else version


def raised_by(old: str, new: str) -> Size:
    """Which part of the number rose; NONE when it stayed or fell."""
    before, after = parts_of(old), parts_of(new)
    if after <= before:
        return Size.NONE
    first = next(index for index, (a, b) in enumerate(zip(before, after, strict=True)) if a != b)
    return (Size.MAJOR, Size.MINOR, Size.PATCH)[first]
