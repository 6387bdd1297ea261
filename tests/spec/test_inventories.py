"""Inventories of other catalogues are read as far as they can be trusted, and refused in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from process_atlas.spec.folder import read_folder
from process_atlas.spec.inventory import LARGEST_INVENTORY, InventoryError, read_inventory

ROLE = {
    "kind": "role",
    "id": "seller",
    "version": "1.0.0",
    "title": {"en": "Seller"},
    "address": {"en": "roles/seller/"},
}


def inventory(**changed: object) -> bytes:
    """An inventory with one role, some keys of which are changed."""
    whole = {"format": 1, "title": {"en": "Sales"}, "address": {"en": ""}, "objects": [{**ROLE, **changed}]}
    return json.dumps(whole).encode()


def test_a_sound_inventory_is_read() -> None:
    assert read_inventory(inventory()).objects[0].id == "seller"
    assert read_inventory(inventory(what="comes later")).objects[0].title == {"en": "Seller"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (inventory(title={"en": "A\ud800B"}), "is not JSON"),
        (inventory(title={"en": "A\u0000B"}), "at objects.0.title.en"),
        (inventory(title={}), "at objects.0.title"),
        (inventory(address={"en": "//elsewhere.example/"}), "at objects.0.address.en"),
        (inventory(address={"en": "javascript:alert(1)"}), "at objects.0.address.en"),
        (inventory(address={"en": "roles/../../../etc/"}), "at objects.0.address.en"),
        (inventory(address={"en": ".."}), "at objects.0.address.en"),
        (inventory(status="dead"), "at objects.0.status"),
        (b"[" * 200_000, "is not JSON"),
        (b"[]", "but not an inventory"),
        (b'{"objects": [], "format": 12345678901234567890123}', "is of format 12345678901234567890"),
        (b" " * (LARGEST_INVENTORY * 1_000_000 + 1), "is larger than 50 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_with_an_inventory_is_told(content: bytes, told: str) -> None:
    with pytest.raises(InventoryError, match=told) as refused:
        read_inventory(content)
    assert refused.value.said.get("zh") != str(refused.value.said)


def test_of_a_huge_inventory_no_more_is_read_than_tells_so(tmp_path: Path) -> None:
    manifest = "format: 1\ntitle: Firm\ncatalogs:\n  - {id: sales, inventory: sales.json, url: /sales/}\n"
    (tmp_path / "catalog.yaml").write_text(manifest, encoding="utf-8")
    with (tmp_path / "sales.json").open("wb") as file:
        file.truncate(LARGEST_INVENTORY * 10_000_000)
    sizes = [len(each.content) for each in read_folder(tmp_path)[0] if each.path.endswith("sales.json")]
    assert sizes == [LARGEST_INVENTORY * 1_000_000 + 1]
