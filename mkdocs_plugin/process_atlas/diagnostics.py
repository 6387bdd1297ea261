"""Findings for people: where something stands, how grave it is, what it is and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from process_atlas.said import NOTHING, Said


class Severity(StrEnum):
    """How grave a finding is. An error keeps a spec (or a part of it) out of the site."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest; grows as the finding gets lighter."""
        return _RANKS[self]


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file. `line` and `column` count from 1; 0 means the file as a whole."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        path = printable(self.path)
        return f"{path}:{self.line}:{self.column}" if self.line else path


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: a stable `code` in plain words, a message, the place, and a hint if there is one.

    Message and hint are English as plain texts, and know what they are in other languages.
    `subject` is `(kind, id)` of the spec it concerns, so that the spec's page can show it.
    """

    severity: Severity
    code: str
    message: Said
    span: Span
    hint: Said = NOTHING
    subject: tuple[str, str] | None = None

    def __str__(self) -> str:
        return self.told("en")

    def told(self, lang: str) -> str:
        """The finding for a reader of `lang`, the hint on a line of its own. Place, level and code stay as they are."""
        text = f"{self.span}: {self.severity}[{self.code}] {self.message.get(lang)}"
        return f"{text}\n    {_HINT.get(lang)}{self.hint.get(lang)}" if self.hint else text

    @property
    def sort_key(self) -> tuple[Span, int, str, str]:
        """Order of a report: by place, then gravity, code and message."""
        return self.span, self.severity.rank, self.code, self.message


_HINT = Said("hint: ", "提示：")
_LONGEST = 600


def printable(text: str) -> str:
    """A text on one line that a terminal shows as it is: characters that steer it, hide or turn text are spelt out."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c in " \u3000\n" else f"\\u{ord(c):04x}" for c in text)


def _told(text: Said) -> Said:
    """A message or a hint, which may quote what somebody wrote: printable, and shortened."""
    return text.each(_on_a_line)


def _on_a_line(text: str) -> str:
    return printable(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")


def error(code: str, message: Said, span: Span, hint: Said = NOTHING) -> Diagnostic:
    """An error at `span`."""
    return Diagnostic(Severity.ERROR, code, _told(message), span, _told(hint))


def warning(code: str, message: Said, span: Span, hint: Said = NOTHING) -> Diagnostic:
    """A warning at `span`."""
    return Diagnostic(Severity.WARNING, code, _told(message), span, _told(hint))


def about(found: Iterable[Diagnostic], kind: str, id: str) -> list[Diagnostic]:
    """The same findings with `(kind, id)` as their subject."""
    return [replace(each, subject=(kind, id)) for each in found]


def ordered(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings in report order, each once."""
    return tuple(sorted(dict.fromkeys(found), key=lambda each: each.sort_key))


def count(found: Iterable[Diagnostic], severity: Severity) -> int:
    """How many of the findings have this severity."""
    return sum(1 for each in found if each.severity is severity)
