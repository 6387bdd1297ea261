"""What several floors' tests share: the sample catalogue, its built site, small catalogues, and a way to run commands."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from process_atlas.catalog import Catalog
from process_atlas.link import link
from process_atlas.spec.folder import read_folder
from process_atlas.spec.load import load
from process_atlas.spec.source import SourceFile

ROOT = Path(__file__).parents[1]
SPECS = ROOT / "process_specs"


def run(*arguments: str | Path, cwd: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a Python module of this environment, such as `mkdocs build`, and return what it printed."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "mkdocs_plugin"), **variables}
    command = [sys.executable, "-m", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=300)


def catalog_of_texts(texts: Mapping[str, str]) -> Catalog:
    """Link a catalogue from `path: YAML text`."""
    return link(load([SourceFile(path, text.encode()) for path, text in texts.items()]))


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
