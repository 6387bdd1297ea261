"""Mistakes in the values of specs, told in both languages through the validating library."""

from __future__ import annotations

from typing import Any

from pydantic_core import PydanticCustomError

from process_atlas.said import Said, say

_SAID = "said"


def mistake(kind: str, en: str, zh: str, **parts: str) -> PydanticCustomError:
    """An error for a validator to raise. `kind` is its name in the tables of `explain.py`, the rest is as for `say`."""
    return PydanticCustomError(kind, "{said}", {_SAID: say(en, zh, **parts)})


def said_of(found: Any) -> Said | None:
    """What an error that the library lists was raised with; None for an error of the library's own."""
    said = found.get("ctx", {}).get(_SAID)
    return said if isinstance(said, Said) else None
