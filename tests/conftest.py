"""Fixtures that several floors' tests share: the sample catalogue, its built site, a folder of files."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from counting import told
from process_atlas.catalog import Catalog
from process_atlas.link import link
from process_atlas.spec.folder import read_folder
from process_atlas.spec.load import load
from support import SPECS, run


@pytest.fixture(scope="session")
def sample() -> Catalog:
    """The sample catalogue, linked."""
    files, _ = read_folder(SPECS)
    return link(load(files))


@pytest.fixture(scope="session")
def port() -> int:
    """A port of this machine that is free: the sample site is built for it, so that its site map names it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, port: int) -> Path:
    """The sample site as `mkdocs build --strict` makes it."""
    out = tmp_path_factory.mktemp("site")
    address = f"http://127.0.0.1:{port}/"
    done = run("mkdocs", "build", "--strict", "--quiet", "--site-dir", out, SITE_URL=address)
    assert done.returncode == 0, done.stderr
    return out


def pytest_configure() -> None:
    """Hear interrupts, and let the programs that tests start hear them: a shell's background work is deaf to them."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell how many inputs were tried, on whichever worker."""
    for line in told({outcome: terminalreporter.getreports(outcome) for outcome in ("passed", "failed")}):
        terminalreporter.write_line(line)


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[Mapping[str, str]], Path]:
    """A function that writes files below a new folder and returns it."""

    def write(files: Mapping[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return write
