"""Which of comity's events is which of a person's: in one sentence, one to one, as many pairs as there can be.

there      the sentence tells of an event at all (a sentence counts once)
class      the quad class (verbal or material, cooperation or conflict)
type       the PLOVER type
parties    type, and on each side that the person names a party in common; of an act whose parties may stand on
           either side, two in common
exact      type, and exactly the same parties on each side
status     parties, and how far it got
date       status, and the dates do not exclude each other (one that is not told excludes nothing)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from comity.audit.events import Event

Same = Callable[[Event, Event], bool]


def same_class(found: Event, coded: Event) -> bool:
    return found.quad == coded.quad


def same_type(found: Event, coded: Event) -> bool:
    return found.type == coded.type


def same_parties(found: Event, coded: Event) -> bool:
    """A party in common on each side that the person names; two in common where sides are of no matter."""
    if not same_type(found, coded):
        return False
    if _either_side(found, coded):
        wanted = min(2, len(coded.parties))
        return len(found.parties & coded.parties) >= wanted
    sides = ((found.sources, coded.sources), (found.targets, coded.targets))
    return all(not theirs or bool(set(ours) & set(theirs)) for ours, theirs in sides)


def same_exactly(found: Event, coded: Event) -> bool:
    if not same_type(found, coded):
        return False
    if _either_side(found, coded):
        return found.parties == coded.parties
    return set(found.sources) == set(coded.sources) and set(found.targets) == set(coded.targets)


def same_status(found: Event, coded: Event) -> bool:
    return found.status == coded.status and same_parties(found, coded)


def same_date(found: Event, coded: Event) -> bool:
    if not same_status(found, coded):
        return False
    if found.first is None or found.last is None or coded.first is None or coded.last is None:
        return True
    return found.first <= coded.last and coded.first <= found.last


LEVELS: Final[Mapping[str, Same]] = {
    "class": same_class,
    "type": same_type,
    "parties": same_parties,
    "exact": same_exactly,
    "status": same_status,
    "date": same_date,
}
"""Levels on which events are counted; "there" counts sentences."""


def _either_side(found: Event, coded: Event) -> bool:
    """A person who names parties on one side only, of an act that has no sides, means both."""
    return found.symmetric or coded.symmetric


def matched(found: Sequence[Event], coded: Sequence[Event], same: Same) -> int:
    """The largest number of pairs, one to one, that are the same (augmenting paths, Kuhn 1955)."""
    meant: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for j, other in enumerate(coded):
            if j not in tried and same(found[i], other):
                tried.add(j)
                if j not in meant or place(meant[j], tried):
                    meant[j] = i
                    return True
        return False

    return sum(place(i, set()) for i in range(len(found)))
