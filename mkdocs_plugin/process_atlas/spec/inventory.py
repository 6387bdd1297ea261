"""Inventories, `objects.json`: what a catalogue tells others of itself, and which ones a manifest names."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import from_json

from process_atlas.said import Said, say
from process_atlas.spec.choices import Status
from process_atlas.spec.decoding import FORBIDDEN, MEGABYTE, SourceFile
from process_atlas.spec.source import parse
from process_atlas.spec.values import Text

FORMAT = 1
"""The number of the format; another one is another schema. Keys may come within a number, and readers skip them."""
INVENTORY = "objects.json"
"""The name of the inventory at the root of every site."""
MANIFEST_NAME = "catalog.yaml"

LARGEST_INVENTORY = 50
"""Megabytes of the largest inventory that is read; one of 1,000 processes with 15,000 steps has 2.5 MB."""


def _printable(title: str) -> str:
    if FORBIDDEN.search(title):
        raise ValueError("holds a character that no text may hold")
    return title


def _inside(address: str) -> str:
    if ".." in address.split("/"):
        raise ValueError("leads out of the site")
    return address


Titles = Annotated[dict[str, Annotated[str, AfterValidator(_printable)]], Field(min_length=1)]
Address = Annotated[str, StringConstraints(pattern=r"^([^/\\:\s<>\"][^\\:\s<>\"]*)?$"), AfterValidator(_inside)]
"""An address from the root of the site on; it never leads to another host, nor out of the site."""
Addresses = Annotated[dict[str, Address], Field(min_length=1)]


class _Told(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Entry(_Told):
    """One thing: a process, a step (`PROCESS/STEP`), a structure, a field, a role or a system.

    `title` and `address` are by language; a title written once for all languages is under "". `external` is said of
    roles outside the firm, `store` is the system that keeps a structure.
    """

    kind: str
    id: str
    version: str
    title: Titles
    address: Addresses
    status: Status = Status.ACTIVE
    external: bool = False
    store: str = ""


class Inventory(_Told):
    """All that a catalogue has. Its things are in the order of kinds, ids and steps; `address` is its first page."""

    format: Literal[1]
    title: Titles
    address: Addresses
    objects: tuple[Entry, ...]


class InventoryError(Exception):
    """A file is no inventory that can be read; `said` is why. `strange` tells an inventory of another format."""

    def __init__(self, said: Said, strange: bool = False) -> None:
        super().__init__(said)
        self.said = said
        self.strange = strange


def read_inventory(content: bytes) -> Inventory:
    """The inventory that a file holds. Raises InventoryError."""
    if len(content) > LARGEST_INVENTORY * MEGABYTE:
        raise InventoryError(say("is larger than {n} MB", "大于 {n} MB", n=LARGEST_INVENTORY))
    try:
        data = from_json(content)
    except ValueError as problem:
        raise InventoryError(Said("is not JSON", "不是 JSON")) from problem
    if not isinstance(data, dict) or "objects" not in data:
        raise InventoryError(Said("is JSON, but not an inventory", "是 JSON，但不是目录清单"))
    if data.get("format") != FORMAT:
        given = json.dumps(data.get("format"))[:20]
        said = say(
            "is of format {given}, this version reads {known}",
            "的格式版本是 {given}，当前版本只读取 {known}",
            given=given,
            known=FORMAT,
        )
        raise InventoryError(said, strange=True)
    try:
        return Inventory.model_validate(data)
    except ValidationError as problem:
        place = ".".join(str(part) for part in problem.errors()[0]["loc"])
        said = say("is not as an inventory should be, at {place}", "不符合目录清单的格式，问题在 {place}", place=place)
        raise InventoryError(said) from problem


def text_of(titles: Mapping[str, str]) -> Text:
    """Titles of an inventory as a text."""
    return Text(tuple(titles.items()))


def candidates(manifest: str, written: str) -> tuple[str, str]:
    """Where an inventory may lie that a manifest names: the file itself, or the one in the folder of that name."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(manifest), written))
    return path, posixpath.join(path, INVENTORY)


def named_inventories(files: Iterable[SourceFile]) -> Iterator[tuple[str, str]]:
    """Where the inventories may lie that the manifest among spec files names."""
    for file in files:
        if file.path.rsplit("/", 1)[-1] != MANIFEST_NAME or b"catalogs" not in file.content:
            continue
        for document in parse(file)[0]:
            catalogs = document.data.get("catalogs")
            for each in catalogs if isinstance(catalogs, list) else ():
                written = each.get("inventory") if isinstance(each, dict) else None
                if isinstance(written, str) and written and "\0" not in written:
                    yield candidates(file.path, written)
