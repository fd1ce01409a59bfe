"""What an imported data set holds, by dyad and period, from its daily statistics."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from comity.errors import UsageError
from comity.exchange.panel.asked import TEXT, Asked, Notes
from comity.exchange.panel.loading import load
from comity.exchange.panel.periods import Lineages, Period, number
from comity.exchange.panel.texts import COUNTED

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from comity.record import Record

_SUMS: Final = """
    SELECT d.source, d.target, s.start AS segment, coalesce(d.mutual, false) AS mutual, sum(d.events)::BIGINT AS events, sum(d.cooperative)::BIGINT AS cooperative,
           sum(d.hostile)::BIGINT AS hostile, sum(d.verbal_cooperation)::BIGINT AS verbal_cooperation,
           sum(d.material_cooperation)::BIGINT AS material_cooperation, sum(d.verbal_conflict)::BIGINT AS verbal_conflict,
           sum(d.material_conflict)::BIGINT AS material_conflict,
           sum(round(1e6 * d.weight)::HUGEINT)::BIGINT AS weight, sum(round(1e6 * d.total)::HUGEINT)::BIGINT AS total
    FROM (SELECT * FROM dyad_days WHERE dataset = ? AND issue = ?) d
         ASOF JOIN (SELECT unnest(?::DATE[]) AS start) s ON d.day >= s.start
    WHERE d.day <= ? GROUP BY ALL ORDER BY d.source, d.target, s.start, 4
"""
_NUMBERS: Final = (
    *("events", "cooperative", "hostile"),
    *("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"),
)
_SUMMED: Final = (*_NUMBERS, "weight", "total", "shared")
_CELLS: Final = """
    CREATE TEMP TABLE cells AS
    WITH named AS (
        SELECT d.*, s.ix, x.actor AS one, y.actor AS other
        FROM sums d JOIN segments s ON s.start = d.segment
             JOIN carrying x ON x.lineage = d.source AND x.start = d.segment
             JOIN carrying y ON y.lineage = d.target AND y.start = d.segment
        WHERE d.source <> d.target),
    placed AS ({placed})
    SELECT a, b, ix, {sums}, coalesce(sum(events) FILTER (mutual), 0)::BIGINT AS shared FROM placed GROUP BY a, b, ix
"""
_UNDIRECTED: Final = """
    SELECT *, CASE WHEN source < target THEN one ELSE other END AS a, CASE WHEN source < target THEN other ELSE one END AS b
    FROM named
"""
_DIRECTED: Final = """
    SELECT *, one AS a, other AS b FROM named UNION ALL SELECT *, other AS a, one AS b FROM named WHERE mutual
"""
_NOBODY: Final = """
    SELECT coalesce(sum(d.events), 0) FROM sums d WHERE d.source <> d.target AND NOT (
        EXISTS (FROM carrying x WHERE x.lineage = d.source AND x.start = d.segment)
        AND EXISTS (FROM carrying y WHERE y.lineage = d.target AND y.start = d.segment))
"""
_SPANS: Final = """
    CREATE TEMP TABLE spans AS SELECT s.first, s.last, count(d.day) AS days
    FROM (SELECT DISTINCT first, last FROM rows) s LEFT JOIN days d ON d.day BETWEEN s.first AND s.last GROUP BY ALL
"""
_COUNTED: Final = """
    CREATE TEMP TABLE counted AS
    SELECT r.row, s.days > 0 AND k.lineage IS NOT NULL AND l.lineage IS NOT NULL AS covered,
           NULL::INTEGER AS covering_documents, s.days AS covering_days, {counted},
           CASE WHEN c.weight > 0 THEN round(10 * c.total::DOUBLE / c.weight, 6) END AS goldstein_mean,
           NULL::VARCHAR AS text_facts, NULL::INTEGER AS text_positive, NULL::INTEGER AS text_negative
    FROM rows r JOIN spans s ON s.first = r.first AND s.last = r.last
         LEFT JOIN known k ON k.lineage = r.one LEFT JOIN known l ON l.lineage = r.other
         LEFT JOIN cells c ON c.a = r.a AND c.b = r.b AND c.ix = r.ix
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
    from comity.record.asking.imported import refuse_unbuilt

    refuse_unbuilt(record, origin)
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


def count(
    db: duckdb.DuckDBPyConnection,
    record: Record,
    asked: Asked,
    lineages: Lineages,
    when: Sequence[Period],
    notes: Notes,
) -> None:
    """Make the table `counted` beside `rows`: what the set holds of each row, and whether it covers it."""
    known = sorted(actors(record, asked.origin))
    first, last = when[0].first, when[-1].last
    segments = sorted({p.first for p in when} | {day for day in lineages.cuts(known) if first < day <= last})
    load(db, "segments", "start DATE, ix INTEGER", [(day, number(day, asked.unit)) for day in segments])
    carrying = [(one, day, actor) for one in known for day in segments if (actor := lineages.on(one, day)) is not None]
    load(db, "carrying", "lineage VARCHAR, start DATE, actor VARCHAR", carrying)
    load(db, "known", "lineage VARCHAR", [(one,) for one in known])
    db.register("sums", sums(record, asked, segments, last))
    db.register("days", days(record, asked.origin))
    summed = ", ".join(f"sum({name})::BIGINT AS {name}" for name in _SUMMED[:-1])
    db.execute(_CELLS.format(placed=_DIRECTED if asked.directed else _UNDIRECTED, sums=summed))
    db.execute(_SPANS)
    counts = {name: f"CASE WHEN covered THEN coalesce(c.{name}, 0) END" for name in (*_NUMBERS, "shared")}
    counts["goldstein_sum"] = "CASE WHEN covered THEN round(coalesce(c.total, 0) / 1e5, 6) END"
    counted = ", ".join(f"{counts.get(name, 'NULL::INTEGER')} AS {name}" for name in COUNTED)
    db.execute(_COUNTED.format(counted=counted))
    (nobody,) = db.execute(_NOBODY).fetchone() or (0,)
    if nobody:
        notes.left_out["events of the data set of an actor that did not exist on their day, in no row"] += int(nobody)
