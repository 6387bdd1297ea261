"""Links between pages: from where the reader stands, and in full for what is read elsewhere."""

from __future__ import annotations

import pytest

from process_atlas.addresses import Settings, links_from, links_in_full

SITE = "https://h.example.com/atlas/"


@pytest.mark.parametrize(
    ("asked", "folders", "files"),
    [
        (("home",), "", "index.html"),
        (("change",), "changes/", "changes.html"),
        (("role", "clerk", "what-changed"), "roles/clerk/#what-changed", "roles/clerk.html#what-changed"),
        (("file", "roles/clerk.xml"), "roles/clerk.xml", "roles/clerk.xml"),
    ],
)
def test_in_full_and_from_a_page_links_lead_to_the_same(asked: tuple[str, ...], folders: str, files: str) -> None:
    assert links_in_full("zh/", Settings(site_url=SITE))(*asked) == f"{SITE}zh/{folders}"
    assert links_in_full("", Settings(False, site_url=SITE.rstrip("/")))(*asked) == f"{SITE}{files}"
    assert links_from("roles/lead", Settings())(*asked) == f"../../{folders}"
    assert links_from("roles/lead", Settings(False))(*asked) == f"../{files}"


def test_from_the_root_home_is_here() -> None:
    assert links_from("", Settings())("home") == "./"
