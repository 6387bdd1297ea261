"""The few words that stand on paper only, in English and Chinese."""

from __future__ import annotations

_WORDS = {
    "contents": ("Contents", "目录"),
    "handbook": ("Process handbook", "流程手册"),
    "printed": ("Printed {date}", "{date}打印"),
    "as-of": ("As of {date}", "截至 {date}"),
    "in-force": (
        "Paper does not change. The edition in force is the one on the site.",
        "纸质版不会自动更新，请以网站上的现行版本为准。",
    ),
    "page": ("Page {page} of {pages}", "第 {page} 页，共 {pages} 页"),
    "sheet": ("Sheet {n} of {all}", "第 {n} 张，共 {all} 张"),
    "letters": (
        "A line goes on upon the sheet where the same letter stands: A → 14 leads to step 14, 9 → A comes from step 9.",
        "连线在标有相同字母的图上延续：A → 14 表示通往第 14 步，9 → A 表示来自第 9 步。",
    ),
    "dictionary": ("Data dictionary", "数据字典"),
}


def say(lang: str, key: str, **values: object) -> str:
    """A phrase in the reader's language; English for a language that is not in the table."""
    return _WORDS[key][lang.partition("-")[0].lower() == "zh"].format(**values)
