"""Things of other catalogues: looked up in their inventories, and thin specs that stand in for them here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from process_atlas.diagnostics import Diagnostic, Span, error
from process_atlas.said import Said, say
from process_atlas.spec import hints
from process_atlas.spec.inventory import Entry, Inventory, InventoryError, candidates, read_inventory, text_of
from process_atlas.spec.load import Specs
from process_atlas.spec.model import KINDS, OtherCatalog, Spec
from process_atlas.spec.nouns import NOUNS
from process_atlas.spec.source import Document
from process_atlas.spec.values import Text, party, readable
from process_atlas.spec.walk import references

Key = tuple[str, str]
"""`(kind, id)`; the id of a foreign thing is `CATALOGUE:ID`, and `CATALOGUE:` of kind `home` the catalogue itself."""

BY_REFERENCE = {"role": "role", "process": "process", "system": "system", "data-part": "data"}
"""Kinds of references that may name foreign things, and the kinds of those; `party` names roles and processes."""

_THIN: Mapping[str, Mapping[str, object]] = {
    "process": {"owner": "", "steps": ()},
    "data": {"owner": "", "groups": ()},
}


@dataclass(frozen=True, slots=True)
class Foreign:
    """A thing of another catalogue. `addresses` are of its page by language, below `base`, where its site stands.

    `spec` stands in for the spec that we do not have; there is none for a catalogue as a whole.
    """

    kind: str
    id: str
    title: Text
    base: str
    addresses: Mapping[str, str]
    spec: Spec | None = None

    @property
    def key(self) -> Key:
        """Kind and id as they are named here."""
        return self.kind, self.id

    def address(self, lang: str, default: str) -> str:
        """Where its page is for readers of `lang`; `default` is the first language of this site, at its root.

        An address that begins with a dot is from the root of the reader's language on.
        """
        path = self.addresses.get(lang) or next(iter(self.addresses.values()), "")
        up = "../" if self.base.startswith(".") and lang != default else ""
        return f"{up}{self.base.rstrip('/')}/{path}"


def stand_in(kind: str, id: str, title: Text, version: str = "0.0.0", **known: object) -> Spec:
    """A spec of which only this much is known. It was read elsewhere, so nothing of it is checked here."""
    model: Any = KINDS[kind]
    made: Spec = model.model_construct(kind=kind, id=id, title=title, version=version, **_THIN.get(kind, {}), **known)
    return made


def key_of(to: str, target: str) -> Key | None:
    """The foreign thing that a reference names, or None when it names one of our own."""
    kind, id = party(target) if to == "party" else (BY_REFERENCE.get(to, ""), target)
    return (kind, id) if kind and ":" in id else None


@dataclass(frozen=True)
class Elsewhere:
    """The other catalogues of a manifest, and what is in those that could be read: `things` by kind and id."""

    catalogs: Mapping[str, OtherCatalog]
    inventories: Mapping[str, Inventory]
    things: Mapping[str, Mapping[Key, Entry]]

    def find(self, key: Key) -> Foreign | None:
        """A foreign thing, or None where it cannot be one.

        One that its catalogue does not have, or whose catalogue could not be read, is there too, as far as its id
        tells: two catalogues that name new things of each other would wait for each other for ever.
        """
        kind, id = key
        catalog, _, inner = id.partition(":")
        if catalog not in self.catalogs or (kind == "data" and "." in inner):
            return None
        base, entry = self.catalogs[catalog].url, self.things.get(catalog, {}).get((kind, inner))
        if entry:
            return _of_entry(id, entry, base)
        title = readable(id)
        return Foreign(kind, id, title, base, {}, stand_in(kind, id, title))

    def lacks(self, key: Key) -> bool:
        """Whether the catalogue of a thing could be read and does not have it."""
        kind, id = key
        catalog, _, inner = id.partition(":")
        return catalog in self.things and (kind, inner) not in self.things[catalog]

    def whole(self) -> Iterator[Foreign]:
        """Every other catalogue as one thing: what lies outside this one, whatever it is."""
        for id, each in self.catalogs.items():
            inventory = self.inventories.get(id)
            title = text_of(inventory.title) if inventory else readable(id)
            yield Foreign("home", f"{id}:", title, each.url, inventory.address if inventory else {})

    def problem(self, key: Key) -> tuple[Said, Said]:
        """Why a foreign thing is not found, and what to do."""
        kind, id = key
        catalog, _, inner = id.partition(":")
        if catalog not in self.catalogs:
            message = say(
                "no other catalogue is called '{catalog}' here", "这里没有名为“{catalog}”的其他目录", catalog=catalog
            )
            return message, self._right_name(catalog)
        if kind == "data" and "." in inner:
            message = say(
                "'{id}' is a part of a structure of another catalogue", "“{id}”是其他目录中数据结构的一部分", id=id
            )
            return message, Said("name the structure as a whole", "引用整个数据结构")
        known = [each for of_kind, each in self.things[catalog] if of_kind == kind]
        message = say(
            "the catalogue '{catalog}' has no {what} '{id}'",
            "目录“{catalog}”中没有{what}“{id}”",
            catalog=catalog,
            what=NOUNS[kind],
            id=inner,
        )
        return message, hints.did_you_mean(inner, known) or _LOOK_THERE

    def _right_name(self, catalog: str) -> Said:
        if catalog in KINDS:
            return Said("write the id alone", "只写 id")
        named = Said("name it under `catalogs` in catalog.yaml", "在 catalog.yaml 的 `catalogs` 中写明该目录")
        return hints.did_you_mean(catalog, self.catalogs) or named


_LOOK_THERE = Said("look for it in the other catalogue; its inventory may be old", "到那个目录中查找；其清单可能已过时")
NOWHERE = Elsewhere({}, {}, {})


def _of_entry(id: str, entry: Entry, base: str) -> Foreign:
    catalog, title = id.partition(":")[0], text_of(entry.title)
    known: dict[str, object] = {"status": entry.status}
    if entry.kind == "role":
        known["external"] = entry.external
    if entry.kind == "data" and entry.store:
        known["store"] = entry.store if ":" in entry.store else f"{catalog}:{entry.store}"
    spec = stand_in(entry.kind, id, title, entry.version, **known)
    return Foreign(entry.kind, id, title, base, MappingProxyType(entry.address), spec)


def elsewhere_of(specs: Specs) -> tuple[Elsewhere, list[Diagnostic]]:
    """The other catalogues that the manifest names, and what is wrong with their inventories."""
    document = specs.manifest_document
    if document is None or not specs.manifest.catalogs:
        return NOWHERE, []
    catalogs: dict[str, OtherCatalog] = {}
    read: dict[str, Inventory] = {}
    found: list[Diagnostic] = []
    for index, each in enumerate(specs.manifest.catalogs):
        if each.id in catalogs or each.id in KINDS:
            continue
        catalogs[each.id] = each
        inventory = _inventory(each, index, document, specs)
        if isinstance(inventory, Diagnostic):
            found.append(inventory)
        else:
            read[each.id] = inventory
    things = {id: {(entry.kind, entry.id): entry for entry in inventory.objects} for id, inventory in read.items()}
    return Elsewhere(catalogs, read, things), found


def _inventory(each: OtherCatalog, index: int, document: Document, specs: Specs) -> Inventory | Diagnostic:
    places = candidates(document.path, each.inventory)
    file = next((specs.inventories[path] for path in places if path in specs.inventories), None)
    span = document.locate(("catalogs", index, "inventory"))
    if file is None:
        return _missing(each, places[0], span)
    try:
        return read_inventory(file.content)
    except InventoryError as problem:
        message = say("the inventory '{path}' {what}", "目录清单“{path}”{what}", path=file.path, what=problem.said)
        if problem.strange:
            return error("inventory-format", message, span, _SAME_VERSION)
        return error("inventory-unreadable", message, span, _MAKE_ANEW)


_SAME_VERSION = Said("make it with the version of Process Atlas in use here", "用此处所用版本的 Process Atlas 生成清单")
_MAKE_ANEW = Said("make it anew: `process-atlas inventory` writes one", "用 `process-atlas inventory` 重新生成清单")


def _missing(each: OtherCatalog, path: str, span: Span) -> Diagnostic:
    if "://" in each.inventory:
        message = say(
            "'{address}' is an address; a build reads nothing over the network",
            "“{address}”是网址，生成网站时不从网络读取",
            address=each.inventory,
        )
        hint = Said("fetch it before the build, and name the file", "先下载清单，再写明文件路径")
        return error("inventory-missing", message, span, hint)
    message = say("there is no inventory at '{path}' that can be read", "“{path}”处没有可读取的目录清单", path=path)
    hint = Said(
        "write it with `process-atlas inventory`, or put the path right; it counts from the folder of catalog.yaml",
        "用 `process-atlas inventory` 生成清单，或改正路径（相对于 catalog.yaml 所在的文件夹）",
    )
    return error("inventory-missing", message, span, hint)


def foreign_things(specs: Specs) -> Mapping[Key, Foreign]:
    """The foreign things that loaded specs name; what is wrong with inventories is not told here."""
    elsewhere, _ = elsewhere_of(specs)
    return named((each.spec for each in specs.loaded), elsewhere)


def named(specs: Iterable[Spec], elsewhere: Elsewhere) -> Mapping[Key, Foreign]:
    """The foreign things that specs name, as far as there are such, and the other catalogues as such."""
    if not elsewhere.catalogs:
        return {}
    found = {each.key: each for each in elsewhere.whole()}
    spoken = (key_of(each.to, each.target) for spec in specs for each in references(spec))
    for key in dict.fromkeys(spoken):
        thing = elsewhere.find(key) if key else None
        if key and thing:
            found[key] = thing
    return found


def titles_of(foreign: Mapping[Key, Foreign]) -> Mapping[Key, Text]:
    """The titles of foreign things."""
    return {key: each.title for key, each in foreign.items()}
