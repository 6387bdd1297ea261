"""A process that tries inputs, with limits on time and memory; it is started anew when one of them kills it."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, Any

from support import ROOT

SECONDS = 30.0
MEMORY = 3 << 30


class Sandbox:
    """Tries inputs one after the other."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._limits = [str(seconds), str(memory)]
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None
        self.tried = 0

    def attempt(self, what: str, payload: Any) -> str:
        """Do one thing with an input, and tell what came of it. Raises AssertionError for a crash or a hang."""
        self.tried += 1
        process = self._started()
        assert process.stdin
        assert process.stdout
        try:
            pickle.dump((what, payload), process.stdin)
            process.stdin.flush()
            well, told = pickle.load(process.stdout)
        except (EOFError, BrokenPipeError, pickle.UnpicklingError):
            raise AssertionError(f"{what} ended the process: {self._last_words()}") from None
        assert well, told
        return str(told)

    def close(self) -> None:
        """End the process."""
        if self._process and self._process.stdin:
            self._process.stdin.close()
            self._process.wait(10)
        self._process = None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._errors = tempfile.TemporaryFile()  # noqa: SIM115 (it lives as long as the process)
            program = [sys.executable, str(Path(__file__).with_name("fuzz_work.py")), *self._limits]
            environment = {**os.environ, "PYTHONPATH": str(ROOT / "mkdocs_plugin")}
            self._process = subprocess.Popen(
                program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, env=environment
            )
        return self._process

    def _last_words(self) -> str:
        assert self._process
        assert self._errors
        code = self._process.wait(10)
        self._process = None
        self._errors.seek(0)
        return f"code {code}\n{self._errors.read().decode('utf-8', 'replace')[-4000:]}"
