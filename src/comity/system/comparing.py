"""Two dates compared: which ties changed and how sure that is, which came and faded, who changed blocs, on what evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from comity.errors import UsageError
from comity.system.draws import BUDGET, MOST
from comity.system.levels import Relation
from comity.system.network import ACTING, SECONDS, drawn_from
from comity.system.through_time import FADED, NEW, Change, bloc_of, explained, through_time
from comity.system.ties import Pair, Tie
from comity.system.whole import System

if TYPE_CHECKING:
    from comity.actors import Registry
    from comity.relations.curve import Asked, Written

_DRAWS: Final = 2000
CHANGED: Final = "changed"
LEANS: Final = "leans to have changed"
AS_BEFORE: Final = "as before"
VERDICTS: Final = (CHANGED, LEANS, NEW, FADED, AS_BEFORE)
SURE_CHANGE: Final = 0.9
"""A tie has changed where it is better, or worse, with at least this probability ..."""
LEANING_CHANGE: Final = 0.75
"""... and leans to have, with this."""


@dataclass(frozen=True, slots=True)
class Move:
    """A tie at both dates. `before` is None where there was no dated evidence yet. `kind` is one of `through_time.CHANGES`, or
    empty where its sign (or the want of one) is the same. `higher`: probability that the score is higher at the later date, from
    joint draws of both; None without a score before. The ids are the evidence between that speaks for the change, or the next
    (`later`)."""

    pair: Pair
    kind: str
    before: Tie | None
    after: Tie
    higher: float | None
    event_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]
    fact_ids: tuple[str, ...]
    later: bool = False

    @property
    def step(self) -> float | None:
        return None if self.before is None else self.after.mean - self.before.mean

    @property
    def sure(self) -> float | None:
        """Probability of the likelier direction of the change, 0.5 to 1; None without a score before."""
        return None if self.higher is None else max(self.higher, 1 - self.higher)

    @property
    def verdict(self) -> str:
        """What the evidence says of it, one of `VERDICTS`: whether the relation changed, which is more than whether the
        probability of a sign passed 0.9. A tie without anything before is new, one of which too little is left faded."""
        if self.kind in (NEW, FADED) or self.sure is None:
            return self.kind or NEW
        sure = round(self.sure, 3)
        return CHANGED if sure >= SURE_CHANGE else LEANS if sure >= LEANING_CHANGE else AS_BEFORE


@dataclass(frozen=True, slots=True)
class Comparison:
    """`moves` has every tie that counts at one of the dates, in the order of `VERDICTS`, in each the surest change first. `moved`: actors whose bloc is another, as (lineage, bloc before, bloc after; None: in none).
    `agreement`: adjusted Rand index of the blocs."""

    before: System
    after: System
    moves: tuple[Move, ...]
    moved: tuple[tuple[str, int | None, int | None], ...]
    agreement: float | None


def compare(
    record: Asked | Written,
    first: date,
    second: date,
    issue: str = "all",
    actors: Sequence[str] | None = None,
    origin: str = "text",
    *,
    kinds: Sequence[str] = ACTING,
    known: bool = False,
    draws: int = MOST,
    budget: int = BUDGET,
    seconds: float | None = SECONDS,
    registry: Registry | None = None,
) -> Comparison:
    """The systems of two dates, the earlier first, and what lies between. Arguments as of `network.system`.

    Raises UsageError for one date twice, and as `network.system` does.
    """
    if first == second:
        raise UsageError(f"{first} is one date.", hint="Give two, such as: comity system compare 1971 2016")
    of, names, known_actors, wanted = drawn_from(record, issue, actors, origin, kinds, registry)
    days = sorted((first, second))
    years = through_time(
        of,
        names,
        known_actors,
        days,
        issue=issue,
        origin=origin,
        among=wanted,
        draws=draws,
        budget=budget,
        known=known,
        seconds=seconds,
    )
    one, other = (year for year in years)
    by_pair = {relation.pair: relation for relation in of}
    past = {tie.pair: tie for tie in one.system.network.ties}
    moves = []
    for tie in other.system.network.ties:
        was = past.get(tie.pair)
        change = other.changes.get(tie.pair)
        if change is not None or _counts(tie) or (was is not None and _counts(was)):
            moves.append(_move(change, was, tie, by_pair[tie.pair], days, known=known))
    moves.sort(key=lambda m: (VERDICTS.index(m.verdict), -(m.sure or 0.0), -abs(m.step or m.after.mean), m.pair))
    blocs, later = bloc_of(one.system), bloc_of(other.system)
    moved = tuple(
        (x, blocs.get(x), later.get(x)) for x in sorted(blocs.keys() | later.keys()) if blocs.get(x) != later.get(x)
    )
    return Comparison(one.system, other.system, tuple(moves), moved, other.system.agreement)


def _counts(tie: Tie) -> bool:
    return bool(tie.sign) or not tie.faded


def _move(
    change: Change | None, was: Tie | None, tie: Tie, relation: Relation, days: Sequence[date], *, known: bool
) -> Move:
    """With `known`, joint draws are of what was known at the later date."""
    import numpy as np

    higher = None
    if was is not None:
        seed = hashlib.sha256("\x1f".join((*tie.pair, *map(str, days))).encode()).digest()[:8]
        rng = np.random.Generator(np.random.PCG64(int.from_bytes(seed, "big")))
        curve = relation.curve.until(days[-1]) if known else relation.curve
        drawn = curve.sample(days, _DRAWS, rng)
        higher = round(float((drawn[:, 1] > drawn[:, 0]).mean()), 3)
    why = change or explained("", was, tie, relation.between(*days), relation, days[-1])
    return Move(tie.pair, why.kind, was, tie, higher, why.event_ids, why.claim_ids, why.fact_ids, why.later)
