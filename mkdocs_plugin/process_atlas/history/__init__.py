"""Earlier versions of specs: from git, from the folder `.history`, or from files and folders that are named."""

from __future__ import annotations

from process_atlas.history.git import GitError
from process_atlas.history.past import History, read_history
from process_atlas.history.record import NO_RECORD, READABLE, Entry, Record, record_of
from process_atlas.history.states import NoStateError, Read, read_state, since_state, working_state
from process_atlas.history.version import Revision, Version

__all__ = [
    "NO_RECORD",
    "READABLE",
    "Entry",
    "GitError",
    "History",
    "NoStateError",
    "Read",
    "Record",
    "Revision",
    "Version",
    "read_history",
    "read_state",
    "record_of",
    "since_state",
    "working_state",
]
