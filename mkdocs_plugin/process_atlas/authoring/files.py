"""Text files for writing back: bytes to text and back without loss, and changes to all files of a set or to none."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"", "utf-8"))


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


def replace_all(contents: Mapping[Path, bytes], before: Mapping[Path, bytes]) -> None:
    """Replace the contents of files: of all of them, or of none. Their modes stay.

    `before` is what each held when it was read: a file that changed since stops everything. Raises OSError.
    """
    targets = {path.resolve(): content for path, content in contents.items()}
    originals = {path.resolve(): content for path, content in before.items()}
    staged: dict[Path, Path] = {}
    done: list[Path] = []
    try:
        for path, content in targets.items():
            staged[path] = _staged(path, content)
        for path in targets:
            if path.read_bytes() != originals[path]:
                raise OSError(0, "has been changed by somebody else meanwhile", str(path))
        for path, fresh in staged.items():
            os.replace(fresh, path)
            done.append(path)
    except OSError:
        for path in done:
            os.replace(_staged(path, originals[path]), path)
        raise
    finally:
        for fresh in staged.values():
            fresh.unlink(missing_ok=True)


def create_all(contents: Mapping[Path, bytes]) -> None:
    """Create files that do not exist yet, and the folders they need: all of them, or none. Raises OSError."""
    made: list[Path] = []
    try:
        for path, content in contents.items():
            made += [folder for folder in _missing_folders(path.parent) if _made_folder(folder)]
            with path.open("xb") as file:
                made.append(path)
                file.write(content)
    except OSError:
        for path in reversed(made):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        raise


def _staged(path: Path, content: bytes) -> Path:
    """A temporary file beside `path` with the new content and the mode of the old one."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        shutil.copymode(path, name)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _missing_folders(folder: Path) -> list[Path]:
    """The folders that must be made so that `folder` exists, outermost first."""
    return [each for each in (*reversed(folder.parents), folder) if not each.exists()]


def _made_folder(folder: Path) -> bool:
    folder.mkdir()
    return True
