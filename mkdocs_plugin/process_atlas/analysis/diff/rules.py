"""The table of changes: for each code its class, its meaning, and its sentence in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from process_atlas.analysis.diff.numbers import Size


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """A kind of change. `en` and `zh` are sentences; `{it}` in one stands for the part that changed."""

    code: str
    size: Size
    en: str
    zh: str


_NONE, _PATCH, _MINOR, _MAJOR = Size

_ROWS = (
    # whole specs
    ("spec-added", _MINOR, "{kind} “{title}” is new", "新增{kind}“{title}”"),
    ("spec-removed", _MAJOR, "{kind} “{title}” is gone", "删除{kind}“{title}”"),
    ("spec-id-changed", _MAJOR, "the id changes from “{a}” to “{b}”", "编号由“{a}”改为“{b}”"),
    ("owner-changed", _MAJOR, "the owner changes from {a} to {b}", "负责人由{a}改为{b}"),
    ("owner-added", _MINOR, "{b} becomes the owner", "新增负责人：{b}"),
    ("title-changed", _PATCH, "the title “{a}” becomes “{b}”", "名称由“{a}”改为“{b}”"),
    ("record-changed", _NONE, "{key} changes from {a} to {b}", "{key}由{a}改为{b}"),
    # any key
    ("wording-changed", _PATCH, "{key} is worded anew", "{key}的文字有改动"),
    ("wording-added", _PATCH, "{key} is added", "补充了{key}"),
    ("wording-removed", _PATCH, "{key} is taken out", "删去了{key}"),
    ("translation-changed", _PATCH, "{key} is there in other languages than before", "{key}的语言版本有增减"),
    ("value-added", _MINOR, "{key} is set to {b}", "{key}设为{b}"),
    ("value-changed", _MINOR, "{key} changes from {a} to {b}", "{key}由{a}改为{b}"),
    ("value-removed", _MINOR, "{key} is no longer set (it was {a})", "{key}不再设置（原为{a}）"),
    ("item-added", _MINOR, "{key}: {b} is added", "{key}：新增{b}"),
    ("item-removed", _MINOR, "{key}: {a} is taken out", "{key}：去掉{a}"),
    ("order-changed", _PATCH, "{key}: the order changes", "{key}：顺序有调整"),
    # steps
    ("step-added", _MINOR, "{it} is new", "新增{it}"),
    ("step-removed", _MAJOR, "{it} is gone", "删除{it}"),
    ("step-id-changed", _MAJOR, "the id changes from “{a}” to “{b}”", "编号由“{a}”改为“{b}”"),
    ("step-moved", _MAJOR, "{it} moves from {a} to {b}", "{it}由{a}改为{b}负责"),
    ("step-type-changed", _MINOR, "the type changes from {a} to {b}", "类型由“{a}”改为“{b}”"),
    ("responsible-added", _MINOR, "{b} takes part in it", "新增执行岗位：{b}"),
    ("responsible-removed", _MAJOR, "{a} no longer takes part in it", "{a}不再参与执行"),
    ("accountable-changed", _MAJOR, "{b} answers for it instead of {a}", "负责批准的岗位由{a}改为{b}"),
    ("consulted-added", _MINOR, "{b} is asked before", "事前须征求{b}意见"),
    ("consulted-removed", _MINOR, "{a} is no longer asked before", "事前不再征求{a}意见"),
    ("informed-added", _MINOR, "{b} is told after", "事后须告知{b}"),
    ("informed-removed", _MINOR, "{a} is no longer told after", "事后不再告知{a}"),
    ("step-rerouted", _MINOR, "{way} goes to {b}, no longer to {a}", "{way}改为转到{b}，原来转到{a}"),
    ("outcome-added", _MINOR, "the outcome {b} is new", "新增分支{b}"),
    ("outcome-removed", _MAJOR, "the outcome {a} is gone", "删除分支{a}"),
    ("outcome-retitled", _PATCH, "the outcome “{a}” is now called “{b}”", "分支“{a}”改称“{b}”"),
    ("start-changed", _MINOR, "the process begins with {b}, no longer with {a}", "流程改为从{b}开始，原来从{a}开始"),
    ("steps-reordered", _PATCH, "the steps stand in another order", "步骤的排列顺序有调整"),
    ("limit-added", _MINOR, "there is a time limit now: {b}", "新设时限：{b}"),
    ("limit-changed", _MINOR, "the time limit changes from {a} to {b}", "时限由{a}改为{b}"),
    ("limit-removed", _MINOR, "the time limit of {a} is lifted", "取消时限（原为{a}）"),
    ("wait-changed", _MINOR, "the wait changes from {a} to {b}", "等待时间由{a}改为{b}"),
    ("effort-changed", _PATCH, "the typical effort changes from {a} to {b}", "通常用时由{a}改为{b}"),
    ("data-added", _MINOR, "it {verb} {b} now", "增加一项{verb}：{b}"),
    ("data-removed", _MINOR, "it no longer {verb} {a}", "减少一项{verb}：{a}"),
    # structures and fields
    ("group-added", _MINOR, "{it} is new", "新增{it}"),
    ("group-removed", _MAJOR, "{it} is gone", "删除{it}"),
    ("field-added", _MINOR, "{it} is new in {b}", "{b}新增{it}"),
    ("required-field-added", _MAJOR, "{it} is new in {b} and must be filled in", "{b}新增必填的{it}"),
    ("field-removed", _MAJOR, "{it} is gone from {a}", "{a}删除{it}"),
    ("field-moved", _MINOR, "{it} moves from {a} to {b}", "{it}由{a}移到{b}"),
    ("made-required", _MAJOR, "it must be filled in now", "改为必填"),
    ("made-optional", _MINOR, "it may be left empty now", "改为选填"),
    ("made-unique", _MAJOR, "no two records may have the same value now", "改为不得重复"),
    ("made-repeatable", _MINOR, "several records may have the same value now", "改为允许重复"),
    ("type-changed", _MAJOR, "the type changes from {a} to {b}", "类型由“{a}”改为“{b}”"),
    ("sensitivity-raised", _MAJOR, "the sensitivity rises from {a} to {b}", "敏感级别由“{a}”提高到“{b}”"),
    ("sensitivity-lowered", _MINOR, "the sensitivity falls from {a} to {b}", "敏感级别由“{a}”降低到“{b}”"),
    ("bound-tightened", _MAJOR, "{key} is tighter: {b}, it was {a}", "{key}收紧：由{a}改为{b}"),
    ("bound-loosened", _MINOR, "{key} is looser: {b}, it was {a}", "{key}放宽：由{a}改为{b}"),
    ("pattern-changed", _MAJOR, "the pattern of its values changes", "取值格式有改动"),
    ("pattern-removed", _MINOR, "the pattern of its values is lifted", "取消取值格式限制"),
    ("choice-added", _MINOR, "{it} is new", "新增{it}"),
    ("choice-removed", _MAJOR, "{it} is gone", "删除{it}"),
    ("meaning-changed", _MAJOR, "{key} changes from {a} to {b}", "{key}由{a}改为{b}"),
    ("relation-added", _MINOR, "{it} is new", "新增{it}"),
    ("relation-removed", _MAJOR, "{it} is gone", "删除{it}"),
    ("relation-changed", _MINOR, "{it} changes from {a} to {b}", "{it}由“{a}”改为“{b}”"),
    # the catalogue
    ("area-added", _MINOR, "{it} is new", "新增{it}"),
    ("area-removed", _MAJOR, "{it} is gone", "删除{it}"),
)

RULES: Mapping[str, ChangeRule] = MappingProxyType({row[0]: ChangeRule(*row) for row in _ROWS})
"""All kinds of changes by code."""

PHRASES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "way-added": ("{way} goes to {b} now", "{way}现在转到{b}"),
        "way-removed": ("{way} no longer goes to {a}", "{way}不再转到{a}"),
    }
)
"""Sentences for cases that a rule's own does not fit."""


def sentence(name: str) -> tuple[str, str]:
    """The sentence of a rule or of a special case, in English and Chinese."""
    return PHRASES.get(name) or (RULES[name].en, RULES[name].zh)
