"""Words on versions: former ones, what changed, feeds, and what is new since the last visit."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

VERSION_PHRASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # the version box
        "change-size": ("Class", "类别"),
        "change-author": ("By", "作者"),
        "look-into": ("Look into it", "查看"),
        "see-changes": ("What changed", "变更内容"),
        "read-former": ("As it was", "当时的内容"),
        "version-here": ("in force", "现行"),
        "version-latest": ("latest", "最新"),
        "versions-incomplete": (
            "Older versions may be missing here: this site was made from a part of the history.",
            "此处可能缺少更早的版本：本站只取得了部分历史记录。",
        ),
        # a former version
        "former": ("Former version", "历史版本"),
        "former-title": ("{title}, version {version}", "{title}（{version} 版）"),
        "former-text": (
            "This is version {version}, which is no longer in force.",
            "这是历史版本 {version}，已不再有效。",
        ),
        "former-text-of": (
            "This is version {version} of {date}, which is no longer in force.",
            "这是 {date}的历史版本 {version}，已不再有效。",
        ),
        "former-valid": ("In force is version {version}", "现行版本为 {version}"),
        "former-latest": ("The latest is version {version}", "最新版本为 {version}"),
        "former-changed": ("What changed in {version}, the next one", "下一版本 {version} 的变更内容"),
        "former-gone": ("Named here, and no longer in the catalogue:", "文中提到、但目录中已不存在的内容："),
        "former-named": ("{kind} “{title}”", "{kind}“{title}”"),
        "former-mark": ("Version {version}, not in force", "历史版本 {version}"),
        "changed-title": ("What changed in version {version} of {title}", "{title} {version} 版的变更"),
        # what changed
        "first-version": ("The first version.", "首个版本。"),
        "no-note": ("Nothing is noted on this version.", "本版本没有变更说明。"),
        "more-changes": ("{n} more", "另有 {n} 项"),
        "of-role": ("Role", "岗位"),
        "of-area": ("Area", "领域"),
        "all-areas": ("All areas", "全部领域"),
        "changes-by-role": ("What changed in the work of one role", "按岗位查看工作变化"),
        "what-changed": ("What changed in my work", "我的工作有哪些变化"),
        "my-changes": ("Since {day}: {n} of yours changed.", "自{day}以来，你有 {n}发生变化。"),
        "no-changes-mine": ("Since {day} none of your steps changed.", "自{day}以来，你的步骤没有变化。"),
        "follow": ("Follow in a feed reader:", "订阅更新："),
        "feed-of-role": ("{role}: what changed", "{role}：更新"),
        # since the last visit
        "new": ("New", "新"),
        "new-title": ("New since your last visit", "上次访问后有更新"),
        "new-since": ("{n} since your last visit, on this page", "本页有 {n} 项是上次访问后的更新"),
        "nothing-new": ("All marked as seen", "已全部标为已读"),
        "mark-seen": ("Mark all as seen", "全部标为已读"),
    }
)
"""Phrases by their key, in English and Chinese."""
