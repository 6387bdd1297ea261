"""Files for writing back: bytes to text and back without loss; files whole or untouched, and sets of them all or none.

New content is written beside its place, read back, and only then moved there. Who is interrupted leaves a hidden file
with the ending of `STAGED`, never half of one that somebody reads.
"""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from errno import EEXIST, EIO
from pathlib import Path

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"", "utf-8"))

STAGED = ".process-atlas.part"
"""How the names of files end that wait for their place. The rest of the name is short, however long theirs is."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file's text exactly as written, line ends too, and how its bytes are made from it."""

    text: str
    mark: bytes
    encoding: str

    @classmethod
    def read(cls, content: bytes) -> Written:
        """The text of bytes. Raises UnicodeDecodeError."""
        mark, encoding = next(each for each in _MARKS if content.startswith(each[0]))
        return cls(content[len(mark) :].decode(encoding), mark, encoding)

    def with_text(self, text: str) -> bytes:
        """The bytes of another text in the same encoding."""
        return self.mark + text.encode(self.encoding)


def write_whole(path: Path, content: bytes) -> None:
    """Make or replace one file. A link stays, and what it leads to is written; so is a device, such as /dev/stdout.

    Raises OSError; the file is then as it was.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        target.write_bytes(content)
        return
    with _staged({target: content}) as staged:
        os.replace(staged[target], target)


def replace_all(contents: Mapping[Path, bytes], before: Mapping[Path, bytes]) -> None:
    """Replace the contents of files: of all of them, or of none. Their modes and owners stay, and links stay links.

    `before` is what each held when it was read: a file that changed since stops everything. Raises OSError.
    """
    targets = {path.resolve(): content for path, content in contents.items()}
    originals = {path.resolve(): content for path, content in before.items()}
    done: list[Path] = []
    with _staged(targets) as staged:
        for path in targets:
            if path.read_bytes() != originals[path]:
                raise OSError(0, "has been changed by somebody else meanwhile", str(path))
        try:
            for path, fresh in staged.items():
                done.append(path)
                os.replace(fresh, path)
        except BaseException:
            _put_back({path: originals[path] for path in done})
            raise


def create_all(contents: Mapping[Path, bytes]) -> None:
    """Create files that do not exist yet, and the folders they need: all of them, or none. Raises OSError."""
    made: list[Path] = []
    try:
        for path in contents:
            made += [folder for folder in _missing_folders(path.parent) if _made_folder(folder)]
        with _staged(contents) as staged:
            for path, fresh in staged.items():
                _place(fresh, path)
                made.append(path)
    except BaseException:
        for path in reversed(made):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        raise


@contextmanager
def _staged(contents: Mapping[Path, bytes]) -> Iterator[Mapping[Path, Path]]:
    """Temporary files with the contents, each beside its path; what is left of them is deleted at the end."""
    staged: dict[Path, Path] = {}
    _sweep({path.parent for path in contents})
    try:
        for path, content in contents.items():
            staged[path] = path.with_name(f".{secrets.token_hex(8)}{STAGED}")
            _write(staged[path], content)
            _become(staged[path], path)
        yield staged
    finally:
        for fresh in staged.values():
            with suppress(OSError):
                fresh.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    """Write a new file to the disk, and see that it reads back the same."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if path.read_bytes() != content:
        raise OSError(EIO, "does not read back as it was written", str(path))


def _become(fresh: Path, path: Path) -> None:
    """Give a file the mode, and where possible the owner, of the one whose place it will take."""
    with suppress(FileNotFoundError):
        now = path.stat()
        with suppress(OSError, AttributeError):  # only an administrator may give files away
            os.chown(fresh, now.st_uid, now.st_gid)
        shutil.copymode(path, fresh)


def _place(fresh: Path, path: Path) -> None:
    """Move a file to a place that must be free."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        raise FileExistsError(EEXIST, os.strerror(EEXIST), str(path)) from None
    except OSError:  # a file system without hard links: claim the place, then fill it
        path.open("xb").close()
        os.replace(fresh, path)


def _put_back(originals: Mapping[Path, bytes]) -> None:
    """Restore files. Raises OSError for the first that cannot be restored, when all others are."""
    lost: list[Path] = []
    for path, content in originals.items():
        try:
            if path.read_bytes() != content:
                write_whole(path, content)
        except OSError:
            lost.append(path)
    if lost:
        raise OSError(EIO, "was changed and cannot be put back as it was; take it from version control", str(lost[0]))


def _sweep(folders: Iterable[Path]) -> None:
    """Delete what interrupted commands left in folders; not what one may be writing at this moment."""
    long_ago = time.time() - 3600
    for folder in folders:
        with suppress(OSError):
            for each in folder.glob(f".*{STAGED}"):
                if each.stat().st_mtime < long_ago:
                    each.unlink()


def _missing_folders(folder: Path) -> list[Path]:
    """The folders that must be made so that `folder` exists, outermost first."""
    return [each for each in (*reversed(folder.parents), folder) if not each.exists()]


def _made_folder(folder: Path) -> bool:
    folder.mkdir()
    return True
