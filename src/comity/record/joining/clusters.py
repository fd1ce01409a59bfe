"""Reports -> events: one event, however many documents report it.

    clusters(sightings, must=..., must_not=...) -> [[Sighting, ...], ...]

The result depends on the set of reports alone, never on their order: candidate pairs come from shared keys (parties,
family of types, and a month, thing, amount, place or sentence), so that work grows nearly with the number of reports;
pairs are joined strongest first; and two groups become one only if every report of the one can be one event with
every report of the other (complete linkage), so that no chain of coarse dates can tie together two separate days.
Copies of one sentence are set aside before that (`copies`), and reports of one act at different grains are joined after
it, where no other act can be meant (`nesting`).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

from comity.record.joining.copies import fold
from comity.record.joining.nesting import nested
from comity.record.joining.pairs import FLOOR, THRESHOLD, families, score
from comity.record.joining.sighting import WEEKS, Sighting

_WINDOW: Final = 40
"""Within one key, a report is compared with this many that follow it by date."""
_MOST_PAIRS: Final = 15
_MARGIN: Final = 1.0
"""A report that fits two events which cannot be one must fit the better by this much; else it stands alone."""

Key = tuple[str, ...]


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
    reports, told = fold(s for s in sightings if s.parties)
    edges = _without_ambiguous(reports, _edges(reports))
    home = list(range(len(reports)))
    members: dict[int, list[int]] = {i: [i] for i in home}
    for _, i, j in sorted((-strength, i, j) for (i, j), strength in edges.items()):
        left, right = home[i], home[j]
        if left == right or not _can_be_one(reports, members[left], members[right]):
            continue
        left, right = min(left, right), max(left, right)
        for k in members[right]:
            home[k] = left
        members[left] += members.pop(right)
    groups = [sorted(group) for _, group in sorted(members.items())]
    whole = nested(reports, groups, lambda left, right: _can_be_one(reports, left, right))
    found = [sorted((copy for i in group for copy in told[reports[i].id]), key=lambda r: r.id) for group in whole]
    return sorted(found, key=lambda group: group[0].id)


def _can_be_one(reports: list[Sighting], left: list[int], right: list[int]) -> bool:
    for i in left:
        for j in right:
            strength = score(reports[i], reports[j])
            if strength is None or strength < FLOOR:
                return False
    return True


def _edges(reports: list[Sighting]) -> dict[tuple[int, int], float]:
    blocks: dict[Key, list[int]] = defaultdict(list)
    for i, report in enumerate(reports):
        for key in _keys(report):
            blocks[key].append(i)
    edges: dict[tuple[int, int], float] = {}
    seen: set[int] = set()
    for block in blocks.values():
        if len(block) == 1:
            continue
        for i, j in _pairs(reports, block):
            pair = i * len(reports) + j
            if pair in seen:
                continue
            seen.add(pair)
            strength = score(reports[i], reports[j])
            if strength is not None and strength >= THRESHOLD:
                edges[i, j] = strength
    return edges


def _pairs(reports: list[Sighting], block: list[int]) -> Iterator[tuple[int, int]]:
    """Pairs of a block whose dates overlap or are open, each of a report with at most _WINDOW that follow it."""
    undated = [i for i in block if reports[i].first is None]
    dated = sorted((reports[i].first or 0, reports[i].last or 0, i) for i in block if reports[i].first is not None)
    for place, (_, last, i) in enumerate(dated):
        for first, _, j in dated[place + 1 : place + 1 + _WINDOW]:
            if first > last + WEEKS:
                break
            yield (i, j) if i < j else (j, i)
    for place, i in enumerate(undated):
        for j in undated[place + 1 : place + 1 + _WINDOW]:
            yield i, j
        if len(dated) <= _WINDOW:  # an undated report that fits so many dates tells nothing of which is meant
            for _, _, j in dated:
                yield (i, j) if i < j else (j, i)


def _keys(report: Sighting) -> Iterator[Key]:
    """What a report must share with another to be compared with it: nearly every pair that could be one event does.

    Types of a family can be one event on one day or one thing only, and so can reports that name fewer parties.
    """
    family = families()[report.event_type]
    strong = list(_days_and_things(report))
    weak = list(_other_matters(report))
    for dyad in _dyads(report):
        for matter in strong:
            yield (family, *dyad, *matter)
        for matter in weak:
            yield (report.event_type, *dyad, *matter)
    if len(report.parties) > 1:  # so that a report with one party only can meet it
        for party in sorted(report.source_side or report.parties)[:_MOST_PAIRS]:
            for matter in strong:
                yield (family, party, *matter)


def _dyads(report: Sighting) -> Iterator[Key]:
    parties = sorted(report.parties)
    if len(parties) == 1:
        yield (parties[0],)
    elif report.symmetric or not report.source_side or not report.target_side:
        yield from list(combinations(parties, 2))[:_MOST_PAIRS]
    else:
        pairs = {(min(s, t), max(s, t)) for s in report.source_side for t in report.target_side if s != t}
        yield from sorted(pairs)[:_MOST_PAIRS]


def _days_and_things(report: Sighting) -> Iterator[Key]:
    if report.days == 1:
        yield "day", str(report.first)
    for word in sorted(report.thing_words)[:6]:
        yield "thing", word
    for name in sorted(report.names)[:4]:
        yield "name", name


def _other_matters(report: Sighting) -> Iterator[Key]:
    if report.first is not None and report.last is not None and report.last - report.first <= 31:
        for month in sorted({report.first // 31, report.last // 31}):
            yield "month", str(month)
    for value, unit in report.amounts:
        for rounded in sorted({f"{value * 0.99:.1e}", f"{value * 1.01:.1e}"}):
            yield "amount", unit, rounded
    if report.place:
        yield "place", report.place.casefold()
    for pair in combinations(_smallest(report.words, 4), 2):
        yield ("words", *pair)


def _smallest(words: frozenset[str], number: int) -> list[str]:
    """The words with the smallest hashes: two like sentences very probably share one of them (MinHash, Broder 1997)."""
    return sorted(words, key=lambda w: hashlib.blake2b(w.encode("utf-8", "surrogatepass"), digest_size=8).digest())[
        :number
    ]


def _without_ambiguous(reports: list[Sighting], edges: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """Drop the edges of a report that fits, about equally well, two others which cannot be one event."""
    near: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (i, j), strength in edges.items():
        near[i].append((-strength, j))
        near[j].append((-strength, i))
    ambiguous = set()
    for i, found in near.items():
        found.sort()
        best = [j for strength, j in found if strength <= found[0][0] + _MARGIN][:8]
        if any(score(reports[a], reports[b]) is None for a, b in combinations(best, 2)):
            ambiguous.add(i)
    return {pair: strength for pair, strength in edges.items() if not ambiguous.intersection(pair)}
