"""The time that a place in a text is about: what its mentions are resolved as of."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from comity.intervals import Interval

if TYPE_CHECKING:
    from comity.reading.context import Context, Paragraph
    from comity.reading.mentions.sentence import Words

_NO_TIME: Final = frozenset({"duration", "set"})
_OPEN: Final = frozenset({"before", "after", "since", "until"})


class Calendar:
    """The dates of one paragraph. as_of_rule: the nearest date of the sentence; else the last date before it in the
    paragraph; else the day of publication."""

    def __init__(self, context: Context, paragraph: Paragraph, words: Words) -> None:
        self.published = context.document.published
        self._words = words
        self._by_sentence: dict[int, list[tuple[int, Interval]]] = {}
        self._past: list[tuple[int, Interval]] = []
        self._cache: dict[int, Interval | None] = {}
        starts = [d.start for d in context.dates]
        for date in context.dates[bisect_left(starts, paragraph.start) : bisect_left(starts, paragraph.end)]:
            if date.first is None or date.last is None or date.grain in _NO_TIME or date.first > date.last:
                continue
            at = words.tokens(date.start - paragraph.start, date.end - paragraph.start)[0]
            interval = Interval(date.first, date.last)
            self._by_sentence.setdefault(words.sentence[at], []).append((at, interval))
            if date.modifier not in _OPEN:
                self._past.append((at, interval))

    def at(self, token: int) -> Interval | None:
        """None: undated."""
        if token not in self._cache:
            self._cache[token] = self._at(token)
        return self._cache[token]

    def dated(self, token: int) -> bool:
        """Whether the text itself gives the time; else publication stands in for it."""
        near = self._by_sentence.get(self._words.sentence[token])
        return bool(near) or any(at < token for at, _ in self._past)

    def _at(self, token: int) -> Interval | None:
        near = self._by_sentence.get(self._words.sentence[token])
        if near:
            return min(near, key=lambda pair: (abs(pair[0] - token), pair[0]))[1]
        earlier = [interval for at, interval in self._past if at < token]
        return earlier[-1] if earlier else self.published
