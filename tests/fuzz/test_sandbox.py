"""The sandbox notices what no input may do, and goes on with the next one."""

from __future__ import annotations

import pytest
from fuzz_sandbox import Sandbox

from small import SMALL


@pytest.mark.parametrize(
    ("how", "told"), [("hang", "Timeout"), ("swell", "MemoryError"), ("die", "code -6"), ("raise", "ValueError: raise")]
)
def test_what_must_not_happen_is_noticed(how: str, told: str) -> None:
    sandbox = Sandbox(seconds=2)
    with pytest.raises(AssertionError, match=told):
        sandbox.attempt("misbehave", how)
    with pytest.raises(AssertionError, match="ValueError: again"):
        sandbox.attempt("misbehave", "again")
    sandbox.close()


def test_a_sound_catalogue_becomes_a_site() -> None:
    sandbox = Sandbox()
    assert sandbox.attempt("build", {path: text.encode() for path, text in SMALL.items()}) == "34 pages, 0 findings"
    sandbox.close()
