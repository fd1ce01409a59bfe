"""A table of Arrow as a file, to the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from comity.exchange.cells import csv_lines

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS_AT_A_TIME: Final = 10_000
ROW_GROUP: Final = 100_000
"""Rows of a row group of Parquet."""


def write_csv(table: pa.Table, path: Path) -> None:
    """UTF-8 without a mark, a header, lines ended by a line feed (see `cells` for what stands in a cell)."""
    with path.open("w", encoding="utf-8", newline="") as out:
        out.writelines(csv_lines(table.column_names, _rows(table)))


def _rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    for start in range(0, table.num_rows, _ROWS_AT_A_TIME):
        part = table.slice(start, _ROWS_AT_A_TIME)
        yield from zip(*(column.to_pylist() for column in part.columns), strict=True)


def write_parquet(table: pa.Table, path: Path) -> None:
    """Snappy, row groups of `ROW_GROUP` rows, what table and columns mean in the metadata."""
    from pyarrow import parquet

    parquet.write_table(
        table,
        path,
        row_group_size=ROW_GROUP,
        compression="snappy",
        version="2.6",
        data_page_version="1.0",
        use_dictionary=True,
        write_statistics=True,
    )
