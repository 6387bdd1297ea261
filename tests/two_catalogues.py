"""Two catalogues of one firm: the workshop of `small.py`, and sales, which names things of the workshop."""

from __future__ import annotations

from small import SMALL

MANIFEST = """\
format: 1
title: {zh: 销售, en: Sales}
languages: [zh, en]
catalogs:
  - {id: workshop, inventory: ../../site/workshop/objects.json, url: ../workshop/}
"""

SALE = """\
kind: role
id: seller
title: {en: Seller, zh: 销售员}
version: 1.0.0
reports_to: workshop:lead
---
kind: system
id: shop
title: {en: Shop, zh: 商店系统}
version: 1.0.0
owner: workshop:lead
---
kind: field
id: wish
title: {en: Wish, zh: 愿望}
version: 1.0.0
type: text
example: A lamp
---
kind: data
id: order
title: {en: Order, zh: 订单}
version: 1.0.0
owner: seller
store: workshop:desk
groups:
  - {id: head, title: {en: Head, zh: 表头}, fields: [wish]}
---
kind: process
id: sale
title: {en: Sale, zh: 销售}
version: 1.0.0
owner: seller
approver: workshop:lead
purpose: {en: The customer has what works., zh: 客户得到能用的产品。}
starts_when: {en: A customer asks, zh: 客户询问}
ends_when: {en: The customer is served, zh: 客户得到服务}
lanes: [seller, workshop:clerk]
steps:
  - id: listen
    title: {en: Listen, zh: 倾听}
    responsible: seller
    consulted: workshop:clerk
    informed: workshop:lead
    receives: [{data: order, from: workshop:customer}]
    creates: order
    reads: workshop:ticket
    duration: 5 min
    how: {en: 1. Listen., zh: 1. 倾听。}
  - id: pass-on
    title: {en: Pass it on, zh: 转交}
    responsible: seller
    accountable: workshop:lead
    system: [shop, workshop:desk]
    reads: order
    sends: [{data: order, to: "process:workshop:repair"}, {data: order, to: workshop:lead}]
    duration: 5 min
    how: {en: 1. Send., zh: 1. 发送。}
  - id: mend
    type: subprocess
    process: workshop:repair
    title: {en: Have it mended, zh: 送修}
    responsible: workshop:clerk
  - id: hand-over
    title: {en: Hand it over, zh: 交付}
    responsible: seller
    receives: [{data: workshop:ticket, from: "process:workshop:repair"}]
    updates: workshop:ticket
    duration: 5 min
    how: {en: 1. Smile., zh: 1. 微笑。}
  - {id: done, type: end, title: {en: Served, zh: 完成}}
"""

WORKSHOP = {path.replace("process_specs/", "workshop/process_specs/"): text for path, text in SMALL.items()}
SALES = {"sales/process_specs/catalog.yaml": MANIFEST, "sales/process_specs/sale.yaml": SALE}
