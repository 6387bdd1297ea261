"""Writes a site to a folder: whole, or not at all, even if it is killed on the way.

The site is written into a workshop, a hidden folder beside the target, and then the two change places. A workshop is
locked while it is in use; one that is not was left by a build that was killed, and the next build clears it away.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from glob import escape
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from process_atlas.cli.exchange import exchange
from process_atlas.pages.frame import ASSETS, as_html, as_markdown, former_framing, frame_assets
from process_atlas.site import Site

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

FORMATS = {"html": as_html, "markdown": as_markdown}
"""The table of formats: each gives `(path, text)` of every page's file."""

MARK = ".process-atlas"
"""The file that tells a folder of ours from the user's own."""

_WORKSHOP = "-process-atlas-"
_FRESH, _FORMER = "fresh", "former"


Files = Iterable[tuple[str, str]]
"""`(path, text)` of files."""


def _uncounted(files: Files, _: int) -> Files:
    return files


def write_site(site: Site, out: Path, form: str, counted: Callable[[Files, int], Files] = _uncounted) -> int:
    """Write the site in the given format, replacing the folder `out` at once; returns the number of pages.

    A folder that holds anything but a site of ours is left alone. Raises OSError. The pages are `counted` while they
    are made, if somebody wants to tell of it: of so many in all.
    """
    assets = {**frame_assets(), **site.assets}
    titles = {lang: site.catalog.manifest.title.get(lang) for lang in site.catalog.languages}
    pages = FORMATS[form](site.pages, titles, tuple(assets))
    former = former_framing(site.former, site.pages, titles).files(site.former)
    made = counted(chain(pages, former), len(site.pages) + len(site.former))
    return write_pages(made, assets, out, site.files)


def write_pages(
    pages: Files,
    assets: Mapping[str, bytes],
    out: Path,
    beside: Mapping[str, str] = MappingProxyType({}),
) -> int:
    """Write pages with their paths one by one, what they need and what lies `beside` them, as `write_site` does.

    Returns the number of pages. Raises OSError. If `out` is a link, it stays one, and the folder that it leads to is
    replaced.
    """
    out = out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    _clear_up(out)
    if out.exists() and not out.is_dir():
        raise NotADirectoryError(20, "a file stands where the folder should be", str(out))
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
        raise FileExistsError(17, "the folder holds files that are not from an earlier build", str(out))
    with _workshop(out) as workshop:
        fresh = workshop / _FRESH
        count = _write_all(fresh, ((path, text.encode()) for path, text in pages))
        _write_all(fresh, ((path, text.encode()) for path, text in beside.items()))
        _write_all(fresh, ((f"{ASSETS}/{name}", content) for name, content in assets.items()))
        (fresh / MARK).write_bytes(b"")
        _put(fresh, out, workshop / _FORMER)
    return count


def _write_all(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write files; returns how many."""
    count = 0
    for path, content in files:
        target = folder / os.fsdecode(path.encode())  # UTF-8 on disk, whatever the locale
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        count += 1
    return count


def _put(fresh: Path, out: Path, former: Path) -> None:
    """Put `fresh` where `out` is. Where the two cannot change places, `out` is first moved to `former`."""
    if out.exists() and exchange(fresh, out):
        return
    if out.exists():
        os.replace(out, former)
    try:
        os.replace(fresh, out)
    except OSError:
        if former.exists():
            os.replace(former, out)
        raise


@contextmanager
def _workshop(out: Path) -> Iterator[Path]:
    """A new folder beside `out`, locked until it is deleted at the end."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=f".{out.name}{_WORKSHOP}", dir=out.parent))
        with _lock(folder, wait=True):
            if not folder.exists():  # another build took it for one that is left
                continue
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
            return


def _clear_up(out: Path) -> None:
    """Delete what killed builds left beside `out`. If one of them was between two moves, its first one is undone."""
    for left in out.parent.glob(f".{escape(out.name)}{_WORKSHOP}*"):
        with _lock(left) as ours:
            if ours and not out.exists() and (left / _FORMER).exists():
                os.replace(left / _FORMER, out)
            if ours:
                shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _lock(folder: Path, wait: bool = False) -> Iterator[bool]:
    """Whether a folder is ours alone. The system lets go of what a process holds, however that ends."""
    if fcntl is None:  # Windows: what is a day old is nobody's
        yield time.time() - folder.stat().st_mtime > 24 * 3600
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # gone by now
        yield False
        return
    try:
        yield _hold(handle, wait)
    finally:
        os.close(handle)


def _hold(handle: int, wait: bool) -> bool:
    """Lock an open folder; false if another process has it, or the disk knows no locks."""
    assert fcntl
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        return False
    return True
