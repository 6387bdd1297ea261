"""Rules on reading: charts that fit the page, titles that fit the box, every text in every language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from process_atlas.analysis.checks.rules import Finding, Scope, about, named, rule
from process_atlas.catalog import MANIFEST, Key
from process_atlas.diagnostics import Severity
from process_atlas.said import Said, in_a_row, listed, quote, say
from process_atlas.spec.model import Manifest, Spec, StepType
from process_atlas.spec.nouns import KIND_NOUNS
from process_atlas.spec.values import Text
from process_atlas.spec.walk import texts

GROUP = "reading"

_MOVE_A_PART = say(
    "move a part of it into a process of its own (type subprocess)",
    "把其中一部分拆为独立的子流程（`type: subprocess`）",
)


@rule(
    "flowchart-too-large",
    Severity.WARNING,
    GROUP,
    "A flowchart has few enough steps to be taken in.",
    "流程图的步骤不过多，一眼能看懂。",
    max_steps=25,
    apart=True,
)
def flowchart_too_large(scope: Scope) -> Iterator[Finding]:
    """Processes with more steps than a reader takes in."""
    for process, flow in scope.flows:
        if len(process.steps) > scope.limits["max_steps"]:
            message = say(
                "{process} has {count} steps; {most} can be taken in",
                "{process}有{count}个步骤，超过{most}个就难以看懂",
                process=named(process),
                count=len(flow.steps),
                most=scope.limits["max_steps"],
            )
            yield about(process, message, _MOVE_A_PART, "id")


@rule(
    "too-many-lanes",
    Severity.WARNING,
    GROUP,
    "A flowchart has few enough lanes to fit the page.",
    "流程图的泳道不过多，页面放得下。",
    max_lanes=7,
    apart=True,
)
def too_many_lanes(scope: Scope) -> Iterator[Finding]:
    """Processes with more lanes than fit."""
    for process, flow in scope.flows:
        if len(flow.lanes) > scope.limits["max_lanes"]:
            message = say(
                "{process} has {count} lanes; {most} fit the page",
                "{process}有{count}条泳道，页面最多放得下{most}条",
                process=named(process),
                count=len(flow.lanes),
                most=scope.limits["max_lanes"],
            )
            yield about(process, message, _MOVE_A_PART, "id")


@rule(
    "long-title",
    Severity.WARNING,
    GROUP,
    "Titles of steps are short enough for their box.",
    "步骤标题不过长，框内放得下。",
    max_length=40,
    apart=True,
)
def long_title(scope: Scope) -> Iterator[Finding]:
    """Titles of steps that are too long in some language; a Chinese character counts as two letters."""
    limit = scope.limits["max_length"]
    for at in scope.steps:
        for lang, text in at.step.title.by_language if at.step.title else ():
            if _width(text) > limit:
                message = say(
                    "the title {title} is too long for its box", "标题{title}过长，框内放不下", title=quote(text)
                )
                hint = say(
                    "{limit} letters or {half} Chinese characters; details go into `description` or `how`",
                    "最多{limit}个字母或{half}个汉字，细节写在 `description` 或 `how` 中",
                    limit=limit,
                    half=limit // 2,
                )
                yield at.finding(message, hint, "title", *([lang] if lang else []))


@rule(
    "missing-translation",
    Severity.WARNING,
    GROUP,
    "Every text is there in every language of the catalogue.",
    "每段文字都有目录的各种语言版本。",
    apart=True,
)
def missing_translation(scope: Scope) -> Iterator[Finding]:
    """Texts that are written in some of the catalogue's languages only. A text written once is for all."""
    wanted = scope.catalog.languages
    hint = say(
        "a text that reads the same in every language is written without a map",
        "各种语言写法相同的文字，直接写一次即可，不必分语言",
    )
    specs: Iterator[tuple[Key, Manifest | Spec]] = (((spec.KIND, spec.id), spec) for spec in scope.specs)
    for key, holder in ((MANIFEST, scope.catalog.manifest), *specs):
        for loc, text in texts(holder):
            written = [lang for lang, _ in text.by_language]
            lacking = [lang for lang in wanted if lang not in written]
            if lacking and "" not in written and loc[0] in holder.model_fields_set:
                yield Finding(key, loc, _untranslated(text, lacking), hint)


def _untranslated(text: Text, lacking: list[str]) -> Said:
    return say(
        "{text} has no text for: {languages}",
        "{text}缺少以下语言的版本：{languages}",
        text=quote(_shortened(text.by_language[0][1])),
        languages=in_a_row(lacking),
    )


@rule(
    "bare-task",
    Severity.INFO,
    GROUP,
    "Every task says how it is done, or how long it takes.",
    "每个任务都写明做法、时限或用时。",
    apart=True,
)
def bare_task(scope: Scope) -> Iterator[Finding]:
    """Tasks of which a newcomer learns the title only."""
    for at in scope.steps:
        step = at.step
        told = (step.how, step.description, step.within, step.duration)
        if step.type is StepType.TASK and not any(told):
            message = say("{step} does not say how it is done", "{step}没有写明怎么做", step=at.name)
            hint = say("add `how`, `within` or `duration`", "补上 `how`、`within` 或 `duration`")
            yield at.finding(message, hint)


@rule(
    "thin-process",
    Severity.INFO,
    GROUP,
    "Every process says what it is for, when it starts and when it ends.",
    "每个流程都写明目的、何时开始、何时结束。",
    apart=True,
)
def thin_process(scope: Scope) -> Iterator[Finding]:
    """Processes whose page does not answer the first questions."""
    for process in scope.processes:
        keys = ("purpose", "starts_when", "ends_when")
        missing = [f"`{key}`" for key in keys if getattr(process, key) is None]
        if missing:
            message = say(
                "{process} lacks {keys}", "{process}缺少 {keys}", process=named(process), keys=listed(missing)
            )
            yield about(process, message, say("a sentence each is enough", "每项写一句话即可"), "id")


@rule(
    "repeated-title",
    Severity.WARNING,
    GROUP,
    "No two steps of a process have the same title, and no two specs of a kind.",
    "同一流程中没有同名步骤，同类规范没有同名。",
)
def repeated_title(scope: Scope) -> Iterator[Finding]:
    """Titles that cannot be told apart; ends and gateways may share theirs."""
    yield from _repeated_steps(scope)
    seen: dict[tuple[str, str], Spec] = {}
    for spec in scope.specs:
        other = seen.setdefault((spec.KIND, _title(scope, spec.title)), spec)
        if other is not spec:
            message = say(
                "another {kind}, {id}, has the title {title} too",
                "{title}与另一个{kind}{id}重名",
                kind=KIND_NOUNS[spec.KIND],
                id=quote(other.id),
                title=named(spec),
            )
            yield about(spec, message, say("say in the title what tells them apart", "在名称中写明两者的区别"), "title")


def _repeated_steps(scope: Scope) -> Iterator[Finding]:
    working = (StepType.TASK, StepType.DECISION, StepType.SUBPROCESS)
    seen: set[tuple[str, str]] = set()
    for at in scope.steps:
        if at.step.title and at.step.type in working:
            key = at.process.id, _title(scope, at.step.title)
            if key in seen:
                message = say("another step has the title {title} too", "{title}与另一个步骤重名", title=at.name)
                yield at.finding(message, say("say what tells them apart", "写明两者的区别"), "title")
            seen.add(key)


def _title(scope: Scope, title: Text) -> str:
    return title.get(scope.catalog.languages[0]).casefold()


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _shortened(text: str, length: int = 40) -> str:
    line = text.split("\n", 1)[0]
    return line if len(line) <= length else f"{line[:length].rstrip()}…"
