"""Generated event rows by the million: the daily statistics against DuckDB SQL written by hand, and peak memory as the rows grow.

`python -m benchmarks.bulk --rows 100000000 --folder /somewhere` measures any size; the files are deleted afterwards.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

_A_FILE: Final = 5_000_000
_MEMORY: Final = "1GB"
_LINEAGES: Final = {"S007": "S001", "S019": "S002", "S023": "S003"}

_GENERATED: Final = """
    WITH drawn AS (
        SELECT i,
               hash(i * 8 + 0) / 18446744073709551616.0 AS u0, hash(i * 8 + 1) / 18446744073709551616.0 AS u1,
               hash(i * 8 + 2) / 18446744073709551616.0 AS u2, hash(i * 8 + 3) / 18446744073709551616.0 AS u3,
               hash(i * 8 + 4) / 18446744073709551616.0 AS u4, hash(i * 8 + 5) / 18446744073709551616.0 AS u5,
               hash(i * 8 + 6) / 18446744073709551616.0 AS u6
        FROM range({first}, {last}) AS r(i)
    ), named AS (
        SELECT *, 'S' || lpad((200 * u0 * u0 * u0)::INTEGER::VARCHAR, 3, '0') AS source,
               'S' || lpad((200 * u1 * u1)::INTEGER::VARCHAR, 3, '0') AS target,
               DATE '1980-01-01' + (15000 * sqrt(u2))::INTEGER AS day,
               [0.0, 1.0, 2.8, 3.0, 3.4, 4.0, 7.0, 8.0, -2.0, -4.0, -5.0, -10.0][1 + (11.99 * u3)::INTEGER % 12] AS weight
        FROM drawn
    )
    SELECT 'big-' || i AS id, 'CONSULT' AS event_type, NULL::VARCHAR AS mode, 'diplomacy' AS issue,
           CASE WHEN weight >= 7 THEN 2 WHEN weight >= 0 THEN 1 WHEN weight > -4.5 THEN 3 ELSE 4 END::TINYINT AS quad,
           CASE WHEN u4 < 0.005 THEN NULL ELSE weight END::DOUBLE AS score, 'happened' AS status, day AS "first", day AS "last",
           'day' AS grain, 'explicit' AS date_basis, u4 > 0.98 AS "symmetric", NULL::VARCHAR AS thing,
           NULL::VARCHAR AS place, CASE WHEN u5 < 0.05 THEN [] ELSE [source] END AS sources,
           CASE WHEN u6 < 0.05 THEN [] WHEN u6 > 0.97 THEN [target, source] ELSE [target] END AS targets,
           1 AS reports, 1 AS documents, 1 AS independent_sources, 1.0::DOUBLE AS confidence, []::VARCHAR[] AS corrected,
           'imported' AS origin, 'big' AS dataset, i::VARCHAR AS their_id, '042' AS their_type,
           source AS their_source, target AS their_target, 'outlet ' || (i % 5000) AS publisher,
           (1 + 40 * u5 * u5 * u5)::INTEGER AS mentions, []::VARCHAR[] AS flags
    FROM named
"""

BY_HAND: Final = """
    WITH clean AS (
        SELECT dataset, "first", "last", quad, coalesce("symmetric", false) AS mutual,
               floor(1000.0 * coalesce(confidence, 1.0) * (1 + ln(least(greatest(coalesce(mentions, 1), 1), 20))) + 0.5) AS w,
               floor(1000.0 * score + 0.5) AS g,
               list_transform(list_filter(sources, lambda x: x IS NOT NULL AND x <> ''), lambda x: {lineage}) AS s,
               list_transform(list_filter(targets, lambda x: x IS NOT NULL AND x <> ''), lambda x: {lineage}) AS t
        FROM read_parquet('{files}')
        WHERE status IN ('happened', 'ongoing') AND "last" >= "first" AND "last" - "first" <= 366
          AND score BETWEEN -10 AND 10 AND coalesce(confidence, 1.0) > 0 AND coalesce(confidence, 1.0) <= 1
    ), sided AS (
        SELECT * REPLACE (
                 CASE WHEN mutual THEN list_distinct(s || t) WHEN len(s) > 1 THEN list_distinct(s) ELSE s END AS s,
                 CASE WHEN mutual THEN list_distinct(s || t) WHEN len(t) > 1 THEN list_distinct(t) ELSE t END AS t),
               "first" + (("last" - "first") // 2)::INTEGER AS day
        FROM clean
    ), paired AS (SELECT dataset, day, mutual, w, g, quad, source, unnest(t) AS target
                  FROM (SELECT *, unnest(s) AS source FROM sided))
    SELECT dataset, source, target, day, 'all' AS issue, mutual, count(*) AS events, sum(w) / 1e3 AS weight,
           sum(w * w) / 1e6 AS weight2, sum(w * g) / 1e7 AS total, count(*) FILTER (g > 0) AS cooperative,
           count(*) FILTER (g < 0) AS hostile, count(*) FILTER (quad = 1) AS verbal_cooperation,
           count(*) FILTER (quad = 2) AS material_cooperation, count(*) FILTER (quad = 3) AS verbal_conflict,
           count(*) FILTER (quad = 4) AS material_conflict
    FROM paired WHERE CASE WHEN mutual THEN source < target ELSE source <> target END
    GROUP BY dataset, source, target, day, mutual
"""


def generate(folder: Path, rows: int) -> None:
    """Parquet files of made-up rows, with the columns of `tables.IMPORTED_EVENTS`, a few million a file."""
    import duckdb

    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(config={"threads": 2, "preserve_insertion_order": False, "memory_limit": _MEMORY}) as db:
        for n, first in enumerate(range(0, rows, _A_FILE)):
            query = _GENERATED.format(first=first, last=min(rows, first + _A_FILE))
            db.execute(f"COPY ({query}) TO '{folder / f'part-{n:03}.parquet'}' (FORMAT parquet, COMPRESSION zstd)")


def by_hand(folder: Path) -> str:
    """The same result in SQL as one would write it for DuckDB."""
    lineage = "CASE x " + " ".join(f"WHEN '{a}' THEN '{b}'" for a, b in sorted(_LINEAGES.items())) + " ELSE x END"
    return BY_HAND.format(lineage=lineage, files=folder / "*.parquet")
