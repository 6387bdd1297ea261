"""The page on architecture names every floor, every dependency, and only files that exist."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from documentation import DOCS, code, tables, text_of

from support import ROOT

PAGE = DOCS / "architecture.md"
PACKAGE = ROOT / "mkdocs_plugin" / "process_atlas"
_NAME = re.compile(r"[\w-]+")


def project() -> dict[str, Any]:
    """The project file."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_every_floor_is_named_from_top_to_bottom() -> None:
    contracts = project()["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if each["type"] == "layers")
    floors = [set(layer.replace("process_atlas.", "").split(" | ")) for layer in layers]
    named = [{path.strip("/").removesuffix(".py") for path in code(row[0])} for row in tables(PAGE)["floors"]]
    assert named == floors


def test_every_dependency_has_its_reason() -> None:
    written = project()["project"]
    needed = [*written["dependencies"], *written["optional-dependencies"]["mkdocs"]]
    reasons = {row[0]: row[1] for row in tables(PAGE)["dependencies"] if row[0] != "Package"}
    assert set(reasons) == {_NAME.match(each)[0] for each in needed}  # type: ignore[index]
    assert all(reasons.values())


def test_files_that_are_named_exist() -> None:
    for page in (PAGE, ROOT / "CONTRIBUTING.md"):
        for word in code(text_of(page)):
            if re.fullmatch(r"[\w/-]+(/|\.py|\.md|\.txt)", word) and not word.isupper():
                found = any((folder / word).exists() for folder in (ROOT, PACKAGE, *PACKAGE.iterdir()))
                assert found, f"{page.name}: {word}"
