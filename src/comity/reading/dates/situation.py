"""What a time expression is read against: the publication date, the story so far, the tense of its clause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from comity.intervals import Interval
from comity.reading.dates.periods import Period, named
from comity.reading.model import DateBasis, Grain

Tense = Literal["past", "pluperfect", "present", "future"]

_COARSENESS: Final[dict[str, int]] = {
    "day": 0, "week": 1, "month": 2, "quarter": 3, "season": 3, "half": 4, "year": 5, "decade": 6, "century": 7,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """What an expression means: days (or None), how they were come by, and a TIMEX3 value."""

    first: date | None
    last: date | None
    grain: Grain
    basis: DateBasis
    timex: str | None = None
    modifier: str | None = None

    @classmethod
    def of(cls, period: Period, basis: DateBasis) -> Answer:
        return cls(period.first, period.last, period.grain, basis, period.timex, period.modifier)

    @property
    def period(self) -> Period | None:
        if self.first is None or self.last is None:
            return None
        return Period(self.first, self.last, self.grain, self.timex, self.modifier)


_REMEMBERED: Final = 40


def unanchored(grain: Grain) -> Answer:
    """A relative date with nothing to be relative to: kept as text."""
    return Answer(None, None, grain, "none")


def timeless(grain: Grain, timex: str | None) -> Answer:
    """A duration, a set or a vague reference: no days of its own."""
    return Answer(None, None, grain, "none", timex)


@dataclass(slots=True)
class Memory:
    """The dates named so far in a stretch of text: what 'that year' and 'two days later' go back to."""

    named: list[Answer] = field(default_factory=list)

    def add(self, answer: Answer) -> None:
        if answer.first is not None and answer.grain in _COARSENESS:
            self.named.append(answer)

    def latest(self, grain: str) -> Answer | None:
        """The last date as fine as `grain` or finer ("year" also takes what follows from a coarser date of one year)."""
        limit = _COARSENESS.get(grain, 5)
        for answer in reversed(self.named[-_REMEMBERED:]):
            if _COARSENESS[answer.grain] <= limit:
                return answer
        return None


@dataclass(slots=True)
class Situation:
    """`narrative_year` is the year that the story of the paragraph is in, None in a paragraph about the present.

    `day_first` is how numeric dates are written here; `order_shown`, whether the document itself shows it.
    """

    publication: Interval | None
    paragraph: Memory
    document: Memory
    narrative_year: int | None = None
    day_first: bool = True
    order_shown: bool = False
    tense: Callable[[], Tense | None] = lambda: None

    def is_past(self) -> bool:
        return self.tense() in ("past", "pluperfect")

    def relative(self, to_period: Callable[[date], Period], grain: Grain) -> Answer:
        """Read against the publication date; where that is not one day, everything it may mean."""
        if self.publication is None:
            return unanchored(grain)
        a, b = to_period(self.publication.first), to_period(self.publication.last)
        if a == b:
            return Answer.of(a, "relative")
        first, last = min(a.first, b.first), max(a.last, b.last)
        whole = named(first, last)
        return Answer(first, last, whole.grain, "relative", whole.timex, a.modifier)

    def from_story(self, grain: str, to_period: Callable[[date], Period], unknown: Grain) -> Answer:
        """Read against the last date of the story, else against the publication date."""
        earlier = self.paragraph.latest(grain) or self.document.latest(grain)
        if earlier is None or earlier.first is None:
            return self.relative(to_period, unknown)
        return Answer.of(to_period(earlier.first), "narrative")
