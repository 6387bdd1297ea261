"""The examples of rules: bad ones as they stand in `bad_specs`, good ones as the same files say below the bad lines.

A line marked `# expect: CODE` is bad, one marked `# bad` goes with it. In the good example both are gone, and lines
that begin with `#+` stand in their place.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from process_atlas.analysis.checks import RULES

HERE = Path(__file__).parent / "bad_specs"

_BAD = re.compile(r"  # (?:expect(?:-file|-next)?: [a-z0-9, -]+|bad)$")
_MARK = re.compile(r"# expect(?:-file|-next)?: ([a-z0-9, -]+)$", re.MULTILINE)


def good(text: str) -> str:
    """The good example that a bad one holds."""
    lines = [line for line in text.splitlines() if not _BAD.search(line)]
    return "\n".join(line.removeprefix("#+") for line in lines) + "\n"


def bad(text: str) -> str:
    """The bad example without the lines of the good one."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("#+")) + "\n"


def codes(text: str) -> set[str]:
    """The rules that a bad example shows."""
    return {code.strip() for found in _MARK.findall(text) for code in found.split(",")} & set(RULES)


@cache
def examples() -> dict[str, Path]:
    """The file that shows each rule: the one that shows the fewest others, the shortest of those."""
    texts = {path: path.read_text("utf-8") for path in sorted(HERE.glob("*.yaml")) if path.stem not in _UNREADABLE}
    found: dict[str, Path] = {}
    for code in RULES:
        showing = [path for path, text in texts.items() if code in codes(text)]
        if showing:
            found[code] = min(showing, key=lambda path: (path.stem != code, len(codes(texts[path])), len(texts[path])))
    return found


_UNREADABLE = frozenset({"not-utf-8"})
