"""Reports -> events: one event, however many documents report it.

    clusters(sightings, must=..., must_not=...) -> [[Sighting, ...], ...]
    join(sightings, must=..., must_not=...) -> Joined, which also tells why, and what nearly joined

The result depends on the set of reports alone, never on their order. Copies of one sentence are set aside first
(`copies`). Pairs that could be one event (`candidates`) are weighed (`weighing`). Then the two groups between whose
reports most speaks on average for one event become one, while that is more than BAR (average linkage: no chain of
coarse dates can tie two days together), unless any report of the one cannot be one event with any of the other. At
last a report that fits another event better is moved to it.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from comity.record.joining.candidates import candidates
from comity.record.joining.copies import fold
from comity.record.joining.sighting import Sighting
from comity.record.joining.weighing import Weigher

BAR: Final = 0.0
NEVER: Final = -3.0
"""Less than this between two reports keeps them out of one event, unless nearly all others say otherwise."""
_NEAR: Final = NEVER
_ODD: Final = 4
_FAR: Final = -4.0
"""A pair that is overruled by the others counts as so much against them."""
_SURE: Final = 1.0
_MOST_SPOKEN: Final = 8
"""Of a large group, so many reports speak for all."""
_MARGIN: Final = 0.3
_PASSES: Final = 3
_MOST_NEAR: Final = 3
_MOST_ASKED: Final = 12
_MOST_SAID: Final = 3

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Near:
    """Two events, by the smallest ids of their reports, that nearly became one: a < b; the two likest reports."""

    a: str
    b: str
    a_report: Sighting
    b_report: Sighting
    score: float


@dataclass(frozen=True, slots=True)
class Joined:
    """`groups` are the events, sorted by the smallest id, `by_id` the same by that id; `near` what nearly joined; `weigher`
    what weighed them; `set_apart` the pairs of reports that a person set apart, each sorted."""

    groups: list[list[Sighting]]
    near: list[Near]
    weigher: Weigher
    set_apart: frozenset[tuple[str, str]]
    by_id: dict[str, list[Sighting]]

    def apart(self, near: Near) -> str:
        """Why two events are two though two of their reports are alike: what rules it out among the others."""
        left, right = self.by_id[near.a], self.by_id[near.b]
        worst: tuple[float, Sighting, Sighting] | None = None
        for one in left[:_MOST_ASKED]:
            for other in right[:_MOST_ASKED]:
                if (min(one.id, other.id), max(one.id, other.id)) in self.set_apart:
                    return f"a person set {one.id} and {other.id} apart"
                score = self.weigher.score(one, other)
                found = (NEVER - 1 if score is None else score, one, other)
                worst = found if worst is None or found[0] < worst[0] else worst
        if worst is None or worst[0] >= BAR:
            return "the rest of their reports are less alike"
        against = "; ".join(self.weigher.against(worst[1], worst[2])[:_MOST_SAID]) or "little in common"
        return f"{worst[1].id} and {worst[2].id} are not one: {against}"


def clusters(
    sightings: Iterable[Sighting],
    *,
    must: Iterable[tuple[str, str]] = (),
    must_not: Iterable[tuple[str, str]] = (),
) -> list[list[Sighting]]:
    """Groups of reports that are one event each, sorted by the smallest id; the reports in each sorted by id.

    `must` and `must_not` are pairs of report ids that a person says are one event, or are not; ids that are not among
    the reports count for nothing. Where the two contradict each other, directly or over a third report, `must` gives
    way: two reports that must not be one event never are.
    """
    return join(sightings, must=must, must_not=must_not).groups


def join(
    sightings: Iterable[Sighting],
    *,
    must: Iterable[tuple[str, str]] = (),
    must_not: Iterable[tuple[str, str]] = (),
) -> Joined:
    """As `clusters`, with what nearly joined and the weigher that can explain it."""
    set_apart = frozenset((min(pair), max(pair)) for pair in must_not)
    alone = {id for pair in set_apart for id in pair}
    given = [s for s in sightings if s.parties]
    reports, told = fold(s for s in given if s.id not in alone)
    told |= {s.id: [s] for s in given if s.id in alone}
    reports = sorted([*reports, *(s for s in given if s.id in alone)], key=lambda r: r.id)
    weigher = Weigher(reports)
    at = {copy.id: i for i, report in enumerate(reports) for copy in told[report.id]}
    apart = _pairs_of(set_apart, at)
    edges = {}
    for i, j in candidates(reports):
        score = weigher.score(reports[i], reports[j])
        if score is not None and score > _NEAR:
            edges[i, j] = score
    work = _Work(reports, weigher, apart)
    work.tie(sorted(_pairs_of(must, at)))
    work.merge(edges)
    work.move(edges)
    work.merge(edges)  # what a moved report had kept apart
    groups = [sorted((c for i in group for c in told[reports[i].id]), key=lambda r: r.id) for group in work.groups()]
    groups.sort(key=lambda group: group[0].id)
    return Joined(groups, _near(reports, groups, edges), weigher, set_apart, {group[0].id: group for group in groups})


def _pairs_of(pairs: Iterable[tuple[str, str]], at: dict[str, int]) -> set[Pair]:
    found = {(at[a], at[b]) for a, b in pairs if a in at and b in at}
    return {(min(pair), max(pair)) for pair in found if pair[0] != pair[1]}


class _Work:
    """Groups of indices while they grow."""

    def __init__(self, reports: Sequence[Sighting], weigher: Weigher, apart: set[Pair]) -> None:
        self._reports = reports
        self._weigher = weigher
        self._apart = apart
        self._home = list(range(len(reports)))
        self._members: dict[int, list[int]] = {i: [i] for i in self._home}
        self._tied: set[int] = set()

    def groups(self) -> list[list[int]]:
        return [sorted(group) for _, group in sorted(self._members.items())]

    def tie(self, pairs: Iterable[Pair]) -> None:
        """Join what a person joined, unless a person set it apart."""
        for i, j in pairs:
            left, right = self._home[i], self._home[j]
            if left != right and not self._set_apart(self._members[left], self._members[right]):
                self._unite(left, right)
                self._tied |= {i, j}

    def merge(self, edges: dict[Pair, float]) -> None:
        near: dict[int, set[int]] = defaultdict(set)
        heap: list[tuple[float, int, int, int, int]] = []
        for (i, j), score in edges.items():
            a, b = self._home[i], self._home[j]
            if a != b and score > BAR:
                near[a].add(b)
                near[b].add(a)
        version: dict[int, int] = defaultdict(int)
        for a in sorted(near):
            for b in sorted(near[a]):
                if a < b:
                    between = self.between(self._members[a], self._members[b])
                    if between is not None and between > BAR:
                        heap.append((-between, a, b, 0, 0))
        heapq.heapify(heap)
        while heap:
            _, a, b, old_a, old_b = heapq.heappop(heap)
            if version[a] != old_a or version[b] != old_b or a not in self._members or b not in self._members:
                continue
            kept, gone = self._unite(a, b)
            version[kept] += 1
            version[gone] += 1
            near[kept] = {n for n in near[kept] | near.pop(gone, set()) if n not in (kept, gone)}
            for other in sorted(near[kept]):
                near[other].discard(gone)
                near[other].add(kept)
                between = self.between(self._members[kept], self._members[other])
                if between is not None and between > BAR:
                    low, high = min(kept, other), max(kept, other)
                    heapq.heappush(heap, (-between, low, high, version[low], version[high]))

    def move(self, edges: dict[Pair, float]) -> None:
        """Each report to the event it fits best, if by a margin; out of one that it does not fit."""
        near: dict[int, set[int]] = defaultdict(set)
        for (i, j), score in edges.items():
            if score > BAR:
                near[i].add(j)
                near[j].add(i)
        for _ in range(_PASSES):
            moved = False
            for i in sorted(near):
                if i not in self._tied:
                    moved = self._settle(i, near[i]) or moved
            if not moved:
                return

    def _settle(self, i: int, near: set[int]) -> bool:
        home = self._home[i]
        rest = [k for k in self._members[home] if k != i]
        now = self.between([i], rest) if rest else BAR
        best, where = (now, home) if now is not None and now >= BAR else (BAR, -1)
        for other in sorted({self._home[j] for j in near} - {home}):
            fits = self.between([i], self._members[other])
            if fits is not None and fits > best + _MARGIN:
                best, where = fits, other
        if where == home or (where == -1 and not rest):
            return False
        self._members[home].remove(i)
        if home == i or not self._members[home]:
            self._rename(home)
        if where == -1:
            where = i
            if i in self._members:  # a group that others still make up has this name
                self._rename(i)
            self._members[i] = []
        self._members[where].append(i)
        self._home[i] = where
        if i < where:
            self._rename(where)
        return True

    def _rename(self, home: int) -> None:
        members = self._members.pop(home)
        if members:
            name = min(members)
            self._members[name] = members
            for k in members:
                self._home[k] = name

    def between(self, left: Sequence[int], right: Sequence[int]) -> float | None:
        """The mean score of their pairs; None where it is ruled out: by one pair, or of many pairs by more than one in
        _ODD, so that a report that does not belong keeps no others out."""
        if self._apart and self._set_apart(left, right):
            return None
        left, right = self._speakers(left), self._speakers(right)
        total, odd, pairs = 0.0, 0, len(left) * len(right)
        for i in left:
            for j in right:
                score = self._weigher.score(self._reports[i], self._reports[j])
                if score is None or score < NEVER:
                    odd += 1
                    if odd * _ODD > pairs:
                        return None
                    score = _FAR if score is None else max(score, _FAR)
                total += score
        return total / pairs

    def _speakers(self, group: Sequence[int]) -> Sequence[int]:
        if len(group) <= _MOST_SPOKEN:
            return group
        told = sorted(group, key=lambda i: (self._vagueness(i), self._reports[i].id))
        return told[:_MOST_SPOKEN]

    def _vagueness(self, i: int) -> int:
        return self._reports[i].days or 10_000_000

    def _set_apart(self, left: Sequence[int], right: Sequence[int]) -> bool:
        return any((min(i, j), max(i, j)) in self._apart for i in left for j in right)

    def _unite(self, a: int, b: int) -> Pair:
        kept, gone = min(a, b), max(a, b)
        for k in self._members[gone]:
            self._home[k] = kept
        self._members[kept] += self._members.pop(gone)
        return kept, gone


def _near(reports: Sequence[Sighting], groups: Sequence[Sequence[Sighting]], edges: dict[Pair, float]) -> list[Near]:
    event = {report.id: group[0].id for group in groups for report in group}
    best: dict[tuple[str, str], Near] = {}
    for (i, j), score in edges.items():
        one, other = reports[i], reports[j]
        if event[one.id] == event[other.id]:
            continue
        if event[other.id] < event[one.id]:
            one, other = other, one
        pair = event[one.id], event[other.id]
        found = Near(*pair, one, other, score)
        if pair not in best or _rank(found) < _rank(best[pair]):
            best[pair] = found
    shown: dict[str, int] = defaultdict(int)
    kept = []
    for near in sorted(best.values(), key=_rank):
        if max(shown[near.a], shown[near.b]) < _MOST_NEAR:
            shown[near.a] += 1
            shown[near.b] += 1
            kept.append(near)
    return sorted(kept, key=lambda near: (near.a, near.b))


def _rank(near: Near) -> tuple[float, str, str]:
    return -near.score, near.a_report.id, near.b_report.id
