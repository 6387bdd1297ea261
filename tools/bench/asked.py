"""What a user asks of the benchmark on the command line, and what cannot be asked."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any


def positive(text: str) -> int:
    """A whole number from 1 on. Raises ArgumentTypeError."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 1 on")
    return int(text)


def file_to_write(text: str) -> Path:
    """A file in a folder that is there. Raises ArgumentTypeError."""
    path = Path(text)
    if not path.parent.is_dir() or path.is_dir():
        raise argparse.ArgumentTypeError(f"'{text}' cannot be written: it needs a folder that is there")
    return path


def figures(path: Path) -> dict[str, Any]:
    """The figures that a file holds; none if there is no such file. Raises ValueError for one that is none of ours."""
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_bytes())
    except ValueError as problem:
        raise ValueError(f"'{path}' holds no figures: {problem}") from problem
    if not isinstance(found, dict):
        raise ValueError(f"'{path}' holds no figures")
    return found
