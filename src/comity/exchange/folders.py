"""A folder that is written whole or not at all, and that never takes the place of somebody's own work."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from comity.errors import ProjectError, UsageError
from comity.exchange.package import NAME


def free(folder: Path) -> None:
    """Raises UsageError where the folder is a file, or holds something else than an earlier export."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file, not a folder.", hint="Give another place.")
    if folder.is_dir() and any(folder.iterdir()) and _earlier(folder) is None:
        raise UsageError(
            f"{folder} is not empty, and what it holds is no export of comity.", hint="Give a new or an empty folder."
        )


def _earlier(folder: Path) -> list[str] | None:
    """The files that an earlier export put there, as its description lists them; None where there was none."""
    try:
        described = json.loads((folder / NAME).read_text(encoding="utf-8"))
        files = [str(resource["path"]) for resource in described["resources"]]
        return [NAME, *files] if "comity" in described else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


@contextmanager
def aside(folder: Path) -> Iterator[Path]:
    """A folder beside the wanted one, on the same disk, gone at the end."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    except OSError as error:
        raise ProjectError(f"{folder} cannot be written: {error.strerror}.", hint="Give another place.") from error
    try:
        yield beside
    except OSError as error:
        raise ProjectError(f"{folder} cannot be written: {error.strerror or error}.", hint="Is there room?") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def replace(beside: Path, folder: Path, files: Sequence[str]) -> None:
    """Move the files to where they belong; those of an earlier export that are no more go, its description last."""
    earlier = _earlier(folder) or []
    for name in sorted(files, key=lambda name: name == NAME):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (beside / name).replace(folder / name)
    for name in earlier:
        path = folder / name
        inside = path.resolve().is_relative_to(folder.resolve())
        if name not in files and inside and path.is_file():
            path.unlink()
            if path.parent != folder and not any(path.parent.iterdir()):
                path.parent.rmdir()
