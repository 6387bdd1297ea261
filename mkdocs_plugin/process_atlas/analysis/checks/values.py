"""Whether a value fits what a field says about itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Annotated, Any

from pydantic import StringConstraints, TypeAdapter, ValidationError
from pydantic_core import SchemaError

from process_atlas.said import NOTHING, Said, say
from process_atlas.spec.model import FieldSpec, FieldType

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://\S+")
_PHONE = re.compile(r"\+?[\d\s()./-]*\d[\d\s()./-]*(?:(?:ext\.?|x|转)\s*\d+)?")
_NUMBER_DRESS = re.compile(r"[\s,¥￥$€£%]|[A-Z]{3}\b")
_TRUTH = frozenset({"true", "false", "yes", "no", "是", "否"})


def misfit(field: FieldSpec, value: str) -> Said:
    """Why a value does not fit a field, as the end of a sentence; nothing when it fits."""
    told = (_type_misfit(field, value), _length_misfit(field, value), _range_misfit(field, value))
    return next((why for why in (*told, _pattern_misfit(field, value)) if why), NOTHING)


def pattern_problem(pattern: str) -> Said:
    """What is wrong with a regular expression; nothing when nothing is."""
    try:
        re.compile(pattern)
    except re.error as problem:
        return Said(str(problem), _in_chinese(problem))
    except (RecursionError, OverflowError) as problem:
        return Said(str(problem), "超出正则表达式的限度")
    return NOTHING


def _in_chinese(problem: re.error) -> str:
    what = next((zh for en, zh in _PROBLEMS.items() if problem.msg.startswith(en)), "写法有误")
    return what if problem.pos is None else f"{what}（第 {problem.pos + 1} 个字符）"


def _type_misfit(field: FieldSpec, value: str) -> Said:
    if field.type is FieldType.ENUM:
        known = [each.value for each in field.values]
        return _none_of(known) if known and value not in known else NOTHING
    fits, what = _TYPES.get(field.type, (None, NOTHING))
    return say("is not {what}", "不是{what}", what=what) if fits and not fits(value) else NOTHING


def _none_of(known: list[str]) -> Said:
    row = Said(", ".join(known), "、".join(known))
    return say("is none of its values ({row})", "不在可选值（{row}）之中", row=row)


def _length_misfit(field: FieldSpec, value: str) -> Said:
    if field.max_length is not None and len(value) > field.max_length:
        return say("is longer than {most} characters", "超过{most}个字符", most=field.max_length)
    if field.min_length is not None and len(value) < field.min_length:
        return say("is shorter than {least} characters", "少于{least}个字符", least=field.min_length)
    return NOTHING


def _range_misfit(field: FieldSpec, value: str) -> Said:
    number = _number(value) if field.type in NUMBERS else None
    if number is None:
        return NOTHING
    if field.minimum is not None and number < Decimal(str(field.minimum)):
        return say("is below {least}", "小于{least}", least=f"{field.minimum:g}")
    if field.maximum is not None and number > Decimal(str(field.maximum)):
        return say("is above {most}", "大于{most}", most=f"{field.maximum:g}")
    return NOTHING


def _pattern_misfit(field: FieldSpec, value: str) -> Said:
    matcher = _matcher(field.pattern) if field.pattern else None
    if matcher is None:
        return NOTHING
    try:
        matcher.validate_python(value)
    except ValidationError:
        return say("does not fit its pattern {pattern}", "不符合格式规则“{pattern}”", pattern=field.pattern)
    return NOTHING


@lru_cache(maxsize=1024)
def _matcher(pattern: str) -> TypeAdapter[str] | None:
    """A matcher of the whole value that takes linear time whatever the pattern; None where it cannot be had."""
    try:
        return TypeAdapter(Annotated[str, StringConstraints(pattern=f"^(?:{pattern})$")])
    except SchemaError:
        return None


def _number(value: str) -> Decimal | None:
    try:
        number = Decimal(_NUMBER_DRESS.sub("", value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _parses(parse: Callable[[str], Any]) -> Callable[[str], bool]:
    def fits(value: str) -> bool:
        try:
            parse(value)
        except ValueError:
            return False
        return True

    return fits


NUMBERS = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY})
"""Types that hold a number."""

_TYPES: Mapping[FieldType, tuple[Callable[[str], object], Said]] = {
    FieldType.INTEGER: (
        lambda value: (n := _number(value)) is not None and n == n.to_integral_value(),
        say("a whole number", "整数"),
    ),
    FieldType.DECIMAL: (lambda value: _number(value) is not None, say("a number", "数字")),
    FieldType.MONEY: (lambda value: _number(value) is not None, say("an amount of money", "金额")),
    FieldType.DATE: (_parses(date.fromisoformat), say("a day such as 2026-01-31", "日期（例如 2026-01-31）")),
    FieldType.DATETIME: (
        _parses(datetime.fromisoformat),
        say("a day and time such as 2026-01-31 09:30", "日期时间（例如 2026-01-31 09:30）"),
    ),
    FieldType.BOOLEAN: (lambda value: value.casefold() in _TRUTH, say("true or false", "“是”或“否”")),
    FieldType.EMAIL: (_EMAIL.fullmatch, say("an e-mail address", "电子邮箱地址")),
    FieldType.PHONE: (_PHONE.fullmatch, say("a phone number", "电话号码")),
    FieldType.URL: (_ADDRESS.match, say("an address that begins with https://", "以 https:// 开头的网址")),
}

_PROBLEMS: Mapping[str, str] = {
    "unterminated character set": "方括号没有闭合",
    "missing ), unterminated subpattern": "括号没有闭合",
    "unbalanced parenthesis": "右括号多余",
    "nothing to repeat": "重复符号前没有可重复的内容",
    "multiple repeat": "重复符号连用",
    "min repeat greater than max repeat": "重复次数的下限大于上限",
    "bad character range": "字符范围前后颠倒",
    "bad escape": "转义写法无效",
    "look-behind requires fixed-width pattern": "后行断言的长度不固定",
}
"""How the commonest problems that Python finds in a regular expression begin, and what they are in Chinese."""
