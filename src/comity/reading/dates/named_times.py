"""Named events that other things are dated by: 'after the Cold War', 'since 9/11'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from comity.intervals import Interval
from comity.reading.dates.lexicon import rows
from comity.reading.model import DateMention, Grain


@dataclass(frozen=True, slots=True)
class _Names:
    pattern: re.Pattern[str]
    times: dict[str, Interval]


def _key(text: str) -> str:
    return re.sub(r"[\s–-]+", " ", text.lower())


@cache
def _names() -> _Names:
    times = {
        _key(r["name"]): Interval(date.fromisoformat(r["first"]), date.fromisoformat(r["last"]))
        for r in rows("named_times.csv", ("name", "first", "last"))
    }
    names = sorted(times, key=len, reverse=True)
    pattern = "|".join(re.escape(n).replace(r"\ ", r"[\s–-]+") for n in names)
    return _Names(re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE), times)


def named_times(text: str, offset: int = 0) -> Iterator[DateMention]:
    """The named events in a text, with the days they took; basis "context". Spans are moved by `offset`.

    The words themselves name no day, so these are not among the dates of a document: they only serve to date what is
    told by them.
    """
    names = _names()
    for m in names.pattern.finditer(text):
        time = names.times[_key(m[0])]
        grain: Grain = "day" if time.days == 1 else "interval"
        yield DateMention(offset + m.start(), offset + m.end(), time.first, time.last, grain, "context")
