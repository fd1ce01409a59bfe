"""Reads a text of the tests as the reader does, up to the point where claims are looked for."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache

from comity.actors import Registry
from comity.documents.model import Document, Passage
from comity.intervals import Interval
from comity.reading.amounts import find_amounts
from comity.reading.context import Context
from comity.reading.dates import find_dates
from comity.reading.mentions import find_mentions
from comity.reading.parse import parse

PUBLISHED = Interval.day(date(2019, 5, 4))


@cache
def read(text: str, title: str | None = None) -> Context:
    """The text's paragraphs (one a line) parsed, with dates, amounts and mentions."""
    passages = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            passages.append(Passage(start, start + len(line), "prose", "test"))
        start += len(line) + 1
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    document = Document("test", text, sha256, sha256, "txt", title=title, published=PUBLISHED, passages=tuple(passages))
    paragraphs = parse(document)
    context = Context(document, Registry.default(), paragraphs)
    context.dates = find_dates(paragraphs, document.published)
    context.amounts = find_amounts(paragraphs)
    context.mentions = find_mentions(context)
    return context
