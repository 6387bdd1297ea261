"""Earlier versions of specs: from git, from the folder `.history`, or from files and folders that are named."""

from __future__ import annotations

from process_atlas.history.git import GitError
from process_atlas.history.past import History, read_history
from process_atlas.history.states import NoStateError, Read, read_state, since_state, working_state
from process_atlas.history.version import Revision, Version

__all__ = [
    "GitError",
    "History",
    "NoStateError",
    "Read",
    "Revision",
    "Version",
    "read_history",
    "read_state",
    "since_state",
    "working_state",
]
