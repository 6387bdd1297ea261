"""The sample is clean; a copy with twenty contradictions yields exactly those twenty."""

from __future__ import annotations

from datetime import date

from process_atlas.checking import check_specs
from process_atlas.spec.folder import read_folder
from process_atlas.spec.source import SourceFile
from support import SPECS

TODAY = date(2026, 11, 22)

PLANTED = (
    # flow
    (
        "split-not-joined",
        "processes/complaint-handling.yaml",
        "    next: both-done\n    how:\n      en: |\n        1. Search",
        "    next: closed\n    how:\n      en: |\n        1. Search",
    ),
    ("not-a-question", "processes/chart-review.yaml", '"Does it match practice?"', "It matches practice"),
    (
        "repeated-outcome",
        "processes/chart-review.yaml",
        "{en: The chart, zh: 图表做法}",
        "{en: The practice, zh: 图表做法}",
    ),
    # data flow
    (
        "one-sided-exchange",
        "processes/customer-data-analysis.yaml",
        '      - {data: analysis-report, to: "process:churn-win-back"}\n',
        "",
    ),
    (
        "never-used",
        "processes/customer-segmentation.yaml",
        "    reads: [market-report.findings, customer-record.preference]",
        "    reads: [customer-record.preference]",
    ),
    # responsibility
    (
        "external-accountable",
        "processes/complaint-handling.yaml",
        "    informed: [customer]\n    system: service-desk\n    reads: [complaint.remedy]",
        "    accountable: customer\n    system: service-desk\n    reads: [complaint.remedy]",
    ),
    (
        "role-twice",
        "processes/chart-review.yaml",
        "    informed: [training-coordinator]\n",
        "    informed: [quality-engineer]\n",
    ),
    ("reporting-cycle", "roles.yaml", "id: general-manager\n", "id: general-manager\nreports_to: service-lead\n"),
    ("same-sign", "roles.yaml", "sign: {en: MK, zh: 市}", "sign: {en: QE, zh: 市}"),
    # dictionary
    ("bad-example", "fields/customer.yaml", "example: 2026-10-08", "example: yesterday"),
    (
        "repeated-value",
        "fields/service.yaml",
        "  - {value: other, title: {en: Other, zh: 其他}}\n",
        "  - {value: other, title: {en: Other, zh: 其他}}\n  - {value: other, title: {en: Else, zh: 另外}}\n",
    ),
    (
        "system-not-cleared",
        "systems.yaml",
        "url: https://erp.example.com/\nsensitivity: personal",
        "url: https://erp.example.com/\nsensitivity: internal",
    ),
    (
        "field-repeated",
        "data/customer-record.yaml",
        "    fields: [contact-time, ",
        "    fields: [email, contact-time, ",
    ),
    # reading
    ("missing-translation", "data/delivery-note.yaml", "title: {en: Goods, zh: 货物}", "title: {en: Goods}"),
    ("unexplained-abbreviation", "catalog.yaml", "{term: BI,", "{term: B.I.,"),
    # time
    (
        "limit-of-subprocess",
        "processes/satisfaction-survey.yaml",
        "    within: 20 working days\n    next: find-causes",
        "    within: 24 h\n    next: find-causes",
    ),
    (
        "overdue-without-effect",
        "processes/chart-review.yaml",
        "    within: 10 working days\n    duration: 15 min",
        "    within: 10 working days\n    overdue: compare\n    duration: 15 min",
    ),
    # document control
    ("effective-before-approved", "data/delivery-note.yaml", "effective: 2025-04-14", "effective: 2025-04-01"),
    ("version-not-in-changes", "data/customer-record.yaml", "version: 2.1.0\nstatus", "version: 2.2.0\nstatus"),
    ("own-approver", "data/lead.yaml", "approver: general-manager", "approver: sales-manager"),
)
"""Code of the rule, file, text, and what stands in its place."""


def test_the_sample_is_clean() -> None:
    assert [str(each) for each in check_specs(read_folder(SPECS)[0], TODAY)] == []


def test_exactly_the_planted_contradictions_are_found() -> None:
    texts = {file.path.removeprefix(f"{SPECS}/"): file.content.decode() for file in read_folder(SPECS)[0]}
    for _, path, old, new in PLANTED:
        assert texts[path].count(old) >= 1, f"{path} has changed: {old}"
        texts[path] = texts[path].replace(old, new, 1)
    found = check_specs([SourceFile(path, text.encode()) for path, text in texts.items()], TODAY)
    assert len(PLANTED) == 20
    assert sorted((each.code, each.span.path) for each in found) == sorted(
        (code, WHERE.get(code, path)) for code, path, _, _ in PLANTED
    )


WHERE = {
    "one-sided-exchange": "processes/churn-win-back.yaml",
    "system-not-cleared": "data/order.yaml",
    "never-used": "data/market-report.yaml",
    "unexplained-abbreviation": "processes/customer-data-analysis.yaml",
}
"""Where a contradiction shows that is not planted in the same file."""
