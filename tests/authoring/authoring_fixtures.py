"""Fixtures of the tests of authoring: a command run in a folder of its own, and a YAML language server."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner, Result
from language_server import LanguageServer

from process_atlas.cli.main import main
from support import ROOT

SERVER = "yaml-language-server@1.25.0"
TOOLS = ROOT / ".cache" / "yaml-language-server"

Command = Callable[..., Result]


@pytest.fixture
def command(folder: Callable[[Mapping[str, str]], Path], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs `process-atlas` in a new folder; a user's mistake must never raise."""
    monkeypatch.chdir(folder({}))

    def call(*arguments: str) -> Result:
        done = CliRunner().invoke(main, arguments)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    return call


@pytest.fixture(scope="session")
def server() -> Iterator[LanguageServer]:
    """A real yaml-language-server, installed once with npm; without npm the test is skipped."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        pytest.skip("Node.js with npm is needed to try the schema in a real yaml-language-server")
    with _started(npm, node) as running:
        yield running


def _started(npm: str, node: str) -> LanguageServer:
    """The server, from the installation that is kept; from a new one if that is damaged."""
    program = TOOLS / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
    if program.exists():
        with suppress(RuntimeError):
            return LanguageServer(node, program).start()
        shutil.rmtree(TOOLS)
    _install(npm)
    return LanguageServer(node, program).start()


def _install(npm: str) -> None:
    """Install the server beside its place, and move it there when it is whole."""
    TOOLS.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=TOOLS.parent, ignore_cleanup_errors=True) as place:
        install = [npm, "install", "--prefix", place, "--no-audit", "--no-fund", "--silent", SERVER]
        done = subprocess.run(install, capture_output=True, text=True, check=False, timeout=180)
        if done.returncode:
            pytest.skip(f"npm could not install {SERVER}: {done.stderr[-300:]}")
        Path(place).rename(TOOLS)
