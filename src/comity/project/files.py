"""Writing files so that nobody ever sees half of one."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from comity.errors import ProjectError

_ROOM = frozenset(getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, name))
_REFUSED = frozenset((errno.EACCES, errno.EPERM, errno.EROFS))


def write_atomically(path: Path, data: bytes, *, sync: bool = True) -> None:
    """Write beside, flush to disk, rename. Raises OSError; then the file is as it was."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            if sync:
                out.flush()
                os.fsync(out.fileno())
        beside.chmod(0o666 & ~umask())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    if sync:
        sync_folder(path.parent)


def sweep(folder: Path, pattern: str) -> None:
    """Remove files that a build which was killed had written aside. To be called by who holds the build lock."""
    for leftover in sorted(folder.glob(pattern)):
        if leftover.is_file():
            leftover.unlink(missing_ok=True)


def umask() -> int:
    """The rights that the user takes from new files; `tempfile` makes them for the owner alone."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder last through a power cut, where the system can (not on Windows)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn a full disk or a folder that cannot be written to into a ProjectError that says so and names the path."""
    try:
        yield
    except OSError as error:
        where = error.filename or folder
        if error.errno in _ROOM:
            raise ProjectError(
                f"There is no room left to write {where}.",
                hint="Free some space (a store and its cache need about ten times the size of the texts). "
                "The record of the last build is as it was.",
            ) from error
        if error.errno in _REFUSED:
            raise ProjectError(
                f"{where} cannot be written: {error.strerror}.",
                hint="Give yourself the right to write there, or use another folder: --project DIR. "
                "The record of the last build is as it was.",
            ) from error
        raise
