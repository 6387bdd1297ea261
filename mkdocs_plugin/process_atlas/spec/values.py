"""The small values that specs are made of: texts in several languages, durations, identifiers, references."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, core_schema

from process_atlas.spec.mistake import mistake

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
_COMMON = frozenset({"en", "zh"})
_MOST_DIGITS = 9
_AMOUNT = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(\S.*?)\s*\Z")


@dataclass(frozen=True, slots=True)
class Text:
    """A text in one or several languages; the language `""` stands for "written once, for every reader"."""

    by_language: tuple[tuple[str, str], ...]

    def get(self, lang: str) -> str:
        """The text for a reader of `lang`; else what was written once; else the first language written."""
        fallback = self.by_language[0][1]
        for known, text in self.by_language:
            if known == lang:
                return text
            if not known:
                fallback = text
        return fallback

    def languages(self) -> frozenset[str]:
        """The languages that are written; empty when the text was written once for all."""
        return frozenset(lang for lang, _ in self.by_language if lang)

    @classmethod
    def parse(cls, value: object) -> Text:
        """From the written form, a string or a map of languages. Raises PydanticCustomError."""
        if isinstance(value, Text):
            return value
        if isinstance(value, str):
            return cls((("", _filled(value)),))
        if isinstance(value, Mapping) and value:
            return cls(tuple((_language(lang), _filled(text)) for lang, text in value.items()))
        raise mistake(
            "text",
            "must be a text, or a map of languages to texts",
            "应为一段文字，或按语言分别写出，如 {en: Name, zh: 名称}",
        )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.parse)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        plain = {"type": "string", "minLength": 1}
        return {"anyOf": [plain, {"type": "object", "minProperties": 1, "additionalProperties": plain}]}


def _language(lang: object) -> str:
    if isinstance(lang, str) and (lang in _COMMON or _LANGUAGE.match(lang)):
        return lang
    raise mistake(
        "language",
        "'{lang}' is not a language code such as en or zh",
        "“{lang}”不是语言代码，应为 en、zh 等",
        lang=str(lang),
    )


def _filled(text: object) -> str:
    if not isinstance(text, str):
        raise mistake("text", "must be a text", "应为一段文字")
    if not text.strip():
        raise mistake("empty-text", "is empty", "内容为空")
    return text.strip()


class Unit(StrEnum):
    """Units of a duration, shortest first."""

    MINUTE = "min"
    HOUR = "h"
    DAY = "day"
    WORKING_DAY = "working day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


_MINUTES = {
    Unit.MINUTE: 1,
    Unit.HOUR: 60,
    Unit.DAY: 1440,
    Unit.WORKING_DAY: 1440,
    Unit.WEEK: 10_080,
    Unit.MONTH: 43_200,
    Unit.YEAR: 525_600,
}

_UNIT_NAMES = {
    Unit.MINUTE: "min minute minutes 分 分钟",
    Unit.HOUR: "h hour hours 小时",
    Unit.DAY: "d day days 天 日",
    Unit.WORKING_DAY: "working_day working_days 工作日 个工作日",
    Unit.WEEK: "w week weeks 周",
    Unit.MONTH: "month months 月 个月",
    Unit.YEAR: "y year years 年",
}
_UNIT_OF = {name.replace("_", " "): unit for unit, names in _UNIT_NAMES.items() for name in names.split()}


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as it was written: an amount and a unit. Months count 30 days, years 365."""

    amount: float
    unit: Unit

    @property
    def minutes(self) -> float:
        """Elapsed minutes; a working day counts as a day, for a limit is told in days that pass."""
        return self.amount * _MINUTES[self.unit]

    @classmethod
    def parse(cls, value: object) -> Duration:
        """From text such as `24 h`. Raises PydanticCustomError."""
        if isinstance(value, Duration):
            return value
        match = _AMOUNT.match(value) if isinstance(value, str) else None
        unit = _UNIT_OF.get(" ".join(match[2].lower().split())) if match else None
        if not match or unit is None or len(match[1]) > _MOST_DIGITS:
            raise mistake(
                "duration",
                "'{given}' is not a duration such as 30 min, 24 h, 3 days",
                "“{given}”不是时长，应为 30 分钟、24 小时、3 天等",
                given=str(value),
            )
        return cls(float(match[1]), unit)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.parse)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "examples": ["30 min", "24 h", "3 days", "2 working days", "6 months"]}


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a model's field as a reference. `to` is a spec kind, or `step`, `area`, `party`, `data-part`."""

    to: str


ID_PATTERN = r"[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*"
_ELSEWHERE = rf"(?:{ID_PATTERN}:)?"
Id = Annotated[str, StringConstraints(pattern=f"^{ID_PATTERN}$", max_length=80)]
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³")}
_RESERVED = frozenset({*_DEVICES, "index", "readme"})
_MOST_BYTES = 240
"""Of a name of a file, with room for an ending: systems allow 255."""


def _page_id(id: str) -> str:
    if id.casefold() in _RESERVED:
        raise mistake(
            "reserved-id", "'{id}' is a name that systems keep for themselves", "“{id}”是系统保留的名称", id=id
        )
    if not id.isascii() and len(id.encode()) > _MOST_BYTES:
        raise mistake(
            "long-id",
            "is too long for the name of a file: 240 bytes at most",
            "过长，无法用作文件名：最多 240 字节",
        )
    return id


PageId = Annotated[Id, AfterValidator(_page_id)]
"""An id that names a page's folder: Windows' devices and what MkDocs takes for a folder's first page are reserved."""
_EMAIL = r"[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*"
CONTACT_PATTERN = rf"^(?:{_EMAIL}|@[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9._-]+)*)$"
"""An e-mail address, or a user or team of a git platform: `@name`, `@firm/team`."""
_LONGEST = 80


def _short(named: str) -> str:
    if len(named) > _LONGEST and max(map(len, named.split(":"))) > _LONGEST:
        raise mistake("long-id", "is too long: 80 characters at most", "过长：最多 80 个字符")
    return named


Named = Annotated[str, StringConstraints(pattern=f"^{_ELSEWHERE}{ID_PATTERN}$"), AfterValidator(_short)]
"""An id of this catalogue, or `CATALOGUE:ID` for a thing of another one."""
Version = Annotated[str, StringConstraints(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$", max_length=80)]
Language = Annotated[str, AfterValidator(_language)]

RoleRef = Annotated[Named, Ref("role")]
ProcessRef = Annotated[Named, Ref("process")]
StructureRef = Annotated[Id, Ref("data")]
FieldRef = Annotated[Id, Ref("field")]
SystemRef = Annotated[Named, Ref("system")]
AreaRef = Annotated[Id, Ref("area")]
StepRef = Annotated[Id, Ref("step")]
DataRef = Annotated[str, StringConstraints(pattern=rf"^{_ELSEWHERE}{ID_PATTERN}(?:\.{ID_PATTERN})?$"), Ref("data-part")]
PartyRef = Annotated[str, StringConstraints(pattern=rf"^(?:process:)?{_ELSEWHERE}{ID_PATTERN}$"), Ref("party")]


def party(written: str) -> tuple[str, str]:
    """Kind and id of one end of an exchange: `process:ID` is a process, all else a role."""
    before, colon, id = written.partition(":")
    return ("process", id) if colon and before == "process" else ("role", written)


def readable(id: str) -> Text:
    """An id as a title: `customer-record` becomes `Customer record`."""
    words = id.rpartition(":")[2].replace("-", " ")
    return Text((("", words[:1].upper() + words[1:]),))


def as_list(value: object) -> object:
    """One item stands for a list of one, so that owners need no brackets."""
    return value if isinstance(value, list | tuple) else [value]


def languages_once(codes: tuple[str, ...]) -> tuple[str, ...]:
    """The languages in order, each once. Raises PydanticCustomError for two that share a folder on some systems."""
    found: dict[str, str] = {}
    for code in codes:
        if found.setdefault(code.casefold(), code) != code:
            raise mistake(
                "language",
                "'{lang}' stands twice, in other letters",
                "“{lang}”出现了两次，只是大小写不同",
                lang=code,
            )
    return tuple(found.values())


OneOrMany = BeforeValidator(as_list)
Roles = Annotated[tuple[RoleRef, ...], OneOrMany]
Systems = Annotated[tuple[SystemRef, ...], OneOrMany]
Steps = Annotated[tuple[StepRef, ...], OneOrMany]
DataRefs = Annotated[tuple[DataRef, ...], OneOrMany]
