"""Whether events get their dates: the annotated paragraphs' events, each dated at its trigger word.

Nothing is found here but dates: the trigger is given, so that what is measured is the finding of time expressions, their value
and which of them an event has, its status read as the reader reads it. A date is right when its first and last day are of the annotated years and months.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from training.corpus import kept_apart, load

from comity.actors import Registry
from comity.documents.load import from_text
from comity.intervals import Interval
from comity.reading.context import Context, Paragraph
from comity.reading.dates.anchor import date_for
from comity.reading.model import DateMention
from comity.reading.parse import parse
from comity.reading.reader import context_of
from comity.reading.status import status_of

Row = dict[str, Any]
Days = tuple[date | None, date | None]
STATED: Final = ("explicit", "relative", "narrative")
BASES: Final = (*STATED, "context", "none")
DEVELOPED, APART = "developed on", "kept apart"


@dataclass(frozen=True, slots=True)
class Dated:
    """An annotated event with the date that it was given. `words` is the found date that lies on the annotated words."""

    document: str
    half: str
    event: Row
    given: Days
    basis: str
    words: DateMention | None

    @property
    def due(self) -> Days:
        return _day(self.event["first"]), _day(self.event["last"])

    @property
    def is_right(self) -> bool:
        return same_months(self.given, self.due)


def measure(registry: Registry | None = None) -> Iterator[str]:
    """Lines that say how often the date is right, by the basis annotated, in both parts of the corpus."""
    yield from report(list(dated(load(), registry or Registry.default())))


def half_of(document: str) -> str:
    """The tenth of the paragraphs that nothing is developed on is told by the hash of its id, for good."""
    return APART if kept_apart(document) else DEVELOPED


def context_for(row: Row, registry: Registry) -> Context:
    """The annotated paragraph as the reader sees it before it looks for events."""
    first, last = (_day(x) for x in row["document"]["published"] or (None, None))
    published = Interval(first, last) if first is not None and last is not None else None
    document = from_text(row["text"], id=row["id"], published=published)
    return context_of(document, parse(document, (), registry), registry)


def dated(rows: Iterable[Row], registry: Registry) -> Iterator[Dated]:
    for row in rows:
        yield from dated_in(context_for(row, registry), row)


def dated_in(context: Context, row: Row) -> Iterator[Dated]:
    """Each annotated event of the paragraph whose trigger is a word that was read."""
    half = half_of(row["id"])
    for event in row["reports"]:
        place = _place(context.paragraphs, event["trigger"][0])
        if place is not None:
            paragraph, i = place
            status = status_of(paragraph.doc[i], event["event"])
            voiced = event["event"] == "REQUEST" and status == "demanded"
            first, last, basis, _ = date_for(context, paragraph, paragraph.doc[i], None if voiced else status)
            yield Dated(row["id"], half, event, (first, last), basis, _on(context.dates, event["date_span"]))


def same_months(given: Days, due: Days) -> bool:
    """Whether both ends fall in the same months; undated is like undated only."""
    return all(_month(a) == _month(b) for a, b in zip(given, due, strict=True))


def overlaps(given: Days, due: Days) -> bool:
    """Whether the two have a day in common and begin in the same year; undated overlaps nothing."""
    (a, b), (c, d) = given, due
    if a is None or b is None or c is None or d is None:
        return False
    return a <= d and c <= b and a.year == c.year


def report(found: Sequence[Dated]) -> Iterator[str]:
    for half in (DEVELOPED, APART):
        rows = [d for d in found if d.half == half]
        stated = [d for d in rows if d.event["date_basis"] in STATED]
        yield f"dates of events, {half}: {_line(stated)} where stated"
        for basis in BASES[:-1]:
            yield f"    {basis:10s} {_line([d for d in stated if d.event['date_basis'] == basis] or _of(rows, basis))}"
        undated = _of(rows, "none")
        yield f"    {'none':10s} {_share(d.given == (None, None) for d in undated)} left undated of {len(undated)}"
        spoken = [d for d in stated if d.event["date_span"] is not None]
        yield (
            f"    words that date: {_share(d.words is not None for d in spoken)} found, "
            f"{_share(d.words is not None and same_months((d.words.first, d.words.last), d.due) for d in spoken)} "
            f"with the event's months, of {len(spoken)}"
        )


def _of(rows: Sequence[Dated], basis: str) -> list[Dated]:
    return [d for d in rows if d.event["date_basis"] == basis]


def _line(rows: Sequence[Dated]) -> str:
    return (
        f"right {_share(d.is_right for d in rows)}, overlap in the same year {_share(overlaps(d.given, d.due) for d in rows)}, "
        f"undated {_share(d.given == (None, None) for d in rows)} of {len(rows)}"
    )


def _share(yes: Iterable[bool]) -> str:
    values = list(yes)
    return f"{100 * sum(values) / len(values):5.1f}" if values else "  -  "


def _place(paragraphs: Sequence[Paragraph], at: int) -> tuple[Paragraph, int] | None:
    for paragraph in paragraphs:
        if paragraph.start <= at < paragraph.end:
            return next(((paragraph, t.i) for t in paragraph.doc if t.idx + len(t.text) > at - paragraph.start), None)
    return None


def _on(dates: Sequence[DateMention], span: Sequence[int] | None) -> DateMention | None:
    """The longest dated mention that lies on these characters."""
    if span is None:
        return None
    there = [m for m in dates if m.first is not None and m.start < span[1] and span[0] < m.end]
    return max(there, key=lambda m: m.end - m.start, default=None)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _month(day: date | None) -> tuple[int, int] | None:
    return None if day is None else (day.year, day.month)
