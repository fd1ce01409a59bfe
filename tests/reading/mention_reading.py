"""Mentions of a text that a test writes: parsed and dated as in a build."""

from __future__ import annotations

from functools import cache

from comity.actors import Registry
from comity.documents.model import Document, Passage
from comity.intervals import Interval
from comity.reading.context import Context, Mention


@cache
def read_mentions(text: str, published: str | None = None, title: str | None = None) -> Context:
    """A context with its dates and mentions; each line of the text is a paragraph."""
    from comity.reading.dates import find_dates
    from comity.reading.mentions import find_mentions
    from comity.reading.parse import parse

    passages, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            passages.append(Passage(at, at + len(line), "prose", "written for a test"))
        at += len(line) + 1
    when = None if published is None else Interval.parse(published)
    document = Document("t", text, "0", "0", "txt", title=title, published=when, passages=tuple(passages))
    paragraphs = parse(document)
    context = Context(document, Registry.default(), paragraphs)
    context.dates = find_dates(paragraphs, document.published)
    context.mentions = find_mentions(context)
    return context


def mentions(text: str, published: str | None = None, title: str | None = None) -> list[tuple[str, str, str]]:
    """(words, actors joined by '+' or '-', how resolved) of each mention; places are marked '@'."""
    context = read_mentions(text, published, title)
    return [(text[m.span[0] : m.span[1]], _actors(m), m.resolved) for m in context.mentions]


def who(text: str, words: str, published: str | None = None, title: str | None = None) -> str:
    """Actors of the mention that has exactly these words (the last of them), or 'none'."""
    found = [actors for said, actors, _ in mentions(text, published, title) if said == words]
    return found[-1] if found else "none"


def heads(text: str, published: str | None = None) -> dict[str, str]:
    """Words of each mention -> its head word."""
    context = read_mentions(text, published)
    return {text[m.span[0] : m.span[1]]: context.paragraphs[m.paragraph].doc[m.head].text for m in context.mentions}


def _actors(mention: Mention) -> str:
    return ("@" if mention.kind == "place" else "") + ("+".join(mention.actors) or "-")
