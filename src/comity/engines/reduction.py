"""Event rows -> daily sufficient statistics of each dyad: one Ibis expression, the same on every engine.

Nothing here runs anything: `daily`, `accounted` and `binned` take Ibis tables and give Ibis tables.

All sums are of whole numbers (weights in thousandths, scores in ten-thousandths, held as doubles, exact below 2^53), so
that they are the same in whatever order an engine adds, and on whatever engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    import ibis.expr.types as ir

MOST_MENTIONS: Final = 20
"""Mentions of one event beyond these count for nothing more."""
WIDEST: Final = 366
"""An event whose first and last day are further apart than this is placed on no day."""
DONE: Final = ("happened", "ongoing")
DOUBTED: Final = ("future date", "dated long before", "before the data set begins")
"""Flags of a row whose date is not believed: it is kept among the events, and counts on no day."""
FATES: Final = (
    "counted",
    "not done",
    "no date",
    "doubtful date",
    "date wider than a year",
    "no weight",
    "no actor",
    "within one actor",
)
"""What can become of a row, in the order in which reasons are looked at after "counted"."""
COLUMNS: Final = (
    "dataset",
    "sources",
    "targets",
    "first",
    "last",
    "status",
    "weight",
    "quad",
    "symmetric",
    "confidence",
    "mentions",
    "issue",
    "flags",
)
"""The columns of `tables.IMPORTED_EVENTS` that are read."""
Bin = Literal["day", "month"]
Direction = Literal["both", "directed"]

_FINE: Final = 1000.0
_SCORE: Final = 10_000.0


def daily(events: ir.Table, lineages: Mapping[str, str], *, issues: bool = False) -> ir.Table:
    """The columns of `tables.DYAD_DAYS`, one row a directed dyad of lineages, day and issue, in no order.

    `events` has the columns of `tables.IMPORTED_EVENTS`; `lineages` gives the lineage of those actors whose id is not
    that of their lineage. With `issues`, rows for each issue stand beside those for `all`.

    Every pair of a source and a target of different lineages gets the event; of a symmetric event, every pair among its
    parties, once, in a row that is `mutual`. An event whose date is open within a year stands on the middle day. Which
    rows count, and what becomes of the others, is in `accounted`.

    g is what the act counts (`weight` of the event: the Goldstein weight of its code, where it has one) divided by 10. The
    weight w of an event is its confidence (1 where none is given) times 1 + ln(mentions), mentions being capped at
    `MOST_MENTIONS`: the k-th report of one event adds about 1/k of the first, as reports of one event copy each other.
    """
    import ibis

    t = _counting(events.select(*COLUMNS))
    sources, targets = _parties(t.sources, lineages), _parties(t.targets, lineages)
    placed = t.select(
        "dataset",
        sources=sources,
        targets=targets,
        day=_day(t),
        issue=t.issue,
        mutual=t.symmetric.fill_null(False),
        w=_weight(t),
        g=_whole(t.weight.cast("float64") * (_SCORE / 10)),
        quad=t.quad,
    )
    whole = ibis.cases((placed.mutual, placed.sources.concat(placed.targets).unique()), else_=None)
    placed = placed.mutate(sources=ibis.coalesce(whole, placed.sources), targets=ibis.coalesce(whole, placed.targets))
    one = placed.mutate(source=placed.sources.unnest()).drop("sources")
    one = one.mutate(target=one.targets.unnest()).drop("targets")
    one = one.filter(ibis.ifelse(one.mutual, one.source < one.target, one.source != one.target))
    if not issues:
        return _named(one.group_by(*_ALL).agg(**_of_events(one)).mutate(issue=ibis.literal("all")))
    one = one.mutate(issue=one.issue.nullif("all").fill_null(""))
    matters = one.group_by(*_ALL, "issue").agg(**_of_events(one))
    total = matters.group_by(*_ALL).agg(**{name: matters[name].sum() for name in _SUMS})
    return _named(matters.filter(matters.issue != "")).union(_named(total.mutate(issue=ibis.literal("all"))))


def accounted(events: ir.Table) -> ir.Table:
    """How many rows met each of `FATES`: columns `fate` and `rows`. Every row meets one, the first that fits:

    not done (planned, denied ...), no date (or one that ends before it begins), a doubtful one (`DOUBTED`), one wider than a year, no weight (none
    given, one beyond -10 to 10, or no confidence above 0), no actor on one side (or fewer than two of a symmetric
    event), all actors of one actor. Two actors of one lineage are two actors here.
    """
    import ibis

    t = events.select(*COLUMNS)
    sources, targets = _parties(t.sources, {}), _parties(t.targets, {})
    one_each = (sources.length() == 1) & (targets.length() == 1)
    alone = ibis.ifelse(one_each, sources[0] == targets[0], sources.concat(targets).unique().length() < 2)
    lacking = ibis.ifelse(
        t.symmetric.fill_null(False),
        sources.length() + targets.length() == 0,
        (sources.length() == 0) | (targets.length() == 0),
    )
    fate = ibis.cases(
        (_not_done(t), "not done"),
        (_undated(t), "no date"),
        (_doubted(t), "doubtful date"),
        (_wide(t), "date wider than a year"),
        (_unweighted(t), "no weight"),
        (lacking, "no actor"),
        (alone, "within one actor"),
        else_="counted",
    )
    return t.select(fate=fate).group_by("fate").agg(rows=lambda x: x.count())


def by_month(events: ir.Table) -> ir.Table:
    """How many rows count in each month: columns `month` (its first day) and `rows`."""
    t = _counting(events.select(*COLUMNS))
    return t.select(month=_day(t).truncate("M")).group_by("month").agg(rows=lambda x: x.count())


def within(events: ir.Table, first: date, last: date) -> ir.Table:
    """The rows whose day is one of these. Where a file is in the order of time, most of it need not be read for that."""
    day = _day(events)
    return events.filter((events.first <= last) & (events.last >= first) & (day >= first) & (day <= last))


def behind(
    events: ir.Table, lineages: Mapping[str, str], source: str, target: str, first: date, last: date
) -> ir.Table:
    """The rows of `events` that the row of `daily` of a directed dyad rests on, for the days from `first` to `last`, with
    all their columns. Symmetric events of the two are among them, whichever side each stands on."""
    t = _counting(events)
    day = _day(t)
    sources, targets = _parties(t.sources, lineages), _parties(t.targets, lineages)
    either = sources.concat(targets)
    mutual = t.symmetric.fill_null(False)
    of_two = (sources.contains(source) & targets.contains(target)) | (
        mutual & either.contains(source) & either.contains(target)
    )
    return t.filter(of_two & (day >= first) & (day <= last))


def binned(days: ir.Table, *, bin: Bin = "month", direction: Direction = "both") -> ir.Table:
    """Daily statistics of one data set added up over a day or a month, for each relation: columns a, b, direction (both, forth,
    back), issue, date, and the sums. `date` is the last day of the bin on which something happened, so that nothing is
    known before its time. A mutual event counts once for both, and once for each direction."""
    import ibis

    t = days
    forward = t.source < t.target
    ends = {
        "a": ibis.ifelse(forward, t.source, t.target),
        "b": ibis.ifelse(forward, t.target, t.source),
        "issue": t.issue,
        "day": t.day,
        "bin": t.day if bin == "day" else t.day.truncate("M"),
        **{name: t[name] for name in _SUMS},
    }
    if direction == "both":
        rows = t.select(direction=ibis.literal("both"), **ends)
    else:
        rows = t.select(direction=ibis.ifelse(forward, "forth", "back"), **ends).union(
            t.filter(t.mutual).select(direction=ibis.literal("back"), **ends)
        )
    keys = ("a", "b", "direction", "issue", "bin")
    sums = {
        name: (_whole(rows[name] * scale).sum() / scale if (scale := _SCALES.get(name)) else _counted(rows[name].sum()))
        for name in _SUMS
    }
    return rows.group_by(*keys).agg(date=rows.day.max(), **sums).drop("bin")


_ALL: Final = ("dataset", "source", "target", "day", "mutual")
_KEYS: Final = ("dataset", "source", "target", "day", "issue", "mutual")
_SCALES: Final = {"weight": _FINE, "weight2": _FINE**2, "total": _FINE * _SCORE}
_SUMS: Final = (
    "events",
    "weight",
    "weight2",
    "total",
    "cooperative",
    "hostile",
    "verbal_cooperation",
    "material_cooperation",
    "verbal_conflict",
    "material_conflict",
)


def _of_events(t: ir.Table) -> dict[str, ir.Value]:
    quads = _SUMS[-4:]
    return {
        "events": t.count(),
        "weight": t.w.sum(),
        "weight2": (t.w * t.w).sum(),
        "total": (t.w * t.g).sum(),
        "cooperative": t.count(where=t.g > 0),
        "hostile": t.count(where=t.g < 0),
        **{name: t.count(where=t.quad == n) for n, name in enumerate(quads, 1)},
    }


def _named(t: ir.Table) -> ir.Table:
    scaled = {name: t[name] / scale for name, scale in _SCALES.items()}
    return t.select(*_KEYS, **{name: scaled.get(name, _counted(t[name])) for name in _SUMS})


def _counted(number: ir.NumericColumn) -> ir.IntegerColumn:
    """As a whole number of 64 bits: DuckDB adds whole numbers up to one of 128, of which Ibis does not know."""
    return number.cast("float64").cast("int64")


def _parties(actors: ir.ArrayColumn, lineages: Mapping[str, str]) -> ir.ArrayColumn:
    """The lineages of a list of actors, each once, empty ones and NULLs left out."""
    import ibis

    given = actors.filter(lambda actor: actor.notnull() & (actor != ""))
    if lineages:
        pairs = sorted(lineages.items())
        given = given.map(lambda actor: actor.cases(*pairs, else_=actor))
    given = ibis.ifelse(given.length() > 1, given.unique(), given)
    return ibis.coalesce(given, ibis.literal([], type="array<string>"))


def _day(t: ir.Table) -> ir.DateColumn:
    import ibis

    half = (t.last.delta(t.first, unit="day") / 2).floor().cast("int32")
    middle = (t.first + half.as_interval("D")).cast("timestamp").cast("date")  # DuckDB's sum is a timestamp
    return ibis.ifelse(t.first == t.last, t.first, middle)


def _weight(t: ir.Table) -> ir.FloatingColumn:
    import ibis

    mentions = ibis.least(ibis.greatest(t.mentions.fill_null(1), 1), MOST_MENTIONS)
    return _whole((1 + mentions.ln()) * _confidence(t) * _FINE)


def _not_done(t: ir.Table) -> ir.BooleanColumn:
    return ~t.status.fill_null("").isin(DONE)


def _counting(t: ir.Table) -> ir.Table:
    return t.filter(~_not_done(t) & ~_undated(t) & ~_doubted(t) & ~_wide(t) & ~_unweighted(t))


def _undated(t: ir.Table) -> ir.BooleanColumn:
    return t.first.isnull() | t.last.isnull() | (t.last < t.first)


def _doubted(t: ir.Table) -> ir.BooleanColumn:
    from functools import reduce
    from operator import or_

    return reduce(or_, (t.flags.contains(flag) for flag in DOUBTED)).fill_null(False)


def _wide(t: ir.Table) -> ir.BooleanColumn:
    return t.last.delta(t.first, unit="day") > WIDEST


def _unweighted(t: ir.Table) -> ir.BooleanColumn:
    """NaN is asked for by name: that it is above every number is forgotten where DuckDB goes by a Parquet file's extremes."""
    weight, confidence = t.weight.cast("float64"), _confidence(t)
    weightless = weight.isnull() | weight.isnan() | (weight > 10) | (weight < -10)
    return weightless | confidence.isnan() | (confidence <= 0) | (confidence > 1)


def _confidence(t: ir.Table) -> ir.FloatingColumn:
    return t.confidence.cast("float64").fill_null(1.0)


def _whole(number: ir.NumericColumn) -> ir.FloatingColumn:
    """Rounded to a whole number, in the same way everywhere."""
    return (number + 0.5).floor().cast("float64")
