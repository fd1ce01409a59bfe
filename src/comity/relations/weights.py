"""What one piece of evidence says of a relation, from -1 to 1, and how much it counts.

**Acts** have PLOVER's score of their mode or type, divided by 10, and count as much as they are surely read (`confidence`).
Two things lower that. Acts that friends and foes do alike tell little of the two: one with a score of zero counts
`NEUTRAL`, one of a quarter or more in full. And an act among many tells less of any two of them: each pair of `n` parties counts 2 / n.

Counted are acts that happened or are going on. What was planned, denied, demanded or only imagined was not done. That
somebody demanded or denied it is an act too, but one of its own: the readers code it as REQUEST, REJECT or ACCUSE where the text tells
of it, and a second count here would count the same words twice. What stalled has begun, but how far it got is not known: it does not count.

**Claims of level** ("ties are hostile") say `LEVEL` and count as `LEVEL_WEIGHT` acts: they speak of the relation itself. **Claims
of change** ("ties improved") say "at least `CHANGE`" and count `CHANGE_WEIGHT`: a relation that improved is less hostile
than it was, but how good it is was not said, and one that was better already is not made worse. Hedged ones count half.
"""

from __future__ import annotations

from typing import Final

COUNTED: Final = frozenset(("happened", "ongoing"))
NEUTRAL: Final = 0.25
LEVEL: Final = 0.5
LEVEL_WEIGHT: Final = 2.0
CHANGE: Final = 0.25
CHANGE_WEIGHT: Final = 0.5
_TELLING: Final = 0.25


def act_value(score: float) -> float:
    """PLOVER's score (-10 to 10) as a level from -1 to 1."""
    return min(max(score / 10, -1.0), 1.0)


def act_weight(value: float, confidence: float, parties: int) -> float:
    """How much an act counts, 0 to 1: 1 is one that is surely read, tells friend from foe and concerns two actors alone."""
    telling = NEUTRAL + (1 - NEUTRAL) * min(abs(value) / _TELLING, 1.0)
    return confidence * telling * min(2 / max(parties, 2), 1.0)


def claim_value(level: int | None, change: int | None) -> tuple[float, int] | None:
    """The value of a relation claim and its side (0: the level is so much; 1, -1: at least, at most); None where it says
    neither a level nor a change."""
    if level is not None:
        return LEVEL * level, 0
    if change:
        return CHANGE * change, change
    return None


def claim_weight(side: int, confidence: float, hedged: bool) -> float:
    """How much a claim counts, in acts of full weight."""
    return confidence * (CHANGE_WEIGHT if side else LEVEL_WEIGHT) * (0.5 if hedged else 1.0)
