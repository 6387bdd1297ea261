"""The pages on options, commands and checks, and their Chinese twins, name all there is, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from documentation import DOCS, blocks, code, tables, text_of
from markdown.extensions.toc import slugify

from process_atlas.analysis.checks import GROUPS, RULES, Rule
from process_atlas.authoring import library
from process_atlas.cli.common import CLEAN, FINDINGS, UNUSABLE
from process_atlas.cli.main import main
from process_atlas.pages.words import words
from process_atlas.plugin import Options
from process_atlas.spec.explain import CODES, OTHERWISE
from process_atlas.spec.model import KINDS
from support import ROOT

REFERENCE = DOCS / "reference"
PACKAGE = ROOT / "mkdocs_plugin" / "process_atlas"


# the plugin


def test_every_option_of_the_plugin_is_described() -> None:
    rows = tables(REFERENCE / "plugin.md")["options"]
    assert [code(row[0])[0] for row in rows] == [key for key, _ in Options._schema]


def test_defaults_of_the_plugin() -> None:
    rows = {code(row[0])[0]: row for row in tables(REFERENCE / "plugin.md")["options"]}
    for key, option in Options._schema:
        default = getattr(option, "default", None)
        written = str(default).lower() if isinstance(default, bool) else default
        assert (default is None) or code(rows[key][2]) == [str(written)]


# the command


CONTEXT = click.Context(main)


@pytest.mark.parametrize("name", main.list_commands(CONTEXT))
def test_every_option_of_every_command_is_described(name: str) -> None:
    command = main.get_command(CONTEXT, name)
    assert command is not None
    rows = tables(REFERENCE / "commands.md")[name]
    written = {
        each: each.opts[0].upper() if isinstance(each, click.Argument) else each.opts[0] for each in command.params
    }
    assert {code(row[0])[0] for row in rows} == set(written.values())
    for option, shown in written.items():
        row = next(row for row in rows if code(row[0])[0] == shown)
        if isinstance(option.type, click.Choice):
            assert code(row[1]) == list(option.type.choices)
        if isinstance(option, click.Option):
            default = str(option.default) if isinstance(option.default, str | Path) else ""
            assert not default or f"`{default}` if left out" in row[2]
            assert ("Needed." in row[2]) == option.required


def test_every_command_is_in_the_list() -> None:
    page = REFERENCE / "commands.md"
    assert [code(row[0])[0] for row in tables(page)["commands"]] == main.list_commands(CONTEXT)


def test_templates() -> None:
    described = {code(row[0])[0]: code(row[1]) for row in tables(REFERENCE / "commands.md")["templates"]}
    assert described == {kind: list(library.names(kind)) for kind in KINDS}


def test_exit_codes() -> None:
    rows = tables(REFERENCE / "commands.md")["exit-codes"]
    assert [int(row[0]) for row in rows] == [CLEAN, FINDINGS, UNUSABLE]


@pytest.mark.parametrize(("language", "form"), [("console", "text"), ("json", "json")])
def test_reports_look_as_shown(
    language: str, form: str, folder: Callable[[Mapping[str, str]], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        block.title: block.text for block in blocks(ROOT / "README.md") if block.title.startswith("process_specs/")
    }
    before, _, after = files["process_specs/refund.yaml"].rpartition("service-agent")
    process = f"{before}service-agnt{after}"
    monkeypatch.chdir(folder({**files, "process_specs/refund.yaml": process}))
    shown = next(block.text for block in blocks(REFERENCE / "commands.md") if block.language == language)
    made = CliRunner().invoke(main, ["check", "--format", form])
    assert made.exit_code == FINDINGS
    assert made.output == shown.removeprefix("$ process-atlas check\n")


def test_every_target_of_make_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md"):
        for block in blocks(page):
            named = [line.split()[2] for line in block.text.splitlines() if line.startswith("$ make ")]
            assert all(f"\n{target}:" in makefile for target in named), named


# checks


CHECKS = {"en": REFERENCE / "checks.md", "zh": DOCS / "zh" / "reference" / "checks.md"}
"""The page on checks in each language."""

in_each_language = pytest.mark.parametrize("lang", CHECKS)


def _level(rule: Rule, lang: str) -> str:
    """A level in words: in English that of the report, in Chinese as the page on quality heads its findings."""
    return rule.severity.value if lang == "en" else words(lang)(f"severity-{rule.severity.value}")


@in_each_language
def test_every_rule_is_described_as_it_describes_itself(lang: str) -> None:
    described = [row for section in _sections(lang)[-len(GROUPS) :] for row in tables(CHECKS[lang])[section]]
    rules = [rule for group in GROUPS for rule in RULES.values() if rule.group == group]
    assert [code(row[0])[0] for row in described] == [rule.code for rule in rules]
    for row, rule in zip(described, rules, strict=True):
        assert row[1:3] == (_level(rule, lang), rule.summary.get(lang))
        assert code(row[3]) == [f"{name}: {limit}" for name, limit in rule.limits.items()]


@in_each_language
def test_rules_stand_under_the_heading_of_their_group(lang: str) -> None:
    anchors = [slugify(words("en")(f"checks-{group}"), "-") for group in GROUPS]
    assert _sections(lang)[-len(GROUPS) :] == anchors
    counted = [len(tables(CHECKS[lang])[section]) for section in anchors]
    assert counted == [sum(rule.group == group for rule in RULES.values()) for group in GROUPS]
    headings = [line.partition(" {#")[0] for line in text_of(CHECKS[lang]).splitlines() if line.startswith("### ")]
    assert headings[-len(GROUPS) :] == [f"### {words(lang)(f'checks-{group}')}" for group in GROUPS]


def _sections(lang: str) -> list[str]:
    return list(tables(CHECKS[lang]))


@in_each_language
def test_every_other_code_is_described(lang: str) -> None:
    described = [row for section in _sections(lang)[: -len(GROUPS)] for row in tables(CHECKS[lang])[section]]
    codes = {code(row[0])[0] for row in described if code(row[0])}
    assert codes == _codes_in_the_package()


_WRITTEN = re.compile(r'\b(?:error|warning|_report)(?:\(\s*"|\[)([a-z0-9-]+)')


def _codes_in_the_package() -> set[str]:
    """The codes of findings that stand in the code, outside the rules."""
    texts = [path.read_text("utf-8") for path in PACKAGE.rglob("*.py")]
    return {*CODES.values(), OTHERWISE, *(code for text in texts for code in _WRITTEN.findall(text))}


@pytest.mark.parametrize("page", ["guide/change-a-process.md", "zh/guide/change-a-process.md"])
def test_codes_named_in_the_guide_exist(page: str) -> None:
    named = {code(row[0])[0] for row in tables(DOCS / page)["messages"]}
    assert named <= {*RULES, *_codes_in_the_package()}


@in_each_language
def test_rules_named_in_examples_exist(lang: str) -> None:
    shown = next(block.text for block in blocks(CHECKS[lang]) if "checks:" in block.text)
    named = [line.split(":")[0].strip() for line in shown.splitlines()[2:]]
    assert set(named) <= set(RULES), text_of(CHECKS[lang])
