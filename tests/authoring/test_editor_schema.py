"""What an editor offers and marks with the schema, in a real language server; and that nothing is left out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from language_server import LanguageServer
from pydantic import BaseModel

from process_atlas.authoring.schema import editor_schema
from process_atlas.spec import model as models
from process_atlas.spec.model import KINDS, Manifest, Step, Strict
from support import SPECS

pytest_plugins = ("authoring_fixtures",)

HEAD = "# yaml-language-server: $schema=../atlas.json\n"
STEP = f"""{HEAD}kind: process
id: a
title: A
version: 1.0.0
owner: x
steps:
  - id: one
    title: One
"""


@pytest.fixture
def file(command: Any, tmp_path: Path) -> Path:
    """A spec's file beside the schema that the command wrote."""
    assert command("schema", "--out", "atlas.json").exit_code == 0
    (tmp_path / "specs").mkdir()
    return tmp_path / "specs" / "a.yaml"


@pytest.mark.xdist_group("language-server")
class TestInAnEditor:
    """What a writer sees while typing."""

    def test_kinds_are_offered_first(self, server: LanguageServer, file: Path) -> None:
        assert "kind" in server.completions(file, f"{HEAD}|")
        assert server.completions(file, f"{HEAD}kind: |\n") == list(KINDS)

    def test_keys_of_the_kind_are_offered(self, server: LanguageServer, file: Path) -> None:
        offered = server.completions(file, f"{HEAD}kind: role\n|\n")
        assert {"id", "title", "external", "reports_to"} <= set(offered)
        assert not {"steps", "groups", "languages"} & set(offered)

    def test_keys_of_a_step_are_offered_by_its_type(self, server: LanguageServer, file: Path) -> None:
        task = server.completions(file, f"{STEP}    |\n")
        assert {"responsible", "within", "next", "channels"} <= set(task)
        assert not {"branches", "for", "process"} & set(task)
        decision = server.completions(file, f"{STEP}    type: decision\n    |\n")
        assert "branches" in decision
        assert "next" not in decision

    def test_values_are_offered(self, server: LanguageServer, file: Path) -> None:
        assert "decision" in server.completions(file, f"{STEP}    type: |\n")
        checks = server.completions(file, f"{HEAD}checks:\n  |\n")
        assert {"dead-end", "flowchart-too-large"} <= set(checks)
        assert "24 h" in server.completions(file, f"{STEP}    within: |\n")

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            (f"{STEP}    durration: 5 min\n", "10: Property durration is not allowed."),
            (f"{STEP}    type: end\n    next: one\n", "11: Property next is not allowed."),
            (f"{STEP}    level: grave\n", "10: Value is not accepted."),
            (f"{STEP}    within: [1, 2]\n", "10: Incorrect type."),
            (f"{HEAD}kind: rolle\nid: a\n", "2: Value is not accepted."),
            (f"{HEAD}id: a\ntitle: A\n", '2: Missing property "kind".'),
            (f"{HEAD}format: 1\nlanguage: [en]\n", "3: Property language is not allowed."),
        ],
    )
    def test_a_wrong_key_or_value_is_marked(self, server: LanguageServer, file: Path, text: str, problem: str) -> None:
        assert any(found.startswith(problem) for found in server.problems(file, text))

    @pytest.mark.parametrize("name", ["catalog.yaml", "roles.yaml", "processes/complaint-handling.yaml"])
    def test_nothing_is_marked_in_specs_that_are_right(self, server: LanguageServer, file: Path, name: str) -> None:
        assert server.problems(file, HEAD + (SPECS / name).read_text("utf-8")) == []

    def test_written_forms_that_are_read_are_not_marked(self, server: LanguageServer, file: Path) -> None:
        text = f"{STEP}    responsible: [a, b]\n    reads: c.d\n    key: yes\n    how: {{zh: 一, en: 1.10}}\n"
        assert (
            server.problems(file, text + "    channels: [1, true, {en: a}]\n    receives: [{data: a, from: b}]\n") == []
        )


def _properties(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        for name, value in node.get("properties", {}).items():
            yield f"{path}/{name}", value
        for name, value in node.items():
            yield from _properties(value, f"{path}/{name}")
    elif isinstance(node, list):
        for value in node:
            yield from _properties(value, path)


def test_every_key_is_described_and_every_value_explained() -> None:
    for path, value in _properties(editor_schema()):
        assert value.keys() == {"const"} or value.get("description"), path
        assert len(value.get("enumDescriptions", value.get("enum", ()))) == len(value.get("enum", ())), path


def test_every_key_of_every_model_is_there() -> None:
    definitions = editor_schema()["definitions"]
    all_models = [each for each in vars(models).values() if isinstance(each, type) and issubclass(each, BaseModel)]
    for model in all_models:
        if model in (Strict, models.Spec, Step, BaseModel):
            continue
        keys = {info.alias or name for name, info in model.model_fields.items()}
        assert set(definitions[model.__name__]["properties"]) == keys, model
    steps = (each["properties"] for name, each in definitions.items() if name.startswith("Step-"))
    assert {key for each in steps for key in each} == {info.alias or n for n, info in Step.model_fields.items()}
    assert Manifest.__name__ in definitions


def test_it_goes_to_standard_output_without_a_file(command: Any) -> None:
    done = command("schema")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == editor_schema()


def test_an_unwritable_file_is_an_answer(command: Any, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("a file", encoding="utf-8")
    done = command("schema", "--out", "there/atlas.json")
    assert done.exit_code == 2
    assert "error: " in done.stderr
