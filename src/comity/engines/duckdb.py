"""The engine of this machine: DuckDB, with a limit to its memory, beyond which it writes to disk."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from comity.engines.engine import Engine, Source, memory_or_default
from comity.errors import ProjectError

if TYPE_CHECKING:
    import duckdb
    import ibis
    import ibis.expr.types as ir
    import pyarrow as pa


class DuckDBEngine(Engine):
    """`memory` and `scratch` as of `comity.engines.engine`."""

    kind = "duckdb"

    def __init__(self, *, memory: str = "", scratch: Path | None = None) -> None:
        import duckdb

        if scratch is not None:
            scratch.mkdir(parents=True, exist_ok=True)
        self._tables = 0
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

        self.db.execute("SET enable_progress_bar = false")  # it would stand on standard output

    def read(self, source: Source | Sequence[Path]) -> ir.Table:
        import ibis
        import pyarrow as pa

        if isinstance(source, ibis.Table):
            return source
        if isinstance(source, pa.Table):
            name = self._named()
            self.db.register(name, source)
            return ibis.table(_schema(source.schema), name=name)
        paths = [source] if isinstance(source, str | Path) else list(source)
        name = self._named()
        with _explained():
            self.db.read_parquet([str(path) for path in paths]).create_view(name)
            return self._table(name)

    def table(self, expression: ir.Table, order: Sequence[str]) -> pa.Table:
        with _explained():
            return self.db.sql(self.sql(expression.order_by(*order))).to_arrow_table()

    def kept(self, expression: ir.Table) -> ir.Table:
        """The rows of an expression, worked out once, as a table of this engine; beyond its memory they lie on disk."""
        name = self._named()
        with _explained():
            self.db.execute(f"CREATE TEMP TABLE {name} AS {self.sql(expression)}")
            return self._table(name)

    def add(self, kept: ir.Table, expression: ir.Table) -> None:
        """Add the rows of an expression to what was `kept`, which has the same columns."""
        with _explained():
            self.db.execute(f"INSERT INTO {kept.get_name()} {self.sql(expression)}")

    def batches(self, expression: ir.Table, order: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The rows of an expression, sorted, a few at a time."""
        with _explained():
            yield from self.db.sql(self.sql(expression.order_by(*order))).to_arrow_reader(100_000)

    def sql(self, expression: ir.Table) -> str:
        """The expression in DuckDB's words. Ibis does no more here than that: DuckDB itself runs it."""
        import ibis

        return str(ibis.to_sql(expression, dialect="duckdb", pretty=False))

    def write(self, expression: ir.Table, path: Path, order: Sequence[str]) -> int:
        with _explained():
            return _write_parquet(self.db, self.sql(expression.order_by(*order)), path)

    def _named(self) -> str:
        self._tables += 1
        return f"rows_{self._tables}"

    def _table(self, name: str) -> ir.Table:
        import ibis

        return ibis.table(_schema(self.db.sql(f"SELECT * FROM {name} LIMIT 0").to_arrow_table().schema), name=name)

    def close(self) -> None:
        self.db.close()
        self._scratch.cleanup()


def _write_parquet(db: duckdb.DuckDBPyConnection, query: str, path: Path) -> int:
    """The rows of a query, in its order, as one Parquet file; how many they are."""
    escaped = str(path).replace("'", "''")
    db.execute("SET preserve_insertion_order = true")
    try:
        written = db.execute(f"COPY ({query}) TO '{escaped}' (FORMAT parquet, COMPRESSION zstd)").fetchone()
    finally:
        db.execute("SET preserve_insertion_order = false")
    return int(written[0]) if written else 0


def _schema(schema: pa.Schema) -> ibis.Schema:
    import ibis

    return ibis.Schema.from_pyarrow(schema)


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
