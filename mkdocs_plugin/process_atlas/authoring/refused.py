"""The answer to a wish that cannot be fulfilled."""

from __future__ import annotations


class Refused(Exception):
    """Why something cannot be done, and what to do about it (`hint`). Nothing was changed."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint
