"""A made-up firm whose repair process had three versions: a step, a role and a field came and went."""

from __future__ import annotations

from pathlib import Path

from repository import Repository

from small import DATA, MKDOCS, PROCESS, ROLES, SMALL

REPAIR, TICKET, PEOPLE = (f"process_specs/{name}.yaml" for name in ("repair", "data", "roles"))
TESTER = "---\nkind: role\nid: tester\ntitle: {en: Tester, zh: 测试员}\nversion: 1.0.0\n"
SERIAL = "---\nkind: field\nid: serial\ntitle: {en: Serial number, zh: 序列号}\nversion: 1.0.0\ntype: string\n"
TRIAL = """\
  - id: trial
    title: {en: Test it, zh: 检验}
    responsible: tester
    reads: ticket.serial
    next: done
"""
NOTES = (
    "  - {version: 1.0.0, date: 2026-03-03, note: {en: First edition., zh: 首次发布。}}\n",
    "  - {version: 1.1.0, date: 2026-06-10, note: {en: A tester tests., zh: 增加检验。}}\n",
    "  - {version: 2.0.0, date: 2026-10-20, note: {en: Five days to mend., zh: 维修时限五天。}}\n",
)


def made_firm(folder: Path) -> Repository:
    """The firm's repository, at its newest version."""
    firm = Repository(folder)
    first = {
        **SMALL,
        "mkdocs.yml": f"{MKDOCS}site_url: https://example.com/book/\n",
        "docs/note.md": "# Note\n",
        PEOPLE: ROLES + TESTER,
        TICKET: DATA.replace("[fault]", "[fault, serial]") + SERIAL,
        REPAIR: version("1.0.0", PROCESS),
    }
    firm.commit(first, day="2026-03-03")
    tested = PROCESS.replace("    next: done\n", "    next: trial\n").replace("  - id: sorry", f"{TRIAL}  - id: sorry")
    firm.commit({REPAIR: version("1.1.0", tested)}, day="2026-06-10")
    ticket = DATA.replace(
        "title: {en: Ticket, zh: 工单}\nversion: 1.0.0", "title: {en: Ticket, zh: 工单}\nversion: 2.0.0"
    )
    last = {REPAIR: version("2.0.0", PROCESS.replace("3 days", "5 days")), PEOPLE: ROLES, TICKET: ticket}
    firm.commit(last, day="2026-10-20")
    return firm


def version(number: str, text: str) -> str:
    """A text of the process with a number, and the notes on it and those before it."""
    notes = NOTES[: [number in note for note in NOTES].index(True) + 1]
    return text.replace("version: 1.0.0", f"version: {number}") + "changes:\n" + "".join(reversed(notes))
