"""Writing the DuckDB file of one generation, and reading from the one before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

from comity import tables
from comity.errors import StoreError
from comity.record.rows import PER_DOCUMENT, Row

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_BY_NAME: Final = {table.name: table for table in tables.TABLES}
_CHUNK: Final = 50_000
"""Cells of text and numbers are held for at most this many rows of a table before they go to disk."""
_BATCH: Final = 10_000
_CHUNK_CHARACTERS: Final = 20_000_000


class StoreWriter:
    """A new store. Rows are held by column and go to DuckDB in bulk. Use as a context; closing writes all to disk."""

    def __init__(self, path: Path) -> None:
        import duckdb

        self.path = path
        self._held: dict[str, list[Row]] = {name: [] for name in _BY_NAME}
        self._characters = 0
        self.db: duckdb.DuckDBPyConnection = duckdb.connect(str(path), config={"preserve_insertion_order": True})
        for table in tables.TABLES:
            self.db.execute(table.create())

    def __enter__(self) -> StoreWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.flush()
            self.db.execute("CHECKPOINT")
        self.db.close()

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Rows of a table, their values in the order of its columns."""
        held = self._held[table]
        held.extend(rows)
        if len(held) >= _CHUNK:
            self._flush(table)

    def add_arrow(self, table: str, rows: pa.Table) -> None:
        """Rows of a table as an Arrow table with its columns, in their order: for many rows at once."""
        self._flush(table)
        self.db.register("arrow_rows", rows)
        try:
            self.db.execute(f'INSERT INTO "{table}" SELECT * FROM arrow_rows')
        finally:
            self.db.unregister("arrow_rows")

    def add_document(self, row: Row, rows: Mapping[str, Sequence[Row]]) -> None:
        """A row of `documents` and what `reading_rows` gave."""
        self.add("documents", [row])
        for name, more in rows.items():
            self.add(name, more)
        self._characters += sum(len(text) for _, text in rows.get("texts", ()))
        if self._characters >= _CHUNK_CHARACTERS:
            self.flush()

    def flush(self) -> None:
        for name in self._held:
            self._flush(name)
        self._characters = 0

    def _flush(self, name: str) -> None:
        rows = self._held[name]
        if rows:
            _insert(self.db, _BY_NAME[name], rows)
            self._held[name] = []

    def take_over(self, old: Path, kept: Sequence[tuple[str, str, str]]) -> None:
        """Copy what was read in the store at `old`: per-document rows of `kept`, as (id there, id here, text_sha256).

        Raises StoreError when the old store does not hold a document, or cannot be read: then nothing was copied.
        """
        import duckdb

        escaped = str(old).replace("'", "''")
        self.db.execute("CREATE TEMP TABLE kept (old_id VARCHAR, new_id VARCHAR, text_sha256 VARCHAR)")
        columns = [list(column) for column in zip(*kept, strict=True)] or [[], [], []]
        self.db.execute(
            "INSERT INTO kept SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[])", columns
        )
        try:
            self.db.execute(f"ATTACH '{escaped}' AS old (READ_ONLY)")
            try:
                self._check_held(old, len(kept))
                self.db.execute("BEGIN")
                try:
                    for table in PER_DOCUMENT:
                        self.db.execute(_copy(table))
                except duckdb.Error:
                    self.db.execute("ROLLBACK")
                    raise
                self.db.execute("COMMIT")
            finally:
                self.db.execute("DETACH old")
        except duckdb.Error as error:
            raise StoreError(f"The store at {old} cannot be read: {error}") from error
        finally:
            self.db.execute("DROP TABLE kept")

    def _check_held(self, old: Path, wanted: int) -> None:
        query = "SELECT count(*) FROM kept k JOIN old.documents d ON d.id = k.old_id AND d.text_sha256 = k.text_sha256"
        held = self.db.execute(query + " AND d.status = 'read'").fetchone()
        if held is None or held[0] != wanted:
            raise StoreError(f"The store at {old} does not hold all the documents that its manifest lists.")

    def rows(self, query: str) -> Iterator[dict[str, Any]]:
        """The rows of a query over what was written so far, by column name."""
        self.flush()
        with self.db.cursor() as cursor:
            cursor.execute(query)
            names = [column[0] for column in cursor.description or ()]
            while batch := cursor.fetchmany(_BATCH):
                for row in batch:
                    yield dict(zip(names, row, strict=True))

    def columns(self, query: str) -> dict[str, Any]:
        """The columns of a query over what was written so far, as arrays of numpy: for many rows of numbers."""
        self.flush()
        with self.db.cursor() as cursor:
            return dict(cursor.execute(query).fetchnumpy())


def _copy(table: tables.Table) -> str:
    if table.name in ("report_actors", "quantities"):
        columns = ", ".join(f't."{name}"' for name in table.names())
        source = "JOIN old.reports r ON r.id = t.report_id JOIN kept k ON k.old_id = r.document_id"
    else:
        columns = ", ".join("k.new_id" if name == "document_id" else f't."{name}"' for name in table.names())
        source = "JOIN kept k ON k.old_id = t.document_id"
    return f'INSERT INTO "{table.name}" SELECT {columns} FROM old."{table.name}" t {source}'


def _insert(db: duckdb.DuckDBPyConnection, table: tables.Table, rows: Sequence[Row]) -> None:
    """By column, as lists: as quick as Arrow, and neither Arrow nor pandas is imported."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    given = ", ".join(f"unnest(?::{column.type}[])" for column in table.columns)
    db.execute(f'INSERT INTO "{table.name}" SELECT {given}', columns)


def guarded(path: Path, action: Callable[[], Any]) -> Any:
    """Run `action` on the store at `path`; what DuckDB says about a damaged file becomes a StoreError that names it."""
    import duckdb

    damage = (duckdb.IOException, duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException)
    try:
        return action()
    except duckdb.Error as error:
        if not isinstance(error, damage) and type(error) is not duckdb.Error:  # the latter: a wrong checksum
            raise
        raise StoreError(
            f"The store {path} is damaged or cannot be read: {str(error).splitlines()[0]}",
            hint="Build again: comity build makes it anew from the documents and the cache.",
        ) from error
