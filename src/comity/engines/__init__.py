"""Where bulk work on event rows runs: DuckDB on this machine, or Spark on a cluster."""
