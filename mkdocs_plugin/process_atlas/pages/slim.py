"""Scripts as they are sent to readers: without the comments and the spaces that are for those who write them."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"^[ ]*/\*.*?\*/$\n", re.DOTALL | re.MULTILINE)
_END_OF_LINE = re.compile(r"(?<=[;,{]) // [^\"'`\n]*$", re.MULTILINE)
_INDENT = re.compile(r"^\s+", re.MULTILINE)
_PLAIN = re.compile(r"^(?:[^\"'`/\n]|\"[^\"'`/\\\s]*\")+$", re.MULTILINE)
_SPACES = re.compile(r" ?([=<>*?:&|{},;()]+) ?")


def slim(script: str) -> str:
    """The script without comments that fill lines, comments at the end of a line, indentation and empty lines.

    Lines without patterns and without spaces in strings lose the spaces around their signs as well, but for plus and
    minus. Lines stay lines, so that a place in an error can be found. Scripts must not have strings that go over
    several lines; a test holds ours to that.
    """
    bare = _INDENT.sub("", _END_OF_LINE.sub("", _COMMENT.sub("", script)))
    return _PLAIN.sub(lambda line: _SPACES.sub(r"\1", line[0]), bare)
