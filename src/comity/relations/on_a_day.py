"""How all relations stand on one day: a row a dyad."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from comity.relations.curve import curves
from comity.relations.naming import INTERVAL, probability_above

if TYPE_CHECKING:
    from comity.record import Record

SURE: Final = 0.9
"""Probability from which a sign counts as known ..."""
LEFT: Final = 0.1
"""... if so much evidence is left: what all relations have in common is no sign of this one."""
COLUMNS: Final = (
    *("a", "b", "date", "mean", "sd", "low", "high", "positive", "sign", "weight", "latest", "log_odds", "log_odds_sd"),
    "decayed",
)
_LAST: Final = """
    SELECT coalesce(max(date) FILTER (len(event_ids) + len(claim_ids) > 0), max(date)) FROM scores WHERE origin = ?
"""
_PLAIN: Final = """
    SELECT a, b, arg_max(log_odds, date) AS log_odds, arg_max(log_odds_sd, date) AS log_odds_sd, arg_max(decayed, date) AS decayed
    FROM scores WHERE origin = ? AND issue = ? AND direction = ? AND date <= ? GROUP BY a, b
"""
_UNDATED: Final = """
    WITH lines AS (SELECT id, lineage FROM actors),
    acts AS (
        SELECT e.id, list_distinct(list(l.lineage) FILTER (p.side = 1)) AS s, list_distinct(list(l.lineage) FILTER (p.side = 2)) AS t,
               any_value(e."symmetric") AS mutual
        FROM events e, LATERAL (
            SELECT unnest(e.sources) AS actor, 1 AS side UNION ALL SELECT unnest(e.targets), 2
        ) p JOIN lines l ON l.id = p.actor
        WHERE e.first IS NULL AND e.status IN ('happened', 'ongoing') GROUP BY e.id
    )
    SELECT (
        SELECT count(*) FROM acts WHERE CASE WHEN mutual
            THEN list_contains(list_concat(coalesce(s, []), coalesce(t, [])), $1) AND list_contains(list_concat(coalesce(s, []), coalesce(t, [])), $2)
            ELSE list_contains(s, $1) AND list_contains(t, $2) OR list_contains(s, $2) AND list_contains(t, $1) END
    ) AS acts, (
        SELECT count(*) FROM relation_claims c JOIN lines x ON x.id = c.a JOIN lines y ON y.id = c.b
        WHERE c.first IS NULL AND (c.level IS NOT NULL OR c.change <> 0)
            AND least(x.lineage, y.lineage) = $1 AND greatest(x.lineage, y.lineage) = $2
    ) AS claims
"""


def last_day(record: Record, origin: str = "text") -> date | None:
    """The last day of evidence; None where nothing was scored."""
    found: date | None = record.sql(_LAST, [origin]).column(0)[0].as_py()
    return found


def scores_on(
    record: Record,
    day: date,
    *,
    issue: str = "all",
    direction: str = "both",
    origin: str = "text",
    known: bool = False,
) -> list[dict[str, Any]]:
    """The dyads with evidence up to that day, and how they stood then, the latest told first (`COLUMNS`).

    `mean` is the score, `low` and `high` its 90% interval, `positive` the probability that it is above 0, `sign` 1 or -1
    where that is at least `SURE` either way with evidence of `LEFT` left, and else 0; `weight` the faded weight of the evidence and `latest` its last day; the baselines are
    those of that last day. `known`: as known on that day, without later evidence. The level of a pair without evidence until
    then is not known: it has no row.
    """
    plain = {
        (row["a"], row["b"]): row for row in record.sql(_PLAIN, [origin, issue, direction, day.isoformat()]).to_pylist()
    }
    rows: list[dict[str, Any]] = []
    for (a, b), curve in curves(record, origin=origin, issue=issue, direction=direction).items():
        latest = curve.latest(day)
        if latest is None:
            continue
        mean, sd = curve.at(day, known)
        above = probability_above(mean, sd)
        row: dict[str, Any] = {"a": a, "b": b, "date": day, "mean": mean, "sd": sd}
        row |= {"low": max(mean - INTERVAL * sd, -1.0), "high": min(mean + INTERVAL * sd, 1.0), "positive": above}
        weight = curve.weight(day)
        sign = (above >= SURE) - (above <= 1 - SURE) if weight >= LEFT else 0
        row |= {"sign": int(sign), "weight": weight}
        row |= {"latest": latest, **{name: plain[a, b][name] for name in ("log_odds", "log_odds_sd", "decayed")}}
        rows.append({name: round(value, 4) if isinstance(value, float) else value for name, value in row.items()})
    rows.sort(key=lambda r: (-r["latest"].toordinal(), r["a"], r["b"]))
    return rows


def undated(record: Record, a: str, b: str) -> tuple[int, int]:
    """How many acts and claims of two lineages would count, had they a date."""
    left, right = sorted((a, b))
    [row] = record.sql(_UNDATED, [left, right]).to_pylist()
    return row["acts"], row["claims"]
