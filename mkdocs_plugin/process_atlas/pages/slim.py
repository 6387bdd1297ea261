"""Scripts as they are sent to readers: without the comments and the indentation that are for those who write them."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"^[ ]*/\*.*?\*/$\n", re.DOTALL | re.MULTILINE)
_END_OF_LINE = re.compile(r"(?<=[;,{]) // [^\"'`\n]*$", re.MULTILINE)
_INDENT = re.compile(r"^\s+", re.MULTILINE)


def slim(script: str) -> str:
    """The script without comments that fill lines, comments at the end of a line, indentation and empty lines.

    Every other line stays as it was written, so that a place in an error can be found. Scripts must not have strings
    that go over several lines; a test holds ours to that.
    """
    return _INDENT.sub("", _END_OF_LINE.sub("", _COMMENT.sub("", script)))
