"""Joining reports into events: does the time grow with their number, or faster?"""

from __future__ import annotations

import random
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from benchmarks.table import Line
from benchmarks.texts import STATES
from comity.actors import Registry
from comity.documents.load import from_text
from comity.reading.model import ClaimedBy, DocumentInfo, Reading, Report
from comity.record.derive import derive_events
from comity.record.joining.clusters import clusters
from comity.record.joining.merging import merge
from comity.record.joining.sighting import Sighting, content_words
from comity.record.rows import document_row, reading_rows
from comity.record.store import StoreWriter
from comity.vocabulary import types

_A_DOCUMENT: Final = 20


def measure(smallest: int) -> list[Line]:
    """Records of `smallest`, twice, four and eight times as many reports, over a span that grows with them; and the
    second of them read out of a store and written into it, with everything that follows from reports."""
    lines: list[Line] = []
    before = None
    for times in (1, 2, 4, 8):
        reports = _reports(smallest * times)
        began = time.process_time()
        events = [merge(group, lambda actor: actor) for group in clusters(reports)]
        taken = time.process_time() - began
        what = f"merging {len(reports)} reports into {len(events)} events"
        lines.append(Line(what, taken, before, than="half as many (CPU time)" if before else ""))
        before = taken
    lines.append(_through_the_store(smallest * 2))
    return lines


def _through_the_store(number: int) -> Line:
    """All derivations over a store of so many reports, twenty a document."""
    reports = _reports(number)
    with tempfile.TemporaryDirectory() as folder, StoreWriter(Path(folder) / "record.duckdb") as store:
        for first in range(0, number, _A_DOCUMENT):
            id = f"d{first:06d}"
            sentences = [
                f"{r.trigger} {' '.join(sorted(r.words - {r.trigger}))}." for r in reports[first : first + _A_DOCUMENT]
            ]
            document = from_text("\n".join(sentences), id=id)
            made, start = [], 0
            for report, sentence in zip(reports[first : first + _A_DOCUMENT], sentences, strict=True):
                made.append(_read(report, start, start + len(sentence)))
                start += len(sentence) + 1
            reading = Reading(id, DocumentInfo(None, None, None, None, "none", "en"), reports=tuple(made))
            row = document_row(document, len(document.text), shown=id, also=(), group=id)
            store.add_document(row, reading_rows(document, reading))
        began = time.process_time()
        events, _ = derive_events(store, Registry.default())
        taken = time.process_time() - began
    return Line(f"{number} reports out of the store, {len(events)} events and all that follows written", taken)


def _read(report: Sighting, start: int, end: int) -> Report:
    return Report(
        id=report.id,
        start=start,
        end=end,
        trigger=(start, start + len(report.trigger)),
        event=report.event_type,
        mode=None,
        issue=report.issue,
        sources=report.sources,
        source_spans=((start, start + 1),),
        targets=report.targets,
        target_spans=((start, start + 1),),
        symmetric=False,
        first=date.fromordinal(report.first) if report.first else None,
        last=date.fromordinal(report.last) if report.last else None,
        date_basis="explicit" if report.first else "none",
        status="happened",
        claimed_by=ClaimedBy(None, None, "document"),
        thing=report.thing,
        place=None,
        amounts=(),
        confidence=0.8,
        rule="made up",
    )


def _reports(number: int) -> list[Sighting]:
    """Acts that one to four documents report, in sentences that share some words."""
    rng = random.Random(number)
    states = sorted(STATES)
    vocabulary = [f"word{n}" for n in range(3000)]
    kinds = sorted(types())
    made: list[Sighting] = []
    while len(made) < number:
        source, target = rng.sample(states, 2)
        day = date(1950, 1, 1) + timedelta(days=rng.randrange(27_000))
        core = [vocabulary[int(3000 * rng.random() ** 3)] for _ in range(8)]
        kind, thing = rng.choice(kinds), " ".join(core[:2]) if rng.random() < 0.3 else None
        for _ in range(rng.choice((1, 1, 1, 2, 4))):
            grain = rng.choice(("day", "day", "month", "year", "none"))
            first, last = _days(day, grain)
            words = frozenset([*core, *(vocabulary[int(3000 * rng.random() ** 3)] for _ in range(6))])
            made.append(
                Sighting(
                    id=f"{rng.getrandbits(64):016x}",
                    document=(document := f"d{rng.randrange(number // 20 + 1)}"),
                    group=document,
                    start=(start := rng.randrange(10_000)),
                    end=start + 100,
                    trigger=core[0],
                    event_type=kind,
                    mode=None,
                    issue="trade",
                    thing=thing,
                    place=None,
                    first=first,
                    last=last,
                    basis="explicit" if first else "none",
                    status="happened",
                    symmetric=False,
                    sources=(source,),
                    targets=(target,),
                    source_side=frozenset([source]),
                    target_side=frozenset([target]),
                    parties=frozenset([source, target]),
                    amounts=(),
                    claimed_by=None,
                    voice="document",
                    confidence=0.8,
                    origin="text",
                    published=None,
                    words=words,
                    focus=frozenset(core),
                    names=frozenset(),
                    thing_words=content_words(thing),
                    label=False,
                    dates=frozenset(),
                    years=frozenset(),
                )
            )
    return made[:number]


def _days(day: date, grain: str) -> tuple[int | None, int | None]:
    number = day.toordinal()
    match grain:
        case "day":
            return number, number
        case "month":
            first = day.replace(day=1).toordinal()
            return first, first + 27
        case "year":
            return date(day.year, 1, 1).toordinal(), date(day.year, 12, 31).toordinal()
    return None, None
