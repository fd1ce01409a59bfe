"""A build under way: what it knows, who works for it, what went wrong so far."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from comity.project import fingerprints
from comity.project.correcting import NO_CORRECTIONS, TakenUp
from comity.project.fingerprints import digest
from comity.project.result import Listed
from comity.project.work import Head, Load, Plan, Read, ReadsDocuments, Trouble, Worker

if TYPE_CHECKING:
    from comity.documents.model import Failure
    from comity.project.folder import Project

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Source:
    """One document of the project: what it is called, its copies, and whether it is read."""

    id: str
    head: Head
    shown: str
    also: tuple[str, ...]
    group: str
    set_aside: str | None
    reading_key: str
    copy: bool = False
    """Whether its text is another document's, so that it is listed alone."""


@dataclass(slots=True)
class Walk:
    """A build under way."""

    project: Project
    progress: Progress | None
    jobs: int
    reader: ReadsDocuments | str | None
    seconds: dict[str, float] = field(default_factory=dict)
    failed: list[Listed] = field(default_factory=list)
    unopened: list[Listed] = field(default_factory=list)
    unread: dict[str, Trouble] = field(default_factory=dict)
    skipped: list[Listed] = field(default_factory=list)
    corrections: TakenUp = NO_CORRECTIONS
    retry: bool = False
    read: int = 0
    notes: list[str] = field(default_factory=list)

    @contextmanager
    def room(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = round(self.seconds.get(name, 0.0) + time.perf_counter() - began, 3)

    def not_opened(self, name: str, trouble: Trouble | Failure) -> None:
        """A file, or a line of one, gave no document."""
        self.unopened.append(self._fail(name, trouble))

    def not_read(self, source: Source, trouble: Trouble) -> None:
        """A document was opened but could not be read."""
        self.unread[source.id] = trouble
        self._fail(source.shown, trouble)

    def _fail(self, name: str, trouble: Trouble | Failure) -> Listed:
        listed = Listed(name, trouble.reason, trouble.detail, trouble.hint)
        self.failed.append(listed)
        self.retry = self.retry or (isinstance(trouble, Trouble) and trouble.retry)
        return listed


class Hands:
    """Who does the work: a reader that was handed in, here; else other processes, started when needed."""

    def __init__(self, walk: Walk, plan: Plan) -> None:
        from comity.project.pool import Pool

        here = walk.reader if walk.reader is not None and not isinstance(walk.reader, str) else None
        self._worker = Worker(plan, here) if here is not None else None
        self._pool = Pool(plan, jobs=walk.jobs, seconds=walk.project.settings.reading.max_seconds)

    def run(self, tasks: Sequence[Load | Read], *, jobs: int) -> Iterator[tuple[Load | Read, Trouble | None]]:
        if not tasks:
            return
        if self._worker is not None:
            for task in tasks:
                yield task, self._worker.do(task)
        else:
            yield from self._pool.run(tasks, jobs=jobs)

    def end(self) -> None:
        self._pool.__exit__(None, None, None)


def reading_fingerprint(walk: Walk) -> str:
    own = "" if walk.reader is None else walk.reader if isinstance(walk.reader, str) else walk.reader.fingerprint
    extra = [fingerprints.of_file(path) for path in (walk.project.extra_actors(), walk.corrections.actors) if path]
    words = fingerprints.of_file(walk.project.own_lexicon())
    return digest(
        fingerprints.reading(),
        own,
        digest(*extra) if extra else "",
        words,
        str(walk.project.any_language),
        walk.project.settings.reading.reader,
    )


def reason_text(reason: str, detail: str | None) -> str:
    return reason if detail is None else f"{reason}: {detail}"


def listed_data(listed: Listed) -> list[str | None]:
    return [listed.path, listed.reason, listed.detail, listed.hint]
