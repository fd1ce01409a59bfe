"""Reports of one act at different grains: one document says 2016, another September 2016.

    nested(reports, members, can_be_one) -> [[int, ...], ...]

Where two documents say little, a date that lies within another and the same parties are not enough to join them, for
visits and attacks recur. They are if the two also share what sets the act apart - the words that few reports use, a
name, or an act that hardly happens twice (`single_acts.csv`) - and if nothing else in the record could be meant: a
report that fits two events which cannot be one is joined to neither.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Final

from comity.record.joining.acts import opposite_trade, single_act
from comity.record.joining.pairs import (
    FLOOR,
    families,
    named,
    objects_match,
    one_victim,
    other_persons,
    parties_match,
    places_match,
    score,
)
from comity.record.joining.sighting import COMMON_OBJECTS, STEM, Sighting, headline, like_trigger, stems

_RARE: Final = 20
"""A word is rare that stands in less than one in so many reports (or in ten)."""
_FEWEST: Final = 10
_MOST_SHARING: Final = 40
_LONGEST: Final = 366
_RECURRING: Final = frozenset(("CONSULT", "ASSAULT", "ACCUSE", "REQUEST", "REJECT", "PROTEST", "THREATEN", "COERCE"))
"""Acts of these types come often: two of them are one only if they name somebody, some place or some thing in common."""

CanBeOne = Callable[[list[int], list[int]], bool]


def nested(reports: Sequence[Sighting], groups: list[list[int]], can_be_one: CanBeOne) -> list[list[int]]:
    """Groups of indices into `reports`, those joined that tell of one act at different grains."""
    home = {i: n for n, group in enumerate(groups) for i in group}
    strengths: dict[tuple[int, int], float] = {}
    for i, j, strength in _candidates(reports):
        left, right = sorted((home[i], home[j]))
        if left != right:
            strengths[left, right] = max(strength, strengths.get((left, right), 0.0))
    fitting = {pair: s for pair, s in strengths.items() if can_be_one(groups[pair[0]], groups[pair[1]])}
    near: dict[int, set[int]] = defaultdict(set)
    for left, right in fitting:
        near[left].add(right)
        near[right].add(left)
    torn = {
        n for n, others in near.items() if any(not can_be_one(groups[a], groups[b]) for a, b in combinations(others, 2))
    }
    now = {n: list(group) for n, group in enumerate(groups)}
    place = list(range(len(groups)))
    for _, left, right in sorted((-s, left, right) for (left, right), s in fitting.items()):
        a, b = sorted((root(place, left), root(place, right)))
        if a == b or {left, right} & torn or not can_be_one(now[a], now[b]):
            continue
        now[a] += now.pop(b)
        place[b] = a
    return [sorted(group) for _, group in sorted(now.items())]


def root(home: list[int], i: int) -> int:
    """Where a chain of places ends; `home` gives the next place of each, and its own to the last."""
    while home[i] != i:
        i = home[i]
    return i


def _candidates(reports: Sequence[Sighting]) -> Iterator[tuple[int, int, float]]:
    """Pairs that may be one act at two grains, with how much speaks for it."""
    rare = _rare_stems(reports)
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, report in enumerate(reports):
        if len(report.parties) < 2 and single_act(report) is None and not report.names:
            continue
        keys = {("word", w) for w in stems(report.focus) & rare} | {("name", n) for n in report.names}
        keys |= {("head", report.group)} if report.label else set()
        if single_act(report):  # whoever else is named beside the one it is done to
            blocks[(families()[report.event_type], "act", report.trigger[:4], *sorted(report.target_side))].append(i)
        for kind, word in keys:
            blocks[(families()[report.event_type], kind, word, *sorted(report.parties))].append(i)
    for i, report in enumerate(reports):
        key = (families()[report.event_type], "head", report.group, *sorted(report.parties))
        if not report.label and key in blocks:
            blocks[key].append(i)
    seen = set()
    for _, block in sorted(blocks.items()):
        if len(block) > _MOST_SHARING:
            continue
        for i, j in combinations(block, 2):
            if (i, j) not in seen:
                seen.add((i, j))
                strength = _evidence(reports[i], reports[j], rare)
                if strength is not None:
                    yield i, j, strength


def _rare_stems(reports: Sequence[Sighting]) -> frozenset[str]:
    counted = Counter(stem for report in reports for stem in stems(report.focus))
    most = max(_FEWEST, len(reports) / _RARE)
    return frozenset(stem for stem, n in counted.items() if n <= most)


def _evidence(a: Sighting, b: Sighting, rare: frozenset[str]) -> float | None:
    if a.document == b.document and a.start < b.end and b.start < a.end:
        return None
    strength = score(a, b)
    once = single_act(a) and single_act(b) and like_trigger(a, b)
    if strength is None or strength < FLOOR or (parties_match(a, b) != "same" and not once):
        return None
    if a.mode and b.mode and a.mode != b.mode:
        return None
    if other_persons(a, b):
        return None
    if headline(a, b):
        return strength if stems(a.words) & stems(b.words) or like_trigger(a, b) else None
    if one_victim(a, b):
        return strength + 2
    if not _one_within_other(a, b):
        return None
    if once:
        return strength + 2
    if objects_match(a, b) and named(a.thing, a.thing_words) and named(b.thing, b.thing_words):
        return strength + 1
    return strength if _told_alike(a, b, rare) else None


def _told_alike(a: Sighting, b: Sighting, rare: frozenset[str]) -> bool:
    """Whether the words near the two triggers set one act apart. Common words count where there are two of them, and
    single ones where the word for the act itself is rare. Within one document, and of another place, more is asked."""
    names = a.names & b.names
    if {a.event_type, b.event_type} & _RECURRING and not names:
        return False
    triggers = {a.trigger[:STEM], b.trigger[:STEM]}
    shared = (stems(a.focus) & stems(b.focus)) - triggers
    telling = len(shared & rare) + bool(names)
    if like_trigger(a, b):
        telling += bool(triggers <= rare and shared - stems(COMMON_OBJECTS)) or len(shared) > 1
        telling += 1 if telling else 0
    elif opposite_trade(a, b):
        telling += 1 if telling else 0
    return telling >= (3 if a.document == b.document or places_match(a, b) is False else 2)


def _one_within_other(a: Sighting, b: Sighting) -> bool:
    """Whether one interval lies in the other; a date that its own sentence contradicts stands for the year named there."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return False
    if a.contradicted or b.contradicted:
        return len(a.years) < 2 and len(b.years) < 2
    if max(a.last - a.first, b.last - b.first) >= _LONGEST:
        return bool(single_act(a)) and (
            a.first <= b.first <= b.last <= a.last or b.first <= a.first <= a.last <= b.last
        )
    return (a.first <= b.first and b.last <= a.last) or (b.first <= a.first and a.last <= b.last)
