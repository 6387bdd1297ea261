"""Hand-made scenes like those of a customer-management handbook, in English and Chinese."""

from __future__ import annotations

from diagrams.comparisons import everything_changed
from process_atlas.diagrams.scene import Badge, Edge, Lane, Node, Plan, Row, Scene

_LANES = (
    ("customer", "Customer", "客户", "CU", "客", 0),
    ("service-agent", "Customer-service agent", "客服专员", "SA", "服", 1),
    ("service-lead", "Service team lead", "客服主管", "SL", "主", 2),
    ("quality-engineer", "Quality engineer", "质量工程师", "QE", "质", 3),
    ("finance-clerk", "Finance clerk", "财务专员", "FC", "财", 4),
)
_STEPS = (
    ("complain", "terminator", "customer", "A customer complains", "客户提出投诉", "start", ()),
    (
        "register",
        "process",
        "service-agent",
        "Register the complaint",
        "登记投诉",
        "task",
        (("time", "10 min", "10 分钟"), ("system", "CRM", "CRM")),
    ),
    (
        "classify",
        "process",
        "service-agent",
        "Classify by product quality, attitude or logistics",
        "按产品质量、服务态度、物流分类",
        "task",
        (),
    ),
    ("how-severe", "decision", "service-agent", "How severe is it?", "严重程度如何？", "decision", ()),
    (
        "reply",
        "process",
        "service-agent",
        "Answer within a day and offer a remedy",
        "24 小时内答复并提出补救",
        "task",
        (("time", "24 h", "24 小时"), ("key", "Key node", "关键节点")),
    ),
    (
        "escalate",
        "process",
        "service-lead",
        "Take over the case",
        "接手处理",
        "task",
        (("time", "2 h", "2 小时"), ("key", "Key node", "关键节点")),
    ),
    ("split", "parallel", "service-lead", "", "", "parallel", ()),
    (
        "investigate",
        "process",
        "quality-engineer",
        "Investigate the cause",
        "调查原因",
        "task",
        (("time", "2 days", "2 天"), ("system", "QMS", "质量系统")),
    ),
    ("refund", "subprocess", "finance-clerk", "Refund or replacement", "退款或换货", "subprocess", ()),
    ("join", "parallel", "service-lead", "", "", "parallel", ()),
    (
        "plan",
        "process",
        "service-lead",
        "Decide the remedy and approve it",
        "确定并批准补救方案",
        "task",
        (("key", "Key node", "关键节点"),),
    ),
    (
        "tell",
        "document",
        "service-agent",
        "Send the written answer",
        "发送书面答复",
        "task",
        (("system", "E-mail", "电子邮件"),),
    ),
    (
        "cool-off",
        "wait",
        "service-agent",
        "Wait before calling back",
        "等待回访",
        "wait",
        (("wait", "3 days", "3 天"),),
    ),
    (
        "call-back",
        "process",
        "service-agent",
        "Call back the customer",
        "电话回访客户",
        "task",
        (("time", "1 day", "1 天"),),
    ),
    (
        "satisfied",
        "decision",
        "customer",
        "Is the customer satisfied with the remedy?",
        "客户对补救满意吗？",
        "decision",
        (),
    ),
    (
        "prevent",
        "process",
        "quality-engineer",
        "Find what complaints have in common and prevent it",
        "找出投诉共性并预防",
        "task",
        (),
    ),
    ("done", "terminator", "quality-engineer", "Complaint closed", "投诉关闭", "end", ()),
)
_FLOWS = (
    ("complain", "register", "", "", "", "flow"),
    ("register", "classify", "", "", "", "flow"),
    ("classify", "how-severe", "", "", "", "flow"),
    ("how-severe", "reply", "Minor or normal", "轻微或一般", "success", "flow"),
    ("how-severe", "escalate", "Serious", "严重", "danger", "flow"),
    ("reply", "escalate", "after 24 h", "超过 24 小时", "", "overdue"),
    ("reply", "tell", "", "", "", "flow"),
    ("escalate", "split", "", "", "", "flow"),
    ("split", "investigate", "", "", "", "flow"),
    ("split", "refund", "", "", "", "flow"),
    ("investigate", "join", "", "", "", "flow"),
    ("refund", "join", "", "", "", "flow"),
    ("join", "plan", "", "", "", "flow"),
    ("plan", "tell", "", "", "", "flow"),
    ("tell", "cool-off", "", "", "", "flow"),
    ("cool-off", "call-back", "", "", "", "flow"),
    ("call-back", "satisfied", "", "", "", "flow"),
    ("satisfied", "prevent", "Yes", "是", "success", "flow"),
    ("satisfied", "classify", "No", "否", "warning", "flow"),
    ("prevent", "done", "", "", "", "flow"),
)
_CHANNELS = (
    ("Phone", "电话"),
    ("E-mail", "电子邮件"),
    ("Online chat", "在线客服"),
    ("Social media", "社交媒体"),
    ("Website", "网站"),
    ("Offline event", "线下活动"),
)


def complaint(lang: str = "en", direction: str = "down", spec: str = "process:complaint-handling") -> Scene:
    """Complaint handling: five lanes, branches, a loop back, a parallel split and join, an overdue way, channels."""
    zh = lang == "zh"
    nodes = []
    for number, (id_, shape, lane, en, cn, css, badges) in enumerate(_STEPS, 1):
        marks = tuple(Badge(kind, c if zh else e) for kind, e, c in badges)
        if css == "start":
            marks = tuple(Badge("channel", c if zh else e) for e, c in _CHANNELS)
        shown = "" if css in ("start", "end") else str(number - 1)
        nodes.append(Node(id_, shape, cn if zh else en, lane, shown, f"#step-{id_}", marks, css=css))
    return Scene(
        "flowchart",
        spec,
        lang,
        "客户投诉处理" if zh else "Complaint handling",
        "从提出投诉到关闭" if zh else "From the complaint to its closing",
        tuple(
            Lane(id_, cn if zh else en, szh if zh else sen, tone, f"../roles/{id_}/")
            for id_, en, cn, sen, szh, tone in _LANES
        ),
        tuple(nodes),
        tuple(Edge(a, b, cn if zh else en, level, style) for a, b, en, cn, level, style in _FLOWS),
        direction,
    )


def _external(id_: str, title: str) -> Node:
    return Node(id_, "external", title, href=f"../roles/{id_}/")


def context() -> Scene:
    """A context diagram: one process, three externals."""
    flows = (
        ("customer", "all", "complaint form, service call, survey answer, customer's details"),
        ("all", "customer", "quotation, contract, written answer"),
        ("supplier", "all", "product data"),
        ("all", "carrier", "delivery order"),
        ("carrier", "all", "proof of delivery"),
    )
    return Scene(
        "context",
        "area:context",
        "en",
        "Customer management in its surroundings",
        nodes=(
            Node("all", "dfd-process", "Customer management", number="0", tone=0),
            _external("customer", "Customer"),
            _external("supplier", "Supplier"),
            _external("carrier", "Carrier"),
        ),
        edges=tuple(Edge(a, b, label, style="data") for a, b, label in flows),
        plan=Plan.DATAFLOW,
    )


_PROCESSES = (
    ("lead", "Lead to contract", "Sales"),
    ("segment", "Customer identification and segmentation", "Marketing"),
    ("records", "Customer record keeping", "CRM administration"),
    ("service", "Service request", "Service"),
    ("complaint", "Complaint handling", "Service"),
    ("order", "Order to after-sales", "Sales"),
    ("analysis", "Customer data analysis", "Analysis"),
    ("churn", "Churn warning and win-back", "Sales"),
    ("survey", "Satisfaction survey", "Quality"),
    ("review", "Chart review", "Quality"),
)
_STORES = (
    ("record", "Customer record"),
    ("leads", "Lead"),
    ("opportunity", "Opportunity"),
    ("quotation", "Quotation"),
    ("contract", "Contract"),
    ("orders", "Order"),
    ("complaints", "Complaint"),
    ("ticket", "Service ticket"),
    ("answers", "Survey answer"),
    ("segments", "Segment"),
    ("signal", "Churn signal"),
    ("payment", "Payment"),
    ("charts", "Chart and feedback"),
)
_DATA = (
    "customer>lead:enquiry",
    "lead>customer:quotation, contract",
    "lead<>leads",
    "lead>opportunity",
    "lead>quotation",
    "lead>contract",
    "lead>record",
    "lead>order:signed contract",
    "segment<record",
    "segment>segments",
    "segment<leads",
    "customer>records:customer's details",
    "records<>record",
    "records<segments",
    "customer>service:service call",
    "service>customer:solution",
    "service<record",
    "service<>ticket",
    "service>complaint:complaint passed on",
    "customer>complaint:complaint form",
    "complaint>customer:written answer",
    "complaint<>complaints",
    "complaint<record",
    "complaint<orders",
    "customer>order:order",
    "order>customer:delivery note",
    "supplier>order:product data",
    "order<contract",
    "order>orders",
    "order>payment",
    "analysis<record",
    "analysis<orders",
    "analysis<complaints",
    "analysis>segments",
    "analysis>signal",
    "analysis>churn:customers at risk",
    "churn<signal",
    "churn<record",
    "churn>customer:offer",
    "customer>survey:survey answer",
    "survey>answers",
    "survey<orders",
    "survey>review:improvements",
    "complaint>review:causes",
    "review<>charts",
)


def _data_edges() -> tuple[Edge, ...]:
    edges = []
    for item in _DATA:
        names, _, label = item.partition(":")
        a, arrow, b = next(names.partition(sign) for sign in ("<>", "<", ">") if sign in names)
        if arrow == "<>":
            edges.append(Edge(a, b, label, style="data-both", css="data"))
        elif arrow == ">":
            edges.append(Edge(a, b, label, style="data"))
        else:
            edges.append(Edge(b, a, label, style="data"))
    return tuple(edges)


def level_0(yourdon: bool = False) -> Scene:
    """Ten processes, thirteen stores, two externals, about forty flows."""
    process, store, external = (
        ("bubble", "open-store", "plain-external") if yourdon else ("dfd-process", "store", "external")
    )
    nodes = [Node(id_, external, id_.capitalize(), css="external") for id_ in ("customer", "supplier")]
    nodes += [
        Node(id_, process, title, number=str(n), subtitle=sub, tone=n % 12, href=f"../{id_}/")
        for n, (id_, title, sub) in enumerate(_PROCESSES, 1)
    ]
    nodes += [
        Node(id_, store, title, number=f"D{n}", href=f"../data/{id_}/") for n, (id_, title) in enumerate(_STORES, 1)
    ]
    spec = "catalog:yourdon" if yourdon else "catalog:level-0"
    return Scene(
        "level-0",
        spec,
        "en",
        "Data flows of customer management",
        nodes=tuple(nodes),
        edges=_data_edges(),
        plan=Plan.DATAFLOW,
    )


def level_1() -> Scene:
    """The eight steps of a process in Chinese."""
    steps = ("登记投诉", "分类分级", "答复客户", "调查原因", "制定补救方案", "执行补救", "电话回访", "总结预防")
    roles = ("客服专员", "客服专员", "客服专员", "质量工程师", "客服主管", "财务专员", "客服专员", "质量工程师")
    nodes = [Node("customer", "external", "客户")]
    nodes += [
        Node(f"s{n}", "dfd-process", t, number=f"5.{n}", subtitle=r, tone=n % 5)
        for n, (t, r) in enumerate(zip(steps, roles, strict=True), 1)
    ]
    nodes += [
        Node("complaint", "store", "投诉", number="D1"),
        Node("record", "store", "客户档案", number="D2"),
        Node("orders", "store", "订单", number="D3"),
    ]
    flows = (
        "customer>s1:投诉表",
        "s1>complaint",
        "record>s1",
        "complaint>s2",
        "s2>complaint",
        "s3>customer:书面答复",
        "complaint>s3",
        "complaint>s4",
        "orders>s4",
        "s4>s5:原因分析",
        "s5>complaint",
        "s5>s6:补救方案",
        "s6>orders",
        "customer>s7:满意度",
        "s7>complaint",
        "s4>s8:根本原因",
        "complaint>s8",
        "record>s7",
    )
    edges = []
    for flow in flows:
        names, _, label = flow.partition(":")
        a, b = names.split(">")
        edges.append(Edge(a, b, label, style="data"))
    return Scene(
        "dataflow",
        "process:level-1",
        "zh",
        "投诉处理的数据流",
        nodes=tuple(nodes),
        edges=tuple(edges),
        plan=Plan.DATAFLOW,
    )


def entities() -> Scene:
    """Twelve data structures and their relations."""
    fields = {
        "customer": (
            "Customer record",
            ("customer number", "name", "phone", "e-mail", "address", "industry", "source"),
        ),
        "lead": ("Lead", ("lead number", "source", "interest", "status")),
        "opportunity": ("Opportunity", ("number", "stage", "value")),
        "quotation": ("Quotation", ("number", "valid until", "amount")),
        "contract": ("Contract", ("contract number", "signed on", "amount", "term")),
        "order": ("Order", ("order number", "product", "amount", "payment method", "delivered on")),
        "payment": ("Payment", ("receipt number", "amount")),
        "complaint": ("Complaint", ("number", "channel", "category", "severity", "remedy")),
        "ticket": ("Service ticket", ("number", "question", "solution")),
        "survey": ("Survey answer", ("number", "score", "remark")),
        "segment": ("Segment", ("name", "rule")),
        "signal": ("Churn signal", ("number", "kind", "seen on")),
    }
    relations = (
        ("lead", "opportunity", "one-to-many", "becomes"),
        ("customer", "opportunity", "one-to-many", ""),
        ("opportunity", "quotation", "one-to-many", ""),
        ("quotation", "contract", "one-to-one", "leads to"),
        ("customer", "contract", "one-to-many", "signs"),
        ("contract", "order", "one-to-many", ""),
        ("order", "payment", "one-to-many", ""),
        ("customer", "complaint", "one-to-many", "files"),
        ("order", "complaint", "one-to-many", ""),
        ("customer", "ticket", "one-to-many", ""),
        ("ticket", "complaint", "one-to-one", "grows into"),
        ("customer", "survey", "one-to-many", ""),
        ("segment", "customer", "many-to-many", "groups"),
        ("customer", "signal", "one-to-many", ""),
        ("order", "survey", "one-to-one", ""),
    )
    nodes = tuple(
        Node(
            id_,
            "entity",
            title,
            rows=tuple(
                Row(t, "key" if not k else "required" if k == 1 else "", ("text", "date", "money")[k % 3])
                for k, t in enumerate(rows)
            ),
            tone=n,
            href=f"../{id_}/",
        )
        for n, (id_, (title, rows)) in enumerate(fields.items())
    )
    return Scene(
        "entity",
        "catalog:entities",
        "en",
        "Data structures",
        nodes=nodes,
        edges=tuple(Edge(a, b, label, style=style) for a, b, style, label in relations),
        plan=Plan.FREE,
    )


def organisation() -> Scene:
    """Twelve roles and who reports to whom."""
    roles = (
        ("gm", "General manager", "GM", "", "Management"),
        ("sales-m", "Sales manager", "SM", "gm", "Sales"),
        ("sales", "Sales representative", "SR", "sales-m", "Sales"),
        ("market", "Marketing specialist", "MS", "sales-m", "Marketing"),
        ("lead", "Service team lead", "SL", "gm", "Service"),
        ("agent", "Customer-service agent", "SA", "lead", "Service"),
        ("trainer", "Training coordinator", "TC", "lead", "Service"),
        ("quality", "Quality engineer", "QE", "gm", "Quality"),
        ("analyst", "Data analyst", "DA", "crm", "Information"),
        ("crm", "CRM administrator", "CA", "gm", "Information"),
        ("finance", "Finance clerk", "FC", "gm", "Finance"),
        ("after", "After-sales agent", "AS", "lead", "Service"),
    )
    nodes = tuple(
        Node(id_, "person", title, sign=sign, subtitle=team, tone=n, href=f"../roles/{id_}/")
        for n, (id_, title, sign, _, team) in enumerate(roles)
    )
    edges = tuple(Edge(boss, id_, style="line") for id_, _, _, boss, _ in roles if boss)
    return Scene("organisation", "catalog:roles", "en", "Who reports to whom", nodes=nodes, edges=edges, plan=Plan.TREE)


def every() -> list[Scene]:
    """All scenes of the gallery."""
    flows = [complaint(), complaint("zh", spec="process:zh"), complaint("en", "right", "process:right")]
    data = [context(), level_0(), level_0(True), level_1(), entities()]
    return [*flows, *data, organisation(), everything_changed("en")]
