"""Which files there are and whether they changed: cheap enough to ask at every build.

A file's bytes are hashed when its size or times differ from what was seen at the last build; otherwise the hash of then
holds. What changed less than two seconds before it was last looked at is hashed again, since a second change within one
tick of the file system's clock would leave no trace.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from comity.errors import DocumentError
from comity.project.files import write_atomically

if TYPE_CHECKING:
    from comity.documents.files import SourceFile

_TICK_NS: Final = 2_000_000_000

Stamp = tuple[int, int, int, int]  # size, modified, changed, inode


@dataclass(frozen=True, slots=True)
class Found:
    """A file and the hash of its bytes; "" when it cannot be read (opening it will say why)."""

    file: SourceFile
    sha256: str


class Inventory:
    """Remembers, in one file of the project's state, what each source file looked like."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = _load(path)
        self._now: dict[str, tuple[Stamp, int, str]] = {}

    def take(self, files: Iterable[SourceFile]) -> list[Found]:
        return [Found(file, self._hash(file)) for file in files]

    def save(self) -> None:
        if self._now != self._seen:
            rows = {name: [list(stamp), looked, sha] for name, (stamp, looked, sha) in sorted(self._now.items())}
            write_atomically(self._path, json.dumps(rows, separators=(",", ":")).encode(), sync=False)

    def _hash(self, file: SourceFile) -> str:
        path = file.path
        name = str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        try:
            stat = path.stat()
            stamp = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
            known = self._seen.get(name)
            if known and known[0] == stamp and max(stamp[1], stamp[2]) + _TICK_NS < known[1]:
                self._now[name] = known
                return known[2]
            looked = time.time_ns()
            sha = file.sha256()
        except (OSError, DocumentError):
            return ""
        self._now[name] = (stamp, looked, sha)
        return sha


def _load(path: Path) -> dict[str, tuple[Stamp, int, str]]:
    try:
        rows = json.loads(path.read_bytes())
        return {name: (tuple(stamp), looked, sha) for name, (stamp, looked, sha) in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
