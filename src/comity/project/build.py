"""A build: through the rooms in order, doing again only what changed.

    documents   find the files, open those not in the cache, tell copies from originals
    reading     read those documents whose reading is not in the cache
    record      a new store: rows taken over from the last one or made from readings, then events and disagreements
    relations   the tally
    show        report.html

What follows reading is computed from the whole set of rows, so that a build of one more document gives the same record
as a build of all from nothing.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import comity
from comity.errors import StoreError
from comity.project import fingerprints, ids
from comity.project.cache import Cache, Kind
from comity.project.files import explained, sweep, write_atomically
from comity.project.fingerprints import digest
from comity.project.generations import STORE, Generation, Generations
from comity.project.inventory import Found, Inventory
from comity.project.lock import building
from comity.project.result import BuildResult, Listed
from comity.project.work import (
    Head,
    Load,
    Plan,
    Read,
    ReadsDocuments,
    Trouble,
    Worker,
    kept_document,
    kept_heads,
    kept_reading,
)
from comity.record.rows import Row, Rows, document_row, readable, reading_rows, unread_row

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.documents.model import Failure
    from comity.project.folder import Project
    from comity.record.record import Record
    from comity.record.store import StoreWriter

Progress = Callable[[int, int, str], None]

_CHARACTERS_PER_JOB: Final = 60_000
"""A further process is worth its start when it has at least this much to read."""
_FILES_PER_JOB: Final = 16
_MOST_JOBS: Final = 16
_NOT_WORTH_TELLING: Final = frozenset(("hidden", "holds metadata of the documents beside it"))
_BASES: Final = ("given", "text", "url", "metadata", "none")


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


def build(
    project: Project,
    *,
    progress: Progress | None = None,
    jobs: int | None = None,
    wait: bool = False,
    reader: ReadsDocuments | str | None = None,
) -> BuildResult:
    """See `Project.build`."""
    with explained(project.state):
        project.state.mkdir(parents=True, exist_ok=True)
        with building(project.state, wait=wait):
            for folder, name in ((project.root, f".{project.report_path.name}.*"), (project.state, ".*")):
                sweep(folder, name)
            walk = Walk(project, progress, _jobs(project, jobs), reader)
            return _walk(walk)


def _walk(walk: Walk) -> BuildResult:
    from comity.documents import discover

    project = walk.project
    generations = Generations(project.store)
    inventory = Inventory(project.state / "seen.json")
    with walk.room("documents"):
        settings = project.document_settings()
        found = discover(project.document_paths(), settings=settings)
        files = inventory.take(found.files)
        for failure in found.failures:
            walk.not_opened(readable(failure.path), failure)
        walk.skipped = [
            Listed(readable(a.path), a.reason) for a in found.set_aside if a.reason not in _NOT_WORTH_TELLING
        ]
        inputs = _inputs(walk, files)
        last = _last_good(walk, generations)
    if last is not None and last.manifest["inputs"] == inputs and not last.manifest["retry"] and last.is_whole():
        inventory.save()
        return _unchanged(walk, last)
    plan = Plan(project.cache, settings, _reader_path(walk.reader), project.extra_actors(), project.any_language)
    cache = Cache(project.cache)
    registry = _registry(walk)  # a bad row in the user's actor file is told before anything is read
    hands = _Hands(walk, plan)
    try:
        with walk.room("documents"):
            sources, loads = _documents(walk, files, cache, hands)
        with walk.room("reading"):
            past = _past(last)
            readable_sources = [s for s in sources if s.set_aside is None]
            missing = [s for s in readable_sources if not _held(s, past) and not cache.has("readings", s.reading_key)]
            needed = [s for s in readable_sources if not _held(s, past)]
            _mend(walk, needed, loads, cache, hands)
            _read(walk, missing, hands, total=len(readable_sources))
        generation, counts = _record(walk, generations, last, sources, registry, cache, hands, inputs)
    finally:
        hands.end()
    inventory.save()
    _show(walk, generation)
    used: dict[Kind, set[str]] = {
        "files": {task.key for task in loads.values()},
        "documents": {s.head.document_key for s in sources},
        "readings": {s.reading_key for s in sources},
    }
    cache.prune(used)
    return _result(walk, generation, counts, changed=True)


class _Hands:
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


def _documents(walk: Walk, files: Sequence[Found], cache: Cache, hands: _Hands) -> tuple[list[Source], dict[str, Load]]:
    """The documents of the project, sorted by id; and from which file each cached document comes, by its key."""
    opening = digest(fingerprints.opening(), repr(walk.project.document_settings()))
    loads = [Load(f.file, digest("file", opening, *_described(f)), f.sha256) for f in files]
    held = {task.key: kept_heads(cache, task.key) if task.sha256 else None for task in loads}
    missing = [task for task in loads if held[task.key] is None]
    lost: set[str] = set()
    for done, (task, trouble) in enumerate(hands.run(missing, jobs=1 + len(missing) // _FILES_PER_JOB), 1):
        assert isinstance(task, Load)
        if trouble is not None:
            lost.add(task.key)
            walk.not_opened(task.file.name, trouble)
        if walk.progress:
            walk.progress(done, len(missing), task.file.name)
    heads: list[Head] = []
    origin: dict[str, Load] = {}
    for task in loads:
        if held[task.key] is None and task.key not in lost:
            held[task.key] = kept_heads(cache, task.key)
        for item in held[task.key] or ():
            if isinstance(item, Head):
                heads.append(item)
                origin[item.document_key] = task
            else:
                walk.not_opened(readable(item.path), item)
    return _sources(walk, heads), origin


def _sources(walk: Walk, heads: Sequence[Head]) -> list[Source]:
    """Copies of one text are one document, under the path that tells most of it; near copies are of one group."""
    from comity.documents import source_groups
    from comity.documents.names import unique_ids

    by_text: dict[str, list[Head]] = {}
    for head in heads:
        by_text.setdefault(head.text_key, []).append(head)
    chosen: list[tuple[Head, tuple[str, ...]]] = []
    for copies in by_text.values():
        first, *others = sorted(copies, key=_rank)
        paths = {_shown(h) for h in others} | {readable(p) for h in copies for p in h.document.other_paths}
        chosen.append((first, tuple(sorted(paths - {_shown(first)}))))
    names = unique_ids((h.document.id, h.document.text_sha256) for h, _ in chosen)
    named = sorted(zip(names, chosen, strict=True), key=lambda n: n[0])
    groups = source_groups({id: head.sketch for id, (head, _) in named})
    reading = _reading_fingerprint(walk)
    return [
        Source(
            id=id,
            head=head,
            shown=_shown(head),
            also=also,
            group=groups.get(id, id),
            set_aside=_set_aside(walk, head),
            reading_key=digest("reading", reading, head.content_key),
        )
        for id, (head, also) in named
    ]


def _rank(head: Head) -> tuple[int, str, str, str]:
    """Of copies, the one with the best-founded date of publication comes first, then the smallest path and id."""
    d = head.document
    return _BASES.index(d.published_basis), str(d.path), d.id, d.sha256


def _shown(head: Head) -> str:
    return readable(head.document.path) if head.document.path else head.document.id


def _described(found: Found) -> tuple[str, ...]:
    """What of a file decides the documents in it, besides settings."""
    return found.file.name, found.file.format, found.file.given.key(), found.sha256


def _set_aside(walk: Walk, head: Head) -> str | None:
    language = head.document.language
    if language in (None, "en") or walk.project.any_language:
        return None
    return f"not English ({language})"


def _mend(walk: Walk, needed: Sequence[Source], origin: dict[str, Load], cache: Cache, hands: _Hands) -> None:
    """Open again the files of documents whose cached text is damaged."""
    damaged = [s for s in needed if kept_document(cache, s.head.document_key) is None]
    again = {origin[s.head.document_key].key: origin[s.head.document_key] for s in damaged}
    for task, trouble in hands.run(list(again.values()), jobs=1):
        if trouble is not None:
            for source in damaged:
                if origin[source.head.document_key] == task:
                    walk.not_read(source, trouble)


def _read(walk: Walk, missing: Sequence[Source], hands: _Hands, *, total: int) -> None:
    by_key: dict[str, Source] = {s.reading_key: s for s in missing}
    tasks = [Read(s.head.document_key, s.reading_key, s.id) for s in by_key.values()]
    characters = sum(s.head.characters for s in by_key.values())
    done = total - len(tasks)
    if walk.progress and tasks:
        walk.progress(done, total, "")
    for task, trouble in hands.run(tasks, jobs=1 + characters // _CHARACTERS_PER_JOB):
        source = by_key[task.key]
        if trouble is not None:
            walk.not_read(source, trouble)
        else:
            walk.read += 1
        done += 1
        if walk.progress:
            walk.progress(done, total, source.id)


def _record(
    walk: Walk,
    generations: Generations,
    last: Generation | None,
    sources: Sequence[Source],
    registry: Registry,
    cache: Cache,
    hands: _Hands,
    inputs: str,
) -> tuple[Generation, dict[str, int]]:
    from comity.record.derive import derive_events, derive_tallies
    from comity.record.store import StoreWriter

    under_way = generations.begin()
    past = _past(last)
    with StoreWriter(under_way / STORE) as store:
        with walk.room("record"):
            kept = [s for s in sources if s.set_aside is None and s.id not in walk.unread and _held(s, past)]
            taken: set[str] = set()
            if kept and last is not None:
                try:
                    store.take_over(
                        last.store,
                        [
                            (past[s.reading_key, s.head.document.text_sha256], s.id, s.head.document.text_sha256)
                            for s in kept
                        ],
                    )
                    taken = {s.id for s in kept}
                except StoreError:
                    walk.notes.append("The last store could not be read; the record was made from the cache.")
            for source in sources:
                _write_source(walk, store, source, source.id in taken, cache, hands)
            store.add("documents", _unopened_rows(walk, {s.id for s in sources}))
            events, disagreements = derive_events(store, registry)
        with walk.room("relations"):
            derive_tallies(store, registry, events, walk.project.settings.tally.period)
        with walk.room("record"):
            changed = {} if last is None else _changed_ids(walk, store, last)
    with walk.room("record"):
        ids.append(walk.project.root / ids.FILE_NAME, changed)
        read = [s for s in sources if s.set_aside is None and s.id not in walk.unread]
        aside = [Listed(s.shown, s.set_aside) for s in sources if s.set_aside is not None] + walk.skipped
        counts = {
            "documents": len(read) + len(aside),
            "set_aside": len(aside),
            "events": len(events),
            "disagreements": disagreements,
        }
        write_atomically(
            under_way / "documents.json",
            json.dumps({s.id: [s.reading_key, s.head.document.text_sha256] for s in read}).encode(),
        )
        manifest = {
            "comity": comity.__version__,
            "inputs": inputs,
            "retry": walk.retry,
            "settings": walk.project.settings.model_dump(mode="json"),
            "opening": fingerprints.opening(),
            "reading": _reading_fingerprint(walk),
            "rows": fingerprints.rows(),
            "record": fingerprints.record(),
            "counts": counts,
            "failed": [_listed_data(f) for f in sorted(walk.failed)],
            "set_aside": [_listed_data(a) for a in aside],
        }
        return generations.finish(under_way, manifest), counts


def _write_source(walk: Walk, store: StoreWriter, source: Source, taken: bool, cache: Cache, hands: _Hands) -> None:
    """The row of a document, and its rows in the other tables unless they were taken over."""
    rows: Rows = {}
    status, reason = "read", source.set_aside
    if reason is not None:
        status, rows = "set aside", _text_only(source, cache)
    elif not taken and source.id not in walk.unread:
        made = _rows_of(walk, source, cache, hands)
        if isinstance(made, Trouble):
            walk.not_read(source, made)
        else:
            rows = made
    if source.id in walk.unread:
        trouble = walk.unread[source.id]
        status, reason = "failed", _reason(trouble.reason, trouble.detail)
    row = document_row(
        replace(source.head.document, id=source.id),
        source.head.characters,
        shown=source.shown,
        also=source.also,
        group=source.group,
        status=status,
        reason=reason,
    )
    store.add_document(row, rows)


def _unopened_rows(walk: Walk, taken: set[str]) -> list[Row]:
    """Rows of `documents` for what was not opened: failed files, and those that were set aside unopened."""
    rows = []
    for listed, status in [(f, "failed") for f in sorted(walk.unopened)] + [(s, "set aside") for s in walk.skipped]:
        id, number = listed.path, 1
        while id in taken:
            number += 1
            id = f"{listed.path} ({number})"
        taken.add(id)
        rows.append(unread_row(id, listed.path, status, _reason(listed.reason, listed.detail)))
    return rows


def _text_only(source: Source, cache: Cache) -> Rows:
    document = kept_document(cache, source.head.document_key)
    if document is None:
        return {}
    passages = [(source.id, p.start, p.end, p.kind, p.reason) for p in document.passages]
    return {"texts": [(source.id, document.text)], "passages": passages}


def _rows_of(walk: Walk, source: Source, cache: Cache, hands: _Hands) -> Rows | Trouble:
    document = kept_document(cache, source.head.document_key)
    if document is None:
        return Trouble("its cached text was lost", hint="Build again.", retry=True)
    document = replace(document, id=source.id)
    reading = kept_reading(cache, source.reading_key, source.id)
    if reading is None:  # the entry is damaged: read once more
        for _, trouble in hands.run([Read(source.head.document_key, source.reading_key, source.id)], jobs=1):
            if trouble is not None:
                return trouble
        walk.read += 1
        reading = kept_reading(cache, source.reading_key, source.id)
    if reading is None:
        return Trouble("its reading could not be kept", hint="Build again.", retry=True)
    try:
        return reading_rows(document, reading)
    except ValueError as error:
        return Trouble("the reader failed", str(error))


def _changed_ids(walk: Walk, store: StoreWriter, last: Generation) -> dict[str, str]:
    import duckdb

    try:
        return ids.changed_ids(store, last.store)
    except duckdb.Error:
        walk.notes.append("The last store could not be read, so that changed ids are not listed.")
        return {}


def _past(last: Generation | None) -> dict[tuple[str, str], str]:
    """(reading key, text) -> document id, of what the last store holds; empty when its rows were made otherwise."""
    if last is None or last.manifest["rows"] != fingerprints.rows():
        return {}
    try:
        known = json.loads((last.folder / "documents.json").read_bytes())
        return {(key, text): id for id, (key, text) in known.items()}
    except (OSError, ValueError, TypeError):
        return {}


def _held(source: Source, past: dict[tuple[str, str], str]) -> bool:
    return (source.reading_key, source.head.document.text_sha256) in past


def _last_good(walk: Walk, generations: Generations) -> Generation | None:
    """The current generation, if what rests on it can be used. A damaged or older one is built anew, with a note."""
    from comity.tables import SCHEMA_VERSION

    try:
        last = generations.current()
    except StoreError as error:
        if "newer" in error.message:
            raise
        walk.notes.append(f"{error.message} It was made anew.")
        return None
    if last is not None and last.manifest["schema"] != SCHEMA_VERSION:
        walk.notes.append(f"The store was of schema {last.manifest['schema']}; it was made anew for {SCHEMA_VERSION}.")
        return None
    return last


def _inputs(walk: Walk, files: Sequence[Found]) -> str:
    """One hash of all that a record depends on."""
    project = walk.project
    return digest(
        json.dumps(sorted(_described(f) for f in files)),
        json.dumps(sorted(_listed_data(f) for f in (*walk.unopened, *walk.skipped))),
        json.dumps(project.settings.model_dump(mode="json", exclude={"reading"}), sort_keys=True),
        fingerprints.opening(),
        _reading_fingerprint(walk),
        fingerprints.rows(),
        fingerprints.record(),
        fingerprints.of_file(project.root / "corrections.jsonl"),
    )


def _reading_fingerprint(walk: Walk) -> str:
    own = "" if walk.reader is None else walk.reader if isinstance(walk.reader, str) else walk.reader.fingerprint
    extra = fingerprints.of_file(walk.project.extra_actors())
    return digest(fingerprints.reading(), own, extra, str(walk.project.any_language))


def _registry(walk: Walk) -> Registry:
    from comity.actors import Registry

    return Registry.default(walk.project.extra_actors())


def _reader_path(reader: ReadsDocuments | str | None) -> str:
    return reader if isinstance(reader, str) else "comity.reading:Reader"


def _jobs(project: Project, jobs: int | None) -> int:
    wanted = jobs or project.settings.reading.jobs
    if wanted:
        return wanted
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, _MOST_JOBS)


def _reason(reason: str, detail: str | None) -> str:
    return reason if detail is None else f"{reason}: {detail}"


def _listed_data(listed: Listed) -> list[str | None]:
    return [listed.path, listed.reason, listed.detail, listed.hint]


def _unchanged(walk: Walk, last: Generation) -> BuildResult:
    walk.failed = [Listed(*row) for row in last.manifest["failed"]]
    _show(walk, last)
    return _result(walk, last, last.manifest["counts"], changed=False)


def _show(walk: Walk, generation: Generation) -> None:
    """Write the report, unless it shows this generation already."""
    project = walk.project
    mark = project.state / "shown"
    wanted = digest(generation.name, fingerprints.show())
    with walk.room("show"):
        if project.report_path.is_file() and mark.is_file() and mark.read_text(encoding="utf-8") == wanted:
            return
        try:
            from comity.show.report import write
        except ImportError:
            walk.notes.append("This comity cannot write reports (comity.show.report is missing): the record was built.")
            return
        record: Record = project.record()
        with record:
            write(record, project.report_path)
        write_atomically(mark, wanted.encode(), sync=False)


def _result(walk: Walk, generation: Generation, counts: dict[str, int], *, changed: bool) -> BuildResult:
    read = counts["documents"] - counts["set_aside"]
    return BuildResult(
        documents=counts["documents"],
        read=walk.read,
        reused=max(0, read - walk.read),
        set_aside=counts["set_aside"],
        failed=tuple(sorted(walk.failed)),
        events=counts["events"],
        disagreements=counts["disagreements"],
        generation=generation.name,
        report_path=walk.project.report_path,
        changed=changed,
        set_aside_documents=tuple(Listed(*row) for row in generation.manifest["set_aside"]),
        seconds=dict(walk.seconds),
        notes=tuple(walk.notes),
    )
