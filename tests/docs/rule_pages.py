"""The pages on rules in `docs/rules/`, made from the registry of rules and their examples.

`PYTHONPATH=mkdocs_plugin:tests python tests/docs/rule_pages.py` writes them anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from process_atlas.analysis.checks import GROUPS, RULES, Rule
from process_atlas.analysis.checks.reasons import REASONS
from process_atlas.analysis.checks.sources import SOURCES
from process_atlas.pages.words import words
from rule_examples import bad, examples, good

FOLDER = Path(__file__).parents[2] / "docs" / "rules"

_HEAD = """# {title}: the rules one by one

What each rule wants, why, and what it looks like. All of them in a table, and how to set levels and limits:
[Checks](../reference/checks.md#rules).

The examples leave out what has nothing to do with the rule: `version` and, in processes, `purpose`, `starts_when` and
`ends_when`.
"""
_MARK = re.compile(r"  # expect(?:-file|-next)?: ([a-z0-9, -]+)$", re.MULTILINE)
_USUAL = re.compile(
    r"^(?:version: 1.0.0|purpose: A reason|starts_when: It begins|ends_when: It is over)\n", re.MULTILINE
)
_NO_EXAMPLE = "No spec can break this rule: the program keeps it by construction."


def page(group: str) -> str:
    """The page of a group of rules."""
    rules = (rule for rule in RULES.values() if rule.group == group)
    return "\n".join([_HEAD.format(title=words("en")(f"checks-{group}")), *(_section(rule) for rule in rules)])


def _section(rule: Rule) -> str:
    reason = REASONS[rule.code]
    limits = "".join(f"; limit `{name}: {limit}`" for name, limit in rule.limits.items())
    cited = [f"- {SOURCES[source]}" for source in reason.sources]
    parts = [f"## {rule.code}", f"**{rule.summary.get('en')}** Level: {rule.severity}{limits}.", reason.why]
    return "\n\n".join([*parts, *_example(rule.code), "From:", "\n".join(cited)]) + "\n"


def _example(code: str) -> Iterator[str]:
    path = examples().get(code)
    if path is None:
        yield _NO_EXAMPLE
        return
    text = path.read_text("utf-8")
    numbers = _shown(code, text)
    yield f'```yaml title="Found: {code}"\n{_cut(_pointed(code, bad(text)), numbers)}\n```'
    yield f'```yaml title="Good"\n{_cut(good(text), _telling(good(text), bad(text), numbers))}\n```'


def _pointed(code: str, text: str) -> str:
    """The marks of the tests as a reader understands them; those of other rules are left out."""
    return _MARK.sub(lambda mark: "  # here" if code in mark[1] else "", re.sub(r"  # bad$", "", text, flags=re.M))


def _documents(text: str) -> list[str]:
    return [part.strip("\n") for part in re.split(r"^---\n", text, flags=re.MULTILINE)]


def _shown(code: str, text: str) -> list[int]:
    """The documents of a file that have to do with the rule: those it marks, and those that differ in the good one."""
    marked = [
        number for number, part in enumerate(_documents(bad(text))) if any(code in m for m in _MARK.findall(part))
    ]
    changed = [n for n, part in enumerate(_documents(bad(text))) if "  # bad" in part]
    return sorted({*marked, *changed})


def _telling(right: str, wrong: str, numbers: list[int]) -> list[int]:
    """The documents of the good example: the same ones, and those that are only there."""
    return [*numbers, *range(len(_documents(wrong)), len(_documents(right)))]


def _cut(text: str, numbers: list[int]) -> str:
    """The documents of these numbers, without the lines that every spec of the examples has."""
    parts = _documents(_USUAL.sub("", text))
    return "\n---\n".join(parts[number] for number in numbers if number < len(parts))


def main() -> None:
    """Write all pages."""
    FOLDER.mkdir(exist_ok=True)
    for group in GROUPS:
        (FOLDER / f"{group}.md").write_text(page(group), encoding="utf-8")


if __name__ == "__main__":
    main()
