"""The year that the story of a paragraph is in."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from comity.intervals import Interval
from comity.reading.dates.left import Found
from comity.reading.dates.situation import Answer

_SENTENCE_END: Final = re.compile(r"[.!?][\"')\]]*\s+(?=[\"'(]?[A-Z])")
_WORD: Final = re.compile(r"[a-z]+")
_WORDS_BEFORE_FRONTED: Final = 4
_LONGEST_OPENING: Final = 80
"""Characters before a date that are looked at; a sentence's opening is shorter."""
_SMALL: Final = frozenset(
    str.split(
        "in on by from since during after before until as at of early late around about between the and but then yet so "
        "also only back again later however meanwhile for example it was thus still first over throughout not"
    )
)


class Story:
    """Follows a paragraph's dates. A paragraph whose first dates are of past years tells a story: a month or season
    after that which names no year is of the year last named. A year in mid-sentence counts from the next sentence on.
    """

    def __init__(self, text: str, published: Interval | None) -> None:
        self._text = text
        self._published = published
        self._year: int | None = None
        self._holds_from = 0
        self._news = False

    def year_at(self, start: int) -> int | None:
        """The story's year for a date at character `start` of the paragraph; None where no story is told."""
        return self._year if start >= self._holds_from else None

    def goes_on(self, answer: Answer, found: Found, *, aside: Callable[[], bool]) -> None:
        """Takes the next date of the paragraph, one that has days. `aside` tells whether it stands in a relative clause."""
        if self._comes_back(answer):
            self._year = None
            return
        year = self._past_year(answer)
        if self._year is None:
            self._news = self._news or year is None
        if year is None or self._news:
            return
        fronted = self._is_fronted(found)
        if not fronted and aside():
            return
        if not (fronted or found.placed or answer.grain in ("day", "month", "season", "quarter")):
            return
        if self._year is None and not fronted:
            end = _SENTENCE_END.search(self._text, found.end)
            self._holds_from = end.end() if end else len(self._text)
        self._year = year

    def _comes_back(self, answer: Answer) -> bool:
        """Whether a date told from publication ends the story: 'this May', 'last week'."""
        if self._year is None or self._published is None or answer.first is None or answer.basis != "relative":
            return False
        return (
            answer.grain in ("day", "week", "month", "season") and answer.first.year >= self._published.first.year - 1
        )

    def _past_year(self, answer: Answer) -> int | None:
        if answer.first is None or answer.last is None or answer.basis not in ("explicit", "narrative"):
            return None
        if answer.grain in ("decade", "century", "interval") or answer.modifier == "since":
            return None
        if self._published is not None and answer.first.year >= self._published.first.year:
            return None
        return answer.first.year

    def _is_fronted(self, found: Found) -> bool:
        """Nothing but small words stands before the date in its sentence: 'But in late 2014'."""
        low = max(0, found.start - _LONGEST_OPENING)
        begin = low
        for m in _SENTENCE_END.finditer(self._text, low, found.start):
            begin = m.end()
        if begin == low > 0:
            return False
        before = _WORD.findall(self._text[begin : found.start].lower())
        return len(before) <= _WORDS_BEFORE_FRONTED and all(word in _SMALL for word in before)
