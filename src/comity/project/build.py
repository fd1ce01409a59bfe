"""A build: through the rooms in order, doing again only what changed.

    documents   find the files, open those not in the cache, tell copies from originals      opening.py
    reading     read those documents whose reading is not in the cache                       opening.py
    record      a new store: rows taken over from the last one or made from readings,
                then events and disagreements                                                assembling.py
    relations   the tally                                                                    assembling.py
    show        report.html

What follows reading is computed from the whole set of rows, so that a build of one more document gives the same record
as a build of all from nothing.
"""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from comity.errors import ComityError, NoProject, ProjectError, StoreError
from comity.project import fingerprints, importing
from comity.project.assembling import is_held, make_record, readings_of
from comity.project.cache import Cache, Kind
from comity.project.correcting import actor_files, take_up
from comity.project.files import explained, sweep, write_atomically
from comity.project.fingerprints import digest
from comity.project.generations import Generation, Generations
from comity.project.inventory import Found, Inventory
from comity.project.lock import building
from comity.project.opening import described, open_again, open_documents, read_documents
from comity.project.result import BuildResult, Listed
from comity.project.walk import Hands, Progress, Walk, listed_data, reading_fingerprint
from comity.project.work import Plan, ReadsDocuments
from comity.record.rows import readable

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.documents.settings import DocumentSettings
    from comity.project.folder import Project

_MOST_JOBS: Final = 16
_NOT_WORTH_TELLING: Final = frozenset(("hidden", "holds metadata of the documents beside it"))


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
            for folder, name in ((project.root, f".{project.report_path.name}.*"), (project.state, ".*.*")):
                sweep(folder, name)
            (project.state / ".gitignore").write_text("*\n", encoding="utf-8")
            walk = Walk(project, progress, _jobs(project, jobs), reader)
            return _walk(walk)


def _walk(walk: Walk) -> BuildResult:
    from comity.documents import discover
    from comity.documents.sidecar import NAME as SIDECAR

    project = walk.project
    generations = Generations(project.store)
    inventory = Inventory(project.state / "seen.json")
    walk.corrections = take_up(project)
    with walk.room("documents"):
        settings = project.document_settings()
        found = discover(project.document_paths(), settings=settings)
        files = inventory.take(found.files)
        for failure in found.failures:
            if failure.path.name == SIDECAR and failure.reason == "bad row":  # no document failed
                walk.notes.append(f"{readable(failure.path)}, {failure.detail}")
            else:
                walk.not_opened(readable(failure.path), failure)
        walk.skipped = [
            Listed(readable(a.path), a.reason) for a in found.set_aside if a.reason not in _NOT_WORTH_TELLING
        ]
        inputs = _inputs(walk, files)
        last = _last_good(walk, generations)
    if last is not None and last.manifest["inputs"] == inputs and not last.manifest["retry"]:
        inventory.save()
        return _unchanged(walk, last)
    plan = _plan(walk, settings)
    cache = Cache(project.cache)
    registry = _registry(walk)  # a bad row in the user's actor file is told before anything is read
    hands = Hands(walk, plan)
    try:
        with walk.room("documents"):
            sources, loads = open_documents(walk, files, cache, hands)
        with walk.room("reading"):
            past = readings_of(last)
            readable_sources = [s for s in sources if s.set_aside is None]
            needed = [s for s in readable_sources if not is_held(s, past)]
            open_again(walk, needed, loads, cache, hands)
            missing = [s for s in needed if s.id not in walk.unread and not cache.has("readings", s.reading_key)]
            read_documents(walk, missing, hands, total=len(readable_sources))
            hands.end()
        with _collector_paused():
            generation, counts = make_record(walk, generations, last, sources, registry, cache, hands, inputs)
            inventory.save()
            try:
                _show(walk, generation)
            except Exception as error:
                said = (
                    f"The record is made anew, but the report is not: {project.report_path} is the old one or missing."
                )
                hint = f"Mend the cause and build again: comity build. It was: {error or type(error).__name__}"
                raise ProjectError(said, hint=hint) from error
    finally:
        hands.end()
        generations.clear()
    used: dict[Kind, set[str]] = {
        "files": {task.key for task in loads.values()},
        "documents": {s.head.document_key for s in sources},
        "readings": {s.reading_key for s in sources},
    }
    cache.prune(used)
    return _result(walk, generation, counts, changed=True)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Millions of small objects and no cycles among them: looking for some takes a quarter of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


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
    if last is not None and not last.is_whole():
        walk.notes.append(f"The store is damaged: {last.store} is not as it was written. It was made anew.")
        return None
    return last


def _inputs(walk: Walk, files: Sequence[Found]) -> str:
    """One hash of all that a record depends on."""
    project = walk.project
    return digest(
        json.dumps(sorted(described(f) for f in files)),
        json.dumps(sorted(listed_data(f) for f in (*walk.unopened, *walk.skipped))),
        json.dumps(project.settings.model_dump(mode="json", exclude={"reading"}), sort_keys=True),
        fingerprints.opening(),
        reading_fingerprint(walk),
        fingerprints.rows(),
        fingerprints.record(),
        fingerprints.of_file(project.corrections_path),
        importing.fingerprint(project),
    )


def _plan(walk: Walk, settings: DocumentSettings) -> Plan:
    """What workers must know. A bad row in the user's file of words is told here, before anything is read."""
    project, lexicon = walk.project, walk.project.own_lexicon()
    if lexicon is not None:
        from comity.reading.lexicons.own import OwnLexicon

        OwnLexicon.read(lexicon)
    reader = _reader_path(walk.reader)
    reading = project.settings.reading.reader
    return Plan(
        project.cache,
        settings,
        reader,
        actor_files(walk),
        project.any_language,
        lexicon,
        None if reading == "both" else reading,
    )


def _registry(walk: Walk) -> Registry:
    from comity.actors import Registry

    return Registry.default(*actor_files(walk))


def _reader_path(reader: ReadsDocuments | str | None) -> str:
    return reader if isinstance(reader, str) else "comity.reading:Reader"


def _jobs(project: Project, jobs: int | None) -> int:
    wanted = jobs or project.settings.reading.jobs
    if wanted:
        return wanted
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, _MOST_JOBS)


def _unchanged(walk: Walk, last: Generation) -> BuildResult:
    walk.failed = [Listed(*row) for row in last.manifest["failed"]]
    walk.notes += last.manifest["corrections"]
    _show(walk, last)
    return _result(walk, last, last.manifest["counts"], changed=False)


def _show(walk: Walk, generation: Generation) -> None:
    """Write the report, unless it shows this generation already."""
    project = walk.project
    mark = project.state / "shown"
    wanted = digest(generation.name, fingerprints.show(), project.settings.report.title, project.audit.fingerprint())
    with walk.room("show"):
        if project.report_path.is_file() and mark.is_file() and mark.read_text(encoding="utf-8") == wanted:
            return
        from comity.show.report import write

        with project.record() as record:
            write(record, project.report_path, title=project.settings.report.title, audit=_audit(walk))
        write_atomically(mark, wanted.encode(), sync=False)


def _audit(walk: Walk) -> dict[str, Any] | None:
    """What an audit found; None where none was begun. A sample that cannot be read is told, and stops nothing."""
    try:
        return walk.project.audit.result()
    except NoProject:
        return None
    except ComityError as error:
        walk.notes.append(f"The audit is not in the report. {error.message}")
        return None


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
