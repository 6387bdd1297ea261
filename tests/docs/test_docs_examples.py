"""Every YAML example in the documentation works as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from textwrap import indent

import pytest
import yaml
from documentation import PAGES, Block, blocks, name

from process_atlas.analysis.atlas import derive
from process_atlas.analysis.checks import run_checks
from process_atlas.diagnostics import Severity
from process_atlas.plugin import Options
from support import catalog_of_texts

BLOCKS = [(page, block) for page in PAGES for block in blocks(page) if block.language == "yaml"]
SPECS = [page for page in PAGES if any(block.title.startswith("process_specs/") for block in blocks(page))]
SETTINGS = [(page, block) for page, block in BLOCKS if block.title == "mkdocs.yml"]
FRAGMENTS = [(page, block) for page, block in BLOCKS if not block.title]
TODAY = date(2026, 11, 22)

_HEAD = "id: x\ntitle: X\nversion: 1.0.0\n"
FRAMES = {
    "in a process": f"kind: process\n{_HEAD}owner: a\nsteps: [{{id: x, type: end, title: X}}]\n",
    "in a step": "id: x\ntitle: X\n",
    "in a data structure": f"kind: data\n{_HEAD}owner: a\ngroups: [{{id: g, title: G, fields: [f]}}]\n",
    "in a field": f"kind: field\n{_HEAD}type: string\n",
    "in catalog.yaml": "format: 1\n",
}
"""What a fragment stands in: it takes the place of those keys of the frame that it has itself."""


@pytest.mark.parametrize(("page", "block"), FRAGMENTS, ids=lambda each: name(each) if isinstance(each, Path) else "")
def test_fragments_say_where_they_belong_and_fit_there(page: Path, block: Block) -> None:
    first, _, text = block.text.partition("\n")
    where = first.removeprefix("# ").removesuffix(":")
    assert where in FRAMES, f"the block needs a title, or a first line such as '# in a step:', not {first!r}"
    found = catalog_of_texts(_framed(where, text)).diagnostics
    assert not [
        str(each) for each in found if each.code not in {"unknown-reference", "unknown-language", "inventory-missing"}
    ]


def _framed(where: str, text: str) -> Mapping[str, str]:
    keys = yaml.safe_load(text)
    frame = [line for line in FRAMES[where].splitlines(keepends=True) if line.partition(":")[0] not in keys]
    whole = "".join(frame) + text
    if where == "in a step":
        process = FRAMES["in a process"].rpartition("steps:")[0]
        whole = f"{process}steps:\n  -\n{indent(whole, '    ')}"
    return {"catalog.yaml" if where == "in catalog.yaml" else "a.yaml": whole}


@pytest.mark.parametrize("page", SPECS, ids=name)
def test_a_reader_who_copies_block_by_block_meets_no_error(page: Path) -> None:
    files: dict[str, str] = {}
    for section, found in groupby(blocks(page), key=lambda block: block.section):
        files |= {block.title: block.text for block in found if block.title.startswith("process_specs/")}
        errors = [each for each in catalog_of_texts(files).diagnostics if each.severity is Severity.ERROR]
        assert not errors, f"{section}: {errors[0]}"


@pytest.mark.parametrize("page", SPECS, ids=name)
def test_the_finished_example_has_no_finding_at_all(page: Path) -> None:
    files = {block.title: block.text for block in blocks(page) if block.title.startswith("process_specs/")}
    catalog = catalog_of_texts(files)
    assert catalog.processes
    assert not [str(each) for each in (*catalog.diagnostics, *run_checks(derive(catalog), TODAY))]


@pytest.mark.parametrize(("page", "block"), SETTINGS, ids=lambda each: name(each) if isinstance(each, Path) else "")
def test_plugin_options_in_examples_are_taken(page: Path, block: Block) -> None:
    plugins = yaml.safe_load(block.text)["plugins"]
    written = [each["process-atlas"] for each in plugins if isinstance(each, dict) and "process-atlas" in each]
    options = Options()
    options.load_dict(written[0] if written else {})
    errors, warnings = options.validate()
    assert not errors
    assert not warnings
