"""Whatever is in the files, a build ends with a site or with diagnostics: never a traceback, a hang, or all the memory.

Each property tries a fixed number of inputs, the same in every run. With FUZZ_SECONDS, as `make fuzz` sets it, it
tries others at random until its share of the time is up. An input that failed is written below `.hypothesis/fuzz`, or
FUZZ_FAILED, as a folder for `found/WORK/NAME/`: there it is tried in every run.
"""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import fuzz_changes
import fuzz_specs
import pytest
from fuzz_sandbox import Sandbox
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

Record = Callable[[str, object], None]
FOUND = Path(__file__).with_name("found")
SECONDS = float(os.environ.get("FUZZ_SECONDS") or 0)
_BYTES = fuzz_changes.catalogues(fuzz_changes.changed_bytes)
_NODES = fuzz_changes.catalogues(fuzz_changes.changed_nodes)
_ANY = fuzz_specs.catalogues() | _NODES
PROPERTIES: dict[str, tuple[str, SearchStrategy[Any], int]] = {
    "specs from the models": ("build", fuzz_specs.catalogues(), 80),
    "changed bytes": ("build", _BYTES, 120),
    "changed nodes": ("build", _NODES, 120),
    "layout of files": ("fmt", fuzz_specs.catalogues() | _BYTES | _NODES, 120),
    "two states": ("diff", st.tuples(_ANY, _ANY), 50),
}
"""By name: what is done, with which inputs, and with how many of them in a usual run."""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One process for all the inputs of this module."""
    made = Sandbox()
    yield made
    made.close()


@contextmanager
def counting(sandbox: Sandbox, record_property: Record) -> Iterator[None]:
    """Add what is tried meanwhile to the count at the end of the run."""
    before = sandbox.tried
    try:
        yield
    finally:
        record_property("fuzz inputs", sandbox.tried - before)


@pytest.mark.parametrize("name", PROPERTIES)
def test_a_site_or_diagnostics(sandbox: Sandbox, name: str, record_property: Record) -> None:
    what, inputs, number = PROPERTIES[name]
    share = SECONDS / len(PROPERTIES) * int(os.environ.get("PYTEST_XDIST_WORKER_COUNT") or 1)
    end = time.monotonic() + share
    with counting(sandbox, record_property):
        if not SECONDS:
            _try(sandbox, what, inputs, number)
        while time.monotonic() < end:
            _try(sandbox, what, inputs, 10, int.from_bytes(os.urandom(6)), end)


@pytest.mark.parametrize("folder", sorted(FOUND.glob("*/*")), ids=lambda path: path.relative_to(FOUND).as_posix())
def test_what_was_found_once_stays_mended(sandbox: Sandbox, folder: Path, record_property: Record) -> None:
    with counting(sandbox, record_property):
        sandbox.attempt(folder.parent.name, _kept(folder))


def _try(
    sandbox: Sandbox,
    what: str,
    inputs: SearchStrategy[Any],
    number: int,
    random: int | None = None,
    end: float = float("inf"),
) -> None:
    """Try a number of inputs: those of every run, or those of a random seed until `end`. The smallest that fails is
    kept."""
    failed: list[Any] = []

    @settings(
        max_examples=number,
        derandomize=random is None,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(inputs)
    def fails_never(payload: Any) -> None:
        if time.monotonic() > end and not failed:
            return
        try:
            sandbox.attempt(what, payload)
        except AssertionError:
            failed.append(payload)
            raise

    try:
        (fails_never if random is None else seed(random)(fails_never))()
    except BaseException:
        if failed:
            _keep(what, failed[-1])
        raise


def _keep(what: str, payload: Any) -> None:
    """Write an input that failed as a folder that can be moved to `found/`."""
    name = sha256(pickle.dumps(payload)).hexdigest()[:8]
    states = {"old": payload[0], "new": payload[1]} if what == "diff" else {"": payload}
    for state, files in states.items():
        for path, content in files.items():
            target = Path(os.environ.get("FUZZ_FAILED") or ".hypothesis/fuzz", what, name, state, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def _kept(folder: Path) -> Any:
    """The input that a folder holds."""
    if folder.parent.name == "diff":
        return _files(folder / "old"), _files(folder / "new")
    return _files(folder)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
