"""What is wrong with a document, as findings in words for people: the mistakes that the models' library found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from process_atlas.diagnostics import Diagnostic, Span, error
from process_atlas.said import NOTHING, Said, say
from process_atlas.spec import hints
from process_atlas.spec.mistake import said_of
from process_atlas.spec.source import Document, Location

MOST_FINDINGS = 100
"""How many mistakes of one document are listed: where there are more, they have one cause."""

CODES = {
    "address": "wrong-form",
    "reserved-id": "reserved-id",
    "duration": "wrong-form",
    "language": "unknown-language",
    "empty-text": "empty-text",
    "too_short": "empty-list",
}
"""Codes of findings by the name that the validating library has for them; `OTHERWISE` for all others."""

OTHERWISE = "wrong-type"

_A_DAY = Said("write a day as 2026-01-31", "日期写作 2026-01-31")
_HINTS = {
    "address": Said(
        "write an address that begins with https://, http://, mailto: or tel:, without a name before the host",
        "地址以 https://、http://、mailto: 或 tel: 开头，域名前不写用户名",
    ),
    "reserved-id": Said("choose another id: no page can have this name", "换一个 id：网页不能用这个名称"),
    "duration": Said(
        "units: min, h, day(s), working day(s), week(s), month(s), year(s)",
        "单位：分钟、小时、天、工作日、周、个月、年",
    ),
    "bool_parsing": Said("write true or false", "写 true 或 false"),
    "date_from_datetime_parsing": _A_DAY,
    "date_parsing": _A_DAY,
    "tuple_type": Said("write a list", "写成列表"),
    "too_short": Said("write one item at least", "至少写一项"),
    "empty-text": Said("write it, or delete the key", "写上内容，或删除这个键"),
    "language": Said("write en, zh or the like", "写 en、zh 等"),
    "string_type": Said(
        "write a text; put it in quotes if it holds special characters", "写成一段文字；含特殊字符时加英文引号"
    ),
}
_A_MAP = Said("must be a map of keys", "应为由“键: 值”组成的内容")
_NUMBER = Said("must be a number", "应为数字")
_NO_DAY = Said("is not a day of the calendar", "不是有效日期")
_WORDS = {
    "bool_parsing": Said("must be true or false", "应为 true 或 false"),
    "int_parsing": Said("must be a whole number", "应为整数"),
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "tuple_type": Said("must be a list", "应为列表"),
    "string_type": Said("must be a text", "应为一段文字"),
    "model_type": _A_MAP,
    "model_attributes_type": _A_MAP,
    "dict_type": _A_MAP,
    "date_parsing": _NO_DAY,
    "date_from_datetime_parsing": _NO_DAY,
    "too_short": Said("must not be empty", "不能为空"),
}
_IN_CHINESE = {
    "bool_type": "应为 true 或 false",
    "int_type": "应为整数",
    "int_parsing_size": "数字过大",
    "float_type": "应为数字",
    "date_type": "应为日期",
    "date_from_datetime_inexact": "应为日期，不带时间",
    "string_too_short": "内容为空",
}
"""What the library says of a mistake that has no words of ours in English."""


def explained(model: type[BaseModel], document: Document, problem: ValidationError) -> Iterator[Diagnostic]:
    """What is wrong with a document, in our words; the first `MOST_FINDINGS` of it."""
    wrong = [
        each
        for each in problem.errors(include_url=False)
        # a list that has items is not too short: those that are wrong are reported themselves
        if each["type"] != "too_short" or not each["input"]
    ]
    yield from (_explain(model, document, each) for each in wrong[:MOST_FINDINGS])
    if len(wrong) > MOST_FINDINGS:
        message = say(
            "has {more} mistakes more, which are not listed",
            "另有 {more} 处错误未列出",
            more=f"{len(wrong) - MOST_FINDINGS:,}",
        )
        hint = Said("mend those that are listed first", "先改正已列出的错误")
        yield error("more-mistakes", message, document.locate(), hint)


def _explain(model: type[BaseModel], document: Document, each: Any) -> Diagnostic:
    loc: Location = each["loc"]
    name = str(loc[-1]) if loc else ""
    match each["type"]:
        case "missing":
            message = say("'{name}' is missing", "缺少“{name}”", name=name)
            return error("missing-key", message, _place(document, loc), Said("write it", "补上即可"))
        case "extra_forbidden":
            message = say("the key '{name}' is not known here", "“{name}”不是此处可用的键", name=name)
            hint = hints.key(name, keys_at(model, loc[:-1]))
            return error("unknown-key", message, document.locate(loc, key=True), hint)
        case "enum" | "literal_error":
            expected = each["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", ")
            hint = hints.did_you_mean(str(each["input"]), expected) or hints.one_of(expected)
            return error("wrong-value", _misfit(each), document.locate(loc), hint)
        case "string_pattern_mismatch":
            return error("wrong-form", _misfit(each), document.locate(loc), _pattern_hint(name, each))
        case kind:
            message = say("{path}: {what}", "{path}：{what}", path=_path(loc), what=_plain(each))
            code = CODES.get(kind, OTHERWISE)
            return error(code, message, document.locate(loc), _HINTS.get(kind, NOTHING))


def _plain(each: Any) -> Said:
    kind, limits = each["type"], each.get("ctx", {})
    match kind:
        case "greater_than_equal":
            return say("must be {least} at least", "不得小于 {least}", least=f"{limits['ge']:,}")
        case "less_than_equal":
            return say("must be {most} at most", "不得大于 {most}", most=f"{limits['le']:,}")
        case "string_too_long":
            return say("is too long: {most} characters at most", "过长：最多 {most} 个字符", most=limits["max_length"])
    return said_of(each) or _WORDS.get(kind) or Said(each["msg"], _IN_CHINESE.get(kind, f"内容无效（{each['msg']}）"))


def _path(loc: Location) -> Said:
    """A location in words: `steps[2].within`."""
    text = ""
    for part in loc:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    text = text.lstrip(".")
    return Said(text, text) if text else Said("the spec", "规范")


def _misfit(each: Any) -> Said:
    path = _path(each["loc"])
    return say("'{given}' does not fit {path}", "“{given}”不符合{path}的要求", given=each["input"], path=path)


def _pattern_hint(name: str, each: Any) -> Said:
    if name == "version":
        return Said("write three numbers, such as 1.0.0", "写三段数字，如 1.0.0")
    if name == "contact":
        return Said("write an e-mail address, such as service@example.com", "写电子邮箱地址，如 service@example.com")
    if name == "url":
        return _address_hint(str(each["input"]))
    return Said("an id is made of letters, digits and single hyphens", "id 由文字、数字和单个连字符组成")


def _address_hint(url: str) -> Said:
    given = url.lstrip("/\\ ")
    if url.startswith(("//", "/\\")) and given:
        return say(
            "two slashes lead to another host: write https://{given}, or one slash for a path of the site",
            "两个斜杠会指向其他网站：写 https://{given}，本站内的路径只写一个斜杠",
            given=given,
        )
    return Said(
        "write an address that begins with https://, http:// or mailto:", "地址以 https://、http:// 或 mailto: 开头"
    )


def _place(document: Document, loc: Location) -> Span:
    """Where a missing key should stand: at what should hold it."""
    return document.locate(loc[:-1])


def keys_at(model: type[BaseModel], loc: Location) -> list[str]:
    """The keys that the model knows at a location."""
    current: type[BaseModel] = model
    for part in loc:
        field = next((f for n, f in current.model_fields.items() if part in (n, f.alias)), None)
        inner = _model_in(field.annotation) if field is not None else None
        current = inner or current
    return [field.alias or name for name, field in current.model_fields.items()]


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for found in map(_model_in, get_args(annotation)) if found), None)
