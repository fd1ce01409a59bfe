"""Where bulk work on event rows runs: DuckDB on this machine, or Spark on a cluster.

daily(["events.parquet"], {"SUN": "RUS"})        # a pyarrow.Table of daily statistics, on DuckDB
with engine("spark", master="spark://head:7077") as spark:
    spark.write(reduction.daily(spark.read(files), lineages), path, DAY_ORDER)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from comity.engines.engine import DAY_ORDER, Engine, Source

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["DAY_ORDER", "Engine", "EngineKind", "Source", "daily", "engine"]

EngineKind = Literal["duckdb", "spark"]


def engine(kind: EngineKind = "duckdb", *, memory: str = "", master: str = "", scratch: Path | None = None) -> Engine:
    """An engine, to be used as a context or closed.

    `memory` is how much DuckDB may hold before it writes to disk, in `scratch` (a folder; None: beside the other temporary
    files), or how much Spark's driver may have: "4GB"; empty for half of what the machine has, 8 GB at the most.
    `master` is where Spark runs: "local[*]" (the default), "spark://host:7077", "yarn".
    Raises EngineMissing where what it needs is not installed.
    """
    if kind == "spark":
        from comity.engines.spark import SparkEngine

        return SparkEngine(master=master, memory=memory, scratch=scratch)
    from comity.engines.duckdb import DuckDBEngine

    return DuckDBEngine(memory=memory, scratch=scratch)


def daily(
    source: Source | Sequence[Path],
    lineages: Mapping[str, str] | None = None,
    *,
    issues: bool = False,
    on: Engine | None = None,
) -> pa.Table:
    """Event rows with the columns of `tables.IMPORTED_EVENTS` (a Parquet file or several, a pyarrow or Ibis table) -> the
    columns of `tables.DYAD_DAYS`, sorted by its key, in memory. What counts how is in `reduction.daily`."""
    from comity.engines import reduction

    if on is not None:
        return on.table(reduction.daily(on.read(source), lineages or {}, issues=issues), DAY_ORDER)
    with engine() as here:
        return here.table(reduction.daily(here.read(source), lineages or {}, issues=issues), DAY_ORDER)
