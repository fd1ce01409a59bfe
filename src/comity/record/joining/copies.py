"""Copies of one sentence: a wire text that several outlets print, or a caption that repeats a headline.

    fold(reports) -> ([report, ...], {id: [report, copy, ...]})

Copies are one report told again, not evidence for each other: they are joined whatever date each document lends them,
and have the date that the earliest of the documents gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from comity.record.joining.pairs import COPIED, FEWEST_WORDS, amounts_match, other_persons
from comity.record.joining.sighting import Sighting, jaccard

_WINDOW: Final = 30
"""A wording is compared with so many others of its source group, type and parties."""
_STAND_IN: Final = frozenset(("context", "relative", "narrative", "none"))


def fold(reports: Iterable[Sighting]) -> tuple[list[Sighting], dict[str, list[Sighting]]]:
    """The reports without copies, sorted by id, and for each of them itself with its copies, sorted by id. A report
    that has copies is the one of the smallest id; all of them have the date of the earliest document that gives one."""
    alike: dict[tuple[object, ...], list[Sighting]] = defaultdict(list)
    for report in sorted(reports, key=lambda r: r.id):
        sides = sorted(report.source_side), sorted(report.target_side)
        key = (report.group, report.event_type, report.trigger, report.symmetric, *map(tuple, sides))
        alike[key].append(report)
    kept: list[Sighting] = []
    told: dict[str, list[Sighting]] = {}
    for block in alike.values():
        for group in _groups(block):
            dated = _dated_alike(group)
            kept.append(dated[0])
            told[dated[0].id] = dated
    return sorted(kept, key=lambda r: r.id), told


def is_copy(a: Sighting, b: Sighting) -> bool:
    """Whether two reports of one source group, type and parties stand in one sentence that was printed twice.

    The words are the same, or nearly so. What the sentence says of time is compared too, as its words are without
    dates: 'met on 3 May' and 'met on 9 June' are no copies.
    """
    if a.document == b.document and a.start < b.end and b.start < a.end:
        return False
    if min(len(a.words), len(b.words)) >= FEWEST_WORDS:
        if jaccard(a.words, b.words) < COPIED:
            return False
    elif not a.words | a.names or a.words != b.words or a.names != b.names:
        return False
    if a.years != b.years or amounts_match(a, b) is False or other_persons(a, b):
        return False
    if (a.first, a.last) == (b.first, b.last):
        return True
    return a.dates == b.dates and {a.basis, b.basis} <= _STAND_IN and (a.document != b.document or not a.dates)


def _groups(block: list[Sighting]) -> list[list[Sighting]]:
    """Reports that are copies of one another, directly or over a third; each sorted by id."""
    home = list(range(len(block)))
    order = sorted(range(len(block)), key=lambda i: (sorted(block[i].words), sorted(block[i].names), block[i].id))
    for place, i in enumerate(order):
        for j in order[place + 1 : place + 1 + _WINDOW]:
            left, right = _root(home, i), _root(home, j)
            if left != right and is_copy(block[i], block[j]):
                home[max(left, right)] = min(left, right)
    found: dict[int, list[Sighting]] = defaultdict(list)
    for i, report in enumerate(block):
        found[_root(home, i)].append(report)
    return list(found.values())


def _root(home: list[int], i: int) -> int:
    while home[i] != i:
        i = home[i]
    return i


def _dated_alike(group: list[Sighting]) -> list[Sighting]:
    dated = [r for r in group if r.first is not None]
    if len(group) == 1 or not dated:
        return group
    earliest = min(dated, key=lambda r: (r.published is None, r.published or 0, r.first or 0, r.last or 0, r.id))
    return [replace(r, first=earliest.first, last=earliest.last, basis=earliest.basis) for r in group]
