"""The signed network of a day: who stood well or ill with whom, how sure that is, and on what evidence.

A tie is there where the documents gave dated evidence about two actors up to that day; a pair without any is absent,
never zero. Ties known from tables alone (treaties, alliances) are kept apart in `drawn`: they decide nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from comity.relations.naming import INTERVAL

if TYPE_CHECKING:
    from comity.system.table_ties import TableTie

SURE: Final = 0.9
"""A tie has a sign where the probability of that sign is at least this; below it the sign is undetermined."""
FADED: Final = 0.1
"""A tie whose evidence takes away less than this share of the variance that a relation has without any evidence is back
at the prior."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Tie:
    """What the documents say of two actors on a day. `a` < `b` are lineage ids.

    `mean`, `sd`: the score, -1 to 1. `positive`: probability that it is above zero. `sign`: 1 or -1 where that is sure
    (`SURE`), else 0, undetermined. `weight`: evidence up to that day in independent events of full weight, faded.
    `known`: share (0 to 1) of a relation's variance that the evidence takes away; near 0 the score is that of a relation
    of which nothing is known. `latest`: day of the last evidence up to that day. `ahead`: day of the next evidence, where the
    score, seen from the end of the record, rests on that more than on all before. The ids are those of `ahead`, else of `latest`.
    """

    a: str
    b: str
    mean: float
    sd: float
    positive: float
    sign: int
    weight: float
    known: float
    latest: date
    event_ids: tuple[str, ...] = ()
    claim_ids: tuple[str, ...] = ()
    fact_ids: tuple[str, ...] = ()
    ahead: date | None = None

    @property
    def pair(self) -> Pair:
        return self.a, self.b

    @property
    def half(self) -> float:
        """Half the width of the 90% interval of the score."""
        return INTERVAL * self.sd

    @property
    def faded(self) -> bool:
        """Whether so little is left of the evidence that the tie is back where a relation without evidence stands."""
        return self.known < FADED

    @property
    def strength(self) -> float:
        """How far the score is from zero, 0 to 1."""
        return min(abs(self.mean), 1.0)

    def other(self, actor: str) -> str:
        return self.b if actor == self.a else self.a


@dataclass(frozen=True, slots=True)
class Node:
    """An actor of the network: `lineage` is the id along which its scores run, `id` and `name` are its own on that day
    (SUN in 1971). `exists`: whether any state or organisation of the lineage existed then."""

    lineage: str
    id: str
    name: str
    kind: str | None = None
    exists: bool = True


@dataclass(frozen=True, slots=True)
class Network:
    """The network of a day, of one issue (or `all`) and one origin. `nodes` and `ties` are sorted by lineage id."""

    date: date
    issue: str
    origin: str
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    drawn: tuple[TableTie, ...] = ()

    def node(self, lineage: str) -> Node:
        """Raises KeyError."""
        for one in self.nodes:
            if one.lineage == lineage:
                return one
        raise KeyError(lineage)

    def shown(self, lineage: str) -> str:
        """The id under which the actor went on that day."""
        return self.node(lineage).id

    @property
    def determined(self) -> tuple[Tie, ...]:
        return tuple(tie for tie in self.ties if tie.sign)

    @property
    def undetermined(self) -> tuple[Tie, ...]:
        """Ties with evidence that counts still, and no sure sign."""
        return tuple(tie for tie in self.ties if not tie.sign and not tie.faded)

    @property
    def faded(self) -> tuple[Tie, ...]:
        """Ties back at the prior, without a sign."""
        return tuple(tie for tie in self.ties if not tie.sign and tie.faded)

    def of(self, lineage: str) -> tuple[Tie, ...]:
        return tuple(tie for tie in self.ties if lineage in (tie.a, tie.b))

    def among(self, lineages: Iterable[str]) -> Network:
        """The same, of these actors alone."""
        kept = frozenset(lineages)
        return Network(
            self.date,
            self.issue,
            self.origin,
            tuple(n for n in self.nodes if n.lineage in kept),
            tuple(t for t in self.ties if t.a in kept and t.b in kept),
            tuple(t for t in self.drawn if t.a in kept and t.b in kept),
        )

    def silent(self) -> tuple[Pair, ...]:
        """Pairs of its actors without any dated evidence up to that day."""
        told = {tie.pair for tie in self.ties}
        ids = sorted(node.lineage for node in self.nodes)
        return tuple((a, b) for n, a in enumerate(ids) for b in ids[n + 1 :] if (a, b) not in told)


def probability(mean: float, sd: float) -> float:
    """That a Gaussian score is above zero."""
    if sd <= 0:
        return 0.5 if mean == 0 else float(mean > 0)
    return 0.5 * math.erfc(-mean / (sd * math.sqrt(2)))


def sign_of(positive: float) -> int:
    return 1 if positive >= SURE else -1 if positive <= 1 - SURE else 0


def edges_of(ties: Sequence[Tie]) -> list[tuple[str, str, int]]:
    """Ties with a sign, as the frustration index takes them."""
    return [(tie.a, tie.b, tie.sign) for tie in ties if tie.sign]


def strengths_of(ties: Iterable[Tie]) -> Mapping[Pair, float]:
    return {tie.pair: tie.strength for tie in ties}
