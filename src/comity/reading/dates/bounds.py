"""When an event can have been at all: in the life of the states and the terms of the leaders that its sentence names."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from typing import TYPE_CHECKING, Final

from comity.intervals import Interval

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

    from comity.actors import Registry
    from comity.reading.context import Context, Mention, Paragraph

LONGEST_TERM_DAYS: Final = 20 * 366
"""A leader in office for longer than this does not date what he did."""


class Bounds:
    """`first` and `last` are the days between which the sentence's actors all were; None is open.

    `by_term`: a leader's term, and not only the life of states, closes them.
    """

    def __init__(self) -> None:
        self.first: date | None = None
        self.last: date | None = None
        self.by_term = False

    def narrow(self, first: date | None, last: date | None) -> None:
        if first is not None and (self.first is None or first > self.first):
            self.first = first
        if last is not None and (self.last is None or last < self.last):
            self.last = last

    def allow(self, interval: Interval) -> bool:
        return (self.first is None or self.first <= interval.last) and (
            self.last is None or interval.first <= self.last
        )

    def term(self) -> Interval | None:
        """The days themselves, where a leader's term makes them few enough to date the event."""
        if not self.by_term or self.first is None or self.last is None or self.first > self.last:
            return None
        interval = Interval(self.first, self.last)
        return interval if interval.days <= LONGEST_TERM_DAYS else None


def _start(mention: Mention) -> int:
    return mention.span[0]


def _written(context: Context) -> date | None:
    """The day of publication, or the latest that an undated document names: it was written no earlier. A leader who was in
    office after that may have been so when it was written, so that his term dates nothing."""
    if context.document.published is not None:
        return context.document.published.first
    return max((d.first for d in context.dates if d.first is not None), default=None)


def bounds_of(context: Context, paragraph: Paragraph, sentence: Tokens) -> Bounds:
    """Bounds of what a sentence tells. Leaders still in office at publication, and unknown names, bound nothing; nor does the
    birth of a state that is spoken of by its name before it, on the day of publication or of a date in the sentence."""
    bounds = Bounds()
    registry: Registry | None = context.registry
    if registry is None:
        return bounds
    low, high = paragraph.span(sentence)
    written = _written(context)
    mentions, published = context.mentions, context.document.published
    told = [d.last for d in context.dates if low <= d.start < high and d.last is not None]
    earliest = min(told + ([published.first] if published is not None else []), default=None)
    for mention in mentions[bisect_left(mentions, low, key=_start) : bisect_left(mentions, high, key=_start)]:
        if mention.kind == "person":
            continue
        if len(mention.actors) == 1 and mention.actors[0] in registry:
            valid = registry.actor(mention.actors[0]).valid
            early = valid.first is not None and earliest is not None and earliest < valid.first
            bounds.narrow(None if early else valid.first, valid.last)
    for hit in registry.find(sentence.text):
        persons = [registry.person(n.actor) for n in hit.names if n.role == "person"]
        if len(persons) != 1 or not persons[0].terms:
            continue
        terms = persons[0].terms
        lasts = [t.valid.last for t in terms if t.valid.last is not None]
        firsts = [t.valid.first for t in terms if t.valid.first is not None]
        over = len(lasts) == len(terms) and (published is None or max(lasts) < published.first)
        if over and len(firsts) == len(terms):
            bounds.narrow(min(firsts), max(lasts))
            bounds.by_term = written is not None and max(lasts) < written
    return bounds
