"""Named events that other things are dated by: 'after the Cold War', 'since 9/11'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from comity.intervals import Interval
from comity.reading.dates.lexicon import rows
from comity.reading.model import DateMention, Grain

_WORD: Final = re.compile(r"(?<![\w/-])[^\W_]+(?:/\d+)?")


@dataclass(frozen=True, slots=True)
class _Names:
    """`by_first`: the first word of a name -> a pattern of all names that begin with it, longest first."""

    by_first: dict[str, re.Pattern[str]]
    times: dict[str, Interval]


def _key(text: str) -> str:
    return re.sub(r"[\s–-]+", " ", text.lower())


@cache
def _names() -> _Names:
    times = {
        _key(r["name"]): Interval(date.fromisoformat(r["first"]), date.fromisoformat(r["last"]))
        for r in rows("named_times.csv", ("name", "first", "last"))
    }
    groups: dict[str, list[str]] = {}
    for name in sorted(times, key=len, reverse=True):
        groups.setdefault(name.split(" ")[0], []).append(re.escape(name).replace(r"\ ", r"[\s–-]+"))
    patterns = {first: re.compile(rf"(?:{'|'.join(names)})(?![\w-])", re.IGNORECASE) for first, names in groups.items()}
    return _Names(patterns, times)


def named_times(text: str, offset: int = 0) -> Iterator[DateMention]:
    """The named events in a text, with the days they took; basis "context". Spans are moved by `offset`.

    The words themselves name no day, so these are not among the dates of a document: they only serve to date what is
    told by them.
    """
    names = _names()
    reached = 0
    for word in _WORD.finditer(text):
        pattern = names.by_first.get(word[0].lower())
        m = pattern.match(text, word.start()) if pattern is not None and word.start() >= reached else None
        if m is None:
            continue
        reached = m.end()
        time = names.times[_key(m[0])]
        grain: Grain = "day" if time.days == 1 else "interval"
        yield DateMention(offset + m.start(), offset + m.end(), time.first, time.last, grain, "context")
