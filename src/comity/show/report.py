"""report.html: one file that shows the record and opens the sentences behind every figure in it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from comity.errors import ProjectError
from comity.show.payload import Store, collect

DEFAULT_TITLE = "What these documents say"


def write(
    record: Store,
    path: str | os.PathLike[str],
    *,
    title: str = DEFAULT_TITLE,
    audit: Mapping[str, Any] | None = None,
) -> Path:
    """Write the report of `record` (anything with `.sql(query) -> pyarrow.Table`) to `path`; return the path.
    `audit` is the result of an audit (`comity.audit.result`), where there is one.

    The same store and title give the same bytes. The file is written beside its place and moved there when it is
    whole, so a reader never sees half a report. Raises ProjectError where the file cannot be written.
    """
    from comity.show.page import render

    target = Path(path)
    pieces = render(collect(record, title, audit))
    beside: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        beside = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.writelines(pieces)
            out.flush()
            os.fsync(out.fileno())
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        beside.chmod(mode)
        beside.replace(target)
    except OSError as error:
        raise ProjectError(
            f"The report could not be written to {target}: {error.strerror or error}.",
            hint="Check that the folder exists, can be written to and has room.",
        ) from error
    finally:
        if beside is not None:
            with suppress(FileNotFoundError):
                beside.unlink()
    return target


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
