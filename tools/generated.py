"""Catalogues of made-up processes, the same for the same seed: lanes, loops, splits, long titles in two scripts."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from random import Random
from typing import Any

from process_atlas.catalog import Catalog
from process_atlas.link import link
from process_atlas.spec.load import load
from process_atlas.spec.source import SourceFile

LANES = ("customer", "service-agent", "service-lead", "quality-engineer")
_VERBS = "register check record answer investigate decide approve send compare prepare forward confirm".split()
_REST = (
    "the complaint with all documents of the order, customer record in the service desk, written reply to the customer "
    "within two working days, cause together with the quality department, remedy and its costs, quotation for spare "
    "parts, improvement measure and responsible person"
).split()
_CHINESE = (
    "登记核对客户投诉订单资料调查质量原因确认补救方案审批报价发送回复记录改进措施通知负责人跟进结果（含附件）与系统信息"
)
_OUTCOMES = (("yes", "是"), ("no", "否"), ("incomplete, ask again", "资料不全，退回补充"), ("urgent", "紧急情况"))
_LEVELS = ("success", "danger", "warning", None)

Spec = dict[str, Any]


def catalogue(seed: int, count: int = 50) -> Catalog:
    """A linked catalogue of `count` processes of 15 to 40 steps in English and Chinese."""
    draw = Random(seed)
    roles = [_role(id, place) for place, id in enumerate(LANES)]
    manifest = {"format": 1, "title": {"en": "Generated", "zh": "生成"}, "languages": ["en", "zh"]}
    specs = [*roles, *(_Draft(draw, f"p{number}").spec(count) for number in range(count))]
    files = [("catalog.yaml", manifest), *((f"{spec['kind']}-{spec['id']}.yaml", spec) for spec in specs)]
    return link(load([SourceFile(path, json.dumps(spec, ensure_ascii=False).encode()) for path, spec in files]))


def _role(id: str, place: int) -> Spec:
    title = {"en": id.replace("-", " ").capitalize(), "zh": ("客户", "客服专员", "客服主管", "质量工程师")[place]}
    return {"kind": "role", "id": id, "title": title, "version": "1.0.0", "external": id == "customer"}


@dataclass(slots=True)
class _Draft:
    """A process while it is written, step by step."""

    draw: Random
    id: str
    steps: list[Spec] = field(default_factory=list)
    lane: int = 1

    def spec(self, others: int) -> Spec:
        """The whole process; a sub-process is one of `others`."""
        size = self.draw.randint(15, 40)
        while len(self.steps) < size - 1:
            self._add(size, others)
        self.steps.append({**self._step(len(self.steps)), "type": "end"})
        head = {"kind": "process", "id": self.id, "title": self._title(), "version": "1.0.0", "owner": LANES[2]}
        return {**head, "lanes": list(LANES), "steps": self.steps}

    def _add(self, size: int, others: int) -> None:
        at, chance = len(self.steps), self.draw.random()
        step = self._step(at)
        if chance < 0.2 and 1 < at < size - 2:
            step |= {"type": "decision", "branches": self._branches(at, size)}
        elif chance < 0.26 and at < size - 5:
            self._split(at, step)
            return
        elif chance < 0.3:
            step |= {"type": "subprocess", "process": f"p{self.draw.randrange(others)}"}
        elif chance < 0.34:
            step |= {"type": "wait", "for": "3 days"}
        elif chance < 0.42 and at < size - 3:
            step |= {"within": "24 h", "overdue": f"s{self.draw.randint(at + 1, size - 1)}"}
        self.steps.append(step)

    def _step(self, at: int) -> Spec:
        if self.draw.random() < 0.45:
            self.lane = self.draw.randrange(len(LANES))
        return {"id": f"s{at}", "title": self._title(), "responsible": LANES[self.lane]}

    def _branches(self, at: int, size: int) -> list[Spec]:
        """Onward, and one or two more ways: back to an earlier step, ahead over a few, or to the end."""
        targets = {at + 1}
        for _ in range(self.draw.choice((1, 1, 2))):
            back = self.draw.random() < 0.5
            targets.add(self.draw.randint(max(0, at - 8), at - 1) if back else self.draw.randint(at + 2, size - 1))
        words = self.draw.sample(_OUTCOMES, len(targets))
        levels = self.draw.sample(_LEVELS, len(targets))
        return [
            {"when": {"en": en, "zh": zh}, "next": f"s{target}"} | ({"level": level} if level else {})
            for target, (en, zh), level in zip(sorted(targets), words, levels, strict=True)
        ]

    def _split(self, at: int, step: Spec) -> None:
        """Two ways at the same time, and where they join."""
        self.steps.append(step | {"type": "parallel", "next": [f"s{at + 1}", f"s{at + 2}"]})
        self.steps += [{**self._step(at + place), "next": f"s{at + 3}"} for place in (1, 2)]
        self.steps.append({**self._step(at + 3), "type": "parallel"})

    def _title(self) -> Spec:
        words = [self.draw.choice(_VERBS), *self.draw.choices(_REST, k=self.draw.randint(1, 11))]
        start = self.draw.randrange(len(_CHINESE) - 26)
        return {
            "en": " ".join(words).rstrip(",").capitalize(),
            "zh": _CHINESE[start : start + self.draw.randint(4, 26)],
        }
