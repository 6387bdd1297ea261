"""What is derived with an earlier atlas at hand is what is derived without one."""

from __future__ import annotations

import pytest

from process_atlas.analysis.atlas import Atlas, derive
from process_atlas.link import link
from process_atlas.spec.load import Loader
from process_atlas.spec.source import SourceFile
from small import SMALL, changed

DERIVED = ("verdicts", "charts", "overview", "handovers", "work", "tones")


def files(texts: dict[str, str]) -> list[SourceFile]:
    return [SourceFile(path, text.encode()) for path, text in texts.items()]


CAUSE = """\
kind: field
id: cause
title: {en: Cause, zh: 原因}
version: 1.0.0
type: text
"""
OTHER = SMALL["process_specs/repair.yaml"].replace("id: repair\n", "id: other\n").replace("en: Repair,", "en: Other,")
BOTH = {**SMALL, "process_specs/other.yaml": OTHER, "process_specs/cause.yaml": CAUSE}
CHANGES = {
    "a step's role": changed("    informed: customer\n", "    informed: clerk\n"),
    "the order of roles": changed("id: lead\n", "id: zoe\n", "process_specs/roles.yaml"),
    "the fields of a structure": changed("fields: [fault]", "fields: [fault, cause]", "process_specs/data.yaml"),
    "an end": changed("    next: done\n", ""),
    "nothing": SMALL,
}


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_is_told_as_it_was_before(change: str) -> None:
    load = Loader().load
    before = derive(link(load(files(BOTH))))
    assert asked(before)
    texts = {**BOTH, **{path: text for path, text in CHANGES[change].items() if text != SMALL[path]}}
    specs = load(files(texts))
    now, fresh = derive(link(specs), before), derive(link(specs))
    assert asked(now) == asked(fresh)
    assert now.flows == fresh.flows
    assert now.flows.get("other") is before.flows.get("other") or change == "the order of roles"


def asked(atlas: Atlas) -> list[object]:
    """All that follows from a catalogue; whoever asks for it makes an atlas work it out."""
    return [*(getattr(atlas, name) for name in DERIVED), atlas.lineage.touches, atlas.dataflow.level_0]


def test_an_atlas_does_not_hold_all_that_came_before_it() -> None:
    load = Loader().load
    first = derive(link(load(files(BOTH))))
    second = derive(link(load(files({**BOTH, **changed("en: Mend it,", "en: Mend,")}))), first)
    third = derive(link(load(files(BOTH))), second)
    assert not any(value is first for value in vars(third).values())
    assert not any(getattr(third.known, name) is first for name in type(third.known).__slots__)
