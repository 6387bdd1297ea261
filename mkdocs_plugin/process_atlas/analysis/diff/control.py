"""Whether versions follow the changes: findings for specs whose content changed and whose record does not say so."""

from __future__ import annotations

from collections.abc import Iterator

from process_atlas.analysis.diff.change import CatalogChanges, SpecChanges
from process_atlas.analysis.diff.numbers import Size, parts_of, raised_by
from process_atlas.analysis.diff.state import State
from process_atlas.analysis.diff.words import SIZES
from process_atlas.diagnostics import Diagnostic, about, error
from process_atlas.said import NOTHING, Said, quote, say
from process_atlas.spec.source import Document


def version_findings(changes: CatalogChanges, new: State) -> Iterator[Diagnostic]:
    """What the new state's versions and revision histories leave out; each is an error at its place."""
    for spec in changes.specs:
        if spec.due:
            yield from about(_findings(spec, new), *spec.key)


def _findings(spec: SpecChanges, new: State) -> Iterator[Diagnostic]:
    document = new.documents[spec.key]
    title = quote(spec.title)
    if not spec.raised_enough:
        place = document.locate(("version",))
        hint = say("{due} is due: {reason}", "应升至 {due}：{reason}", due=spec.due, reason=_reason(spec))
        if raised_by(spec.old_version, spec.new_version) is not Size.NONE:
            yield error("version-raised-too-little", _too_little(spec, title), place, hint)
            return
        yield error("version-not-raised", _stayed(spec, title), place, hint)
        return
    if all(entry.version != spec.new_version for entry in new.specs[spec.key].changes):
        yield _not_noted(spec, title, document)


def _too_little(spec: SpecChanges, title: Said) -> Said:
    return say(
        "{title} went from {old} to {new}, less than its {size} changes",
        "{title}的版本由 {old} 升至 {new}，低于其{size}变更的要求",
        title=title,
        old=spec.old_version,
        new=spec.new_version,
        size=SIZES[spec.size],
    )


def _stayed(spec: SpecChanges, title: Said) -> Said:
    if parts_of(spec.new_version) < parts_of(spec.old_version):
        return say(
            "{title} changed, and its version went back from {old} to {new}",
            "{title}有变更，版本却由 {old} 退回 {new}",
            title=title,
            old=spec.old_version,
            new=spec.new_version,
        )
    return say(
        "{title} changed, and is still version {new}",
        "{title}有变更，版本仍为 {new}",
        title=title,
        new=spec.new_version,
    )


def _not_noted(spec: SpecChanges, title: Said, document: Document) -> Diagnostic:
    message = say(
        "{title} is version {new} now, and its `changes` do not say what changed",
        "{title}已是 {new} 版，但 `changes` 没有写明变更内容",
        title=title,
        new=spec.new_version,
    )
    hint = say("add an entry for {new}", "补写 {new} 版的变更记录", new=spec.new_version)
    return error("change-not-noted", message, document.locate(("changes",), key=True), hint)


def _reason(spec: SpecChanges) -> Said:
    """The gravest change in words, and how many more there are."""
    gravest = next(change for change in spec.changes if change.size is spec.size)
    number = sum(change.size is not Size.NONE for change in spec.changes) - 1
    more = say(", and {number} more", "，另有 {number} 项变更", number=number) if number else NOTHING
    sentence = Said(gravest.sentence.get("en").removesuffix("."), gravest.sentence.get("zh").removesuffix("。"))
    return say(
        "{sentence} ({size}){more}", "{sentence}（{size}）{more}", sentence=sentence, size=SIZES[spec.size], more=more
    )
