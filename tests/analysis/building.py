"""Small catalogues for tests of the analysis, written as Python values."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from process_atlas.analysis.atlas import Atlas, derive
from process_atlas.catalog import Catalog
from process_atlas.link import link
from process_atlas.spec.load import load
from process_atlas.spec.source import SourceFile

Spec = dict[str, Any]

ROLES = ("ann", "bob", "cid")
OUTSIDERS = ("xena", "yves")
STORES, PAPERS = ("files", "books"), ("form", "letter")
REFS = tuple(f"{data}{part}" for data in (*STORES, *PAPERS) for part in ("", ".top", ".rest", ".one", ".two", ".three"))


def role(id: str, **keys: Any) -> Spec:
    """A role."""
    return {"kind": "role", "id": id, "title": id.title(), "version": "1.0.0", **keys}


def field(id: str, **keys: Any) -> Spec:
    """A field, a string unless `type` says otherwise."""
    return {"kind": "field", "id": id, "title": id.title(), "version": "1.0.0", "type": "string", **keys}


def data(id: str, store: str = "", **keys: Any) -> Spec:
    """A structure of the groups `top` (fields one and two) and `rest` (field three)."""
    groups = [
        {"id": "top", "title": "Top", "fields": ["one", "two"]},
        {"id": "rest", "title": "Rest", "fields": ["three"]},
    ]
    kept = {"store": store} if store else {}
    spec = {"kind": "data", "id": id, "title": id.title(), "version": "1.0.0", "owner": "ann", "groups": groups}
    return {**spec, **kept, **keys}


def step(id: str, responsible: str | list[str] = "ann", **keys: Any) -> Spec:
    """A step, a task unless `type` says otherwise. `next_` and the like stand for keys that Python takes."""
    return {"id": id, "title": id.title(), "responsible": responsible, **{k.rstrip("_"): v for k, v in keys.items()}}


def process(id: str, *steps: Spec, **keys: Any) -> Spec:
    """A process of steps that ann owns."""
    spec = {"kind": "process", "id": id, "title": id.title(), "version": "1.0.0", "owner": "ann"}
    return {**spec, **keys, "steps": list(steps)}


AROUND: tuple[Spec, ...] = (
    *(role(id) for id in ROLES),
    *(role(id, external="true") for id in OUTSIDERS),
    {"kind": "system", "id": "desk", "title": "Desk", "version": "1.0.0"},
    *(field(id) for id in ("one", "two", "three")),
    *(data(id, store="desk") for id in STORES),
    *(data(id) for id in PAPERS),
)
"""Roles, a system, fields, two stores and two documents in motion."""


def catalog(*specs: Spec) -> Catalog:
    """A catalogue of the given specs and those around them."""
    text = "\n---\n".join(json.dumps(spec) for spec in (*AROUND, *specs))
    return link(load([SourceFile("specs.yaml", text.encode())]))


def atlas(*specs: Spec) -> Atlas:
    """The atlas of such a catalogue, which must be free of errors."""
    linked = catalog(*specs)
    assert linked.diagnostics == ()
    return derive(linked)


PROCESSES = ("buy", "make", "sell")
_parties = st.sampled_from((*ROLES, *OUTSIDERS, *(f"process:{id}" for id in PROCESSES)))
_refs = st.lists(st.sampled_from(REFS), max_size=2)


@st.composite
def _steps(draw: st.DrawFn, index: int, count: int) -> Spec:
    verbs = {verb: draw(_refs) for verb in ("creates", "reads", "updates", "deletes")}
    verbs["receives"] = [{"data": ref, "from": draw(_parties)} for ref in draw(_refs)]
    verbs["sends"] = [{"data": ref, "to": draw(_parties)} for ref in draw(_refs)]
    after = draw(st.none() | st.lists(st.integers(0, count - 1), min_size=1, max_size=2, unique=True))
    ways = {} if after is None else {"next": [f"s{target}" for target in after]}
    return step(f"s{index}", draw(st.sampled_from((*ROLES, *OUTSIDERS))), **verbs, **ways)


@st.composite
def catalogues(draw: st.DrawFn) -> Catalog:
    """Any catalogue of three processes whose steps touch any data and pass them to anybody."""
    counts = [draw(st.integers(1, 4)) for _ in PROCESSES]
    made = (
        process(id, *(draw(_steps(index, count)) for index in range(count)))
        for id, count in zip(PROCESSES, counts, strict=True)
    )
    return catalog(*made)
