"""Findings that a comment in the specs accepts, `# atlas: ignore[code] because REASON`, and comments that fail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from process_atlas.analysis.checks.rules import RULES
from process_atlas.analysis.checks.settings import no_rule
from process_atlas.catalog import Catalog
from process_atlas.diagnostics import Diagnostic, Severity, Span, error, warning
from process_atlas.said import quote, say
from process_atlas.spec import hints
from process_atlas.spec.comments import Comment, comments

_TOLD = re.compile(r"#\s*atlas\s*[:：]\s*ignore")
_FORM = re.compile(r"#\s*atlas\s*[:：]\s*ignore\s*\[([^\]]*)\]\s*(?:(?:because|因为)[\s:：]*(\S.*))?")
_HINT = say("write `# atlas: ignore[code] because REASON`", "写成 `# atlas: ignore[代码] 因为：理由`")


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that is accepted, and why."""

    found: Diagnostic
    reason: str


@dataclass(frozen=True, slots=True)
class _Ignore:
    """One code of one comment: the line it holds for, and its reason."""

    code: str
    line: int
    reason: str
    span: Span


def suppress(
    catalog: Catalog, found: Iterable[Diagnostic]
) -> tuple[tuple[Diagnostic, ...], tuple[Suppressed, ...], tuple[Diagnostic, ...]]:
    """The findings that stay, those that are accepted, and what is wrong with the comments that accept.

    A comment holds for its own line, or, when it has a line of its own, for the next line that says something.
    """
    ignores, wrong = _ignores(catalog)
    if not ignores:
        return tuple(found), (), tuple(wrong)
    by_place: Mapping[tuple[str, int, str], _Ignore] = {(i.span.path, i.line, i.code): i for i in ignores}
    staying, accepted, used = [], [], set()
    for each in found:
        ignore = by_place.get((each.span.path, each.span.line, each.code))
        if ignore:
            used.add(ignore)
            accepted.append(Suppressed(each, ignore.reason))
        else:
            staying.append(each)
    damaged = any(each.severity is Severity.ERROR for each in catalog.diagnostics)
    if not damaged:  # what an error hides may be there again when it is mended
        wrong += [_unused(each) for each in ignores if each not in used]
    return tuple(staying), tuple(accepted), tuple(wrong)


def _unused(ignore: _Ignore) -> Diagnostic:
    message = say(
        "nothing that {code} finds is ignored here", "检查项{code}在此处没有发现可忽略的问题", code=quote(ignore.code)
    )
    hint = say("delete the comment, or move it to the line of the finding", "删除这条注释，或移到问题所在的行")
    return warning("unused-suppression", message, ignore.span, hint)


def _ignores(catalog: Catalog) -> tuple[list[_Ignore], list[Diagnostic]]:
    found: list[_Ignore] = []
    wrong: list[Diagnostic] = []
    texts = {document.path: document.text for document in catalog.documents.values()}
    for path, text in sorted(texts.items()):
        if not _TOLD.search(text):  # only files that may have such comments are read again
            continue
        for comment in comments(text):
            if _TOLD.match(comment.text):
                for each in _read(path, comment):
                    (found if isinstance(each, _Ignore) else wrong).append(each)  # type: ignore[arg-type]
    return found, wrong


def _read(path: str, comment: Comment) -> Iterator[_Ignore | Diagnostic]:
    """What a comment accepts, or why it accepts nothing."""
    span = Span(path, comment.line, comment.column)
    match = _FORM.match(comment.text)
    codes = [code.strip() for code in re.split("[,，]", match[1])] if match else []
    if match is None or not any(codes):
        message = say("this comment does not say what to ignore", "这条注释没有写明忽略哪个检查项")
        yield error("suppression-unclear", message, span, _HINT)
        return
    for code in codes:
        if code not in RULES:
            only = say("only rules of the catalogue can be ignored", "只能忽略质量页所列的检查项")
            yield error("unknown-rule", no_rule(code), span, hints.did_you_mean(code, RULES) or only)
        elif not match[2]:
            message = say("{code} is ignored without a reason", "忽略{code}，但没有写明理由", code=quote(code))
            yield error("suppression-without-reason", message, span, _HINT)
        else:
            yield _Ignore(code, comment.about, match[2].strip(), span)
