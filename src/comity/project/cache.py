"""What was opened and read before, by what decides it. May be deleted; is made again.

    .comity/cache/files/3f/3f0a...       a file: the documents in it, without their texts, and what failed
    .comity/cache/documents/a1/a1c7...   a document as it was taken out of its file
    .comity/cache/readings/07/07be...    its reading, as JSON

An entry is written aside and renamed; it carries a hash of itself, so that a damaged one is as good as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import zlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final, Literal

from comity.project.files import write_atomically

Kind = Literal["files", "documents", "readings"]
KINDS: Final[tuple[Kind, ...]] = ("files", "documents", "readings")
_DIGEST: Final = 32
_SPARE: Final = 1_000
"""So many entries that the last build did not use are kept, besides as many as it used: settings go back and forth."""


class Cache:
    """Entries are bytes under a key of hexadecimal digits, compressed on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, kind: Kind, key: str) -> Path:
        return self.folder / kind / key[:2] / key

    def has(self, kind: Kind, key: str) -> bool:
        """Whether there is an entry; it may yet turn out to be damaged."""
        return self.path(kind, key).is_file()

    def get(self, kind: Kind, key: str) -> bytes | None:
        """The entry; None when there is none or it is damaged."""
        try:
            packed = self.path(kind, key).read_bytes()
            data = zlib.decompress(packed[_DIGEST:])
        except (OSError, zlib.error):
            return None
        return data if hashlib.sha256(data).digest() == packed[:_DIGEST] else None

    def put(self, kind: Kind, key: str, data: bytes) -> None:
        path = self.path(kind, key)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, hashlib.sha256(data).digest() + zlib.compress(data, 3), sync=False)

    def prune(self, used: Mapping[Kind, Collection[str]]) -> int:
        """Remove the oldest entries that are not used, where there are many; say how many went."""
        gone = 0
        for kind in KINDS:
            keep = used.get(kind, ())
            spare = [(e.stat().st_mtime_ns, e.path) for e in self._entries(kind) if e.name not in keep]
            for leftover in (self.folder / kind).glob("??/.*"):  # of a build that was killed
                leftover.unlink(missing_ok=True)
            for _, path in sorted(spare)[: max(0, len(spare) - len(keep) - _SPARE)]:
                with contextlib.suppress(OSError):
                    Path(path).unlink()
                    gone += 1
        return gone

    def _entries(self, kind: Kind) -> list[os.DirEntry[str]]:
        found: list[os.DirEntry[str]] = []
        for folder in sorted((self.folder / kind).glob("??")):
            with os.scandir(folder) as entries:
                found += [e for e in entries if e.is_file(follow_symlinks=False) and not e.name.startswith(".")]
        return found
