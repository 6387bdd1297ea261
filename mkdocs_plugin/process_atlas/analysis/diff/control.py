"""Whether versions follow the changes: findings for specs whose content changed and whose record does not say so."""

from __future__ import annotations

from collections.abc import Iterator

from process_atlas.analysis.diff.change import CatalogChanges, SpecChanges
from process_atlas.analysis.diff.numbers import Size, parts_of, raised_by
from process_atlas.analysis.diff.state import State
from process_atlas.diagnostics import Diagnostic, about, error


def version_findings(changes: CatalogChanges, new: State) -> Iterator[Diagnostic]:
    """What the new state's versions and revision histories leave out; each is an error at its place."""
    for spec in changes.specs:
        if spec.due:
            yield from about(_findings(spec, new), *spec.key)


def _findings(spec: SpecChanges, new: State) -> Iterator[Diagnostic]:
    document = new.documents[spec.key]
    title = f"'{spec.title.get('en')}'"
    if not spec.raised_enough:
        place = document.locate(("version",))
        hint = f"{spec.due} is due: {_reason(spec)}"
        if raised_by(spec.old_version, spec.new_version) is not Size.NONE:
            message = f"{title} went from {spec.old_version} to {spec.new_version}, less than its {spec.size} changes"
            yield error("version-raised-too-little", message, place, hint)
            return
        yield error("version-not-raised", _stayed(spec, title), place, hint)
        return
    if all(entry.version != spec.new_version for entry in new.specs[spec.key].changes):
        message = f"{title} is version {spec.new_version} now, and its `changes` do not say what changed"
        hint = f"add an entry for {spec.new_version}"
        yield error("change-not-noted", message, document.locate(("changes",), key=True), hint)


def _stayed(spec: SpecChanges, title: str) -> str:
    if parts_of(spec.new_version) < parts_of(spec.old_version):
        return f"{title} changed, and its version went back from {spec.old_version} to {spec.new_version}"
    return f"{title} changed, and is still version {spec.new_version}"


def _reason(spec: SpecChanges) -> str:
    """The gravest change in words, and how many more there are."""
    gravest = next(change for change in spec.changes if change.size is spec.size)
    more = sum(change.size is not Size.NONE for change in spec.changes) - 1
    sentence = gravest.sentence.get("en").removesuffix(".")
    return f"{sentence} ({spec.size})" + (f", and {more} more" if more else "")
