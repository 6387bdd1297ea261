"""From saving a spec to the new page being served: the preview, and MkDocs while it serves, whole and dirty."""

from __future__ import annotations

import atexit
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import yaml

from bench.firm import changed, title_of

_PATIENCE = 300.0
_PAUSE = 0.02


def preview(firm: Path) -> Callable[[], object]:
    """`process-atlas preview`."""
    return _saved(firm, ["process_atlas", "preview", "--port"])


def serve_dirty(firm: Path) -> Callable[[], object]:
    """`mkdocs serve --dirty` with the plugin."""
    return _saved(firm, ["mkdocs", "serve", "--dirty", "--quiet", "--dev-addr"])


def serve_whole(firm: Path) -> Callable[[], object]:
    """`mkdocs serve` with the plugin."""
    return _saved(firm, ["mkdocs", "serve", "--quiet", "--dev-addr"])


def _saved(firm: Path, command: list[str]) -> Callable[[], object]:
    """Serve a firm, and save a change of one step: the work lasts until the page of its process shows it."""
    port = _free_port()
    address = str(port) if command[-1] == "--port" else f"127.0.0.1:{port}"
    server = subprocess.Popen([sys.executable, "-m", *command, address], cwd=firm, stderr=subprocess.DEVNULL)
    atexit.register(server.kill)
    spec = min((firm / "process_specs" / "processes").rglob("*.yaml"))
    before = spec.read_text("utf-8")
    after = changed(before)
    page, words = f"/processes/{yaml.safe_load(after)['id']}/", title_of(after)
    _until(port, page, "</html>")
    time.sleep(3)  # the first checks are done, and nothing else goes on

    def work() -> object:
        spec.write_text(after, encoding="utf-8")
        try:
            return _until(port, page, words)
        finally:
            server.kill()
            spec.write_text(before, encoding="utf-8")

    return work


def _until(port: int, page: str, words: str) -> float:
    """Ask for a page until it has the words; gives the seconds."""
    start = time.perf_counter()
    while time.perf_counter() - start < _PATIENCE:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
            connection.request("GET", page)
            if words in connection.getresponse().read().decode():
                return time.perf_counter() - start
        except (OSError, HTTPException):
            pass
        time.sleep(_PAUSE)
    raise TimeoutError(f"{page} never had: {words}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
