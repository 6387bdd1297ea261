"""Writes a site to a folder: whole, or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from process_atlas.pages.frame import ASSETS, as_html, as_markdown, former_as_html, frame_assets
from process_atlas.site import Site

FORMATS = {"html": as_html, "markdown": as_markdown}
"""The table of formats: each gives `(path, text)` of every page's file."""


def write_site(site: Site, out: Path, form: str) -> int:
    """Write the site in the given format, replacing the folder `out` at once; returns the number of pages.

    A folder that holds anything but a site of ours is left alone. Raises OSError.
    """
    assets = {**frame_assets(), **site.assets}
    titles = {lang: site.catalog.manifest.title.get(lang) for lang in site.catalog.languages}
    pages = dict(FORMATS[form](site.pages, titles, tuple(assets)))
    pages |= former_as_html(site.archive.pages, site.pages, titles)
    return write_pages(pages, assets, out, site.files)


def write_pages(
    pages: Mapping[str, str], assets: Mapping[str, bytes], out: Path, beside: Mapping[str, str] = MappingProxyType({})
) -> int:
    """Write pages by their paths, what they need and what lies `beside` them, as `write_site` does. Raises OSError."""
    if out.exists() and not out.is_dir():
        raise NotADirectoryError(20, "a file stands where the folder should be", str(out))
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
        raise FileExistsError(17, "the folder holds files that are not from an earlier build", str(out))
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        _write_all(fresh, {path: text.encode() for path, text in pages.items()})
        _write_all(fresh, {path: text.encode() for path, text in beside.items()})
        _write_all(fresh, {f"{ASSETS}/{name}": content for name, content in assets.items()})
        (fresh / MARK).write_bytes(b"")
        fresh.chmod(0o777 & ~_umask())
        _swap(fresh, out)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return len(pages)


MARK = ".process-atlas"
"""The file that tells a folder of ours from the user's own."""


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _swap(fresh: Path, out: Path) -> None:
    """Put `fresh` where `out` is. The former site is moved aside first and deleted last."""
    former = Path(tempfile.mkdtemp(prefix=f".{out.name}-old-", dir=out.parent))
    try:
        if out.exists():
            os.replace(out, former / "site")
        try:
            os.replace(fresh, out)
        except OSError:
            if (former / "site").exists():
                os.replace(former / "site", out)
            raise
    finally:
        shutil.rmtree(former, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
