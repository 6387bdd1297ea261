"""A catalogue that is small and right, as texts: tests change it to see what happens."""

CATALOG = """\
format: 1
title: {en: Repairs, zh: 维修}
languages: [en, zh]
areas:
  - {id: service, title: {en: Service, zh: 服务}}
"""

ROLES = """\
kind: role
id: customer
title: {en: Customer, zh: 客户}
version: 1.0.0
external: true
---
kind: role
id: clerk
title: {en: Clerk, zh: 文员}
version: 1.0.0
reports_to: lead
---
kind: role
id: lead
title: {en: Lead, zh: 主管}
version: 1.0.0
"""

DATA = """\
kind: system
id: desk
title: {en: Service desk, zh: 服务台}
version: 1.0.0
owner: lead
---
kind: field
id: fault
title: {en: Fault, zh: 故障}
version: 1.0.0
type: text
example: No picture
---
kind: data
id: ticket
title: {en: Ticket, zh: 工单}
version: 1.0.0
owner: lead
store: desk
groups:
  - id: intake
    title: {en: Intake, zh: 受理}
    fields: [fault]
"""

PROCESS = """\
kind: process
id: repair
title: {en: Repair, zh: 维修}
version: 1.0.0
owner: lead
area: service
purpose: {en: Broken things work again., zh: 让故障设备恢复正常。}
starts_when: {en: A customer reports a fault, zh: 客户报修}
ends_when: {en: The customer knows how it ended, zh: 客户获知结果}
steps:
  - id: note
    title: {en: Note the fault, zh: 登记故障}
    responsible: clerk
    system: desk
    creates: ticket
    duration: 10 min
    how: {en: 1. Listen., zh: 1. 倾听。}
  - id: fixable
    type: decision
    title: {en: "Can it be mended?", zh: 能修好吗？}
    responsible: lead
    reads: ticket
    branches:
      - {when: {en: "Yes", zh: 能}, next: mend, level: success}
      - {when: {en: "No", zh: 不能}, next: sorry, level: danger}
  - id: mend
    title: {en: Mend it, zh: 维修}
    responsible: clerk
    updates: ticket
    within: 3 days
    overdue: sorry
    how: {en: 1. Mend., zh: 1. 修理。}
    next: done
  - id: sorry
    title: {en: Say sorry, zh: 致歉}
    responsible: lead
    informed: customer
    duration: 5 min
    how: {en: 1. Call., zh: 1. 致电。}
  - {id: done, type: end, title: {en: Settled, zh: 办结}}
"""

SMALL = {
    "process_specs/catalog.yaml": CATALOG,
    "process_specs/roles.yaml": ROLES,
    "process_specs/data.yaml": DATA,
    "process_specs/repair.yaml": PROCESS,
}

MKDOCS = """\
site_name: Test
theme: {name: material, font: false, features: [content.action.edit]}
plugins: [process-atlas]
"""


def changed(old: str, new: str, path: str = "process_specs/repair.yaml") -> dict[str, str]:
    """The small catalogue with one text replaced."""
    assert old in SMALL[path], f"{old!r} is not in {path}"
    return {**SMALL, path: SMALL[path].replace(old, new)}
