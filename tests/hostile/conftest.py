"""Every test of the battery counts its inputs and has an end."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator

import pytest

from counting import HOSTILE

_PATIENCE = 120  # seconds after which an input counts as one that hangs


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Callable[[int], None]:
    """Says how many inputs a test tries; a test that does not say tries one."""

    def set_count(number: int) -> None:
        request.node.user_properties[:] = [(HOSTILE, number)]

    return set_count


@pytest.fixture(autouse=True)
def counted(tally: Callable[[int], None]) -> Iterator[None]:
    """Count one input, and stop a test that hangs."""
    tally(1)

    def give_up(*_: object) -> None:
        raise TimeoutError("the input hangs")

    former = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(_PATIENCE)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, former)
