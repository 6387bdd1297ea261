"""A build that is killed leaves the former site or a whole new one, and the next one finds nothing in its way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from small import SMALL
from support import ROOT

POINTS = 20


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes of POSIX")
def test_a_build_killed_at_any_moment_leaves_a_whole_site_and_no_damage(tmp_path: Path) -> None:
    for which in ("old", "new"):
        for name, text in SMALL.items():
            path = tmp_path / name.replace("process_specs", which)
            path.parent.mkdir(exist_ok=True)
            path.write_text(text.replace("Repair", f"{which.title()} repair"), "utf-8")
    program = [sys.executable, str(Path(__file__).with_name("killing.py")), "2026", str(POINTS)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "mkdocs_plugin"), "SOURCE_DATE_EPOCH": "1767225600"}
    done = subprocess.run(
        program, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert len(found) == POINTS
    assert {each["stands"] for each in found} == {"old", "new"}
    for point, each in enumerate(found):
        assert each["stands"] in ("old", "new"), (point, each)
        assert not each["damaged"], (point, each)
        assert (each["next_build"], each["next_site"]) == (0, ("new", "old")[point % 2]), (point, each)
        assert each["left_over"] == [], (point, each)
