"""How far two sides are apart, and how sure it is that they differ.

`apart` runs from 0 (the same) to 1, by a measure that fits the field:

- date: d / (d + g + 7), d the days between the middles of the two intervals and g the days of the longer of them, so that
  a difference counts against the grain in which it is told: two years apart in years 0.66, a month apart in months
  0.45, two days apart in days 0.2
- amount, count, duration: log2 of the larger over the smaller, at most 1: a quarter more is 0.32, double or more is 1;
  of an open side ("at least 40") its limit
- place: 1 in two states, 0.5 in one, 0.5 where the tables do not know both
- party: 1 - |A and B| / |A or B|; 1 where the same actors are told the other way round
- status: 1 denied against anything else, 0.5 planned or stalled against done
- kind (who or what was first): as date, between the one called the first and the other
- relation: half the difference of the levels (-1, 0, 1)
- cause: 1 with opposite signs, 0.3 two causes (which may both be true)
- membership, founding: as date, against the table's day

`sure` is a product of what can be wrong:

    sure = read * joined * firm * hedged

`read`: the lowest, over the sides, of the highest confidence in one of its reports (of figures and lengths that hang
little on the act, halfway between that and 1). `joined`: how surely the sides
speak of one thing: of one event by the odds with which its reports were joined, else as stated for what joins them
(JOINED). `firm`: for what hangs on dates, the lowest over the sides of
the best basis among its reports (FIRM). `hedged`: HEDGED for each side all of whose words are hedged. Sides that share
a source (copies of one text, one speaker) are never set against each other, so that independence needs no factor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from math import exp, inf, log2
from typing import Final

from comity.record.joining.sighting import Sighting

Odds = Callable[[Sighting, Sighting], float | None]

FIRM: Final = {"explicit": 1.0, "relative": 0.95, "narrative": 0.85, "context": 0.5, "none": 0.3}
HEDGED: Final = 0.7
JOINED: Final = {
    "once": 0.9,  # one actor does this to another once
    "seldom": 0.7,
    "thing": 0.85,  # the same named thing
    "wording": 0.85,  # like rare words and the same word for the act
    "words": 0.7,  # like rare words
    "figure": 0.7,
    "ordinal": 0.8,  # both are called the first
    "project": 0.8,  # a work of one kind, of the same parties, in one place
    "table": 1.0,
}
_WEEK: Final = 7
_JOINED_AT: Final = (0.5, 0.97)
_UNWEIGHED: Final = 0.85


def days_apart(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Of two intervals of day numbers; 0 when they share a day."""
    if a[0] <= b[1] and b[0] <= a[1]:
        return 0.0
    middle = abs((a[0] + a[1]) - (b[0] + b[1])) / 2
    return middle / (middle + max(a[1] - a[0], b[1] - b[0]) + 1 + _WEEK)


def ratio_apart(a: float, b: float) -> float:
    """Of two figures of one sign; 1 where one of them is 0 or has another sign."""
    low, high = sorted((abs(a), abs(b)))
    if low == high:
        return 0.0
    return 1.0 if low == 0 or high == inf else min(1.0, log2(high / low))


def sets_apart(a: Iterable[str], b: Iterable[str]) -> float:
    left, right = frozenset(a), frozenset(b)
    return 1 - len(left & right) / len(left | right) if left | right else 0.0


def widest(values: Sequence[tuple[int, int]]) -> float:
    """The largest distance between two of several intervals."""
    return max(days_apart(a, b) for i, a in enumerate(values) for b in values[i + 1 :])


def read_sure(sides: Sequence[Sequence[Sighting]]) -> float:
    return min(max(r.confidence for r in reports) for reports in sides if reports)


def read_beside(sides: Sequence[Sequence[Sighting]]) -> float:
    """Of words that hang little on which act was read around them (the sum of a work, a length of time): halfway
    between the confidence in the act and 1."""
    return (1 + read_sure(sides)) / 2


def firmness(sides: Sequence[Sequence[Sighting]]) -> float:
    return min(max(FIRM.get(r.basis, 0.3) for r in reports) for reports in sides if reports)


def one_event(sides: Sequence[Sequence[Sighting]], odds: Odds | None) -> float:
    """How surely the reports of the sides are one event, 0.5 to 0.97: by the odds of the likeliest pair between each two
    sides, the lowest of these; 0.85 where nothing weighed them."""
    if odds is None:
        return _UNWEIGHED
    least = _JOINED_AT[1]
    for left, right in combinations(sides, 2):
        weighed = [w for a in left for b in right if (w := odds(a, b)) is not None]
        least = min(least, 1 / (1 + exp(-max(weighed))) if weighed else 0.0)
    return max(least, _JOINED_AT[0])


def sure(read: float, joined: float, firm: float = 1.0, hedged: int = 0) -> float:
    return round(max(0.0, min(1.0, read * joined * firm * HEDGED**hedged)), 4)
