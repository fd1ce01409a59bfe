"""Generated event rows by the million: the daily statistics against DuckDB SQL written by hand, and peak memory as the rows grow.

`python -m benchmarks.bulk --rows 100000000 --folder /somewhere` measures any size; the files are deleted afterwards.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from benchmarks.table import Line, show

_A_FILE: Final = 5_000_000
_DYADS_A_PART: Final = 500
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
               DATE '1980-01-01' + (15000 * sqrt((i + u2) / {rows}))::INTEGER AS day,
               [0.0, 1.0, 2.8, 3.0, 3.4, 4.0, 7.0, 8.0, -2.0, -4.0, -5.0, -10.0][1 + (11.99 * u3)::INTEGER % 12] AS g
        FROM drawn
    )
    SELECT 'big-' || i AS id, 'CONSULT' AS event_type, NULL::VARCHAR AS mode, 'diplomacy' AS issue,
           CASE WHEN g >= 7 THEN 2 WHEN g >= 0 THEN 1 WHEN g > -4.5 THEN 3 ELSE 4 END::TINYINT AS quad,
           CASE WHEN u4 < 0.005 THEN NULL ELSE g END::DOUBLE AS score, 'happened' AS status, day AS "first", day AS "last",
           'day' AS grain, 'explicit' AS date_basis, u4 > 0.98 AS "symmetric", NULL::VARCHAR AS thing,
           NULL::VARCHAR AS place, CASE WHEN u5 < 0.05 THEN [] ELSE [source] END AS sources,
           CASE WHEN u6 < 0.05 THEN [] WHEN u6 > 0.97 THEN [target, source] ELSE [target] END AS targets,
           1 AS reports, 1 AS documents, 1 AS independent_sources, 1.0::DOUBLE AS confidence, []::VARCHAR[] AS corrected,
           'imported' AS origin, 'big' AS dataset, i::VARCHAR AS their_id, '042' AS their_type,
           g::DOUBLE AS their_weight, g::DOUBLE AS goldstein, CASE WHEN u4 < 0.005 THEN NULL ELSE g END::DOUBLE AS weight,
           source AS their_source, target AS their_target, NULL::VARCHAR AS place_state, 'outlet ' || (i % 5000) AS publisher,
           (1 + 40 * u5 * u5 * u5)::INTEGER AS mentions, 1 AS outlets, day AS added, []::VARCHAR[] AS flags,
           'made-up.csv' AS file, i AS line
    FROM named
"""

BY_HAND: Final = """
    WITH clean AS (
        SELECT dataset, "first", "last", quad, coalesce("symmetric", false) AS mutual,
               floor(1000.0 * coalesce(confidence, 1.0) * (1 + ln(least(greatest(coalesce(mentions, 1), 1), 20))) + 0.5) AS w,
               floor(1000.0 * weight + 0.5) AS g,
               list_transform(list_filter(sources, lambda x: x IS NOT NULL AND x <> ''), lambda x: {lineage}) AS s,
               list_transform(list_filter(targets, lambda x: x IS NOT NULL AND x <> ''), lambda x: {lineage}) AS t
        FROM read_parquet('{files}')
        WHERE status IN ('happened', 'ongoing') AND "last" >= "first" AND "last" - "first" <= 366
          AND weight BETWEEN -10 AND 10 AND NOT isnan(weight) AND coalesce(confidence, 1.0) > 0
          AND coalesce(confidence, 1.0) <= 1 AND NOT isnan(coalesce(confidence, 1.0))
          AND NOT coalesce(list_has_any(flags, ['future date', 'dated long before', 'before the data set begins']), false)
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
    """Parquet files of made-up rows in the order of time, with the columns of `tables.IMPORTED_EVENTS`, a few million a file."""
    import duckdb

    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(config={"threads": 2, "preserve_insertion_order": False, "memory_limit": _MEMORY}) as db:
        for n, first in enumerate(range(0, rows, _A_FILE)):
            query = _GENERATED.format(first=first, last=min(rows, first + _A_FILE), rows=rows)
            db.execute(f"COPY ({query}) TO '{folder / f'part-{n:03}.parquet'}' (FORMAT parquet, COMPRESSION zstd)")


def by_hand(folder: Path) -> str:
    """The same result in SQL as one would write it for DuckDB."""
    lineage = "CASE x " + " ".join(f"WHEN '{a}' THEN '{b}'" for a, b in sorted(_LINEAGES.items())) + " ELSE x END"
    return BY_HAND.format(lineage=lineage, files=folder / "*.parquet")


def measure(folder: Path, rows: int, *, rounds: int = 5, times: tuple[int, ...] = (1, 3)) -> list[Line]:
    """The daily statistics against SQL by hand; then days, scores and peak memory for `rows` rows and multiples of them."""
    lines = [_against_sql(folder, rows, rounds)]
    smallest: dict[str, Any] | None = None
    for multiple in times:
        data = folder / f"rows-{multiple}"
        generate(data, rows * multiple)
        size = sum(path.stat().st_size for path in data.iterdir()) / 1e9
        told = _reduced(data, folder / "out")
        print(f"{rows * multiple:,} rows: {told}", file=sys.stderr, flush=True)
        what = f"{rows * multiple:,} rows ({size:.1f} GB) to {told['days']:,} dyad-days and {told['scores']:,} scores"
        before = smallest or told
        lines.append(Line(f"{what}: seconds a million rows", told["seconds"] / (rows * multiple / 1e6), None))
        lines.append(Line("  peak memory", told["peak"], before["peak"], "MB", f"{rows:,} rows"))
        smallest = before
        shutil.rmtree(data)
        shutil.rmtree(folder / "out")
    return lines


def _against_sql(folder: Path, rows: int, rounds: int) -> Line:
    """Both queries in turn on one connection, the medians of their times; their results have to be equal."""
    from comity.engines.duckdb import DuckDBEngine
    from comity.engines.reduction import daily

    data = folder / "compared"
    generate(data, rows)
    taken: dict[str, list[float]] = {"ours": [], "by_hand": []}
    with DuckDBEngine(memory=_MEMORY, scratch=folder / "spilled") as here:
        queries = {
            "ours": here.sql(daily(here.read(sorted(data.glob("*.parquet"))), _LINEAGES)),
            "by_hand": by_hand(data),
        }
        for n in range(2 * rounds):
            for name in sorted(queries, reverse=bool(n % 2)):
                began = time.perf_counter()
                here.db.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {queries[name]}")
                taken[name].append(time.perf_counter() - began)
        columns = "dataset, source, target, day, issue, mutual, events, weight, weight2, total, cooperative, hostile"
        different = here.db.execute(
            f"SELECT count(*) FROM ((SELECT {columns} FROM ours EXCEPT SELECT {columns} FROM by_hand) "
            f"UNION ALL (SELECT {columns} FROM by_hand EXCEPT SELECT {columns} FROM ours))"
        ).fetchone()
    assert different == (0,), f"{different} rows differ"
    shutil.rmtree(data)
    ours, hand = (statistics.median(times[2:]) for times in taken.values())
    return Line(f"daily statistics of {rows:,} rows", ours, hand, than="DuckDB SQL by hand (goal 1.2)")


def monthly(dyads: int, months: int) -> list[Line]:
    """Scores of so many dyads with evidence in each of so many months, everything that a row of `scores` has, against one
    pass of numpy over as many cells (an exponential and a sum); the filter and the smoother alone beside it."""
    import numpy as np

    from comity.relations.daily import Observations, scores_of
    from comity.relations.ou import Model, filter_smooth

    model = Model(0.0, 0.3, 900.0, 0.4, 0.1)
    whole = alone = numpy = 0.0
    for first in range(0, dyads, _DYADS_A_PART):
        bins = _bins(first, min(_DYADS_A_PART, dyads - first), months)
        began = time.process_time()
        scores_of(bins, model, origin="big")
        whole += time.process_time() - began
        seen = Observations.of(bins)
        began = time.process_time()
        filter_smooth(seen.days, seen.observed, seen.variance(model), seen.starts, model)
        alone += time.process_time() - began
        began = time.process_time()
        (seen.observed + np.exp(-seen.days / model.memory)).sum()
        numpy += time.process_time() - began
    what, than = f"{dyads:,} dyads x {months} months", "one pass of numpy (CPU time)"
    return [
        Line(f"rows of scores, {what}", whole, numpy, than=than),
        Line("  filter and smoother alone", alone, numpy, than=than),
    ]


def _bins(first: int, dyads: int, months: int) -> Any:
    """Rows of `binned`: so many events a month as there are in the news of a dyad, few for most."""
    import numpy as np
    import pyarrow as pa

    rng = np.random.Generator(np.random.PCG64(first))
    count = dyads * months
    events = 1 + rng.geometric(0.2, count)
    weight = events * rng.uniform(0.5, 1.0, count)
    cooperative = rng.binomial(events, 0.6)
    names = [f"a{number:05}" for number in range(first, first + dyads)]
    return pa.table(
        {
            "a": np.repeat(names, months),
            "b": np.repeat("z", count),
            "direction": np.repeat("both", count),
            "issue": np.repeat("all", count),
            "date": pa.array(np.tile(np.arange(months, dtype=np.int32) * 30, dyads)).cast(pa.date32()),
            "weight": weight,
            "weight2": weight**2 / events,
            "total": weight * rng.normal(0.1, 0.3, count),
            "cooperative": cooperative,
            "hostile": events - cooperative,
        }
    )


_REDUCED: Final = """
import json, resource, sys, time
from pathlib import Path
from comity.engines.duckdb import DuckDBEngine
from comity.relations.reduced import reduce
began = time.perf_counter()
with DuckDBEngine(memory=sys.argv[3], scratch=Path(sys.argv[2]) / "spilled") as here:
    made = reduce(sorted(Path(sys.argv[1]).glob("*.parquet")), Path(sys.argv[2]), name="big", lineages={}, successions={}, on=here, here=here)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"peak": peak, "days": made.days, "scores": made.scores, "seconds": time.perf_counter() - began}))
"""


def _reduced(data: Path, out: Path) -> dict[str, Any]:
    """The whole way to scores in a process of its own."""
    command = [sys.executable, "-c", _REDUCED, str(data), str(out), _MEMORY]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bulk", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the smallest file (default 1000000)")
    parser.add_argument("--times", type=int, nargs="+", default=[1, 3], help="multiples of them (default 1 3)")
    parser.add_argument("--rounds", type=int, default=5, help="pairs of runs that are compared (default 5)")
    parser.add_argument("--folder", type=Path, help="where the files are generated (default: a temporary folder)")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="comity-bulk-", dir=chosen.folder) as folder:
        show(measure(Path(folder), chosen.rows, rounds=chosen.rounds, times=tuple(chosen.times)))


if __name__ == "__main__":
    main()
