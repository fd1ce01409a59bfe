"""How telling a thing that two reports share is, among all the reports: rare words, and how often an act recurs.

corpus = Corpus(reports)
parties = corpus.between(a, b)
corpus.telling(parties, words)    # how far sharing these words speaks for one act, in natural logarithms of the odds
corpus.rivals(a, b, parties)      # how many acts could be meant by the vaguer of the two dates
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from math import log
from typing import Final

from comity.record.joining.sighting import COMMON_OBJECTS, Sighting, stems
from comity.record.joining.traits import Traits, traits

_UNSEEN: Final = 100
"""So many sentences are thought to stand beside those of the record, lest every word be rare in a small one."""
_PULL: Final = 12
"""Among the reports of two parties a word is as frequent as in this many reports of the whole record, and those."""
_MOST: Final = 5.0
_COMMON: Final = 0.4
_FEWEST: Final = 4
_MOST_DYADS: Final = 6
_SHARP: Final = 7
_APART: Final = 3

Parties = tuple[str, ...]


def dyads(report: Sighting, most: int = _MOST_DYADS) -> Sequence[Parties]:
    """Pairs of its parties, each sorted; the party itself where it has one only. Of one source and several targets,
    each with the source."""
    parties = sorted(report.parties)
    if len(parties) == 1:
        return [(parties[0],)]
    if report.symmetric or not report.source_side or not report.target_side:
        return [*combinations(parties, 2)][:most]
    return sorted({(min(s, t), max(s, t)) for s in report.source_side for t in report.target_side if s != t})[:most]


class Corpus:
    """Counts over a set of reports; nothing in it depends on their order."""

    def __init__(self, reports: Iterable[Sighting]) -> None:
        reports = list(reports)
        self._traits: dict[str, Traits] = {}
        everywhere: Counter[str] = Counter()
        between: dict[Parties, list[Sighting]] = defaultdict(list)
        for report in reports:
            everywhere.update(self.traits(report).said)
            for dyad in dyads(report):
                between[dyad].append(report)
        self._number = len(reports)
        self._everywhere = everywhere
        self._common = stems(COMMON_OBJECTS)
        self._between: dict[Parties, tuple[int, Counter[str]]] = {}
        self._days: dict[tuple[Parties, str], list[int]] = {}
        self._cache: dict[tuple[Parties, str], float] = {}
        for dyad, group in between.items():
            if len(group) >= _FEWEST:
                self._between[dyad] = len(group), Counter(s for report in group for s in self.traits(report).said)
                self._count_days(dyad, group)

    def _count_days(self, dyad: Parties, group: Sequence[Sighting]) -> None:
        found: dict[str, list[int]] = defaultdict(list)
        for report in group:
            if report.first is not None and report.last is not None and report.last - report.first < _SHARP:
                found[report.event_type].append(report.first)
        for event_type, days in found.items():
            days.sort()
            kept = [days[0]]
            for day in days:
                if day - kept[-1] > _APART:
                    kept.append(day)
            self._days[dyad, event_type] = kept

    def traits(self, report: Sighting) -> Traits:
        known = self._traits.get(report.id)
        if known is None:
            known = self._traits[report.id] = traits(report)
        return known

    def telling(self, parties: Parties, shared: Iterable[str]) -> float:
        """Sum over stems of -log of how frequent each is among reports of these parties: 0 to about 5 a stem."""
        return sum([self._worth(parties, stem) for stem in sorted(shared)])

    def rivals(self, a: Sighting, b: Sighting, parties: Parties) -> int:
        """Acts of these parties and the type of either, told with their day, that lie within the vaguer date; at least 1."""
        if a.first is None or b.first is None or a.last is None or b.last is None:
            first, last = 0, 10_000_000
        else:
            first, last = max(((a.first, a.last), (b.first, b.last)), key=lambda span: (span[1] - span[0], span))
            if first > min(a.first, b.first) or last < max(a.last, b.last):
                first, last = min(a.first, b.first), max(a.last, b.last)
            if last - first <= _SHARP:
                return 1
        most = 1
        for event_type in (a.event_type, b.event_type):
            days = self._days.get((parties, event_type))
            if days:
                most = max(most, bisect_right(days, last) - bisect_left(days, first))
        return most

    def between(self, a: Sighting, b: Sighting) -> Parties:
        """The two parties, or one, among whose reports the two are to be told apart."""
        both = sorted(a.parties & b.parties)
        if len(both) == 2:
            return both[0], both[1]
        if len(both) > 2:
            common = set(dyads(a)) & set(dyads(b))
            return min(common) if common else (both[0], both[1])
        wider = a if len(a.parties) > len(b.parties) else b
        return dyads(wider)[0] if len(wider.parties) <= 2 else (both[0],) if both else ()

    def _worth(self, parties: Parties, stem: str) -> float:
        key = parties, stem
        worth = self._cache.get(key)
        if worth is None:
            share = (self._everywhere[stem] + 0.5) / (self._number + _UNSEEN)
            number, counted = self._between.get(parties, (0, None))
            if counted is not None:
                share = (counted[stem] + _PULL * share) / (number + _PULL)
            worth = min(max(-log(share), 0.0), _MOST) * (_COMMON if stem in self._common else 1.0)
            self._cache[key] = worth
        return worth
