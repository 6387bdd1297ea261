"""The Chromium of the machine: where it is, and how it prints a file as PDF. Nothing is left behind or left running."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
    "brave-browser",
)
_MAC = ("Google Chrome", "Chromium", "Microsoft Edge", "Brave Browser")
_WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "BraveSoftware/Brave-Browser/Application/brave.exe",
)
_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
_SWITCHES = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


class PrintError(Exception):
    """Why there is no PDF, in words for the user."""


def find(path: Path | None = None) -> Path | None:
    """The browser at `path`, or else the first that the machine has; None if there is none."""
    if path is not None:
        named = shutil.which(str(path))
        return Path(named) if named else None
    named = next(filter(None, map(shutil.which, _NAMES)), None)
    return Path(named) if named else next((each for each in _usual_places() if each.is_file()), None)


def _usual_places() -> Iterator[Path]:
    """Where macOS and Windows keep browsers, which are not on the search path there."""
    if sys.platform == "darwin":
        for top in (Path("/Applications"), Path.home() / "Applications"):
            yield from (top / f"{name}.app" / "Contents" / "MacOS" / name for name in _MAC)
    for variable in _FOLDERS:
        if os.environ.get(variable):
            yield from (Path(os.environ[variable]) / each for each in _WINDOWS)


def print_pdf(browser: Path, page: str, limit: float) -> bytes:
    """The PDF of a page of HTML. `limit` is in seconds. Raises PrintError when the browser fails or takes too long."""
    with tempfile.TemporaryDirectory(prefix="process-atlas-", ignore_cleanup_errors=True) as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, encoding="utf-8")
        switches = [*_SWITCHES, f"--user-data-dir={Path(folder) / 'profile'}", f"--print-to-pdf={target}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            switches.append("--no-sandbox")  # as root it refuses to start otherwise; the page is our own
        said = _run([str(browser), *switches, source.as_uri()], limit)
        pdf = target.read_bytes() if target.is_file() else b""
    if not pdf.startswith(b"%PDF-"):
        raise PrintError(f"{browser} printed nothing{f': {said}' if said else ''}")
    return pdf


def _run(command: list[str], limit: float) -> str:
    """Run the browser to its end; gives the last line that it wrote. It and its children end with the time limit."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=os.name == "posix",
        )
    except OSError as problem:
        raise PrintError(f"{command[0]} cannot be started: {problem.strerror}") from problem
    try:
        said = process.communicate(timeout=limit)[1]
    except subprocess.TimeoutExpired as problem:
        raise PrintError(f"{command[0]} was not done after {limit:g} seconds; --timeout allows it more") from problem
    finally:
        _end(process)
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:300] if lines else ""


def _end(process: subprocess.Popen[bytes]) -> None:
    """End what is still running of the browser that we started."""
    if process.poll() is not None:
        return
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    with suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=5)
