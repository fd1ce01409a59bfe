"""Things that may be one: works of one kind that share one of their two ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

_YEARS: Final = 10
_MOST: Final = 30
"""A place at which more works end than this joins none of them."""


@dataclass(frozen=True, slots=True)
class Work:
    """A project with two ends (small letters), its parties, and the days of the first and last stage told of it."""

    id: str
    family: str
    ends: frozenset[str]
    parties: frozenset[str]
    first: date | None
    last: date | None


def ends_of(routes: Iterable[str], tokens: Iterable[Sequence[str]]) -> frozenset[str]:
    """The two ends that routes ("Orvel to Tamsin") or names built on two places give; none where these give more."""
    found = {end.casefold() for route in routes for end in route.split(" to ", 1)}
    for own in tokens:
        if not found and len(own) == 2 and not any(t.startswith("<") for t in own):
            found = set(own)
    return frozenset(found) if len(found) == 2 else frozenset()


def may_be_one(works: Iterable[Work]) -> Mapping[str, tuple[str, ...]]:
    """same_end_rule: for each work the others of its kind that share one end, and no more, with a party in common where both
    have any, and not told of in times that lie ten years or more apart. They stay two things: routes change."""
    at: dict[tuple[str, str], list[Work]] = defaultdict(list)
    for work in sorted(works, key=lambda w: w.id):
        for end in sorted(work.ends):
            at[work.family, end].append(work)
    found: dict[str, set[str]] = defaultdict(set)
    for group in at.values():
        for a, b in combinations(group, 2) if len(group) <= _MOST else ():
            if a.id != b.id and len(a.ends & b.ends) == 1 and _fit(a, b):
                found[a.id].add(b.id)
                found[b.id].add(a.id)
    return {id: tuple(sorted(found[id])) for id in sorted(found)}


def _fit(a: Work, b: Work) -> bool:
    if a.parties and b.parties and not a.parties & b.parties:
        return False
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return True
    return max(a.first, b.first).year - min(a.last, b.last).year < _YEARS
