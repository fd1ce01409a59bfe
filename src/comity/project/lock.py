"""One build at a time: a lock that says who holds it, and that dies with its holder."""

from __future__ import annotations

import contextlib
import json
import os
import socket
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from comity.errors import BuildInProgress


@contextlib.contextmanager
def building(state: Path, *, wait: bool = False) -> Iterator[None]:
    """Hold the project's build lock. The system lets it go when its holder dies, however it dies.

    `state` is the project's .comity folder. Raises BuildInProgress, which says who holds the lock, unless `wait`.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(state / "build.lock", fallback_to_soft=False)
    owner = state / "build.owner"
    try:
        lock.acquire(timeout=-1 if wait else 0)
    except Timeout:
        raise BuildInProgress(
            f"Another build of this project is running: {_owner(owner)}.",
            hint="Wait for it (comity build --wait), or stop it.",
        ) from None
    try:
        since = datetime.now().astimezone().isoformat(timespec="seconds")
        known = {"process": os.getpid(), "computer": socket.gethostname(), "since": since}
        owner.write_text(json.dumps(known), encoding="utf-8")
        yield
    finally:
        owner.unlink(missing_ok=True)
        lock.release()


def _owner(path: Path) -> str:
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
        return f"process {known['process']} on {known['computer']}, since {known['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "by a process that has not said which"
