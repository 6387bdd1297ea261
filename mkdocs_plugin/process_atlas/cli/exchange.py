"""Exchanges two folders in one step, where the system can: at every moment each name leads to a whole folder."""

from __future__ import annotations

import ctypes
import os
import sys
from functools import cache
from pathlib import Path
from typing import Protocol

_HERE = -100  # AT_FDCWD: paths begin at the working directory
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux' renameat2(2), RENAME_SWAP of macOS' renamex_np(2)


class _Call(Protocol):
    def __call__(self, one: bytes, other: bytes) -> int: ...


def exchange(one: Path, other: Path) -> bool:
    """Let each folder take the other's name. False, and nothing done, where the system or the disk cannot do it."""
    call = _call()
    return call is not None and call(os.fsencode(one.absolute()), os.fsencode(other.absolute())) == 0


@cache
def _call() -> _Call | None:
    """The system's call, if it has one."""
    try:
        library = ctypes.CDLL(None)
        if sys.platform == "darwin":
            swap = library.renamex_np
            swap.argtypes = (ctypes.c_char_p, ctypes.c_char_p, ctypes.c_uint)
            return lambda one, other: int(swap(one, other, _EXCHANGE))
        rename = library.renameat2
    except (OSError, AttributeError, TypeError):  # Windows, and C libraries that do not know it
        return None
    rename.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    return lambda one, other: int(rename(_HERE, one, _HERE, other, _EXCHANGE))
