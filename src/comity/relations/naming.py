"""What a level, a turn and a phase of a relation are called, and from where on.

The bounds stand on PLOVER's scale of acts, divided by ten: threats are -0.35, support in words 0.5. A relation whose level is
at or beyond these is hostile, or close; between -0.1 and 0.1 it leans neither way, and within 0.2 of zero for sure is near
it. A name says no more than the evidence does: a sign is named from a probability of 0.9 on.
"""

from __future__ import annotations

from datetime import date
from statistics import NormalDist
from typing import Final

HOSTILE: Final = -0.35
LEANS: Final = 0.1
NEAR: Final = 0.2
CLOSE: Final = 0.5
SURE: Final = 0.9
FIRM: Final = 0.95
"""Probability of its sign at which a 90% interval no longer holds 0."""
PROBABLE: Final = 0.75
INTERVAL: Final = 1.6448536269514722
"""Half of a 90% interval, in standard deviations."""
BROKE: Final = -0.5
"""Turns down of at least this, from good to bad, are breaks."""
BOTH_WAYS: Final = 0.3
"""Evidence is mixed when at least this share of it speaks for either side."""
NO_EVIDENCE: Final = "no evidence"
SIDES: Final = {"hostile": -1, "cold": -1, "friendly": 1, "close": 1}
"""The names that say good or bad."""
NAMES: Final = ("hostile", "cold", "mixed", "friendly", "close", "thaw", "chill", "unclear", NO_EVIDENCE)
MEANINGS: Final = {
    "hostile": "level at or below that of threats (-0.35), surely below 0",
    "cold": "surely below 0, not so low",
    "mixed": "near 0, or evidence both ways of which neither prevails",
    "friendly": "surely above 0",
    "close": "level at or above that of support in words (0.5), surely above 0",
    "thaw": "turned for the better, and not (yet) surely good",
    "chill": "turned for the worse, and not (yet) surely bad",
    "unclear": "evidence, but too little to say good or bad",
    NO_EVIDENCE: "evidence has faded: what is known no longer says good or bad",
}


def probability_above(mean: float, sd: float, bound: float = 0.0) -> float:
    """That a score with this mean and standard deviation is above `bound`."""
    return NormalDist(bound, sd).cdf(mean) if sd > 0 else float(mean > bound)


def sign(mean: float, sd: float) -> int:
    """1 or -1 where the sign of a score is sure, else 0."""
    above = probability_above(mean, sd)
    return 1 if above >= SURE else -1 if above <= 1 - SURE else 0


def level_name(mean: float, sd: float, *, good: float = 0.0, bad: float = 0.0, turned: int = 0) -> str:
    """The name of a level with its standard deviation.

    `good` and `bad` are the shares of the evidence that speak for either side; `turned` is 1 or -1 where a turning point
    led into it, 0 where none did.
    """
    surely = sign(mean, sd)
    if surely > 0 and mean >= LEANS:
        return "close" if mean >= CLOSE else "friendly"
    if surely < 0 and mean <= -LEANS:
        return "hostile" if mean <= HOSTILE else "cold"
    if turned and not surely:
        return "thaw" if turned > 0 else "chill"
    near = probability_above(mean, sd, -NEAR) - probability_above(mean, sd, NEAR)
    return "mixed" if surely or near >= SURE or min(good, bad) >= BOTH_WAYS else "unclear"


def turn_name(size: float, before: int, after: int, level: float) -> str:
    """What a turning point of this size is called; `before` and `after` are the signs of the levels before and after it
    (0: not sure), `level` is the one before."""
    if size < 0:
        return "break" if before > 0 > after and size <= BROKE else "chill"
    if before < 0 < after:
        return "reconciliation"
    return "thaw" if level < LEANS else "rapprochement"


def title(name: str, first: date, last: date, *, open: bool, since: str = "", months: bool = True) -> str:
    """'hostile 1979–1988', 'thaw from about 2011', 'friendly since 2014': a phase as a person would write it.

    `since` is the beginning in words, where it is not plainly the year of `first`; `months` says whether both days are
    known well enough to name their months where the phase is short.
    """
    begins, ends = since or str(first.year), str(last.year)
    if open:
        return f"{name} {'from' if name in ('thaw', 'chill') else 'since'} {begins}"
    if months and (last - first).days < 700 and first.year != last.year:
        return f"{name} {first:%B %Y}–{last:%B %Y}"
    return f"{name} {begins}" if first.year == last.year else f"{name} {begins}–{ends}"


def as_now(title: str, name: str, mean: float, sd: float) -> str:
    """The title of a phase that goes on, no firmer than what is known at its end: 'probably friendly since 2014' where the
    90% interval holds 0, 'leaning friendly' where the sign is less than `PROBABLE`, 'by now unclear' where it is the other."""
    side = SIDES.get(name, 0)
    right = probability_above(side * mean, sd)
    if not side or right >= FIRM:
        return title
    if right < 0.5:
        return f"{title}, by now unclear"
    return f"{'probably' if right >= PROBABLE else 'leaning'} {title}"
