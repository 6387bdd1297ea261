"""What changed between two versions of a spec or two states of a catalogue, by meaning and not by text."""

from __future__ import annotations

from process_atlas.analysis.diff.change import CatalogChanges, Change, Part, SpecChanges
from process_atlas.analysis.diff.compare import compare_specs, compare_states
from process_atlas.analysis.diff.control import version_findings
from process_atlas.analysis.diff.merge import Mark, Merged, MergedStep, MergedWay, is_of_way, merge
from process_atlas.analysis.diff.numbers import Size, due_number
from process_atlas.analysis.diff.rules import RULES, ChangeRule
from process_atlas.analysis.diff.state import Names, State, state_of, state_of_catalog
from process_atlas.analysis.diff.twins import aligned, with_new_ids
from process_atlas.analysis.diff.whole import whole_atlas

__all__ = [
    "RULES",
    "CatalogChanges",
    "Change",
    "ChangeRule",
    "Mark",
    "Merged",
    "MergedStep",
    "MergedWay",
    "Names",
    "Part",
    "Size",
    "SpecChanges",
    "State",
    "aligned",
    "compare_specs",
    "compare_states",
    "due_number",
    "is_of_way",
    "merge",
    "state_of",
    "state_of_catalog",
    "version_findings",
    "whole_atlas",
    "with_new_ids",
]
