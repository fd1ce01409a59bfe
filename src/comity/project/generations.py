"""The generations of a project's store.

    .comity/store/current             the name of the generation that readers open
    .comity/store/000012-4f0c.../     record.duckdb and manifest.json, never changed once they stand there
    .comity/store/.new-*/             a generation under way; swept away by the next build if its own was killed

A generation is written aside, flushed to disk, renamed, and only then made current, by a rename again. So a reader sees
the old record or the new one, whole; and a build that dies at any point leaves the last good one.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from comity.errors import StoreError
from comity.project.files import sync_folder, umask, write_atomically
from comity.tables import SCHEMA_VERSION

KEPT: Final = 2
STORE: Final = "record.duckdb"
MANIFEST: Final = "manifest.json"
_NAME: Final = re.compile(r"\d{6,}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Generation:
    """A finished generation. `manifest` holds versions, settings, hashes and counts; no times of day."""

    name: str
    folder: Path
    manifest: dict[str, Any]

    @property
    def store(self) -> Path:
        return self.folder / STORE

    def is_whole(self) -> bool:
        """Whether the store is byte for byte what was written."""
        try:
            return file_sha256(self.store) == str(self.manifest["store_sha256"])
        except (OSError, KeyError):
            return False


class Generations:
    """The store folder of a project."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pointer = folder / "current"

    def current(self) -> Generation | None:
        """The last good generation; None when nothing was built yet.

        Raises StoreError when it was written by a newer comity, or its files are missing or damaged.
        """
        try:
            name = self._pointer.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise _damaged(self._pointer) from error
        if not _NAME.fullmatch(name):
            raise _damaged(self._pointer)
        folder = self.folder / name
        path = folder / MANIFEST
        try:
            manifest = json.loads(path.read_text(encoding="utf-8"))
            schema = int(manifest["schema"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise _damaged(path) from error
        if schema > SCHEMA_VERSION:
            raise StoreError(
                f"The store in {folder} was made by a newer comity ({manifest.get('comity')}, schema {schema}); "
                f"this one knows schema {SCHEMA_VERSION}.",
                hint="Use that version: pip install --upgrade comity. Or build in another folder: comity build --project DIR",
            )
        if not (folder / STORE).is_file():
            raise _damaged(folder / STORE)
        return Generation(name, folder, manifest)

    def clear(self) -> None:
        """Sweep away generations that were begun and not finished, by builds that failed or died."""
        for leftover in sorted(self.folder.glob(".*")):
            if leftover.is_dir():
                shutil.rmtree(leftover, ignore_errors=True)
            else:
                leftover.unlink(missing_ok=True)

    def begin(self) -> Path:
        """A folder for a new generation. Leftovers are swept away first."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.clear()
        return Path(tempfile.mkdtemp(dir=self.folder, prefix=".new-"))

    def finish(self, under_way: Path, manifest: dict[str, Any]) -> Generation:
        """Make a folder that holds a closed store the current generation. Older ones go, but for the last KEPT."""
        store = under_way / STORE
        manifest = {**manifest, "schema": SCHEMA_VERSION, "store_sha256": file_sha256(store)}
        _sync(store)
        write_atomically(under_way / MANIFEST, json.dumps(manifest, indent=1, sort_keys=True).encode())
        under_way.chmod(0o777 & ~umask())
        name = f"{self._next_number():06d}-{str(manifest['inputs'])[:12]}"
        under_way.rename(self.folder / name)
        sync_folder(self.folder)
        write_atomically(self._pointer, f"{name}\n".encode())
        self._sweep(name)
        return Generation(name, self.folder / name, manifest)

    def _names(self) -> list[str]:
        return sorted(p.name for p in self.folder.iterdir() if p.is_dir() and _NAME.fullmatch(p.name))

    def _next_number(self) -> int:
        return max((int(name.split("-")[0]) for name in self._names()), default=0) + 1

    def _sweep(self, current: str) -> None:
        for name in [n for n in self._names() if n != current][: -(KEPT - 1)]:
            shutil.rmtree(self.folder / name, ignore_errors=True)


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _damaged(path: Path) -> StoreError:
    return StoreError(
        f"The store is damaged: {path} is missing or cannot be read.",
        hint="Build again: comity build makes it anew from the documents and the cache.",
    )
