"""Simple questions about two reports: the same parties, thing, amount, place, persons, sentence?"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final, Literal

from rapidfuzz import fuzz

from comity.errors import TableError
from comity.record.joining.acts import opposite_trade, rows
from comity.record.joining.sighting import Sighting, jaccard
from comity.vocabulary import types

COPIED: Final = 0.8
"""Two sentences are copies of each other if they share this much of their words."""
FEWEST_WORDS: Final = 4
"""Sentences shorter than this are not compared."""

_SPELT_ALIKE: Final = 75.0

Parties = Literal["same", "partial", "apart"]


@cache
def neighbours() -> dict[frozenset[str], tuple[str, str]]:
    """Pairs of types that may name one act -> (near or far, why)."""
    table = {}
    for row in rows("neighbours.csv"):
        for name in (row["a"], row["b"]):
            if name not in types():
                raise TableError(f"neighbours.csv: {name!r} is no event type.")
        if row["how"] not in ("near", "far"):
            raise TableError(f"neighbours.csv: how is {row['how']!r}; it can be near or far.")
        table[frozenset((row["a"], row["b"]))] = row["how"], row["why"]
    return table


def parties_match(a: Sighting, b: Sighting) -> Parties:
    """same: the same actors in the same roles (roles are free where both sides act alike); partial: one names only
    some of the other's actors, or the roles differ in an act that both sides can lead; apart: anything else."""
    if a.source_side == b.source_side and a.target_side == b.target_side and a.symmetric == b.symmetric:
        return "same"
    shared = both_can_lead(a.event_type) and both_can_lead(b.event_type)
    either_way = a.symmetric or b.symmetric
    if a.parties == b.parties:
        if shared and opposite_trade(a, b):
            return "same"
        if shared:
            one_led = {"visit"} & {a.mode, b.mode} or not {a.event_type, b.event_type} <= {"CONSULT", "COOPERATE"}
            return "partial" if one_led and not either_way else "same"
        return "partial" if either_way else "apart"
    if not (a.parties < b.parties or b.parties < a.parties):
        return "apart"
    if either_way or shared:
        return "partial"
    sources = a.source_side <= b.source_side or b.source_side <= a.source_side
    targets = a.target_side <= b.target_side or b.target_side <= a.target_side
    met = a.source_side & b.source_side or (a.target_side == b.target_side and not (a.source_side and b.source_side))
    return "partial" if sources and targets and met else "apart"


def both_can_lead(event_type: str) -> bool:
    """Whether either party can be told as the one that acts: cooperation with a shared side."""
    known = types()[event_type]
    return known.symmetric and known.cooperative


def things_match(a: Sighting, b: Sighting) -> bool | None:
    """True: the same thing; False: two things; None: one of them names none, or it cannot be told."""
    if not a.thing_words or not b.thing_words:
        return None
    if a.thing_words <= b.thing_words or b.thing_words <= a.thing_words or jaccard(a.thing_words, b.thing_words) >= 0.5:
        return True
    return None if a.thing_words & b.thing_words else False


def objects_match(a: Sighting, b: Sighting) -> bool | None:
    """As `things_match`; where a thing is missing, a designation (Mi-35) in both sentences tells, or a name and a
    figure."""
    things = things_match(a, b)
    if things is not None:
        return things
    shared = a.names & b.names
    if any(any(c.isdigit() for c in name) for name in shared) or (shared and amounts_match(a, b)):
        return True
    return None


def named(thing: str | None, words: frozenset[str]) -> bool:
    """Whether a thing's words single it out: more than one of them, or a name or number in it."""
    return len(words) > 1 or bool(thing and any(c.isupper() or c.isdigit() for c in thing[1:]))


def amounts_match(a: Sighting, b: Sighting) -> bool | None:
    """True: a figure in common; False: figures of the same unit, none in common; None: nothing to compare."""
    ours, theirs = a.own_amounts, b.own_amounts
    units = {unit for _, unit in ours} & {unit for _, unit in theirs}
    if not units:
        return None
    return any(u == w and close(v, x) for v, u in ours if u in units for x, w in theirs)


def amounts_near(a: Sighting, b: Sighting, ratio: float) -> bool:
    """Whether two figures of one unit lie no further apart than by this factor: fifty and fifty-five million."""
    pairs = ((x, y) for x in a.own_amounts for y in b.own_amounts)
    return any(u == w and min(v, x) > 0 and max(v, x) <= ratio * min(v, x) for (v, u), (x, w) in pairs)


def close(a: float, b: float) -> bool:
    """The same figure, up to rounding (2 in 100)."""
    return abs(a - b) <= 0.02 * max(abs(a), abs(b))


def places_match(a: Sighting, b: Sighting) -> bool | None:
    """True: one place, or one in the other, however it is spelt; False: two; None: one of them is told without a name
    (the capital, an airfield), or not told."""
    if not a.place or not b.place:
        return None
    return _one_place(*sorted((a.place, b.place)))


@lru_cache(maxsize=50_000)
def _one_place(a: str, b: str) -> bool | None:
    left, right = a.casefold(), b.casefold()
    if left in right or right in left:
        return True
    if fuzz.ratio(left, right) >= _SPELT_ALIKE:
        return True
    if not a[-1:].isalnum() or not b[-1:].isalnum() or not _is_name(a) or not _is_name(b):
        return None
    return False


def _is_name(place: str) -> bool:
    return place.split()[-1][:1].isupper()


def same_sentence(a: Sighting, b: Sighting) -> bool:
    """One sentence, or a copy of it in another document."""
    if a.document == b.document:
        return a.start < b.end and b.start < a.end
    return _likeness(a, b) >= COPIED and not other_persons(a, b)


def _likeness(a: Sighting, b: Sighting) -> float:
    return jaccard(a.words, b.words) if min(len(a.words), len(b.words)) >= FEWEST_WORDS else 0.0


def other_persons(a: Sighting, b: Sighting) -> bool:
    """Whether both name persons, and none in common."""
    return bool(a.persons and b.persons) and not a.persons & b.persons


def one_victim(a: Sighting, b: Sighting) -> bool:
    """Whether both tell of the killing of the same person, who has two names or more: nobody is killed twice."""
    return a.mode == b.mode == "targeted" and a.event_type == b.event_type and len(a.names & b.names) > 1
