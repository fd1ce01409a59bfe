"""The story of a relation in plain values: what `comity dyad`, its picture and the report tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from comity.relations.naming import INTERVAL

if TYPE_CHECKING:
    from comity.relations.curve import Curve


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its lineage, the name it has now or had last, and 'Soviet Union until 1991-12-25' for those before."""

    id: str
    name: str
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence, opened: `kind` is event, claim or fact; `what` says it in a few words, `sentence` in the
    document's; its parties are actor ids, as of its date; `documents` counts those that tell of it. `influence`: how much smaller a step would be without it."""

    id: str
    kind: str
    first: date | None
    last: date | None
    what: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    symmetric: bool
    sentence: str | None
    document_id: str | None
    outlet: str | None
    documents: int
    influence: float | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """A score on a day: the one that was `asked` for, else that on which the record ends. `evidence` is the day of the last
    evidence until then, told to fall between the days `known`."""

    day: date
    mean: float
    sd: float
    positive: float
    evidence: date | None
    known: tuple[date, date] | None = None
    asked: bool = False

    @property
    def interval(self) -> tuple[float, float]:
        """Its 90% interval."""
        return self.mean - INTERVAL * self.sd, self.mean + INTERVAL * self.sd


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A row of `turning_points` with its evidence opened, the strongest first; `number` counts from 1,
    `day` is that from which the evidence shows it. Its date is fixed by the last evidence that was all `before_it` and by
    the first that was all `after_it`."""

    id: str
    number: int
    name: str
    day: date
    first: date
    last: date
    before: float
    after: float
    size: float
    sd: float
    probability: float
    evidence: tuple[Piece, ...]
    before_it: tuple[Piece, ...] = ()
    after_it: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Parting:
    """A period at whose last evidence the score and both measures that need no model (log-odds and decayed mean) say
    opposite things."""

    first: date
    last: date
    day: date
    score: float
    log_odds: float
    decayed: float


@dataclass(frozen=True, slots=True)
class Phase:
    """A row of `phases`; `evidence` opens a few of its pieces, those that most sources tell of first; `wavers` are times
    in which the score left the side after which the phase is called."""

    first: date
    last: date
    open: bool
    name: str
    title: str
    mean: float | None
    sd: float | None
    probability: float | None
    events: int
    claims: int
    facts: int
    evidence: tuple[Piece, ...]
    wavers: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Knot:
    """A day of evidence: a row of `scores`; `known` are the days between which it is told to fall."""

    day: date
    mean: float
    sd: float
    observed: float
    weight: float
    log_odds: float
    decayed: float
    succession: str | None
    known: tuple[date, date]


@dataclass(frozen=True, slots=True)
class Course:
    """A relation on one issue (or all), of both sides or of one towards the other. `towards` says which: (from, to)."""

    direction: str
    issue: str
    towards: tuple[str, str] | None
    latest: Level
    phases: tuple[Phase, ...]
    turning_points: tuple[TurningPoint, ...]
    knots: tuple[Knot, ...]
    curve: Curve
    partings: tuple[Parting, ...] = ()


@dataclass(frozen=True, slots=True)
class Saying:
    """A relation claim: who says in which document that the two are on good or bad terms, or that they changed."""

    id: str
    first: date | None
    last: date | None
    level: int | None
    change: int | None
    hedged: bool
    claimed_by: str | None
    document_id: str
    outlet: str | None
    sentence: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What sources differ on: each side's value with the documents that say so."""

    id: str
    field: str
    what: str
    grade: str
    event_id: str | None
    sides: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a story rests on, and what it does not: counts of what counted; what has no date; what was not done (planned,
    denied ...) by status; spans of years in which no dated act falls; corrections that it rests on."""

    events: int
    claims: int
    facts: int
    documents: int
    sources: int
    undated_events: int
    undated_claims: int
    not_done: tuple[tuple[str, int], ...]
    silent: tuple[tuple[int, int], ...]
    corrections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """The relation of `a` and `b`. `course` is the one that was asked for, `others` those beside it: the issues that have
    phases of their own, or each side's own."""

    a: Side
    b: Side
    origin: str
    until: date
    course: Course | None
    others: tuple[Course, ...]
    sayings: tuple[Saying, ...]
    differences: tuple[Difference, ...]
    basis: Basis
