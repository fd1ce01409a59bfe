"""How well the dates of evidence, turning points and phases are known, and how they are written.

Evidence counts on a day; of most of it only a month, a year or a span is told. What is written as a date says no more than
that: a day only where it is known to some weeks, else a month, a year, or about which year and between which.
"""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

WEEKS: Final = 42
"""Days: what is known to be within so many is written as a day."""
MONTHS: Final = 92
"""What is known to be within so many is written as a month."""
TWO_YEARS: Final = 731
"""Bounds further apart than this are written as years."""
DECADE: Final = 3653
SPREAD: Final = 366
"""What holds for more days than this is spread over days of its own making, which nobody told."""

Span = tuple[date, date]
Told = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Dated:
    """The days of a relation's evidence [k], ascending, and the ids of the pieces on each [k]."""

    days: Sequence[date]
    resting: Sequence[Sequence[str]]

    def before(self, day: date) -> list[str]:
        """The last evidence before a day: what holds on, to that day or beyond, is none."""
        place = bisect_left(self.days, day)
        later = {id for ids in self.resting[place:] for id in ids}
        return next((own for ids in self.resting[:place][::-1] if (own := [id for id in ids if id not in later])), [])

    def after(self, day: date) -> list[str]:
        """The first evidence from a day on: what held before is none."""
        place = bisect_left(self.days, day)
        earlier = {id for ids in self.resting[:place] for id in ids}
        return next((own for ids in self.resting[place:] if (own := [id for id in ids if id not in earlier])), [])


def spans(days: Sequence[date], resting: Sequence[Sequence[str]], told: Mapping[str, Told]) -> list[Span]:
    """Between which days the evidence of each day falls, by what is told of the best dated piece on it.

    `days` [k] ascend, `resting` [k] are the ids of the pieces on each, `told` says between which days each piece is told
    to fall, or for how long to hold. A day of which nothing is told is taken as it is.
    """
    on: dict[str, list[int]] = {}
    for place, ids in enumerate(resting):
        for id in ids:
            on.setdefault(id, []).append(place)
    found = []
    for day, ids in zip(days, resting, strict=True):
        known = [_span(day, len(on[id]) > 1, told[id]) for id in ids if id in told]
        found.append(min(known, key=lambda span: (span[1] - span[0], span)) if known else (day, day))
    return found


def covers(days: Sequence[date], resting: Sequence[Sequence[str]], told: Mapping[str, Told]) -> list[Span]:
    """For which days the evidence of each day speaks: from the first to the last on which a piece of it may fall. As `spans`;
    what holds all along is on days of its own, and what may fall anywhere in more than a `DECADE` speaks for its day alone."""
    often = Counter(id for ids in resting for id in ids)
    found = []
    for day, ids in zip(days, resting, strict=True):
        once = [told[id] for id in ids if id in told and often[id] == 1]
        within = [(f, last) for f, last in once if f is not None and last is not None and (last - f).days <= DECADE]
        found.append((min([day, *(f for f, _ in within)]), max([day, *(last for _, last in within)])))
    return found


def _span(day: date, holds: bool, told: Told) -> Span:
    first, last = told
    if holds:  # all along: only its ends are told
        if day not in told:
            return day - timedelta(SPREAD - 1), day + timedelta(SPREAD - 1)
        return _beginning(day) if day == first else _ending(day)
    if first is None:
        return day, day
    if last is None:  # of the present of a text: it stands in the middle of when that may be
        return min(first, day), max(day + (day - first), day)
    if day == last and (last - first).days > SPREAD:  # what changed by then
        return _ending(day)
    return min(first, day), max(last, day)


def _beginning(day: date) -> Span:
    """What began on the first of a year, or of a month, is told to that year or month."""
    if (day.month, day.day) == (1, 1):
        return day, date(day.year, 12, 31)
    return day, day.replace(day=monthrange(day.year, day.month)[1]) if day.day == 1 else day


def _ending(day: date) -> Span:
    if (day.month, day.day) == (12, 31):
        return date(day.year, 1, 1), day
    return day.replace(day=1) if day.day == monthrange(day.year, day.month)[1] else day, day


def loose(first: date, last: date) -> bool:
    """Whether what falls between these is known to no year."""
    return first.year != last.year and (last - first).days > MONTHS


def year(day: date, first: date, last: date) -> str:
    """'2001' or 'about 2001': in a few letters."""
    return f"about {day.year}" if loose(first, last) else str(day.year)


def short(day: date, first: date, last: date) -> str:
    """'2001-06-14', 'June 2001', '2001' or 'about 2001': a date as well as it is known, falling between `first` and `last`."""
    apart = (last - first).days
    if apart <= WEEKS:
        return str(day)
    return f"{day:%B %Y}" if apart <= MONTHS else year(day, first, last)


def written(day: date, first: date, last: date) -> str:
    """The same, with its bounds where it is no day: 'about 2001 (between 1990 and 2007)'."""
    apart = (last - first).days
    if first == last:
        return str(day)
    if apart <= WEEKS:
        return f"{day} (between {first} and {last})"
    if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        return str(first.year)
    one, other = (str(d.year) if apart > TWO_YEARS else f"{d:%B %Y}" for d in (first, last))
    return f"{short(day, first, last)} (between {one} and {other})"
