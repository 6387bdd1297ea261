"""Words of the pages on the catalogue itself: glossary, quality, changes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

CATALOGUE_PHRASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # glossary
        "glossary": ("Glossary", "术语表"),
        "glossary-lead": (
            "Words and abbreviations that not everybody knows, and where they are used.",
            "不一定人人都懂的术语和缩写，以及它们出现在哪些地方。",
        ),
        "term": ("Term", "术语"),
        "named-in": ("Named in", "出现在"),
        # quality
        "quality-overview": ("Quality", "质量"),
        "quality-lead": (
            "What the checks found in the specs, how complete they are, and what is due for review.",
            "规范文件的检查结果、完整程度和待评审内容。",
        ),
        "checks-passed": ("Checks passed", "检查项通过"),
        "reviews-late-tile": ("Reviews overdue", "逾期未评审"),
        "reviews-soon-tile": ("Reviews within three months", "三个月内待评审"),
        "findings": ("Findings", "检查结果"),
        "findings-none": (
            "All checks passed: the charts agree with one another and nothing is missing.",
            "全部检查通过：各图表相互一致，没有缺失。",
        ),
        "severity-error": ("Errors", "错误"),
        "severity-warning": ("Warnings", "警告"),
        "severity-info": ("Notes", "提示"),
        "severity-error-lead": (
            "Wrong. What cannot be shown is left out of the site until they are mended.",
            "存在错误。修正之前，无法显示的内容不会出现在网站中。",
        ),
        "severity-warning-lead": ("Shown, but wrong or unclear.", "已显示，但存在问题或不清楚。"),
        "severity-info-lead": ("Worth a look.", "建议留意。"),
        "finding": ("Finding", "问题"),
        "area": ("Area", "领域"),
        "by-area": ("By area", "按领域统计"),
        "by-owner": ("By owner", "按负责人统计"),
        "no-area": ("Without an area", "未划分领域"),
        "no-owner": ("Without an owner", "没有负责人"),
        "accepted": ("Accepted findings", "已接受的问题"),
        "accepted-lead": (
            "Found by a check, and left as they are for the reason given in the spec.",
            "检查发现的问题，按规范中写明的理由予以保留。",
        ),
        "reason": ("Reason", "理由"),
        "place": ("Place", "位置"),
        "rule": ("Check", "检查项"),
        "coverage": ("How complete it is", "完整程度"),
        "coverage-limit": ("Tasks with a time limit or a typical effort", "标明时限或通常用时的任务"),
        "coverage-how": ("Tasks that say how they are done", "写明操作方法的任务"),
        "coverage-data": ("Tasks that name their data", "标明所用数据的任务"),
        "coverage-system": ("Tasks that name their system", "标明所用系统的任务"),
        "coverage-fields": ("Fields that some step writes or reads", "被步骤写入或读取的字段"),
        "coverage-approved": ("Specs that somebody approved", "已经批准的规范"),
        "coverage-language": ("Texts in {language}", "文本（{language}）"),
        "coverage-of": ("{some} of {all}", "{some} / {all}"),
        "reviews": ("Reviews due next", "即将评审"),
        "reviews-late": (
            "{late} overdue, {soon} more due within three months.",
            "{late} 项已逾期，另有 {soon} 项三个月内到期。",
        ),
        "reviews-soon": (
            "Nothing is overdue; {soon} due within three months.",
            "没有逾期，{soon} 项三个月内到期。",
        ),
        "reviews-calm": ("Nothing is overdue.", "没有逾期的评审。"),
        "due": ("Due", "应评审日期"),
        "kind": ("Kind", "类别"),
        "title": ("Title", "名称"),
        "all-checks": ("All checks", "全部检查项"),
        "all-checks-lead": (
            "What is checked at every build. A code in catalog.yaml changes the level of a check or turns it off.",
            "每次生成网站时都会进行的检查。在 catalog.yaml 中写上代码，可以调整级别或关闭某项检查。",
        ),
        "checks-flow": ("Flow", "流程走向"),
        "checks-dataflow": ("Data flow", "数据流"),
        "checks-responsibility": ("Responsibility", "职责"),
        "checks-dictionary": ("Dictionary", "数据字典"),
        "checks-reading": ("Ease of reading", "易读性"),
        "checks-time": ("Time", "时间"),
        "checks-control": ("Document control", "文件控制"),
        "code": ("Code", "代码"),
        "result": ("Result", "结果"),
        "concerns": ("Concerns", "涉及"),
        "passed": ("passed", "通过"),
        # changes
        "change-overview": ("Changes", "变更"),
        "changes-lead": (
            "Every change of every spec, the newest first.",
            "全部规范的变更记录，最新的在最前。",
        ),
        "changes-none": ("No change has been recorded yet.", "尚无变更记录。"),
    }
)
