"""`corrections.jsonl`: append-only, one JSON object a line, under a lock.

What cannot be understood is kept and told, never lost: nothing here rewrites a line.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from comity.corrections.model import Entry, NotUnderstood, entry_of
from comity.errors import ProjectError

FILE_NAME: Final = "corrections.jsonl"
_WAIT: Final = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log, counted from 1. `entry` is None for one that is not understood; `remark` then says why.

    `edited`: its id is not the hash of what it says, so that somebody changed it by hand.
    """

    ordinal: int
    text: str
    entry: Entry | None
    id: str | None = None
    remark: str | None = None
    edited: bool = False


def read(path: Path) -> list[Line]:
    """The lines of a log, empty ones left out; none when there is no file."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return []
    lines = []
    for ordinal, raw in enumerate(data.split(b"\n"), 1):
        text = raw.removesuffix(b"\r").decode("utf-8", "backslashreplace").removeprefix("\ufeff")
        if text.strip():
            lines.append(_line(ordinal, text))
    return lines


def _line(ordinal: int, text: str) -> Line:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Line(ordinal, text, None, remark=f"it is no JSON ({type(error).__name__})")
    try:
        entry = entry_of(data)
    except NotUnderstood as error:
        return Line(ordinal, text, None, _id(data), remark=str(error))
    id = _id(data) or entry.id
    return Line(ordinal, text, entry, id, edited=id != entry.id)


def _id(data: object) -> str | None:
    id = data.get("id") if isinstance(data, dict) else None
    return id if isinstance(id, str) and id else None


def append(path: Path, entries: Sequence[Entry], lock: Path) -> None:
    """Add entries at the end, on disk when this returns. `lock` is the file by which processes wait for one another.

    Raises OSError, and ProjectError when another program does not let go of the log; a line that a crash cut short before is ended first, so that it spoils no other.
    """
    with _held(lock):
        whole = not path.exists() or path.read_bytes()[-1:] in (b"", b"\n")
        with path.open("ab") as out:
            said = "".join(entry.line() + "\n" for entry in entries)
            out.write(("" if whole else "\n").encode() + said.encode("ascii"))
            out.flush()
            os.fsync(out.fileno())
        with suppress(OSError):  # a new file's name lasts through a power cut, where the system can
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


@contextmanager
def _held(lock: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock.parent.mkdir(parents=True, exist_ok=True)
    held = FileLock(lock, timeout=_WAIT, fallback_to_soft=False)
    try:
        held.acquire()
    except Timeout:
        raise ProjectError(
            f"Another program has been writing corrections for {_WAIT} seconds.", hint=f"If none is, remove {lock}."
        ) from None
    try:
        yield
    finally:
        held.release()
