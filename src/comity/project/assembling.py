"""The record room of a build: a new generation of the store, from the last one, the cache and what follows from both."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import comity
from comity.errors import ProjectError, StoreError
from comity.project import fingerprints, ids
from comity.project.cache import Cache
from comity.project.correcting import unapplied_note
from comity.project.files import write_atomically
from comity.project.generations import STORE, Generation, Generations
from comity.project.importing import put_imports
from comity.project.result import Listed
from comity.project.walk import Hands, Source, Walk, listed_data, reading_fingerprint, reason_text
from comity.project.work import Read, Trouble, kept_document, kept_reading
from comity.record.rows import Row, Rows, document_row, reading_rows, unread_row

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.record.store import StoreWriter


@contextmanager
def _writing() -> Iterator[None]:
    """DuckDB's own words for a full disk, as an error that says what to do."""
    import duckdb

    try:
        yield
    except (duckdb.IOException, duckdb.FatalException, duckdb.TransactionException) as error:
        raise ProjectError(
            f"The new store could not be written: {str(error).splitlines()[0]}",
            hint="Is there room on the disk? The record of the last build is as it was.",
        ) from error


@_writing()
def make_record(
    walk: Walk,
    generations: Generations,
    last: Generation | None,
    sources: Sequence[Source],
    registry: Registry,
    cache: Cache,
    hands: Hands,
    inputs: str,
) -> tuple[Generation, dict[str, int]]:
    """Write a new generation and make it the current one; return it, and how much is in it."""
    from comity.project.reducing import put_reduced
    from comity.record.corrected import Standing, correct_reports
    from comity.record.corrected.standing import FILE_NAME
    from comity.record.derive import derive_events
    from comity.record.store import StoreWriter
    from comity.relations.derive import derive_relations
    from comity.system.derive import derive_system

    under_way = generations.begin()
    past = readings_of(last)
    with StoreWriter(under_way / STORE) as store:
        with walk.room("record"):
            kept = [s for s in sources if s.set_aside is None and s.id not in walk.unread and is_held(s, past)]
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
            rulings, corrected = correct_reports(store, walk.corrections.outcomes)
            standing = Standing.of(rulings)
            events, disagreements = derive_events(store, registry, standing)
            unapplied = list(unapplied_note(store))
            walk.notes += unapplied
        with walk.room("relations"):
            walk.notes += put_imports(store, walk.project)
            walk.notes += put_reduced(store, walk.project, registry)
            settings = walk.project.settings
            derive_relations(store, registry, events, settings.tally.period, settings.scores.days)
        with walk.room("system"):
            derive_system(store, registry)
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
            json.dumps(
                {s.id: [s.reading_key, s.head.document.text_sha256] for s in read if s.id not in corrected}
            ).encode(),
        )
        write_atomically(under_way / FILE_NAME, standing.data())
        manifest = {
            "comity": comity.__version__,
            "inputs": inputs,
            "retry": walk.retry,
            "settings": walk.project.settings.model_dump(mode="json"),
            "opening": fingerprints.opening(),
            "reading": reading_fingerprint(walk),
            "rows": fingerprints.rows(),
            "record": fingerprints.record(),
            "counts": counts,
            "actors": walk.corrections.actors.name if walk.corrections.actors else None,
            "corrections": unapplied,
            "failed": [listed_data(f) for f in sorted(walk.failed)],
            "set_aside": [listed_data(a) for a in aside],
        }
        return generations.finish(under_way, manifest), counts


def _write_source(walk: Walk, store: StoreWriter, source: Source, taken: bool, cache: Cache, hands: Hands) -> None:
    """The row of a document, and its rows in the other tables unless they were taken over."""
    rows: Rows = {}
    status, reason = "read", source.set_aside
    if reason is not None:
        status, rows = "set aside", {} if source.copy else _text_only(source, cache)
    elif not taken and source.id not in walk.unread:
        made = _rows_of(walk, source, cache, hands)
        if isinstance(made, Trouble):
            walk.not_read(source, made)
        else:
            rows = made
    if source.id in walk.unread:
        trouble = walk.unread[source.id]
        status, reason = "failed", reason_text(trouble.reason, trouble.detail)
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
        rows.append(unread_row(id, listed.path, status, reason_text(listed.reason, listed.detail)))
    return rows


def _text_only(source: Source, cache: Cache) -> Rows:
    document = kept_document(cache, source.head.document_key)
    if document is None:
        return {}
    passages = [(source.id, p.start, p.end, p.kind, p.reason) for p in document.passages]
    return {"texts": [(source.id, document.text)], "passages": passages}


def _rows_of(walk: Walk, source: Source, cache: Cache, hands: Hands) -> Rows | Trouble:
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


def readings_of(last: Generation | None) -> dict[tuple[str, str], str]:
    """(reading key, text) -> document id, of what the last store holds as it was read; empty when its rows were made
    otherwise."""
    if last is None or last.manifest["rows"] != fingerprints.rows():
        return {}
    try:
        known = json.loads((last.folder / "documents.json").read_bytes())
        return {(key, text): id for id, (key, text) in known.items()}
    except (OSError, ValueError, TypeError):
        return {}


def is_held(source: Source, past: dict[tuple[str, str], str]) -> bool:
    return (source.reading_key, source.head.document.text_sha256) in past
