"""A CODEOWNERS file: who is asked when a spec file changes, from the contacts of the specs' owners."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path, PurePosixPath

from process_atlas.catalog import MANIFEST, Catalog
from process_atlas.history import GitError
from process_atlas.history.git import find_repository

_OWNER = re.compile(r"@[\w.-]+(?:/[\w./-]+)?|[^\s@#]+@[^\s@#]+\.[^\s@#]+")
"""What git platforms take as an owner: a user or team after an @, or an e-mail address."""
_SPECIAL = re.compile(r"([\\\s#*?\[\]!])")


def as_codeowners(catalog: Catalog, folder: Path) -> str:
    """A line for each file whose specs have owners that can be reached, by its path in the repository.

    Where no repository is, the path begins at the folder as it was named. Owners without a contact that git platforms
    take, an e-mail address or `@name`, are told at the end.
    """
    owners: dict[str, dict[str, None]] = defaultdict(dict)
    silent: dict[str, None] = {}
    for key, document in sorted(catalog.documents.items(), key=lambda each: (each[1].path, each[0])):
        spec = catalog.get(*key) if key != MANIFEST else None
        role = catalog.roles.find(spec.owner) if spec and spec.owner else None
        if role and role.contact and _OWNER.fullmatch(role.contact):
            owners[document.path][role.contact] = None
        elif role:
            silent[role.title.get("en")] = None
    top = _top(folder)
    lines = [f"{_pattern(path, folder, top)} {' '.join(contacts)}" for path, contacts in owners.items()]
    notes = [f"# no e-mail address or @name is known: {' '.join(title.split())}" for title in silent]
    return "\n".join(["# Made by `process-atlas review --codeowners` from the owners' contacts.", *lines, *notes])


def _top(folder: Path) -> str:
    """The folder's path in its repository, or as it was named."""
    try:
        return find_repository(folder).prefix.rstrip("/")
    except GitError:
        return folder.as_posix()


def _pattern(path: str, folder: Path, top: str) -> str:
    inner = PurePosixPath(path).relative_to(folder.as_posix()).as_posix()
    whole = f"{top}/{inner}".strip("/")
    return "/" + _SPECIAL.sub(r"\\\1", whole)
