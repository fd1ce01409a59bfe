"""What reading a document yields. The fields are those of the JSON contract, comity-reading/1.

Spans are [start, end) in characters of the document's text. `None` means that the text leaves it open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Span = tuple[int, int]
Sign = Literal[-1, 0, 1]
ActorKind = Literal["state", "organisation", "group", "person", "place"]
Grain = Literal[
    "day", "week", "month", "quarter", "season", "half", "year", "decade", "century", "interval", "duration", "set"
]
DateBasis = Literal["explicit", "relative", "narrative", "context", "none"]
Status = Literal["happened", "ongoing", "planned", "stalled", "denied", "demanded", "hypothetical"]
Voice = Literal["document", "quoted", "reported", "unnamed"]

SCHEMA = "comity-reading/1"

TRAINED = "trained"
"""The `rule` of what the trained reader found alone."""
AND_TRAINED = "+trained"
"""What ends the `rule` of what a rule and the trained reader both found."""


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    title: str | None
    outlet: str | None
    author: str | None
    published: tuple[date, date] | None
    published_basis: str
    language: str | None


@dataclass(frozen=True, slots=True)
class PassageInfo:
    start: int
    end: int
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class ActorMention:
    """`actor` is the id as of the date that the mention is about; None when unresolved. `resolved` says how:
    name, demonym, seat, leader, title+name, surname, anaphor, organisation, ambiguous, unknown ..."""

    start: int
    end: int
    actor: str | None
    kind: ActorKind
    resolved: str


@dataclass(frozen=True, slots=True)
class DateMention:
    """`first`/`last` are None for durations, sets and relative dates without an anchor. `timex` is a TIMEX3 value."""

    start: int
    end: int
    first: date | None
    last: date | None
    grain: Grain
    basis: DateBasis
    modifier: str | None = None  # early, mid, late, approximate, before, after, since, until
    timex: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimedBy:
    """Who says so. voice: the document itself, a quoted or reported speaker, or an unnamed one ("officials said")."""

    actor: str | None = None
    span: Span | None = None
    voice: Voice = "document"


@dataclass(frozen=True, slots=True)
class Amount:
    """`unit` is an ISO 4217 code for money, else a plain noun ("troops", "km", "percent")."""

    start: int
    end: int
    value: float
    unit: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """What the document says happened. `event` is the PLOVER type of the act, `status` says how far it got.

    `sources` and `targets` are actor ids as of the event's date; `source_spans` and `target_spans` run parallel.
    """

    id: str
    start: int
    end: int
    trigger: Span
    event: str
    mode: str | None
    issue: str | None
    sources: tuple[str, ...]
    source_spans: tuple[Span, ...]
    targets: tuple[str, ...]
    target_spans: tuple[Span, ...]
    symmetric: bool
    first: date | None
    last: date | None
    date_basis: DateBasis
    status: Status
    claimed_by: ClaimedBy
    thing: str | None
    place: str | None
    amounts: tuple[Amount, ...]
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class RelationClaim:
    """The document says that the tie of `a` and `b` is good or bad (`level`) or got better or worse (`change`)."""

    start: int
    end: int
    trigger: Span
    a: str
    b: str
    level: Sign | None
    change: Sign | None
    first: date | None
    last: date | None
    claimed_by: ClaimedBy
    hedged: bool
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class CausalClaim:
    """The document says that `cause` drives `effect` (spans). sign: +1 raises or brings about, -1 lowers or prevents.

    kind: influence, motive, purpose, enabling, evaluative.
    """

    start: int
    end: int
    trigger: Span
    cause: Span
    effect: Span
    sign: Sign | None
    kind: str
    hedged: bool
    negated: bool
    claimed_by: ClaimedBy
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Stance:
    """The document says that `actor` wants, supports, opposes, needs or fears `object`."""

    start: int
    end: int
    actor: str
    stance: str
    object: Span
    object_actor: str | None
    sign: Sign | None
    hedged: bool
    claimed_by: ClaimedBy
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was not read, and why. The span is None when it concerns the whole document."""

    reason: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    id: str
    document: DocumentInfo
    passages: tuple[PassageInfo, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    reports: tuple[Report, ...] = ()
    relations: tuple[RelationClaim, ...] = ()
    causes: tuple[CausalClaim, ...] = ()
    stances: tuple[Stance, ...] = ()
    problems: tuple[Problem, ...] = ()
    schema: str = SCHEMA
