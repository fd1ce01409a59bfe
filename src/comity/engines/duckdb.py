"""The engine of this machine: DuckDB, with a limit to its memory, beyond which it writes to disk."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from comity.engines.engine import Engine, Source, memory_or_default
from comity.errors import ProjectError

if TYPE_CHECKING:
    import duckdb
    import ibis.expr.types as ir
    import pyarrow as pa


class DuckDBEngine(Engine):
    """`memory` and `scratch` as of `comity.engines.engine`."""

    kind = "duckdb"

    def __init__(self, *, memory: str = "", scratch: Path | None = None) -> None:
        import duckdb
        import ibis

        if scratch is not None:
            scratch.mkdir(parents=True, exist_ok=True)
        self._scratch = tempfile.TemporaryDirectory(prefix="comity-engine-", dir=scratch)
        self.db: duckdb.DuckDBPyConnection = duckdb.connect(
            config={
                "memory_limit": memory_or_default(memory),
                "temp_directory": self._scratch.name,
                "preserve_insertion_order": False,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )
        self._ibis = ibis.duckdb.from_connection(self.db)

    def read(self, source: Source | Sequence[Path]) -> ir.Table:
        import ibis
        import pyarrow as pa

        if isinstance(source, ibis.Table):
            return source
        if isinstance(source, pa.Table):
            return ibis.memtable(source)
        paths = [source] if isinstance(source, str | Path) else list(source)
        with _explained():
            return cast("ir.Table", self._ibis.read_parquet([str(path) for path in paths]))

    def table(self, expression: ir.Table, order: Sequence[str]) -> pa.Table:
        with _explained():
            return self._ibis.to_pyarrow(expression.order_by(*order))

    def write(self, expression: ir.Table, path: Path, order: Sequence[str]) -> int:
        query = self._ibis.compile(expression.order_by(*order))
        with _explained():
            return write_parquet(self.db, query, path)

    def close(self) -> None:
        self.db.close()
        self._scratch.cleanup()


def write_parquet(db: duckdb.DuckDBPyConnection, query: str, path: Path) -> int:
    """The rows of a query, in its order, as one Parquet file; how many they are."""
    escaped = str(path).replace("'", "''")
    db.execute("SET preserve_insertion_order = true")
    try:
        written = db.execute(f"COPY ({query}) TO '{escaped}' (FORMAT parquet, COMPRESSION zstd)").fetchone()
    finally:
        db.execute("SET preserve_insertion_order = false")
    return int(written[0]) if written else 0


@contextmanager
def _explained() -> Iterator[None]:
    """DuckDB's words for a full disk, a missing or a damaged file, as an error that says what to do."""
    import duckdb

    try:
        yield
    except (duckdb.IOException, duckdb.InvalidInputException, duckdb.OutOfMemoryException) as error:
        raise ProjectError(
            f"Event rows could not be worked on: {str(error).splitlines()[0]}",
            hint="Is the file whole, and is there room on the disk? More memory: [engine] memory in comity.toml.",
        ) from error
