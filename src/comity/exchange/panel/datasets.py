"""What an imported data set holds, by dyad and period, from its daily statistics."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from comity.errors import UsageError
from comity.exchange.panel.asked import TEXT, Asked

if TYPE_CHECKING:
    import pyarrow as pa

    from comity.record import Record

_SUMS: Final = """
    SELECT d.source, d.target, s.start AS segment, coalesce(d.mutual, false) AS mutual, sum(d.events)::BIGINT AS events, sum(d.cooperative)::BIGINT AS cooperative,
           sum(d.hostile)::BIGINT AS hostile, sum(d.verbal_cooperation)::BIGINT AS verbal_cooperation,
           sum(d.material_cooperation)::BIGINT AS material_cooperation, sum(d.verbal_conflict)::BIGINT AS verbal_conflict,
           sum(d.material_conflict)::BIGINT AS material_conflict, sum(d.weight) AS weight, sum(d.total) AS total
    FROM (SELECT * FROM dyad_days WHERE dataset = ? AND issue = ?) d
         ASOF JOIN (SELECT unnest(?::DATE[]) AS start) s ON d.day >= s.start
    WHERE d.day <= ? GROUP BY ALL ORDER BY d.source, d.target, s.start, 4
"""


def datasets(record: Record) -> list[str]:
    """Names of the data sets that a record has daily statistics of, sorted."""
    found = record.sql("SELECT DISTINCT dataset FROM dyad_days ORDER BY dataset").column(0).to_pylist()
    return [str(name) for name in found if name != TEXT]


def check_origin(record: Record, origin: str) -> None:
    """Raises UsageError for an origin that a record has nothing of."""
    known = datasets(record)
    if origin == TEXT or origin in known:
        return
    there = f"There are: {', '.join([TEXT, *known])}." if known else "Only texts are in this project."
    raise UsageError(f"No data set is called {origin!r} here.", hint=f"{there} comity import adds one.")


def span(record: Record, origin: str) -> tuple[date, date] | None:
    """First and last day of a data set; None where it is empty."""
    (row,) = record.sql("SELECT min(day) AS a, max(day) AS b FROM dyad_days WHERE dataset = ?", [origin]).to_pylist()
    return None if row["a"] is None else (row["a"], row["b"])


def sums(record: Record, asked: Asked, segments: list[date], until: date) -> pa.Table:
    """Sums over the days of each segment: from its first day to the day before the next one's, the last one's until
    `until`. Lineages as `source` and `target`."""
    return record.sql(_SUMS, [asked.origin, asked.issue, segments, until])


def days(record: Record, origin: str) -> pa.Table:
    """The days on which a data set has any event: column `day`."""
    return record.sql("SELECT DISTINCT day FROM dyad_days WHERE dataset = ? ORDER BY day", [origin])


def pairs(record: Record, asked: Asked) -> set[tuple[str, str]]:
    """Lineages of all dyads of a data set, each pair sorted."""
    query = "SELECT DISTINCT least(source, target) AS a, greatest(source, target) AS b FROM dyad_days WHERE dataset = ?"
    rows = record.sql(f"{query} AND issue = ?", [asked.origin, asked.issue]).to_pylist()
    return {(row["a"], row["b"]) for row in rows if row["a"] != row["b"]}


def actors(record: Record, origin: str) -> set[str]:
    """Lineages that a data set has any event of."""
    query = "SELECT DISTINCT unnest([source, target]) AS actor FROM dyad_days WHERE dataset = ?"
    return {str(actor) for actor in record.sql(query, [origin]).column(0).to_pylist()}
