"""Makes up the catalogue of a firm of any size, the same for the same seed: what the benchmark measures.

N processes of 15 steps in 4 lanes with 3 decisions, 20 to an area; N / 5 structures of 12 fields, N fields, 30 roles.
"""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

import yaml

AREA = 20
"""Processes in an area."""
ROLES = 30
_VERBS = "Check Record Compare Stamp Answer Send Measure Order Plan Review Sort Confirm".split()
_THINGS = "request offer order invoice delivery complaint contract report sample claim visit payment".split()
_HOW = (
    "1. Open the {thing} and read what was agreed.\n"
    "2. **{verb}** it against the list; ask when something is missing.\n"
    "3. Enter the result the same day, with date and reason.\n"
)
_BACK = {4: None, 8: "s05", 12: None}
"""The steps that are decisions, and where their second way leads: back, or past the next step."""


def firm(processes: int, seed: int = 1) -> dict[str, str]:
    """The files of a catalogue: `path: YAML text`."""
    random = Random(seed)
    areas = max(1, processes // AREA)
    structures = max(1, processes // 5)
    files = {"catalog.yaml": _catalog(areas), "roles.yaml": _many(_role(each) for each in range(ROLES))}
    files["systems.yaml"] = _text({"kind": "system", "id": "records", "title": "Records", "version": "1.0.0"})
    for n in range(structures):
        files[f"data/d{n:05}.yaml"] = _text(_structure(n, structures, processes, areas))
    for start in range(0, processes, 100):
        fields = [_field(n) for n in range(start, min(start + 100, processes))]
        files[f"fields/f{start // 100:05}.yaml"] = _many(fields)
    for n in range(processes):
        files[f"processes/p{n:05}.yaml"] = _text(_process(n, processes, structures, areas, random))
    return files


def title_of(text: str, step: str = "s03") -> str:
    """What a step of a process's text is called."""
    return str(next(each for each in yaml.safe_load(text)["steps"] if each["id"] == step)["title"])


def changed(text: str, step: str = "s03") -> str:
    """A process's text after its owner put a step in other words of the same length."""
    title = title_of(text, step)
    return text.replace(title, title[::-1].capitalize(), 1)


def _catalog(areas: int) -> str:
    return _text(
        {
            "format": 1,
            "title": "A firm",
            "languages": ["en"],
            "areas": [{"id": f"area-{n:03}", "title": f"Area {n + 1}"} for n in range(areas)],
        }
    )


def _role(n: int) -> dict[str, object]:
    team = n % 6
    boss = {} if n < 6 else {"reports_to": f"role-{team:02}"}
    title = f"{_THINGS[n % 12].capitalize()} {('manager', 'clerk', 'engineer', 'agent', 'buyer')[n // 6 % 5]} {n + 1}"
    return {"kind": "role", "id": f"role-{n:02}", "title": title, "version": "1.0.0", "status": "active", **boss}


def _structure(n: int, structures: int, fields: int, areas: int) -> dict[str, object]:
    first = n * 12
    parts = [f"field-{(first + each) % fields:05}" for each in range(12)]
    spec: dict[str, object] = {
        "kind": "data",
        "id": f"data-{n:05}",
        "title": f"{_THINGS[n % 12].capitalize()} record {n + 1}",
        "version": "1.0.0",
        "status": "active",
        "owner": f"role-{n % ROLES:02}",
        "area": f"area-{n * areas // structures:03}",
        "store": "records",
        "groups": [
            {"id": "head", "title": "Head", "fields": list(dict.fromkeys(parts[:6]))},
            {"id": "body", "title": "Body", "fields": list(dict.fromkeys(parts[6:]))},
        ],
    }
    if n % 4 < 3 and n + 1 < structures:
        spec["relations"] = [{"to": f"data-{n + 1:05}", "kind": "one-to-many", "title": "leads to"}]
    return spec


def _field(n: int) -> dict[str, object]:
    return {
        "kind": "field",
        "id": f"field-{n:05}",
        "title": f"{_THINGS[n % 12].capitalize()} {('number', 'date', 'amount', 'name')[n % 4]} {n + 1}",
        "version": "1.0.0",
        "status": "active",
        "type": ("text", "date", "decimal", "text")[n % 4],
        "sensitivity": ("internal", "internal", "internal", "confidential")[n % 4],
        "description": "What is entered here is read by whoever takes the next step.",
    }


def _process(n: int, processes: int, structures: int, areas: int, random: Random) -> dict[str, object]:
    area = n * areas // processes
    lanes = [f"role-{(area * 5 + n % 7 + each * 3) % ROLES:02}" for each in range(4)]
    own = [n * structures // processes, (n * structures // processes + 1) % structures]
    return {
        "kind": "process",
        "id": f"process-{n:05}",
        "title": f"{random.choice(_THINGS).capitalize()} handling {n + 1}",
        "version": "1.0.0",
        "status": "active",
        "owner": lanes[0],
        "area": f"area-{area:03}",
        "purpose": "Whoever asks gets an answer in time, and the firm knows what it promised.",
        "starts_when": "Somebody asks for it.",
        "ends_when": "It is done and recorded.",
        "steps": [_step(k, lanes, own, random) for k in range(15)],
    }


def _step(k: int, lanes: list[str], own: list[int], random: Random) -> dict[str, object]:
    id, role = f"s{k:02}", lanes[(k // 3 + (k % 3 == 2)) % 4]
    if k in (0, 14):
        kind, title = ("start", "Somebody asks") if k == 0 else ("end", "It is done")
        return {"id": id, "type": kind, "title": title, "responsible": role}
    verb, thing = random.choice(_VERBS), random.choice(_THINGS)
    if k in _BACK:
        other = _BACK[k] or f"s{k + 2:02}"
        ways = [{"when": "Yes", "next": f"s{k + 1:02}"}, {"when": "No", "next": other}]
        return {
            "id": id,
            "type": "decision",
            "title": f"Is the {thing} complete ({k})?",
            "responsible": role,
            "branches": ways,
        }
    touch = "creates" if k == 1 else ("updates" if k % 3 == 0 else "reads")
    data = f"data-{own[k % 2]:05}.{('head', 'body')[k % 2]}"
    return {
        "id": id,
        "title": f"{verb} the {thing} {k}",
        "responsible": role,
        touch: [data],
        "within": f"{random.randint(1, 8)} h",
        "how": _HOW.format(verb=verb, thing=thing),
    }


def _text(spec: object) -> str:
    return yaml.dump(spec, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)


def _many(specs: Iterable[dict[str, object]]) -> str:
    return "---\n".join(map(_text, specs))
