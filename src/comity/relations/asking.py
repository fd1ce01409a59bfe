"""Asking for the story of a relation: `story(record, "PAK", "RUS")`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, Final

from comity.errors import UsageError
from comity.relations.dating import Dated, Span, spans
from comity.relations.naming import SIDES, probability_above
from comity.relations.opening import Opened, resting_ids
from comity.relations.partings import partings
from comity.relations.story import (
    Basis,
    Course,
    Difference,
    Knot,
    Level,
    Phase,
    Piece,
    Saying,
    Side,
    Story,
    TurningPoint,
)
from comity.relations.tally import COUNTED
from comity.vocabulary import issues

if TYPE_CHECKING:
    from comity.record import Record
    from comity.relations.curve import Curve

SHOWN: Final = 3
"""So many pieces of evidence of a phase are opened."""
SILENT: Final = 3
"""Years without a dated act are told of from so many in a row on."""
_LINES: Final = """
    SELECT lineage, id, name, valid_from, valid_to FROM actors WHERE lineage IN (?, ?)
    ORDER BY lineage, valid_to NULLS LAST, valid_from, id
"""
_UNTIL: Final = """
    SELECT greatest((SELECT max(date) FROM scores WHERE origin = $1), (SELECT max(last) FROM phases WHERE origin = $1))
"""
_KNOTS: Final = """
    SELECT * FROM scores WHERE a = ? AND b = ? AND origin = ? ORDER BY direction, issue, date
"""
Rows = list[dict[str, Any]]


def story(
    record: Record,
    a: str,
    b: str,
    *,
    since: date | None = None,
    until: date | None = None,
    issue: str = "all",
    directed: bool = False,
    origin: str = "text",
) -> Story:
    """The story of two actors, along their lineages, from the tables of a record.

    `issue` is one of the vocabulary, or all; `directed` asks for each side's own beside both together; `since` and `until`
    cut phases, turning points and what is said to a time. `course` is None where nothing was scored.

    Raises UsageError for an unknown issue or data set, and as `Record.dyad` does.
    """
    from comity.record.asking.imported import refuse_unbuilt

    if issue != "all" and issue not in issues():
        raise UsageError(f"There is no issue {issue!r}.", hint=f"Choose one of: all, {', '.join(issues())}")
    known = record.sql("SELECT DISTINCT origin FROM scores ORDER BY origin").column(0).to_pylist()
    if origin != "text" and origin not in known:
        refuse_unbuilt(record, origin)
        there = f"There are: {', '.join(known)}." if known else "Nothing was imported."
        raise UsageError(f"There are no scores of {origin!r}.", hint=there)
    asked = record.dyad(a, b, since=since, until=until, origin=origin)
    found = {name: value.to_pylist() for name, value in asked.items() if hasattr(value, "to_pylist")}
    pair = asked["a"], asked["b"]
    end = record.sql(_UNTIL, [origin]).column(0).to_pylist()[0] or date.max
    end = min(end, until or end)
    whole = _curves(record, pair, origin)
    if origin != "text":  # what was read has no part in the story that others' data tell
        found.update(claims=[], disagreements=[])
        _complete(found, whole, pair, origin, end, since)
    told = Opened(record, resting_ids([*found["scores"], *found["turning_points"], *found["phases"]]))
    every = _courses(found, whole, pair, told, end, asked=until is not None)
    events = record.events(dyad=pair, since=since, until=until).to_pylist() if origin == "text" else []
    return Story(
        *_sides(record, pair),
        origin,
        end,
        every.get(("both", issue)),
        tuple(_beside(every, issue, directed)),
        tuple(_sayings(found["claims"], told)),
        tuple(sorted(_differences(found["disagreements"]), key=lambda d: d.field != "relation")),
        _basis(found, events, told, issue),
    )


def _beside(every: Mapping[tuple[str, str], Course], issue: str, directed: bool) -> Iterable[Course]:
    """The courses beside the one asked for: each side's own, else the issues that have phases of their own, else the whole."""
    if directed:
        return [every[key] for key in (("forth", issue), ("back", issue)) if key in every]
    if issue != "all":
        return [every[key] for key in (("both", "all"),) if key in every]
    return [course for (direction, matter), course in every.items() if direction == "both" and matter != "all"]


def _sides(record: Record, pair: tuple[str, str]) -> tuple[Side, Side]:
    rows = record.sql(_LINES, list(pair)).to_pylist()
    sides = []
    for line in pair:
        own = [row for row in rows if row["lineage"] == line]
        last = own[-1] if own else {"name": line}
        before = [f"{row['name']} until {row['valid_to']}" for row in own[:-1] if row["valid_to"] is not None]
        sides.append(Side(line, last["name"], tuple(before)))
    return sides[0], sides[1]


def _complete(
    found: dict[str, Rows],
    whole: Mapping[tuple[str, str], Curve],
    pair: tuple[str, str],
    origin: str,
    end: date,
    since: date | None,
) -> None:
    """Turning points and phases of an imported data set, which has too many relations for its store to hold them all."""
    from comity.relations.courses import course_rows
    from comity.tables import PHASES, TURNING_POINTS

    evidence = {key: list(rows) for key, rows in groupby(found["scores"], key=_series)}
    found["turning_points"], found["phases"] = [], []
    for key, curve in whole.items():
        rests = evidence.get(key, [])
        rows = course_rows((*pair, *key, origin), curve, rests if len(rests) == len(curve.days) else [], end)
        for table, made in zip((TURNING_POINTS, PHASES), rows, strict=True):
            named = (dict(zip(table.names(), row, strict=True)) for row in made)
            found[table.name] += [row for row in named if since is None or row["last"] >= since]


def _courses(
    found: Mapping[str, Rows],
    whole: Mapping[tuple[str, str], Curve],
    pair: tuple[str, str],
    told: Opened,
    end: date,
    *,
    asked: bool,
) -> dict[tuple[str, str], Course]:
    """By direction and issue."""
    turned = {key: list(rows) for key, rows in groupby(found["turning_points"], key=_series)}
    phased = {key: list(rows) for key, rows in groupby(found["phases"], key=_series)}
    between = told.between()
    made = {}
    for key, group in groupby(found["scores"], key=_series):
        rows = list(group)
        direction, issue = key
        towards = {"forth": pair, "back": (pair[1], pair[0])}.get(direction)
        dated = Dated([row["date"] for row in rows], [resting_ids([row]) for row in rows])
        known = spans(dated.days, dated.resting, between)
        knots = tuple(_knot(row, span) for row, span in zip(rows, known, strict=True))
        made[key] = Course(
            direction,
            issue,
            towards,
            _level(whole[key], end, knots, asked),
            tuple(_phase(row, told, whole[key]) for row in phased.get(key, ())),
            tuple(_turning_point(n, row, told, dated) for n, row in enumerate(turned.get(key, ()), 1)),
            knots,
            whole[key],
            tuple(partings(knots)),
        )
    return made


def _series(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["direction"], row["issue"]


def _curves(record: Record, pair: tuple[str, str], origin: str) -> dict[tuple[str, str], Curve]:
    """All curves of two actors, by direction and issue, from all of their evidence."""
    from comity.relations.curve import Curve
    from comity.relations.ou import Model
    from comity.relations.succession import ACTORS, breaks_of, successions

    parameters = ("mu", "spread", "memory", "noise", "noise_floor")
    models = {
        _series(row): Model(*(row[name] for name in parameters))
        for row in record.sql("SELECT * FROM score_models WHERE origin = ?", [origin]).to_pylist()
    }
    breaks = breaks_of(*pair, successions(record.sql(ACTORS).to_pylist()))
    found = {}
    for key, group in groupby(record.sql(_KNOTS, [*pair, origin]).to_pylist(), key=_series):
        rows = list(group)
        columns = ([row[name] for row in rows] for name in ("filter_mean", "filter_sd", "mean", "sd", "weight"))
        model = models["both" if key[0] == "both" else "directed", key[1]]
        found[key] = Curve([row["date"].toordinal() for row in rows], *columns, model=model, breaks=breaks)
    return found


def _level(curve: Curve, day: date, knots: Sequence[Knot], asked: bool) -> Level:
    mean, sd = curve.at(day)
    latest = curve.latest(day)
    known = next((knot.known for knot in knots if knot.day == latest), None)
    return Level(day, mean, sd, probability_above(mean, sd), latest, known, asked)


def _knot(row: Mapping[str, Any], known: Span) -> Knot:
    names = ("mean", "sd", "observed", "weight", "log_odds", "decayed", "succession")
    return Knot(row["date"], **{name: row[name] for name in names}, known=known)


def _turning_point(number: int, row: Mapping[str, Any], told: Opened, dated: Dated) -> TurningPoint:
    carried = zip(row["carried_by"], row["influences"], strict=True)
    evidence = tuple(told.piece(id, influence) for id, influence in carried)
    names = ("first", "last", "before", "after", "size", "sd", "probability")
    figures = {name: row[name] for name in names}
    beside = (
        tuple(told.piece(id) for id in ids[:SHOWN]) for ids in (dated.before(row["date"]), dated.after(row["date"]))
    )
    return TurningPoint(
        row["id"],
        number,
        row["name"],
        row["date"],
        **figures,
        evidence=evidence,
        before_it=next(beside),
        after_it=next(beside),
    )


def _phase(row: Mapping[str, Any], told: Opened, curve: Curve) -> Phase:
    names = ("first", "last", "open", "name", "title", "mean", "sd", "probability")
    figures = {name: row[name] for name in names}
    ids = [*row["fact_ids"], *row["claim_ids"], *row["event_ids"]]
    sign = 0 if row["mean"] is None else 1 if row["mean"] > 0 else -1
    return Phase(
        **figures,
        events=len(row["event_ids"]),
        claims=len(row["claim_ids"]),
        facts=len(row["fact_ids"]),
        evidence=tuple(_telling(told, ids, sign)),
        wavers=tuple(_wavers(row, curve)),
    )


def _wavers(row: Mapping[str, Any], curve: Curve) -> Iterable[tuple[date, date]]:
    """Times of at least a year in which the score was on the other side of 0 than the phase."""
    side = SIDES.get(row["name"])
    if side is None:
        return
    days = range(row["first"].toordinal(), row["last"].toordinal() + 1, 30)
    scores = curve.through([float(day) for day in days])[0].tolist()
    runs = groupby(zip(days, scores, strict=True), key=lambda one: one[1] * side < 0)
    for off, run in runs:
        span = [day for day, _ in run]
        if off and span[-1] - span[0] >= 365:
            yield date.fromordinal(span[0]), date.fromordinal(span[-1])


def _telling(told: Opened, ids: Iterable[str], sign: int) -> Iterable[Piece]:
    """A few pieces that tell what a phase is called after: those that say so, of most documents, surest first; by date."""
    saying = [id for id in ids if told.value(id) * sign > 0]
    best = sorted(saying, key=lambda id: (-told.strength(id), id))[:SHOWN]
    return sorted((told.piece(id) for id in best), key=lambda p: (p.first or date.max, p.id))


def _sayings(claims: Rows, told: Opened) -> Iterable[Saying]:
    for row in claims:
        if row["level"] is None and row["change"] is None:
            continue
        names = ("id", "first", "last", "level", "change", "hedged", "claimed_by", "document_id")
        values = {name: row[name] for name in names}
        yield Saying(
            **{**values, "hedged": bool(row["hedged"])},
            outlet=told.outlet(row["document_id"]),
            sentence=row["sentence"],
        )


def _differences(rows: Rows) -> Iterable[Difference]:
    together: dict[str, Rows] = {}
    for row in rows:
        together.setdefault(row["id"], []).append(row)
    for id, sides in together.items():
        one = sides[0]
        values = tuple((side["value"], tuple(side["document_ids"])) for side in sides)
        yield Difference(id, one["field"], one["about"] or one["what"], one["grade"], one["event_id"], values)


def _basis(found: Mapping[str, Rows], events: Rows, told: Opened, issue: str) -> Basis:
    series = [row for row in found["scores"] if _series(row) == ("both", issue)]
    every = resting_ids(series)
    matter = [e for e in events if issue in ("all", e["issue"])]
    undated = [c for c in found["claims"] if c["first"] is None and (c["level"] is not None or c["change"])]
    return Basis(
        events=_many(series, "event_ids"),
        claims=_many(series, "claim_ids"),
        facts=_many(series, "fact_ids"),
        documents=len(told.documents(every)),
        sources=len(told.sources(every)),
        undated_events=sum(e["first"] is None and e["status"] in COUNTED for e in matter),
        undated_claims=len(undated) if issue == "all" else 0,
        not_done=tuple(sorted(Counter(e["status"] for e in matter if e["status"] not in COUNTED).items())),
        silent=tuple(_silent(matter)),
        corrections=tuple(sorted({id for row in series for id in row["corrected"] or ()})),
    )


def _many(rows: Rows, column: str) -> int:
    return len({id for row in rows for id in row[column]})


def _silent(events: Sequence[Mapping[str, Any]]) -> Iterable[tuple[int, int]]:
    """Runs of years between the first and the last dated act in which none falls."""
    years = sorted(
        {
            year
            for e in events
            if e["status"] in COUNTED and e["first"] is not None and e["last"].year - e["first"].year <= 1
            for year in range(e["first"].year, e["last"].year + 1)
        }
    )
    for one, other in pairwise(years):
        if other - one > SILENT:
            yield one + 1, other - 1
