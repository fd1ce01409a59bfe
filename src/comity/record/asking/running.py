"""Opening a store to be asked, and running a query: nothing but the store can be reached, and a query that runs away is stopped."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from comity.errors import StoreError, UsageError
from comity.record.store import guarded

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_CLOSED: Final[dict[str, str | bool | int | float | list[str]]] = {
    "enable_external_access": "false",
    "allow_community_extensions": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
}
"""No file is read or written, nothing is loaded or fetched, and no query can change that."""
_ROWS_AT_A_TIME: Final = 100_000
_READING: Final = ("SELECT", "EXPLAIN", "RELATION", "CALL")
_TABLES: Final = "The tables and their columns: comity tables"
_QUOTES: Final = 'Columns called "end", "symmetric" and the like are written in double quotes.'


def opened(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection that reads the store at `path` and can do nothing else. Raises StoreError when it is missing or damaged."""
    import duckdb

    if not path.is_file():
        raise StoreError(f"The store {path} is missing.", hint="Build again: comity build")
    connection: duckdb.DuckDBPyConnection = guarded(
        path, lambda: duckdb.connect(str(path), read_only=True, config=_CLOSED)
    )
    return connection


def run(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    query: str,
    params: Sequence[object] | None,
    *,
    seconds: float | None,
    most_rows: int | None,
) -> pa.Table:
    """The rows of one query. Raises UsageError when DuckDB cannot make sense of it, when it is no reading, when it takes
    longer than `seconds`, and when it gives more than `most_rows`."""
    import duckdb

    cursor = connection.cursor()
    late = threading.Event()

    def stop() -> None:
        late.set()
        cursor.interrupt()

    timer = threading.Timer(seconds, stop) if seconds else None
    try:
        _reading_only(cursor, query)
        if timer is not None:
            timer.daemon = True
            timer.start()
        table: pa.Table = guarded(path, lambda: _fetched(cursor, query, params, most_rows))
        return table
    except duckdb.InterruptException as error:
        if not late.is_set():
            raise
        raise UsageError(
            f"The query took longer than {seconds:g} seconds and was stopped.",
            hint="Ask for less, or give it longer: --timeout SECONDS",
        ) from error
    except duckdb.OutOfMemoryException as error:
        raise UsageError("The query needs more memory than there is.", hint="Ask for less.") from error
    except duckdb.ParserException as error:
        raise UsageError(f"The query cannot be run: {_said(error)}", hint=f"{_TABLES} {_QUOTES}") from error
    except duckdb.Error as error:
        raise UsageError(f"The query cannot be run: {_said(error)}", hint=_TABLES) from error
    finally:
        if timer is not None:
            timer.cancel()
        cursor.close()


def _said(error: Exception) -> str:
    """What DuckDB says, on one line, without the query that it repeats."""
    return " ".join(str(error).split("\n\nLINE ")[0].split())


def _reading_only(cursor: duckdb.DuckDBPyConnection, query: str) -> None:
    statements = cursor.extract_statements(query)
    if len(statements) != 1:
        what = "There is no query." if not statements else "There are several queries."
        raise UsageError(what, hint="Give one, such as SELECT * FROM events.")
    if statements[0].type.name not in _READING:
        raise UsageError(
            f"A record is only read: {statements[0].type.name} is not possible.", hint="Ask it with SELECT."
        )


def _fetched(
    cursor: duckdb.DuckDBPyConnection, query: str, params: Sequence[object] | None, most_rows: int | None
) -> pa.Table:
    import pyarrow as pa

    relation = cursor.sql(query, params=list(params) if params else None)
    if relation is None:
        raise UsageError("This query gives no rows.", hint="A record is read with SELECT.")
    if most_rows is None:
        return relation.to_arrow_table()
    reader = relation.to_arrow_reader(_ROWS_AT_A_TIME)
    batches, rows = [], 0
    for batch in reader:
        batches.append(batch)
        rows += batch.num_rows
        if rows > most_rows:
            raise UsageError(f"The query gives more than {most_rows:,} rows.", hint="Add a LIMIT, or count instead.")
    return pa.Table.from_batches(batches, schema=reader.schema)
