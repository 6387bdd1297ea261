"""The words of changes in English and Chinese: keys, values, and how a sentence is put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType

from process_atlas.analysis.diff.numbers import Size
from process_atlas.said import LANGUAGES, Said
from process_atlas.said import listed as in_words
from process_atlas.spec.values import Duration, Text

KEYS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "approved": ("the day of approval", "批准日期"),
        "approver": ("the approver", "批准人"),
        "area": ("the area", "领域"),
        "areas": ("areas", "领域"),
        "channels": ("ways in", "受理渠道"),
        "checks": ("the settings of the checks", "检查项设置"),
        "contact": ("the contact", "联系方式"),
        "description": ("the description", "说明"),
        "duration": ("the typical effort", "通常用时"),
        "effective": ("the day it takes effect", "生效日期"),
        "ends_when": ("when it ends", "结束条件"),
        "example": ("the example", "示例"),
        "external": ("outside the firm", "是否为公司外部"),
        "feedback": ("the address for remarks", "反馈地址"),
        "fields": ("fields", "字段"),
        "for": ("the wait", "等待时间"),
        "groups": ("groups", "分组"),
        "how": ("how it is done", "操作方法"),
        "key": ("key node", "关键节点"),
        "kind": ("the kind", "类别"),
        "lanes": ("lanes", "泳道"),
        "lanes_as": ("the direction of the lanes", "泳道方向"),
        "languages": ("languages", "语言"),
        "level": ("the grade", "等级"),
        "links": ("further reading", "延伸阅读"),
        "maps_to": ("its names in other tools", "在其他系统中的名称"),
        "max_length": ("the greatest length", "最大长度"),
        "maximum": ("the greatest value", "最大值"),
        "min_length": ("the least length", "最小长度"),
        "minimum": ("the least value", "最小值"),
        "next": ("what follows", "下一步"),
        "note": ("the note", "备注"),
        "number": ("the number", "编号"),
        "outcome": ("an outcome", "一个分支"),
        "process": ("the process it opens", "转入的流程"),
        "purpose": ("the purpose", "目的"),
        "refers_to": ("what it refers to", "引用对象"),
        "reports_to": ("who it reports to", "汇报对象"),
        "review_every": ("the time between reviews", "评审周期"),
        "reviewed": ("the day of the last review", "上次评审日期"),
        "sign": ("the sign", "代号"),
        "source": ("where it comes from", "来源"),
        "starts_when": ("when it starts", "开始条件"),
        "status": ("the status", "状态"),
        "store": ("the system that keeps it", "存放系统"),
        "summary": ("the summary", "摘要"),
        "system": ("systems", "使用系统"),
        "tags": ("tags", "标签"),
        "team": ("the team", "团队"),
        "title": ("the title", "名称"),
        "unit": ("the unit", "单位"),
        "url": ("the address", "地址"),
        "values": ("values", "可选值"),
    }
)

_VALUES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "process": ("process", "流程"),
        "data": ("data structure", "数据结构"),
        "field": ("field", "字段"),
        "role": ("role", "岗位"),
        "system": ("system", "系统"),
        "manifest": ("catalogue", "目录"),
        "step": ("step", "步骤"),
        "group": ("group", "分组"),
        "value": ("value", "可选值"),
        "relation": ("relation", "关系"),
        "area": ("area", "领域"),
        "draft": ("draft", "草稿"),
        "review": ("in review", "评审中"),
        "active": ("active", "生效"),
        "retired": ("retired", "已停用"),
        "task": ("task", "任务"),
        "decision": ("decision", "判断"),
        "parallel": ("in parallel", "并行"),
        "inclusive": ("whatever applies", "按情况"),
        "subprocess": ("sub-process", "子流程"),
        "wait": ("wait", "等待"),
        "start": ("start", "开始"),
        "end": ("end", "结束"),
        "success": ("in order", "正常"),
        "info": ("note", "提示"),
        "warning": ("caution", "注意"),
        "danger": ("critical", "严重"),
        "public": ("public", "公开"),
        "internal": ("internal", "内部"),
        "confidential": ("confidential", "机密"),
        "personal": ("personal data", "个人信息"),
        "sensitive": ("sensitive personal data", "敏感个人信息"),
        "string": ("short text", "单行文本"),
        "text": ("long text", "多行文本"),
        "integer": ("whole number", "整数"),
        "decimal": ("decimal number", "小数"),
        "money": ("amount of money", "金额"),
        "date": ("date", "日期"),
        "datetime": ("date and time", "日期时间"),
        "boolean": ("yes or no", "是或否"),
        "enum": ("one of a list", "单选"),
        "email": ("e-mail address", "电子邮箱"),
        "phone": ("phone number", "电话号码"),
        "url": ("web address", "网址"),
        "reference": ("reference", "引用"),
        "file": ("file", "文件"),
        "one-to-one": ("one to one", "一对一"),
        "one-to-many": ("one to many", "一对多"),
        "many-to-one": ("many to one", "多对一"),
        "many-to-many": ("many to many", "多对多"),
        "columns": ("columns", "列"),
        "rows": ("rows", "行"),
        "min": ("min", "分钟"),
        "h": ("h", "小时"),
        "day": ("day", "天"),
        "working day": ("working day", "个工作日"),
        "week": ("week", "周"),
        "month": ("month", "个月"),
        "year": ("year", "年"),
    }
)

VERBS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "creates": ("creates", "新建"),
        "reads": ("reads", "读取"),
        "updates": ("updates", "更新"),
        "deletes": ("deletes", "删除"),
        "receives": ("receives", "接收"),
        "sends": ("sends", "发送"),
    }
)

SIZES: Mapping[Size, Said] = MappingProxyType(
    {
        Size.MAJOR: Said("major", "重大"),
        Size.MINOR: Said("minor", "一般"),
        Size.PATCH: Said("patch", "细微"),
        Size.NONE: Said("record", "记录"),
    }
)
"""What the classes of changes are called, the gravest first."""

NOTHING = Text((("en", "nothing"), ("zh", "无")))


def both(en: str, zh: str) -> Text:
    """A text in the two languages of changes."""
    return Text((("en", en), ("zh", zh)))


def plain(text: str) -> Text:
    """A text that is the same in every language."""
    return Text((("", text or " "),))


def word(name: str) -> Text:
    """A fixed word of the format, such as a kind, a type or a level."""
    row = _VALUES.get(name)
    return both(*row) if row else plain(name)


def key_name(key: str) -> Text:
    """What a key is called; a key without a name of its own stands in quotes."""
    row = KEYS.get(key)
    return both(*row) if row else plain(f"“{key}”")


def verb(key: str) -> Text:
    """What a step does with data, by its key."""
    return both(*VERBS[key])


def quoted(text: Text) -> Text:
    """A text in quotes."""
    return mapped(lambda each: f"“{each}”", text)


def mapped(change: Callable[..., str], *texts: Text) -> Text:
    """A text made of others, language by language."""
    return both(*(change(*(text.get(lang) for text in texts)) for lang in LANGUAGES))


def listed(texts: list[Text]) -> Text:
    """Several things in a row, or the word for nothing."""
    if not texts:
        return NOTHING
    row = in_words(texts)
    return both(*map(row.get, LANGUAGES))


def shown(value: object) -> Text:
    """A value of a spec in words."""
    told: Text | None = None
    match value:
        case Text():
            told = value
        case Duration():
            told = _span(value)
        case bool():
            told = both("yes", "是") if value else both("no", "否")
        case StrEnum():
            told = word(value.value)
        case dict():
            told = plain(", ".join(f"{name}: {each}" for name, each in sorted(value.items())))
        case tuple() | list():
            told = listed([shown(each) for each in value])
    return told or plain(f"{value:g}" if isinstance(value, float) else str(value))


def _span(span: Duration) -> Text:
    unit = word(span.unit.value)
    plural = "" if span.amount == 1 or span.unit.value in ("min", "h") else "s"
    return both(f"{span.amount:g} {unit.get('en')}{plural}", f"{span.amount:g} {unit.get('zh')}")


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
