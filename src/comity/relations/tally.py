"""A first network: per dyad and period, how much cooperation and hostility the documents tell of. A simple tally.

It adds up scores and knows no uncertainty: what is written about more weighs more. Counted are events that happened or
are going on, at PLOVER's score of their mode or type, and statements that a tie is good or bad (`LEVEL`) or became
better or worse (`CHANGE`), half of it where hedged. Planned, denied, demanded and hypothetical acts count nothing, and
what has no date, or a date wider than the period, is in no period.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import Final, Literal, get_args

PeriodName = Literal["auto", "month", "quarter", "year", "5years", "decade"]
PERIODS: Final = tuple(get_args(PeriodName))
COUNTED: Final = frozenset(("happened", "ongoing"))
LEVEL: Final = 5.0
"""Score of "ties are good": that of PLOVER's SUPPORT, cooperation in words."""
CHANGE: Final = 2.5
"""Score of "ties improved", where no level is said."""
_MONTHS: Final[dict[str, int]] = {"month": 1, "quarter": 3, "year": 12, "5years": 60, "decade": 120}
_BY_SPAN: Final[tuple[tuple[int, PeriodName], ...]] = (
    (2 * 366, "month"),
    (6 * 366, "quarter"),
    (15 * 366, "year"),
    (45 * 366, "5years"),
)

Period = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Act:
    """What the tally needs of an event. `sources` and `targets` are actor ids; `score` is from -10 to 10."""

    id: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    symmetric: bool
    score: float
    status: str
    first: date | None
    last: date | None
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What the tally needs of a relation claim. Claims with one `copy_key` are copies and count once."""

    id: str
    a: str
    b: str
    level: int | None
    change: int | None
    hedged: bool
    first: date | None
    last: date | None
    document: str
    copy_key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """A row of the table `tallies`: `a` < `b` are lineage ids; `balance` is from -1 to 1, None where nothing scored."""

    a: str
    b: str
    first: date
    last: date
    cooperation: float
    hostility: float
    balance: float | None
    documents: int
    event_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]


def tally(
    acts: Iterable[Act], claims: Iterable[Claim], lineage: Callable[[str], str], period: PeriodName = "auto"
) -> list[Tally]:
    """One row a dyad and period in which something was counted, sorted. The order of what goes in is of no matter."""
    counted = [a for a in acts if a.status in COUNTED]
    said = sorted((c for c in claims if c.level is not None or c.change is not None), key=lambda c: c.id)
    dates = [(a.first, a.last) for a in counted] + [(c.first, c.last) for c in said]
    length = choose_period(dates) if period == "auto" else period
    cells: dict[tuple[str, str, Period], list[tuple[float, str, str, tuple[str, ...]]]] = defaultdict(list)
    for act in counted:
        when = period_of(act.first, act.last, length)
        if when is not None:
            for a, b in dyads(act, lineage):
                cells[a, b, when].append((act.score, "event", act.id, act.documents))
    seen: set[tuple[str, ...]] = set()
    for claim in said:
        when = period_of(claim.first, claim.last, length)
        a, b = sorted((lineage(claim.a), lineage(claim.b)))
        if when is None or a == b or claim.copy_key in seen:
            continue
        seen.add(claim.copy_key)
        cells[a, b, when].append((claim_score(claim), "claim", claim.id, (claim.document,)))
    return [_row(a, b, when, sorted(rows, key=lambda r: (r[1], r[2]))) for (a, b, when), rows in sorted(cells.items())]


def dyads(act: Act, lineage: Callable[[str], str]) -> list[tuple[str, str]]:
    """Pairs of lineages, each sorted: every pair of a symmetric act's actors, else each source with each target."""
    sources = sorted({lineage(x) for x in act.sources})
    targets = sorted({lineage(x) for x in act.targets})
    if act.symmetric or not targets:
        both = sorted({*sources, *targets})
        return list(combinations(both, 2)) if act.symmetric else []
    return sorted({(min(s, t), max(s, t)) for s in sources for t in targets if s != t})


def claim_score(claim: Claim) -> float:
    """The level if one is said, else the change; halved where hedged."""
    full = LEVEL * claim.level if claim.level is not None else CHANGE * (claim.change or 0)
    return full / 2 if claim.hedged else full


def choose_period(dates: Sequence[tuple[date | None, date | None]]) -> PeriodName:
    """The finest length of period that keeps the span of the dates within about two dozen periods."""
    firsts = [first for first, last in dates if first is not None and last is not None]
    lasts = [last for first, last in dates if first is not None and last is not None]
    if not firsts:
        return "year"
    span = (max(lasts) - min(firsts)).days + 1
    return next((name for days, name in _BY_SPAN if span <= days), "decade")


@lru_cache(maxsize=65_536)
def period_of(first: date | None, last: date | None, length: PeriodName) -> Period | None:
    """The period in which most of the days from `first` to `last` fall, the earlier of two equals.

    None for an undated act, and for an interval longer than a period: it could be in any of several.
    """
    if first is None or last is None:
        return None
    begin = _period(first, length)
    if last <= begin[1]:
        return begin
    end = _period(last, length)
    days = (last - first).days + 1
    if days > (begin[1] - begin[0]).days + 1:
        return None
    return begin if (begin[1] - first).days + 1 >= (last - end[0]).days + 1 else end


def _period(day: date, length: PeriodName) -> Period:
    months = _MONTHS[length]
    number = day.year * 12 + day.month - 1
    start = number - number % months
    after = start + months
    last = date(after // 12, after % 12 + 1, 1) if after < 10_000 * 12 else None
    first = date(max(start // 12, 1), start % 12 + 1, 1) if start >= 12 else date.min
    return first, date.max if last is None else date.fromordinal(last.toordinal() - 1)


def _row(a: str, b: str, when: Period, rows: list[tuple[float, str, str, tuple[str, ...]]]) -> Tally:
    cooperation = sum(score for score, *_ in rows if score > 0)
    hostility = -sum(score for score, *_ in rows if score < 0)
    total = cooperation + hostility
    return Tally(
        a=a,
        b=b,
        first=when[0],
        last=when[1],
        cooperation=round(cooperation, 6),
        hostility=round(hostility, 6),
        balance=round((cooperation - hostility) / total, 6) if total else None,
        documents=len({document for *_, documents in rows for document in documents}),
        event_ids=tuple(id for _, kind, id, _ in rows if kind == "event"),
        claim_ids=tuple(id for _, kind, id, _ in rows if kind == "claim"),
    )
