"""`mkdocs serve`, when the specs are deleted and come back: they are built, and watched as before."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer

from small import MKDOCS, SMALL

Write = Callable[[Mapping[str, str]], Path]
PATIENCE = 30.0


class Builds:
    """A server of MkDocs that watches what the plugin wants watched, and counts instead of building."""

    def __init__(self, top: Path) -> None:
        self.count = 0
        config = load_config(str(top / "mkdocs.yml"))
        config = config.plugins.on_config(config)
        self.server = LiveReloadServer(self._build, "127.0.0.1", 0, str(top), polling_interval=0.05)
        config.plugins.on_serve(self.server, config=config, builder=self._build)
        for path in config.watch:
            self.server.watch(path)
        self._thread = threading.Thread(target=self.server.serve, daemon=True)
        self._thread.start()
        while not self.server.serve_thread.is_alive():  # by then everything is watched
            time.sleep(0.05)

    def _build(self) -> None:
        self.count += 1

    def after(self, work: Callable[[], object]) -> bool:
        """Whether something that happens to the specs leads to a build."""
        self.settle()
        before, end = self.count, time.monotonic() + PATIENCE
        work()
        while self.count == before and time.monotonic() < end:
            time.sleep(0.05)
        return self.count > before

    def settle(self) -> None:
        """Wait until nothing more is noticed of what happened."""
        before = -1
        while before != self.count:
            before = self.count
            time.sleep(1)

    def end(self) -> None:
        """Stop the server."""
        self.server.shutdown()
        self._thread.join(PATIENCE)


@pytest.fixture
def builds(folder: Write, monkeypatch: pytest.MonkeyPatch) -> Iterator[Builds]:
    top = folder({**SMALL, "mkdocs.yml": MKDOCS})
    (top / "docs").mkdir()
    monkeypatch.chdir(top)
    builds = Builds(top)
    yield builds
    builds.end()


def save() -> None:
    spec = Path("process_specs/repair.yaml")
    spec.write_text(spec.read_text("utf-8") + "# more\n", "utf-8")


def test_specs_that_were_moved_away_and_back_are_built_and_watched(builds: Builds) -> None:
    specs = Path("process_specs")
    assert builds.after(save)
    specs.rename("away")
    builds.settle()
    assert builds.after(lambda: Path("away").rename(specs))
    assert builds.after(save)


def test_specs_that_were_deleted_and_copied_back_are_built_and_watched(builds: Builds) -> None:
    shutil.copytree("process_specs", "kept")
    shutil.rmtree("process_specs")
    builds.settle()
    assert builds.after(lambda: shutil.copytree("kept", "process_specs"))
    assert builds.after(save)
