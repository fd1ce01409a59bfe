"""Which pairs of reports are worth weighing: nearly every pair that could be one event, and few others.

    candidates(reports) -> iterator of (i, j), i < j, indices into `reports`, each pair once

Two reports must share two parties, or the one party that one of them names. Where few reports share that, all pairs
are given; where many do, those close in time, and those that share a name, a word of the thing, an amount or two telling words:
so the number of pairs grows with the number of reports, not with its square.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Final

from comity.record.joining.corpus import Parties, dyads
from comity.record.joining.pairs import neighbours
from comity.record.joining.sighting import STEM, Sighting, stems

_FEW: Final = 24
_WINDOW: Final = 10
"""Among many reports of the same parties, one is compared with so many that follow it by date, of one pair of types."""
_DAYS: Final = 45
_MOST_SHARING: Final = 24

Key = tuple[str, ...]


def candidates(reports: Sequence[Sighting]) -> Iterator[tuple[int, int]]:
    blocks: dict[Parties, list[int]] = defaultdict(list)
    single: set[int] = set()
    for i, report in enumerate(reports):
        for dyad in dyads(report):
            blocks[dyad].append(i)
        if len(report.parties) == 1:
            single.add(i)
    for i, report in enumerate(reports):
        if len(report.parties) > 1:
            for party in sorted(report.parties)[:8]:
                if (party,) in blocks:
                    blocks[(party,)].append(i)
    seen: set[int] = set()
    size = len(reports)
    for parties, block in blocks.items():
        if len(block) < 2:
            continue
        alone = single if len(parties) == 1 else None
        for i, j in _of_block(reports, block):
            if alone is not None and i not in alone and j not in alone:
                continue
            i, j = (i, j) if i < j else (j, i)
            if i * size + j in seen or not _possible(reports[i], reports[j]):
                continue
            seen.add(i * size + j)
            yield i, j


def may_be_one_type(a: str, b: str) -> bool:
    return a == b or frozenset((a, b)) in neighbours()


def _possible(a: Sighting, b: Sighting) -> bool:
    """A cheap look: types that can be one act; years apart only with something named in common."""
    if b.id in a.governs or b.id in a.governed:
        return True
    if not may_be_one_type(a.event_type, b.event_type):
        return False
    if a.first is None or b.first is None or a.last is None or b.last is None or a.contradicted or b.contradicted:
        return True
    if max(a.first, b.first) - min(a.last, b.last) <= _DAYS:
        return True
    return bool(a.names & b.names or a.thing_words & b.thing_words)


def _of_block(reports: Sequence[Sighting], block: list[int]) -> Iterator[tuple[int, int]]:
    if len(block) <= _FEW:
        yield from combinations(block, 2)
        return
    by_types: dict[Key, list[int]] = defaultdict(list)
    sharing: dict[Key, list[int]] = defaultdict(list)
    for i in block:
        report = reports[i]
        for pair in _pairs_of_types(report.event_type):
            by_types[pair].append(i)
        for key in _telling(report):
            sharing[key].append(i)
    for _, group in sorted(by_types.items()):
        yield from _close_in_time(reports, group)
    for group in sharing.values():
        if 2 <= len(group) <= _MOST_SHARING:
            yield from combinations(group, 2)


@lru_cache(maxsize=64)
def _pairs_of_types(event_type: str) -> tuple[Key, ...]:
    found: set[Key] = {(event_type,)}
    for pair in neighbours():
        if event_type in pair:
            found.add(tuple(sorted(pair)))
    return tuple(sorted(found))


def _close_in_time(reports: Sequence[Sighting], group: list[int]) -> Iterator[tuple[int, int]]:
    dated = sorted((reports[i].first or 0, reports[i].last or 0, reports[i].id, i) for i in group if reports[i].first)
    for place, (_, last, _, i) in enumerate(dated):
        for first, _, _, j in dated[place + 1 : place + 1 + _WINDOW]:
            if first > last + _DAYS:
                break
            yield i, j
    if len(group) <= _FEW // 2:  # else an undated report needs something telling in common: `sharing` gives it those
        undated = [i for i in group if reports[i].first is None]
        yield from combinations(undated, 2)
        for i in undated:
            for _, _, _, j in dated:
                yield i, j


def _telling(report: Sighting) -> Iterator[Key]:
    for name in sorted(report.names)[:4]:
        yield "name", name[:STEM]
    for word in sorted(stems(report.thing_words))[:4]:
        yield "thing", word
    for value, unit in report.amounts[:3]:
        for rounded in sorted({f"{value * 0.99:.1e}", f"{value * 1.01:.1e}"}):
            yield "amount", unit, rounded
    for pair in combinations(_smallest(stems(report.focus), 4), 2):
        yield ("words", *pair)


def _smallest(words: Iterable[str], number: int) -> list[str]:
    """The words with the smallest hashes: two like sentences very probably share one of them (MinHash, Broder 1997)."""
    return sorted(words, key=_hashed)[:number]


@lru_cache(maxsize=100_000)
def _hashed(word: str) -> bytes:
    return hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
