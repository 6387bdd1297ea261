"""How large files, texts and drawings may be: bounds that keep one file from stopping a whole build."""

from __future__ import annotations

from pydantic import Field

from process_atlas.spec.base import Strict

MOST_MEGABYTES = 100
"""The largest file that is ever read, whatever a catalogue allows."""


class Limits(Strict):
    """The key `limits` of the manifest, which is itself read under the limits that hold without it."""

    file_size: int = Field(5, ge=1, le=MOST_MEGABYTES, description="Megabytes of one file.")
    depth: int = Field(60, ge=10, le=100, description="Levels that one file nests.")
    values: int = Field(200_000, ge=1_000, le=5_000_000, description="Values of one document, aliases unfolded.")
    text: int = Field(20_000, ge=1_000, le=1_000_000, description="Characters of one text.")
    symbols: int = Field(2_000, ge=10, le=10_000, description="Symbols of a drawing that is laid out.")
    lines: int = Field(3_000, ge=10, le=20_000, description="Lines of a drawing that is laid out.")


STANDARD = Limits()
"""What holds where no manifest says otherwise."""
