"""A file that was found, and its bytes: regular files only, within limits, and read whole or not at all."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from comity.errors import DocumentError

FORMATS = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}


@dataclass(frozen=True, slots=True)
class Given:
    """What `documents.csv` says of a file; None: nothing. `published` as it stands there."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None

    def key(self) -> str:
        """All of it as one line, for a cache key."""
        return "\x1f".join(value or "" for value in (self.title, self.outlet, self.author, self.published))


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that comity reads. `name` is what people see: relative to the folder that was named, safe to print.

    `size` in bytes and `mtime_ns` are those at the time of discovery; the time stamp never counts as a date of the text.
    """

    path: Path
    name: str
    format: str
    size: int
    mtime_ns: int
    given: Given = field(default=Given())

    def sha256(self) -> str:
        """Hex SHA-256 of the file's bytes, read in pieces. Raises DocumentError."""
        with opened(self.path) as descriptor:
            digest = hashlib.sha256()
            while piece := os.read(descriptor, 1 << 20):
                digest.update(piece)
            return digest.hexdigest()


@contextmanager
def opened(path: Path) -> Iterator[int]:
    """A descriptor of a regular file. Never waits for a FIFO, never opens a device, never follows a last link.

    Raises DocumentError ("no such file", "not a regular file", "no permission", "cannot be read").
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise DocumentError("not a regular file")
        descriptor = os.open(path, flags)
    except OSError as error:
        raise unreadable(error) from error
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise DocumentError("not a regular file")
        yield descriptor
    except OSError as error:
        raise unreadable(error) from error
    finally:
        os.close(descriptor)


def unreadable(error: OSError) -> DocumentError:
    if isinstance(error, FileNotFoundError):
        return DocumentError("no such file")
    if isinstance(error, PermissionError):
        return DocumentError("no permission", hint="Allow reading it, or take it out of the folder.")
    return DocumentError("cannot be read", detail=error.strerror or type(error).__name__)


def read_bytes(path: Path, limit: int) -> bytes:
    """The bytes of a regular file as they were at one moment.

    A file that changes while it is read is read once more, then given up. Raises DocumentError ("too large",
    "changed while it was read", and those of `opened`).
    """
    for _ in range(2):
        with opened(path) as descriptor:
            before = os.fstat(descriptor)
            if before.st_size > limit:
                raise too_large(before.st_size, limit)
            pieces = []
            left = limit + 1
            while left > 0 and (piece := os.read(descriptor, min(left, 1 << 20))):
                pieces.append(piece)
                left -= len(piece)
            data = b"".join(pieces)
            after = os.fstat(descriptor)
        if len(data) > limit:
            raise too_large(len(data), limit)
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) and len(data) == after.st_size:
            return data
    raise DocumentError("changed while it was read", hint="Build again once it is written.")


def too_large(size: int, limit: int, what: str = "") -> DocumentError:
    return DocumentError(
        "too large",
        detail=f"{what}{size / 1e6:.1f} MB; the limit is {limit / 1e6:g} MB",
        hint="Raise the limit in the settings, or split it.",
    )
