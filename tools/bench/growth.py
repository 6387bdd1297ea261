"""How the stages grow with the number of processes: `python -m bench.growth bench.json [--write docs/scale.md]`.

The table stands in the page between two comments, and is made from the figures of `make bench` alone; `--lang zh`
writes it for the Chinese page.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping
from math import log
from pathlib import Path
from typing import Any

from bench.asked import figures

LANGUAGES = ("en", "zh")
"""The languages of each row below, in order."""
STAGES = {
    "check": ("load, link, check", "读取、核对引用、检查"),
    "flowcharts": ("flowcharts", "流程图"),
    "layouts": ("all layouts", "全部布局"),
    "drawings": ("all drawings", "全部图"),
    "pages": ("pages", "页面"),
    "site": ("whole `mkdocs build`", "完整的 `mkdocs build`"),
    "site_again": ("the same, drawings kept", "同上，沿用图的布局"),
    "rebuild": ("rebuild after one changed step", "改动一个步骤后重新生成"),
}
"""The stages of a build, as the pages name them."""
_STAGE = ("Stage", "阶段")
_POWER = ("Power", "幂次")
_MEASURED = (
    "Seconds of processor time, measured on {date}, Python {python}{note}.",
    "处理器时间，以秒计；测量日期 {date}，Python {python}{note}。",
)
_NOTE = ("; {}", "；{}")
_PLACE = re.compile(r"(<!-- growth -->\n).*?(<!-- /growth -->)", re.DOTALL)


def growth(measured: Mapping[str, Any], note: str = "", lang: str = "en") -> Iterator[str]:
    """The table: processor seconds and peak memory by size, and the power of the number of processes in the seconds.

    Processor time is that of all processes together; what else the machine does hardly touches it. A power of 1 is
    growth in proportion; 2 would be four times the time for twice the processes. It is taken from the largest size
    and the one before, where what does not grow weighs least. The `note`, in the language of the table, says what
    else is to be known.
    """
    column = LANGUAGES.index(lang)
    sizes = sorted(measured["sizes"], key=int)
    yield f"| {_STAGE[column]} | " + " | ".join(f"N = {int(size):,}" for size in sizes) + f" | {_POWER[column]} |"
    yield "| --- |" + " --- |" * (len(sizes) + 1)
    for stage, titles in STAGES.items():
        found = [measured["sizes"][size].get(stage) for size in sizes]
        if all(found):
            cells = " | ".join(f"{each['processor']:.2f} s · {each['peak']:.0f} MB" for each in found)
            yield f"| {titles[column]} | {cells} | {_power(sizes, [each['processor'] for each in found])} |"
    yield ""
    yield _MEASURED[column].format(**measured["machine"], note=_NOTE[column].format(note) if note else "")


def _power(sizes: list[str], seconds: list[float]) -> str:
    if len(sizes) < 2:
        return ""
    return f"{log(seconds[-1] / seconds[-2]) / log(int(sizes[-1]) / int(sizes[-2])):.2f}"


def filled(page: str, table: str) -> str:
    """The text of a page with the table in its place. Raises ValueError for a page without a place."""
    if not _PLACE.search(page):
        raise ValueError("the page has no place for the table: <!-- growth --> and <!-- /growth -->")
    return _PLACE.sub(lambda match: f"{match[1]}\n{table}\n\n{match[2]}", page)


def main() -> None:
    """Print the table, or write it into a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("figures", type=Path, nargs="?", default=Path("bench.json"))
    parser.add_argument("--write", type=Path, help="a page with a place for the table")
    parser.add_argument("--note", default="", help="what else is to be known of the run")
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of the table")
    asked = parser.parse_args()
    try:
        measured = figures(asked.figures)
        if "sizes" not in measured:
            raise ValueError(f"'{asked.figures}' has no figures of `make bench`")
        table = "\n".join(growth(measured, asked.note, asked.lang))
        if asked.write:
            asked.write.write_text(filled(asked.write.read_text("utf-8"), table), encoding="utf-8")
        else:
            print(table)
    except (ValueError, OSError) as problem:
        parser.error(str(problem))


if __name__ == "__main__":
    main()
