"""Reading again: files that did not change give the same specs, and findings are the same as the first time."""

from __future__ import annotations

import pytest

from process_atlas.spec import load as loading
from process_atlas.spec.load import Loader, load
from process_atlas.spec.source import SourceFile
from small import SMALL

FILES = [SourceFile(path, text.encode()) for path, text in SMALL.items()]


def test_only_changed_files_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    read_file = loading._read_file
    monkeypatch.setattr(
        loading, "_read_file", lambda file, limits: (read.append(file.path), read_file(file, limits))[1]
    )
    loader = Loader()
    first = loader.load(FILES)
    changed = SourceFile(FILES[-1].path, FILES[-1].content.replace(b"10 min", b"20 min"))
    second = loader.load([*FILES[:-1], changed])
    assert read == [*(each.path for each in FILES), changed.path]
    same = [each.spec is other.spec for each, other in zip(first.loaded, second.loaded, strict=True)]
    assert same.count(False) == 1


def test_findings_are_told_each_time_and_gone_when_mended() -> None:
    broken = SourceFile(FILES[-1].path, FILES[-1].content.replace(b"duration: 10 min", b"duration: soon"))
    loader = Loader()
    for _ in range(2):
        found = loader.load([*FILES[:-1], broken]).diagnostics
        assert [each.code for each in found] == ["wrong-form"]
        assert found == load([*FILES[:-1], broken]).diagnostics
    assert loader.load(FILES).diagnostics == ()
