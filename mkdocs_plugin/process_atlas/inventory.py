"""Writes the inventory: everything that a site has, with its addresses, for other catalogues to link to."""

from __future__ import annotations

import json
from collections.abc import Iterator

from process_atlas.addresses import Settings, links_from
from process_atlas.catalog import Catalog
from process_atlas.spec.choices import Status
from process_atlas.spec.inventory import FORMAT
from process_atlas.spec.model import Data, Process, Role, Spec
from process_atlas.spec.values import Text, readable

Record = dict[str, object]


def inventory_of(catalog: Catalog, settings: Settings) -> str:
    """The inventory of a catalogue as JSON, one thing a line: the same text for the same specs and addresses.

    Things are in the order of kinds and ids; the steps of a process follow it in their order. `spec/inventory.py`
    has the schema.
    """
    lines = ",\n".join(map(_json, _records(catalog, settings)))
    title = _json(dict(catalog.manifest.title.by_language))
    home = _json(_addresses(catalog, links_from("", settings)("home").removeprefix("./")))
    return f'{{"format":{FORMAT},"title":{title},"address":{home},"objects":[\n{lines}\n]}}\n'


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _records(catalog: Catalog, settings: Settings) -> Iterator[Record]:
    href = links_from("", settings)
    for specs in catalog.specs.values():
        for id, spec in sorted(specs.items()):
            address = _addresses(catalog, href(spec.KIND, id))
            yield {**_record(spec.KIND, id, spec, spec.title, address), **_more(spec)}
            for step in spec.steps if isinstance(spec, Process) else ():
                at_step = {lang: f"{path}#step-{step.id}" for lang, path in address.items()}
                yield _record("step", f"{id}/{step.id}", spec, step.title or readable(step.id), at_step)


def _record(kind: str, id: str, spec: Spec, title: Text, address: dict[str, str]) -> Record:
    return {"kind": kind, "id": id, "version": spec.version, "title": dict(title.by_language), "address": address}


def _more(spec: Spec) -> Record:
    """What other catalogues need to know of a spec to draw and check with it; left out where it is the usual."""
    more: Record = {} if spec.status is Status.ACTIVE else {"status": spec.status.value}
    match spec:
        case Role(external=True):
            more["external"] = True
        case Data(store=str(store)):
            more["store"] = store
    return more


def _addresses(catalog: Catalog, path: str) -> dict[str, str]:
    """The addresses of a page in every language, from the root of the site on."""
    first, *others = catalog.languages
    return {first: path, **{lang: f"{lang}/{path}" for lang in others}}
