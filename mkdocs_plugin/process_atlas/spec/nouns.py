"""What findings call the kinds of specs, and what else can be named."""

from __future__ import annotations

from collections.abc import Mapping

from process_atlas.said import Said

KIND_NOUNS: Mapping[str, Said] = {
    "process": Said("process", "流程"),
    "data": Said("data", "数据结构"),
    "field": Said("field", "字段"),
    "role": Said("role", "岗位"),
    "system": Said("system", "系统"),
}
"""By kind, as `kind` is written."""

NOUNS: Mapping[str, Said] = {
    **KIND_NOUNS,
    "data": Said("data structure", "数据结构"),
    "data-part": Said("data", "数据"),
    "party": Said("role or process", "岗位或流程"),
    "step": Said("step", "步骤"),
    "area": Said("area", "领域"),
}
"""By what a reference may name (`Ref.to`), written out."""
