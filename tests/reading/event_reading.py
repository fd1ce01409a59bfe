"""Reads short texts through the whole reader, for the tests of events, status and attribution."""

from __future__ import annotations

import csv
import hashlib
from functools import cache
from pathlib import Path

from comity.documents.model import Document, Passage
from comity.intervals import Interval
from comity.reading.model import Reading, Report
from comity.reading.reader import Reader

SENTENCES = Path(__file__).parent / "data" / "event_sentences.csv"


def document(text: str, published: str | None = None) -> Document:
    """Each line of the text is a passage of prose."""
    passages, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            passages.append(Passage(start, start + len(line), "prose", "test"))
        start += len(line) + 1
    digest = hashlib.sha256(text.encode()).hexdigest()
    day = Interval.parse(published) if published else None
    return Document(
        id="test", text=text, text_sha256=digest, sha256=digest, format="txt", published=day, passages=tuple(passages)
    )


@cache
def reader() -> Reader:
    return Reader(reader="parser")


@cache
def read(text: str, published: str | None = None) -> Reading:
    return reader().read(document(text, published))


def reports(text: str, published: str | None = None) -> tuple[Report, ...]:
    return read(text, published).reports


def told(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...], str]]:
    """(type, sources, targets, status) of each report."""
    return [(r.event, r.sources, r.targets, r.status) for r in reports(text)]


def only(text: str, event: str) -> Report:
    """The one report of that type."""
    found = [r for r in reports(text) if r.event == event]
    assert len(found) == 1, f"{len(found)} reports of {event}: {told(text)}"
    return found[0]


def rows() -> list[dict[str, str]]:
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if line and not line.startswith("#")))
