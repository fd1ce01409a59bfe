"""Texts read without a parser: actors by their names alone, dates by their years and months."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from comity.actors import Registry
from comity.documents.load import from_text
from comity.documents.model import Document
from comity.intervals import Interval
from comity.reading.model import ActorMention, DateMention, DocumentInfo, PassageInfo, Reading
from comity.record import Record
from comity.record.rows import document_row, reading_rows
from comity.record.store import StoreWriter
from comity.record.things.naming.page import Named
from comity.record.things.naming.rows import _pages, things_named

_DATE = re.compile(
    r"(?:(January|February|March|April|May|June|July|August|September|October|November|December) )?\b((?:19|20)\d\d)\b(?!-)"
)
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@cache
def registry() -> Registry:
    return Registry.default()


def read(text: str, id: str = "a") -> tuple[Document, Reading]:
    """A document of these paragraphs (blank lines between), and its reading."""
    document = from_text(text, id=id)
    passages, at = [], 0
    for part in document.text.split("\n\n"):
        passages.append(PassageInfo(at, at + len(part), "prose", "test"))
        at += len(part) + 2
    info = DocumentInfo(None, None, None, None, "none", "en")
    return document, Reading(id, info, tuple(passages), tuple(_actors(document.text)), tuple(_dates(document.text)))


def _actors(text: str) -> list[ActorMention]:
    found = []
    for hit in registry().find(text):
        meant = registry().resolve(hit, None)
        if meant.how != "unknown":
            found.append(ActorMention(hit.start, hit.end, meant.actor, meant.kind, meant.how))
    return found


def _dates(text: str) -> list[DateMention]:
    found = []
    for match in _DATE.finditer(text):
        month = f"-{_MONTHS.index(match[1]) + 1:02}" if match[1] else ""
        when = Interval.parse(match[2] + month)
        grain = "month" if month else "year"
        found.append(DateMention(match.start(), match.end(), when.first, when.last, grain, "explicit"))  # type: ignore[arg-type]
    return found


def record_of(texts: Mapping[str, str], path: Path) -> Record:
    """The record of these documents, made in a store at `path`."""
    from comity.record.derive import derive_events

    with StoreWriter(path) as store:
        for id, text in texts.items():
            document, reading = read(text, id)
            row = document_row(document, len(text), shown=id, also=(), group=id, status="read", reason=None)
            store.add_document(row, reading_rows(document, reading))
        derive_events(store, registry())
    return Record(path)


def named(text: str) -> list[Named]:
    document, reading = read(text)
    return things_named(_pages(document, reading))[0]
