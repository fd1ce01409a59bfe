"""How telling a thing that two reports share is, among all the reports: rare words, and how often an act recurs.

    corpus = Corpus(reports)
    corpus.telling(a, b, words)    # how far sharing these words speaks for one act, in natural logarithms of the odds
    corpus.rivals(a, b)            # how many acts could be meant by the vaguer of the two dates
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from math import log
from typing import Final

from comity.record.joining.sighting import COMMON_OBJECTS, Sighting, stems

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


def dyads(report: Sighting, most: int = _MOST_DYADS) -> list[Parties]:
    """Pairs of its parties, each sorted; the party itself where it has one only. Of one source and several targets,
    each with the source."""
    parties = sorted(report.parties)
    if len(parties) == 1:
        return [(parties[0],)]
    if report.symmetric or not report.source_side or not report.target_side:
        return list(combinations(parties, 2))[:most]
    return sorted({(min(s, t), max(s, t)) for s in report.source_side for t in report.target_side if s != t})[:most]


class Corpus:
    """Counts over a set of reports; nothing in it depends on their order."""

    def __init__(self, reports: Iterable[Sighting]) -> None:
        reports = list(reports)
        self._stems: dict[str, frozenset[str]] = {}
        everywhere: Counter[str] = Counter()
        between: dict[Parties, list[Sighting]] = defaultdict(list)
        for report in reports:
            everywhere.update(self.stems(report))
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
                self._between[dyad] = len(group), Counter(s for report in group for s in self.stems(report))
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

    def stems(self, report: Sighting) -> frozenset[str]:
        """The stems of its words, without those of its trigger."""
        known = self._stems.get(report.id)
        if known is None:
            known = stems(report.words - report.names) - stems(report.trigger.split())
            self._stems[report.id] = known
        return known

    def telling(self, a: Sighting, b: Sighting, shared: Iterable[str]) -> float:
        """Sum over stems of -log of how frequent each is among reports of these parties: 0 to about 5 a stem."""
        parties = self._shared(a, b)
        return sum(self._worth(parties, stem) for stem in sorted(shared))

    def rivals(self, a: Sighting, b: Sighting) -> int:
        """Acts of these parties and the type of either, told with their day, that lie within the vaguer date; at least 1."""
        parties = self._shared(a, b)
        dated = [x for x in (a, b) if x.first is not None and x.last is not None]
        if len(dated) == 2:
            first = min(x.first or 0 for x in dated) if not _one_holds_other(a, b) else _longer(a, b)[0]
            last = max(x.last or 0 for x in dated) if not _one_holds_other(a, b) else _longer(a, b)[1]
        else:
            first, last = 0, 10_000_000
        if last - first <= _SHARP:
            return 1
        most = 1
        for event_type in sorted({a.event_type, b.event_type}):
            days = self._days.get((parties, event_type), ())
            most = max(most, bisect_right(days, last) - bisect_left(days, first))
        return most

    def _shared(self, a: Sighting, b: Sighting) -> Parties:
        """The two parties, or one, whose reports the two are to be told apart from."""
        both = sorted(a.parties & b.parties)
        if len(both) >= 2:
            if len(both) == 2:
                return both[0], both[1]
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


def _one_holds_other(a: Sighting, b: Sighting) -> bool:
    first, last = _longer(a, b)
    return all(first <= (x.first or 0) and (x.last or 0) <= last for x in (a, b))


def _longer(a: Sighting, b: Sighting) -> tuple[int, int]:
    return max(((x.first or 0, x.last or 0) for x in (a, b)), key=lambda span: (span[1] - span[0], span))
