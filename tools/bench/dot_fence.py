"""A hook for MkDocs that draws each fence of a graph by starting `dot`, as common fence plugins do. See `rivals.py`."""

from __future__ import annotations

import re
import subprocess

_FENCE = re.compile(r"^```dot\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def on_page_markdown(markdown: str, **_: object) -> str:
    """The page with its fences drawn."""
    return _FENCE.sub(lambda match: _drawn(match[1]), markdown)


def _drawn(graph: str) -> str:
    done = subprocess.run(["dot", "-Tsvg"], input=graph, capture_output=True, text=True, check=True)
    svg = done.stdout[done.stdout.index("<svg") :]
    return re.sub(r"\s*\n\s*", " ", svg)
