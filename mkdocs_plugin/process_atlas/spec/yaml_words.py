"""What the YAML parser says of a text that it cannot read, in words for people."""

from __future__ import annotations

from process_atlas.diagnostics import Diagnostic, Span, error
from process_atlas.said import Said, say
from process_atlas.spec import hints

_PROBLEMS = {
    "alias value must contain alphanumerical characters only": "别名只能由字母和数字组成",
    "block sequence entries are not allowed in this context": "此处不能写列表项",
    "control characters are not allowed": "不能含有控制字符",
    "could not find expected ':'": "缺少半角冒号（:）",
    "could not find expected directive name": "% 后缺少指令名",
    "did not find URI escaped octet": "标签中的转义有误",
    "did not find expected '!'": "标签缺少 !",
    "did not find expected ',' or ']'": "缺少半角逗号或 ]",
    "did not find expected ',' or '}'": "缺少半角逗号或 }",
    "did not find expected '-' indicator": "列表中缺少 -，或缩进不一致",
    "did not find expected <document start>": "上一份文档已结束，新文档应以 --- 开头",
    "did not find expected alphabetic or numeric character": "& 或 * 后缺少名称",
    "did not find expected comment or line break": "此处只能换行或写注释",
    "did not find expected digit or '.' character": "YAML 版本号有误",
    "did not find expected hexdecimal number": "转义中缺少十六进制数字",
    "did not find expected key": "此处应该是键",
    "did not find expected node content": "此处缺少内容",
    "did not find expected tag URI": "标签缺少名称",
    "did not find expected version number": "缺少 YAML 版本号",
    "did not find expected whitespace": "缺少空格",
    "did not find expected whitespace or line break": "缺少空格或换行",
    "did not find the expected '>'": "标签缺少 >",
    "found a tab character that violates indentation": "缩进中有制表符",
    "found a tab character where an indentation space is expected": "缩进中有制表符",
    "found an indentation indicator equal to 0": "缩进数不能为 0",
    "found character that cannot start any token": "文字不能以此处的字符开头",
    "found duplicate %TAG directive": "%TAG 指令重复",
    "found duplicate %YAML directive": "%YAML 指令重复",
    "found extremely long version number": "YAML 版本号过长",
    "found incompatible YAML document": "不支持该 YAML 版本",
    "found invalid Unicode character escape code": "转义表示的字符无效",
    "found undefined alias": "* 后的名称没有定义",
    "found undefined tag handle": "标签前缀没有定义",
    "found unexpected ':'": "此处不能有半角冒号（:）",
    "found unexpected document indicator": "引号尚未闭合，文档就已结束",
    "found unexpected end of stream": "引号尚未闭合，文件就已结束",
    "found unexpected non-alphabetical character": "指令名只能由字母组成",
    "found unknown directive name": "指令未知",
    "found unknown escape character": "转义字符未知",
    "mapping keys are not allowed in this context": "此处不能写键",
    "mapping values are not allowed in this context": "此处不能有半角冒号加空格",
    "second occurrence": "& 后的名称重复",
}
"""The problems that libyaml, which PyYAML reads with, knows by name."""


def unreadable(path: str, text: str, problem: Exception) -> Diagnostic:
    """Where and why a text cannot be read as YAML; `problem` is the parser's error."""
    mark = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
    if mark is None:
        message = say("cannot be read as YAML: {problem}", "无法作为 YAML 读取：{problem}", problem=problem)
        return error("yaml", message, Span(path))
    what = getattr(problem, "problem", None) or getattr(problem, "context", None) or "cannot be read"
    span = Span(path, mark.line + 1, mark.column + 1)
    lines = text.split("\n")
    line = lines[mark.line] if mark.line < len(lines) else ""
    before = lines[mark.line - 1] if 0 < mark.line <= len(lines) else ""
    message = say("is not valid YAML here: {what}", "YAML 格式有误：{what}", what=_told(what))
    return error("yaml", message, span, hints.yaml_line(line, what, before))


def _told(problem: str) -> Said:
    return Said(problem, _PROBLEMS.get(problem, f"YAML 解析器：{problem}"))
