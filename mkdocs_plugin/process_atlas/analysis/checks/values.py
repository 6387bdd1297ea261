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

from process_atlas.spec.model import FieldSpec, FieldType

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://\S+")
_PHONE = re.compile(r"\+?[\d\s()./-]*\d[\d\s()./-]*(?:(?:ext\.?|x|转)\s*\d+)?")
_NUMBER_DRESS = re.compile(r"[\s,¥￥$€£%]|[A-Z]{3}\b")
_TRUTH = frozenset({"true", "false", "yes", "no", "是", "否"})


def misfit(field: FieldSpec, value: str) -> str:
    """Why a value does not fit a field, as the end of a sentence; "" when it fits."""
    told = (_type_misfit(field, value), _length_misfit(field, value), _range_misfit(field, value))
    return next((why for why in (*told, _pattern_misfit(field, value)) if why), "")


def pattern_problem(pattern: str) -> str:
    """What is wrong with a regular expression; "" when nothing is."""
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as problem:
        return str(problem)
    return ""


def _type_misfit(field: FieldSpec, value: str) -> str:
    if field.type is FieldType.ENUM:
        known = [each.value for each in field.values]
        return f"is none of its values ({', '.join(known)})" if known and value not in known else ""
    fits, what = _TYPES.get(field.type, (None, ""))
    return f"is not {what}" if fits and not fits(value) else ""


def _length_misfit(field: FieldSpec, value: str) -> str:
    if field.max_length is not None and len(value) > field.max_length:
        return f"is longer than {field.max_length} characters"
    if field.min_length is not None and len(value) < field.min_length:
        return f"is shorter than {field.min_length} characters"
    return ""


def _range_misfit(field: FieldSpec, value: str) -> str:
    number = _number(value) if field.type in NUMBERS else None
    if number is None:
        return ""
    if field.minimum is not None and number < Decimal(str(field.minimum)):
        return f"is below {field.minimum:g}"
    if field.maximum is not None and number > Decimal(str(field.maximum)):
        return f"is above {field.maximum:g}"
    return ""


def _pattern_misfit(field: FieldSpec, value: str) -> str:
    matcher = _matcher(field.pattern) if field.pattern else None
    if matcher is None:
        return ""
    try:
        matcher.validate_python(value)
    except ValidationError:
        return f"does not fit its pattern {field.pattern}"
    return ""


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

_TYPES: Mapping[FieldType, tuple[Callable[[str], object], str]] = {
    FieldType.INTEGER: (
        lambda value: (n := _number(value)) is not None and n == n.to_integral_value(),
        "a whole number",
    ),
    FieldType.DECIMAL: (lambda value: _number(value) is not None, "a number"),
    FieldType.MONEY: (lambda value: _number(value) is not None, "an amount of money"),
    FieldType.DATE: (_parses(date.fromisoformat), "a day such as 2026-01-31"),
    FieldType.DATETIME: (_parses(datetime.fromisoformat), "a day and time such as 2026-01-31 09:30"),
    FieldType.BOOLEAN: (lambda value: value.casefold() in _TRUTH, "true or false"),
    FieldType.EMAIL: (_EMAIL.fullmatch, "an e-mail address"),
    FieldType.PHONE: (_PHONE.fullmatch, "a phone number"),
    FieldType.URL: (_ADDRESS.match, "an address that begins with https://"),
}
