"""What a disagreement is: two or more sides that cannot all be right, how far apart, and how sure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from comity.intervals import Interval

Place = tuple[str, int, int]
"""Characters [start, end) of a document: (document id, start, end)."""

Grade = Literal["plain", "likely", "possible"]
GRADES: Final[tuple[Grade, ...]] = ("plain", "likely", "possible")
FIELDS: Final = (
    *("date", "amount", "count", "place", "party", "status", "kind", "duration", "cause", "relation"),
    *("membership", "founding"),
)
TABLE_SAYS: Final = "comity's table"
"""How a side begins that no document takes: what a table of comity has."""

_PLAIN: Final = (0.25, 0.5)
_LIKELY: Final = (0.1, 0.25)


@dataclass(frozen=True, slots=True)
class Side:
    """`evidence` are the words that say it, where they are known; `sources` is how many independent sources say it."""

    value: str
    report_ids: tuple[str, ...]
    document_ids: tuple[str, ...]
    evidence: tuple[Place, ...] = ()
    sources: int = 1


@dataclass(frozen=True, slots=True)
class Disagreement:
    """`sides` are at least two, sorted by value. `event_id` is the smallest id where several events are meant, and None
    for what is no event's. `apart` and `sure` run from 0 to 1 (see `grading`)."""

    event_id: str | None
    field: str
    sides: tuple[Side, ...]
    about: str = ""
    thing_id: str | None = None
    actors: tuple[str, ...] = ()
    apart: float = 0.0
    sure: float = 0.0
    why: str = ""

    @property
    def id(self) -> str:
        """Stable as long as it is about the same: values and sides may change."""
        told = "\0".join((self.event_id or "", self.thing_id or "", self.field, self.about))
        return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()

    @property
    def grade(self) -> Grade:
        """plain: well apart (0.25 or more) and sure (0.5 or more); likely: 0.1 and 0.25; possible: the rest."""
        if self.apart >= _PLAIN[0] and self.sure >= _PLAIN[1]:
            return "plain"
        return "likely" if self.apart >= _LIKELY[0] and self.sure >= _LIKELY[1] else "possible"


def ranked(found: list[Disagreement]) -> list[Disagreement]:
    """The plainest first."""
    return sorted(found, key=lambda d: (GRADES.index(d.grade), -d.apart * d.sure, d.field, d.id))


def shown(first: int | None, last: int | None) -> str:
    """An interval in the fewest words: 2014, 2014-06, 2014-06-05 or 2014-06-05/2014-06-09."""
    if first is None or last is None:
        return "undated"
    a, b = date.fromordinal(first), date.fromordinal(last)
    if a == b:
        return a.isoformat()
    if Interval(a, b) == Interval.year(a.year):
        return f"{a.year:04d}"
    if Interval(a, b) == Interval.month(a.year, a.month):
        return f"{a.year:04d}-{a.month:02d}"
    return f"{a.isoformat()}/{b.isoformat()}"
