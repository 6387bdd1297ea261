"""Words of the walk through a process, one step at a time, and of the ways from its start to its end."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WALK_PHRASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "walk": ("Walk through it", "逐步演练"),
        "walk-lead": ("One step at a time; you decide what happens.", "一步一步走完流程，由你决定走向。"),
        "walk-close": ("Close", "关闭"),
        "walk-back": ("Back", "上一步"),
        "walk-restart": ("Start again", "重新开始"),
        "walk-link": ("Copy a link to this step", "复制本步链接"),
        "walk-copied": ("Link copied", "链接已复制"),
        "walk-stale": (
            "The steps that led here are not known: the process has changed since.",
            "流程已有变更，无法还原之前的步骤。",
        ),
        "walk-next": ("Next", "下一步"),
        "walk-if": ("How does it turn out?", "结果如何？"),
        "walk-side": (
            "These run at the same time. Here they come one after another.",
            "以下各项同时进行，这里逐项演练。",
        ),
        "walk-turn": ("{n} of {all} at the same time", "同时进行的第 {n} 项，共 {all} 项"),
        "walk-meanwhile": ("Meanwhile: {steps}", "同时还有：{steps}"),
        "walk-arm": ("Now what runs at the same time", "再看同时进行的另一项"),
        "walk-any": ("Which of these apply?", "哪些情况适用？"),
        "walk-enter": ("Walk through the sub-process", "进入子流程演练"),
        "walk-skip": ("Take it as done", "视为已完成"),
        "walk-part-of": ("Part of {process}", "属于“{process}”"),
        "walk-leave": ("Back to {process}", "返回“{process}”"),
        "walk-holder": ("Now with", "当前由"),
        "walk-time": ("So far {time}", "累计 {time}"),
        "walk-limit": ("So far {time} of {limit}", "累计 {time}，总时限 {limit}"),
        "walk-beyond": (
            "So far {time}: {over} beyond the limit of {limit}",
            "累计 {time}，超出总时限 {limit} 达 {over}",
        ),
        "walk-hands": ("Hand-overs: {n}", "交接 {n} 次"),
        "walk-end": ("That is the end of it.", "流程走完了。"),
        "walk-sum": ("Steps done: {n}", "共完成 {n} 步"),
        "walk-clock": (
            "Time limits and waits, each in full; a working day counts as a day.",
            "按时限和等待时间足额累计，工作日按自然日计。",
        ),
        "walk-trail": ("Steps so far", "走过的步骤"),
        "ways-through": ("Ways from start to end", "从开始到结束的路径"),
        "ways-one": ("there is one", "只有一条"),
        "ways-count": ("there are {n}", "共 {n} 条"),
        "ways-more": ("there are more than {n}", "超过 {n} 条"),
        "ways-guess": (
            "This process has too many ways to compare them all.",
            "本流程的路径过多，未能逐一比较。",
        ),
        "way-shortest": ("Shortest", "最短"),
        "way-usual": ("Usual", "通常"),
        "way-longest": ("Longest by time limit", "按时限最长"),
        "way-each": ("{steps}, {time}", "{steps}，{time}"),
        "way-no-limit": ("no time limit", "无时限"),
        "way-beyond": ("longer than the limit of {limit}", "超过总时限 {limit}"),
    }
)
