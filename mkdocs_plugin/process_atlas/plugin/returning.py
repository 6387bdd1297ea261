"""While MkDocs serves: what was deleted and comes back is watched again.

MkDocs' observer stops looking at a path that is gone, and never looks again. Here the folders around are looked at too.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress

from mkdocs.livereload import LiveReloadServer
from watchdog.events import (
    DirCreatedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers.api import ObservedWatch

_ARRIVALS = (DirCreatedEvent, DirMovedEvent, FileCreatedEvent, FileMovedEvent)


def watch_for_return(server: LiveReloadServer, paths: Iterable[str]) -> None:
    """Let a server watch each path again when it comes back, and build then. A path need not be there yet."""
    for path in map(os.path.abspath, paths):
        if os.path.isdir(os.path.dirname(path)):
            server.observer.schedule(_Return(server, path), os.path.dirname(path))


class _Return(FileSystemEventHandler):
    def __init__(self, server: LiveReloadServer, path: str) -> None:
        self._server, self._path = server, path

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Something happened beside the path, or to it."""
        arrived = os.fsdecode(event.dest_path or event.src_path)
        if isinstance(event, _ARRIVALS) and arrived == self._path and os.path.exists(self._path):
            with suppress(KeyError):  # it was not there before
                self._server.unwatch(self._path)
            with suppress(OSError):  # gone again
                self._server.watch(self._path)
                # The new watch takes for granted what it finds: say that it is new.
                news = FileModifiedEvent(self._path), ObservedWatch(self._path, recursive=True)
                self._server.observer.event_queue.put(news)
