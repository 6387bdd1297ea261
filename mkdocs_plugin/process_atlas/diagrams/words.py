"""The few words that drawings say by themselves, in English and Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # workers that draw need no specs, and start faster without what reads them
    from process_atlas.spec.values import Duration

_PHRASES = {
    "flowchart": ("flowchart", "流程图"),
    "dataflow": ("data-flow diagram", "数据流图"),
    "context": ("context diagram", "顶层数据流图"),
    "level-0": ("data-flow diagram", "数据流图"),
    "entity": ("entity-relationship diagram", "实体关系图"),
    "organisation": ("organisation chart", "组织结构图"),
    "start": ("Start", "开始"),
    "end": ("End", "结束"),
    "wait": ("Wait", "等待"),
    "parallel-split": ("At the same time", "同时进行"),
    "parallel-join": ("Once all of it is done", "全部完成后"),
    "inclusive-split": ("Whatever applies", "按适用情况进行"),
    "inclusive-join": ("Once what applied is done", "适用各项完成后"),
    "after": ("after {time}", "超过 {time}"),
    "overdue": ("overdue", "超时"),
    "task": ("task", "任务"),
    "document": ("task that makes a document", "产出文件的任务"),
    "decision": ("decision", "判断"),
    "subprocess": ("sub-process", "子流程"),
    "waiting": ("waiting", "等待"),
    "activity": ("process", "处理"),
    "other-process": ("another process", "其他流程"),
    "store": ("data store", "数据存储"),
    "external": ("external entity", "外部实体"),
    "structure": ("data structure", "数据结构"),
    "role": ("role", "岗位"),
    "level-success": ("in order", "正常"),
    "level-info": ("note", "提示"),
    "level-warning": ("caution", "注意"),
    "level-danger": ("critical", "严重"),
    "draft": ("Draft", "草稿"),
    "retired": ("Retired", "已停用"),
    "too-large": (
        "This is too large to be drawn as one chart that reads well, so it stands on a plain grid. "
        "Its owner can help: move a part that has one start and one end into a process of its own (a sub-process).",
        "内容过多，无法画成一张清晰的图，这里改用简单网格排列。请负责人把其中起止明确的一部分拆为独立的子流程。",
    ),
    "more": ("{count} more", "另有 {count} 项"),
    "key": ("Key node", "关键节点"),
    "limit": ("Time limit: {time}", "时限：{time}"),
    "waits": ("Waits {time}", "等待 {time}"),
    "tool": ("Tool: {name}", "工具：{name}"),
    "of-flow": ("Flow of work: {name}", "工作流程：{name}"),
    "steps-in-lanes": ("{steps} steps in {lanes} lanes", "{lanes} 个泳道，{steps} 个步骤"),
    "of-data": ("Data flows: {name}", "数据流：{name}"),
    "flows": ("{flows} data flows", "{flows} 条数据流"),
    "of-entities": ("Data structures and their relations", "数据结构及其关系"),
    "of-roles": ("Who reports to whom", "汇报关系"),
    "comparison": ("flowchart of what changed", "变更对照流程图"),
    "of-comparison": ("What changed in the flow of work: {name}", "工作流程的变更：{name}"),
    "change-added": ("new", "新增"),
    "change-removed": ("gone", "删除"),
    "change-changed": ("changed", "改动"),
    "change-moved": ("moved", "换岗"),
    "way-added": ("This way is new.", "新增的流向。"),
    "way-removed": ("This way is gone.", "已删除的流向。"),
    "way-changed": ("This way has another name or grade.", "流向的名称或等级有改动。"),
    "moved-from": ("was: {role}", "原：{role}"),
    "moved-to": ("now: {role}", "现：{role}"),
    "changed-in": ("Changed: {what}", "改动：{what}"),
    "aspect-wording": ("wording", "文字"),
    "aspect-limit": ("time", "时间"),
    "aspect-effort": ("effort", "用时"),
    "aspect-data": ("data", "数据"),
    "aspect-roles": ("roles", "岗位"),
    "aspect-type": ("type", "类型"),
    "aspect-id": ("id", "编号"),
    "aspect-tool": ("tools", "系统"),
    "aspect-detail": ("details", "细节"),
    "count-steps": ("steps {mark}: {count}", "{mark}步骤 {count} 个"),
    "count-ways": ("ways {mark}: {count}", "{mark}流向 {count} 条"),
    "no-difference": ("Both versions have the same flow.", "两个版本的流程相同。"),
    "comma": (", ", "、"),
    "colon": (": ", "："),
}
_UNITS = {
    "min": ("min", "min", "分钟"),
    "h": ("h", "h", "小时"),
    "day": ("day", "days", "天"),
    "working day": ("working day", "working days", "个工作日"),
    "week": ("week", "weeks", "周"),
    "month": ("month", "months", "个月"),
    "year": ("year", "years", "年"),
}


def is_chinese(lang: str) -> bool:
    """Whether readers of `lang` read Chinese."""
    return lang.partition("-")[0].lower() == "zh"


def say(lang: str, key: str, **values: object) -> str:
    """A phrase for readers of `lang`, with `{names}` filled in; English for a language that is not in the table."""
    phrase = _PHRASES[key][is_chinese(lang)]
    return phrase.format(**values) if values else phrase


def listing(lang: str, items: Sequence[str]) -> str:
    """Several things in a row."""
    return say(lang, "comma").join(items)


def brief(lang: str, duration: Duration) -> str:
    """A duration as short as a mark needs it: `24 h`, `3 天`."""
    one, many, chinese = _UNITS[duration.unit.value]
    unit = chinese if is_chinese(lang) else one if duration.amount == 1 else many
    return f"{duration.amount:g} {unit}"
